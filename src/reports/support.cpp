// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "reports/html.hpp"
#include "reports/map.hpp"
#include "reports/words.hpp"

/// The chapter of the institutional support, made whole from what is registered.
namespace teia::reports {

namespace {

constexpr const char* by_records = "registro das ações do apoio na Teia";

Markup source(const Book& book, const char* words, const char* key) {
  return Markup{std::string{words} + (book.data().demo ? ", dados fictícios" : "") + ", conhecidos em " + long_day(book.data().known_on) + " "} + book.mark(key);
}

std::string when(const Member& member, const QuadrimestralData& data) {
  const bool whole = member.from == data.from && member.to == data.to;
  std::string out = whole ? "todo o quadrimestre" : short_day(member.from) + " a " + short_day(member.to);
  if (member.covers) out += ", em cobertura de licença";
  for (const auto& leave : member.leaves) out += "; licença de " + short_day(leave.from_on) + " a " + short_day(leave.to_on) + ", com cobertura de " + leave.cover_name;
  return out;
}

void team(Book& book) {
  const auto& data = book.data();
  if (data.team.empty()) {
    book.paragraph("A Teia não tem pessoas com função no apoio deste conselho no período.");
    return;
  }
  Table table{"Equipe de apoio e território, " + data.period_name(), {{"Pessoa", 18}, {"Função", 19}, {"Território", 25}, {"Municípios", 13, true}, {"No período", 25}}, {}, Markup{"atribuições datadas, na página Pessoas da Teia" + std::string{data.demo ? "; nomes fictícios" : ""}}};
  for (const auto& one : data.team) {
    table.rows.push_back({one.name, one.role, listed(one.places), one.municipalities == 0 ? Markup{"–"} : Markup{thousands(one.municipalities)}, when(one, data)});
  }
  book.table(table);
}

void territory(Book& book) {
  const auto& data = book.data();
  std::string people = data.population > 0 ? ", onde vivem " + thousands(data.population) + " pessoas (" + std::to_string(data.population_year) + ")" : "";
  book.paragraph(data.state.name + " tem " + counted(data.municipalities, "município", "municípios") + " em " + counted(std::ssize(data.regions), "região de saúde", "regiões de saúde") + people +
                 ". A " + book.next_table() + " traz a equipe que os acompanhou; a seguinte, as regiões, com os números pelos quais o mapa as chama.");
  for (const auto& one : data.moved) {
    book.paragraph("Em " + long_day(one.on) + ", " + one.municipality + " passou " + (one.from.empty() ? "" : "da região " + one.from + " ") + "para a região " + one.to + (one.note.empty() ? "" : " (" + one.note + ")") +
                   ": o que veio antes desse dia conta na composição antiga, e o que veio depois, na nova.");
  }
  team(book);
  Table table{"Regiões de saúde e municípios com contato, " + data.period_name(), {{"Nº", 7}, {"Região de saúde", 43}, {"População", 18, true}, {"Municípios", 16, true}, {"Com contato", 16, true}}, {}, source(book, by_records, "contact")};
  table.rows.reserve(data.regions.size() + 1);
  for (std::size_t i = 0; i < data.regions.size(); ++i) {
    const auto& one = data.regions[i];
    table.rows.push_back({std::to_string(i + 1), one.name, one.population > 0 ? thousands(one.population) : "sem dado", thousands(one.municipalities), thousands(one.with_contact)});
  }
  table.rows.push_back({"", "Total", data.population > 0 ? thousands(data.population) : "sem dado", thousands(data.municipalities), thousands(data.with_contact)});
  table.total = true;
  table.runs = data.regions.size() > 30;
  book.table(table);
}

void contact(Book& book, const Sketch& sketch) {
  const auto& data = book.data();
  std::vector<std::string> silent;
  for (const auto& one : data.contacts) {
    if (!one.days || *one.days > 60) silent.push_back(one.name);
  }
  std::stable_sort(silent.begin(), silent.end(), [](auto& a, auto& b) { return text::folded(a) < text::folded(b); });
  Markup said = Markup{"Dos " + counted(data.total_contact, "município", "municípios") + " do estado, "} + book.number("contact") + Markup{" (" + percent(data.with_contact, data.total_contact, 1) +
                ") estiveram presentes ou em contato direto em ao menos uma ação. Convite sem presença não entra nessa conta. "};
  if (data.without_60 > 0) {
    said << Markup{"No fim do período, "} + book.number("without-60") + Markup{data.without_60 == 1 ? " estava há mais de 60 dias sem contato" : " estavam há mais de 60 dias sem contato"} + Markup{" (" + book.next_figure() + ")"};
    if (silent.size() <= 15) said << ", e é por eles que a próxima agenda pode começar: " + listed(silent);
    said << ".";
  }
  book.paragraph(said);
  const std::string drawn = sketch.from_seats ? "; contornos aproximados, desenhados a partir das sedes municipais (IBGE)" : "; limites municipais do IBGE, generalizados";
  if (!sketch.towns.empty()) book.figure("Municípios pelo tempo desde o último contato, em " + short_day(std::min(data.to, data.known_on)), contact_map(data, sketch), Markup{std::string{by_records} + drawn + (data.demo ? "; dados fictícios " : " ")} + book.mark("contact"));
}

void agenda(Book& book) {
  const auto& data = book.data();
  std::vector<Bar> months;
  for (const auto& one : data.by_month) months.push_back({one.name, one.registered, one.registered - one.validated});
  book.paragraph("A " + book.next_figure() + " mostra as ações de cada mês. Uma ação conta uma vez no total, ainda que tenha vários autores ou municípios; a " + book.next_table() + " as reparte pelas regiões.");
  book.figure("Ações por mês, " + data.period_name(), columns({"Ações por mês", "Colunas com o total de cada mês; a parte hachurada espera leitura ou voltou a quem registrou."}, months, {"validadas", "à espera de leitura ou devolvidas para completar"}),
              source(book, by_records, "spread"));
  Table table{"Ações por região de saúde e mês, " + data.period_name(), {{"Região de saúde", 44}}, {}, source(book, by_records, "spread"), true, data.regions.size() > 30};
  for (const auto& month : data.months) table.columns.push_back({month, 11, true});
  table.columns.push_back({"Total", 12, true});
  const auto row = [&](const std::string& name, const std::vector<std::int64_t>& values) {
    Row cells{name};
    std::int64_t sum = 0;
    for (const auto value : values) cells.push_back(thousands(value)), sum += value;
    cells.push_back(thousands(sum));
    table.rows.push_back(std::move(cells));
  };
  std::vector<std::int64_t> total;
  for (const auto& one : data.regions) row(one.name, one.months);
  row("De mais de uma região ou de todo o estado", data.elsewhere);
  for (const auto& one : data.by_month) total.push_back(one.registered);
  row("Total", total);
  book.table(table);
}

std::vector<Bar> bars_of(const std::vector<actions::Count>& counts) {
  std::vector<Bar> out;
  for (const auto& one : counts) out.push_back({one.name, one.value});
  return out;
}

void types(Book& book) {
  const auto& data = book.data();
  book.paragraph("O apoio acontece de muitas formas, da resposta a uma dúvida por mensagem à reunião de um dia inteiro (" + book.next_figure() + ").");
  book.figure("Ações por tipo, " + data.period_name(), bars({"Ações por tipo", "Barras horizontais, uma por tipo de ação, com o total de cada uma."}, bars_of(data.types)), source(book, by_records, "spread"));
  Table table{"Ações por modalidade, " + data.period_name(), {{"Modalidade", 60}, {"Ações", 20, true}, {"Parte do total", 20, true}}, {}, source(book, by_records, "spread"), true};
  for (const auto& one : data.modalities) table.rows.push_back({one.name, thousands(one.value), percent(one.value, data.registered, 1)});
  table.rows.push_back({"Total", thousands(data.registered), percent(data.registered, data.registered, 1)});
  book.table(table);
}

void themes(Book& book) {
  const auto& data = book.data();
  std::vector<std::string> first;
  std::int64_t sum = 0;
  for (const auto& one : data.themes) {
    if (first.size() == 3) break;
    first.push_back(one.name + " (" + thousands(one.value) + ")");
    sum += one.value;
  }
  book.paragraph("Cada ação tem um tema principal. " + listed(first) + " reúnem " + percent(sum, data.registered) + " das ações (" + book.next_figure() + ").");
  book.figure("Ações por tema principal, " + data.period_name(), bars({"Ações por tema principal", "Barras horizontais, uma por tema, com o total de cada um."}, bars_of(data.themes)), source(book, by_records, "spread"));
}

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

void meetings(Book& book) {
  const auto& data = book.data();
  book.section("Reuniões das CIR por região");
  if (data.cir.meetings == 0) {
    book.paragraph("Não há reuniões de Comissão Intergestores Regional registradas no período.");
    return;
  }
  Markup said = Markup{"O apoio esteve em "} + book.number("meetings") + Markup{" reuniões de Comissão Intergestores Regional (CIR): " + counted(data.cir.ordinary, "ordinária", "ordinárias") + " e " +
                counted(data.cir.extraordinary, "extraordinária", "extraordinárias") + ". Segundo o registro do apoio, os municípios ocuparam " + thousands(data.cir.present) + " dos " + thousands(data.cir.summoned) +
                " lugares convocados, "} + book.number("attendance") + Markup{" (" + book.next_figure() + "). A frequência oficial é a da secretaria executiva de cada CIR. As reuniões estão uma a uma no Apêndice A."};
  book.paragraph(said);
  book.figure("Presença dos municípios nas CIR por mês, " + data.period_name(), lines({"Presença nas CIR por mês", "Linha com a parte dos municípios convocados que esteve presente em cada mês."}, data.months, {{"presença no estado", attendance_by_month(data)}}),
              source(book, by_records, "attendance"));
  Table table{"Reuniões de CIR, convocações e presenças por região, " + data.period_name(), {{"Região de saúde", 40}, {"Reuniões", 14, true}, {"Convocações", 16, true}, {"Presenças", 15, true}, {"Presença", 15, true}}, {}, source(book, by_records, "attendance"), true, data.cir.regions.size() > 30};
  for (const auto& one : data.cir.regions) {
    table.rows.push_back({one.region ? one.region->name : "região não informada", thousands(one.meetings), thousands(one.summoned), thousands(one.present), percent(one.present, one.summoned, 1)});
  }
  table.rows.push_back({"Total", thousands(data.cir.meetings), thousands(data.cir.summoned), thousands(data.cir.present), percent(data.cir.present, data.cir.summoned, 1)});
  book.table(table);
}

void results(Book& book) {
  const auto& data = book.data();
  book.section("Resultados");
  if (data.results.empty()) {
    book.paragraph("Nenhuma ação do período traz um resultado marcado. Isso não quer dizer que não houve: o campo é opcional e pode ser completado no registro.");
    return;
  }
  book.paragraph("Quem registra pode marcar o que a ação trouxe; uma ação pode ter mais de um resultado, e muitas não têm nenhum imediato. A " + book.next_table() + " conta ações registradas e, ao lado, as já validadas.");
  Table table{"Ações por resultado, " + data.period_name(), {{"Resultado", 60}, {"Registradas", 20, true}, {"Validadas", 20, true}}, {}, source(book, by_records, "registered")};
  for (const auto& one : data.results) table.rows.push_back({one.name, thousands(one.registered), thousands(one.validated)});
  book.table(table);
}

void followups(Book& book) {
  const auto& data = book.data();
  const auto all = data.all_followups();
  book.section("Encaminhamentos");
  if (all.total() == 0) {
    book.paragraph("As ações do período não deixaram encaminhamentos registrados.");
    return;
  }
  const auto due = all.on_time + all.late + all.overdue;
  Markup said = Markup{"Das ações saíram "} + book.number("followups") + Markup{" encaminhamentos, o que ficou combinado com alguém até um dia. Em " + long_day(data.known_on) + ", "} + book.number("on-time") +
                Markup{" tinham sido concluídos no prazo e " + thousands(all.late) + " depois dele; " + thousands(all.open) + " seguiam em aberto dentro do prazo, " + thousands(all.overdue) + " com a data já passada, e " +
                       thousands(all.cancelled) + " foram cancelados (" + book.next_table() + ")."};
  book.paragraph(said);
  book.paragraph("Duas contas usam esses números e não devem ser confundidas. De todos os encaminhamentos, " + thousands(all.on_time) + " de " + thousands(all.total()) + " (" + percent(all.on_time, all.total(), 1) +
                 ") foram concluídos no prazo. O indicador IA-11 deixa de fora os cancelados e os que ainda têm prazo: " + thousands(all.on_time) + " de " + thousands(due) + " (" + percent(all.on_time, due, 1) + ").");
  Table table{"Encaminhamentos por tipo e situação em " + short_day(data.known_on), {{"Tipo", 34}, {"No prazo", 11, true}, {"Depois do prazo", 12, true}, {"Em aberto", 11, true}, {"Data passada", 11, true}, {"Cancelados", 11, true}, {"Total", 10, true}}, {},
              Markup{std::string{"encaminhamentos das ações do período na Teia"} + (data.demo ? ", dados fictícios " : " ")} + book.mark("followups"), true};
  const auto row = [&](const std::string& name, const FollowupKind& one) {
    table.rows.push_back({name, thousands(one.on_time), thousands(one.late), thousands(one.open), thousands(one.overdue), thousands(one.cancelled), thousands(one.total())});
  };
  for (const auto& one : data.followups) row(one.name, one);
  row("Total", all);
  book.table(table);
}

}  // namespace

void institutional_support(Book& book, const Sketch& sketch) {
  book.chapter("Apoio institucional");
  book.section("Equipe e território");
  territory(book);
  book.section("Contato com os municípios");
  contact(book, sketch);
  if (book.data().registered > 0) {
    book.section("Agenda do apoio");
    agenda(book);
    book.section("Tipos de ação");
    types(book);
    book.section("Temas");
    themes(book);
  }
  meetings(book);
  results(book);
  followups(book);
}

}  // namespace teia::reports
