// SPDX-License-Identifier: Apache-2.0
#include "reports/support.hpp"
#include "reports/svg.hpp"
#include "reports/words.hpp"

/// What the regions did together, what came of the actions, and what was agreed.
namespace teia::reports {

namespace {

std::vector<std::optional<double>> attendance_by_month(const QuadrimestralData& data) {
  std::vector<std::optional<double>> out;
  for (const auto& month : data.by_month) {
    std::int64_t summoned = 0, present = 0;
    for (const auto& one : data.cir.sittings) {
      if (!one.day.text().starts_with(month.code)) continue;
      summoned += one.summoned;
      present += one.present;
    }
    out.push_back(summoned > 0 ? std::optional{100.0 * static_cast<double>(present) / static_cast<double>(summoned)} : std::nullopt);
  }
  return out;
}

void attendance_by_region(Book& book) {
  const auto& cir = book.data().cir;
  Table table{"Reuniões de CIR, convocações e presenças por região, " + book.data().period_name(),
              {{"Região de saúde", 40}, {"Reuniões", 14, true}, {"Convocações", 16, true}, {"Presenças", 15, true}, {"Presença", 15, true}}};
  const auto row = [&](const std::string& name, std::int64_t held, std::int64_t summoned, std::int64_t present) {
    table.rows.push_back({name, thousands(held), thousands(summoned), thousands(present), percent(present, summoned, 1)});
  };
  for (const auto& one : cir.regions) row(one.region ? one.region->name : "região não informada", one.meetings, one.summoned, one.present);
  row("Total", cir.meetings, cir.summoned, cir.present);
  table.source = by_records(book, "attendance");
  table.total = true;
  table.runs = cir.regions.size() > most_rows_together;
  book.table(table);
}

void followups_by_kind(Book& book, const FollowupKind& all) {
  const auto& data = book.data();
  Table table{"Encaminhamentos por tipo e situação em " + short_day(data.known_on),
              {{"Tipo", 34}, {"No prazo", 11, true}, {"Depois do prazo", 12, true}, {"Em aberto", 11, true}, {"Data passada", 11, true},
               {"Cancelados", 11, true}, {"Total", 10, true}}};
  const auto row = [&](const std::string& name, const FollowupKind& one) {
    table.rows.push_back({name, thousands(one.on_time), thousands(one.late), thousands(one.open), thousands(one.overdue), thousands(one.cancelled),
                          thousands(one.total())});
  };
  for (const auto& one : data.followups) row(one.name, one);
  row("Total", all);
  table.source = fill("encaminhamentos das ações do período na Teia{} {}", data.demo ? ", dados fictícios" : "", book.mark("followups"));
  table.total = true;
  book.table(table);
}

}  // namespace

void meetings(Book& book) {
  const auto& data = book.data();
  if (data.cir.meetings == 0) return book.paragraph("Não há reuniões de Comissão Intergestores Regional registradas no período.");
  const auto kinds = fill("{} e {}", counted(data.cir.ordinary, "ordinária", "ordinárias"), counted(data.cir.extraordinary, "extraordinária", "extraordinárias"));
  book.paragraph(fill("O apoio esteve em {} {} de Comissão Intergestores Regional (CIR): {}. Segundo o registro do apoio, os municípios ocuparam {} dos "
                      "{} lugares convocados, {} ({}). A frequência oficial é a da secretaria executiva de cada CIR. As reuniões estão uma a uma no "
                      "Apêndice A.",
                      book.number("meetings"), data.cir.meetings == 1 ? "reunião" : "reuniões", kinds, thousands(data.cir.present),
                      thousands(data.cir.summoned), book.number("attendance"), book.next_figure()));
  const Said said{"Presença nas CIR por mês", "Linha com a parte dos municípios convocados que esteve presente em cada mês."};
  book.figure("Presença dos municípios nas CIR por mês, " + data.period_name(),
              lines(said, data.months, {{"presença no estado", attendance_by_month(data)}}), by_records(book, "attendance"));
  attendance_by_region(book);
}

void results(Book& book) {
  const auto& data = book.data();
  if (data.results.empty()) {
    return book.paragraph("Nenhuma ação do período traz um resultado marcado. Isso não quer dizer que não houve: o campo é opcional e pode ser "
                          "completado no registro.");
  }
  book.paragraph(fill("Quem registra pode marcar o que a ação trouxe; uma ação pode ter mais de um resultado, e muitas não têm nenhum imediato. A {} conta "
                      "ações registradas e, ao lado, as já validadas.",
                      book.next_table()));
  Table table{"Ações por resultado, " + data.period_name(), {{"Resultado", 60}, {"Registradas", 20, true}, {"Validadas", 20, true}}};
  for (const auto& one : data.results) table.rows.push_back({one.name, thousands(one.registered), thousands(one.validated)});
  table.source = by_records(book, "registered");
  book.table(table);
}

void followups(Book& book) {
  const auto& data = book.data();
  const auto all = data.all_followups();
  if (all.total() == 0) return book.paragraph("As ações do período não deixaram encaminhamentos registrados.");
  book.paragraph(fill("Das ações saíram {} {}: o que ficou combinado com alguém até um dia. Em {}, tinham sido concluídos no prazo {} e depois dele {}; "
                      "em aberto, dentro do prazo, {}; com a data já passada, {}; cancelados, {} ({}).",
                      book.number("followups"), all.total() == 1 ? "encaminhamento" : "encaminhamentos", long_day(data.known_on), book.number("on-time"),
                      thousands(all.late), thousands(all.open), thousands(all.overdue), thousands(all.cancelled), book.next_table()));
  const auto due = all.on_time + all.late + all.overdue;
  book.paragraph(fill("Duas contas usam esses números e não devem ser confundidas. De todos os encaminhamentos, {} de {} ({}) foram concluídos no prazo. O "
                      "indicador IA-11 deixa de fora os cancelados e os que ainda têm prazo: {} de {} ({}).",
                      thousands(all.on_time), thousands(all.total()), percent(all.on_time, all.total(), 1), thousands(all.on_time), thousands(due),
                      percent(all.on_time, due, 1)));
  followups_by_kind(book, all);
}

}  // namespace teia::reports
