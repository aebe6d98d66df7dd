// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "reports/map.hpp"
#include "reports/support.hpp"
#include "reports/words.hpp"

/// The chapter of the institutional support: who and where, with whom, when, how, about what. meetings.cpp has the rest of it.
namespace teia::reports {

namespace {

using Texts = std::vector<std::string>;

std::string when(const Member& member, const QuadrimestralData& data) {
  const bool whole = member.from == data.from && member.to == data.to;
  auto out = whole ? "todo o quadrimestre" : day_and_month(member.from) + " a " + day_and_month(member.to);
  if (member.covers) out += ", em cobertura de licença";
  for (const auto& leave : member.leaves) {
    out += "; licença de " + day_and_month(std::max(leave.from_on, data.from)) + " a " + day_and_month(std::min(leave.to_on, data.to)) +
           ", cobertura de " + leave.cover_name;
  }
  return out;
}

void team(Book& book) {
  const auto& data = book.data();
  if (data.team.empty()) return book.paragraph("A Teia não tem pessoas com função no apoio deste conselho no período.");
  Table table{"Equipe de apoio e território, " + data.period_name(),
              {{"Pessoa", 18}, {"Função", 21}, {"Território", 23}, {"Municípios", 13, true}, {"No período", 25}}};
  table.source = data.demo ? "atribuições datadas, na página Pessoas da Teia; nomes fictícios" : "atribuições datadas, na página Pessoas da Teia";
  for (const auto& one : data.team) {
    const auto towns = one.municipalities == 0 ? "–" : thousands(one.municipalities);
    table.rows.push_back({one.name, one.role, listed(one.places), towns, when(one, data)});
  }
  book.table(table);
}

void regions(Book& book) {
  const auto& data = book.data();
  const auto people = [](std::int64_t number) { return number > 0 ? thousands(number) : std::string{"sem dado"}; };
  Table table{"Regiões de saúde e municípios com contato, " + data.period_name(),
              {{"Nº", 7}, {"Região de saúde", 43}, {"População", 18, true}, {"Municípios", 16, true}, {"Com contato", 16, true}}};
  for (std::size_t i = 0; i < data.regions.size(); ++i) {
    const auto& one = data.regions[i];
    table.rows.push_back({std::to_string(i + 1), one.name, people(one.population), thousands(one.municipalities), thousands(one.with_contact)});
  }
  table.rows.push_back({"", "Total", people(data.population), thousands(data.municipalities), thousands(data.with_contact)});
  table.source = by_records(book, "contact");
  table.total = true;
  table.runs = data.regions.size() > most_rows_together;
  book.table(table);
}

void territory(Book& book) {
  const auto& data = book.data();
  const auto where = fill("{} tem {} em {}", data.state.name, counted(data.municipalities, "município", "municípios"),
                          counted(std::ssize(data.regions), "região de saúde", "regiões de saúde"));
  const auto people = fill(", onde vivem {} pessoas ({})", thousands(data.population), std::to_string(data.population_year));
  book.paragraph(fill("{}{}. A tabela da equipe mostra quem os acompanhou; a das regiões traz os números pelos quais o mapa as chama.", where,
                      data.population > 0 ? people : Markup{}));
  for (const auto& one : data.moved) {
    const auto from = one.from.empty() ? Markup{} : fill("da região {} ", one.from);
    const auto act = one.note.empty() ? Markup{} : fill(" ({})", one.note);
    book.paragraph(fill("Em {}, {} passou {}para a região {}{}: o que veio antes desse dia conta na composição antiga, e o que veio depois, na nova.",
                        long_day(one.on), one.municipality, from, one.to, act));
  }
  team(book);
  regions(book);
}

/// Those without contact for more than 60 days, by name.
Texts silent_towns(const QuadrimestralData& data) {
  Texts names;
  for (const auto& one : data.contacts) {
    if (!one.days || *one.days > 60) names.push_back(one.name);
  }
  std::stable_sort(names.begin(), names.end(), [](auto& a, auto& b) { return text::folded(a) < text::folded(b); });
  return names;
}

Markup silence(const Book& book) {
  const auto& data = book.data();
  if (data.without_60 == 0) return {};
  const auto names = silent_towns(data);
  constexpr std::size_t most_named = 15;
  const auto list = names.size() > most_named ? Markup{} : fill(", e é por eles que a próxima agenda pode começar: {}", listed(names));
  const auto* verb = data.without_60 == 1 ? "estava" : "estavam";
  return fill(" No fim do período, {} {} há mais de 60 dias sem contato ({}){}.", book.number("without-60"), verb, book.next_figure(), list);
}

void contact(Book& book, const Sketch& sketch) {
  const auto& data = book.data();
  if (data.with_contact == 0) return book.paragraph("Não há contatos com municípios registrados no período.");
  book.paragraph(fill("Dos {} do estado, {} ({}) estiveram presentes ou em contato direto em ao menos uma ação. Convite sem presença não entra nessa "
                      "conta.{}",
                      counted(data.total_contact, "município", "municípios"), book.number("contact"),
                      percent(data.with_contact, data.total_contact, 1), silence(book)));
  if (sketch.towns.empty()) return;
  const auto* drawn = sketch.from_seats ? "contornos aproximados, desenhados a partir das sedes municipais (IBGE)" : "limites municipais do IBGE, generalizados";
  book.figure("Municípios pelo tempo desde o último contato, em " + short_day(std::min(data.to, data.known_on)), contact_map(data, sketch),
              fill("{}; {}", by_records(book, "contact"), drawn));
}

/// A row of numbers with their sum.
Row summed(const std::string& name, const std::vector<std::int64_t>& values) {
  Row cells{name};
  std::int64_t sum = 0;
  for (const auto value : values) {
    cells.push_back(thousands(value));
    sum += value;
  }
  cells.push_back(thousands(sum));
  return cells;
}

void regions_by_month(Book& book) {
  const auto& data = book.data();
  Table table{"Ações por região de saúde e mês, " + data.period_name(), {{"Região de saúde", 44}}};
  for (const auto& month : data.months) table.columns.push_back({month, 11, true});
  table.columns.push_back({"Total", 12, true});
  for (const auto& one : data.regions) table.rows.push_back(summed(one.name, one.months));
  table.rows.push_back(summed("De mais de uma região ou de todo o estado", data.elsewhere));
  std::vector<std::int64_t> total;
  for (const auto& one : data.by_month) total.push_back(one.registered);
  table.rows.push_back(summed("Total", total));
  table.source = by_records(book, "spread");
  table.total = true;
  table.runs = data.regions.size() > most_rows_together;
  book.table(table);
}

void agenda(Book& book) {
  const auto& data = book.data();
  std::vector<Bar> months;
  for (const auto& one : data.by_month) months.push_back({one.name, one.registered, one.registered - one.validated});
  book.paragraph(fill("A {} mostra as ações de cada mês. Uma ação conta uma vez no total, ainda que tenha vários autores ou municípios; a {} as reparte "
                      "pelas regiões.",
                      book.next_figure(), book.next_table()));
  const Said said{"Ações por mês", "Colunas com o total de cada mês; a parte hachurada espera leitura ou voltou a quem registrou."};
  book.figure("Ações por mês, " + data.period_name(), columns(said, months, {"validadas", "à espera de leitura ou devolvidas para completar"}),
              by_records(book, "spread"));
  regions_by_month(book);
}

std::vector<Bar> bars_of(const std::vector<actions::Count>& counts) {
  std::vector<Bar> out;
  for (const auto& one : counts) out.push_back({one.name, one.value});
  return out;
}

void types(Book& book) {
  const auto& data = book.data();
  book.paragraph(fill("O apoio acontece de muitas formas, da resposta a uma dúvida por mensagem à reunião de um dia inteiro: a {} diz por que meio, e a {}, "
                      "de que tipo.",
                      book.next_table(), book.next_figure()));
  Table table{"Ações por modalidade, " + data.period_name(), {{"Modalidade", 60}, {"Ações", 20, true}, {"Parte do total", 20, true}}};
  for (const auto& one : data.modalities) table.rows.push_back({one.name, thousands(one.value), percent(one.value, data.registered, 1)});
  table.rows.push_back({"Total", thousands(data.registered), percent(data.registered, data.registered, 1)});
  table.source = by_records(book, "spread");
  table.total = true;
  book.table(table);
  const Said said{"Ações por tipo", "Barras horizontais, uma por tipo de ação, com o total de cada uma."};
  book.figure("Ações por tipo, " + data.period_name(), bars(said, bars_of(data.types)), by_records(book, "spread"));
}

void themes(Book& book) {
  const auto& data = book.data();
  Texts first;
  std::int64_t sum = 0;
  for (const auto& one : data.themes) {
    if (first.size() == 3) break;
    first.push_back(one.name + " (" + thousands(one.value) + ")");
    sum += one.value;
  }
  book.paragraph(fill("Cada ação tem um tema principal. Os mais presentes, {}, reúnem {} das ações ({}).", listed(first), percent(sum, data.registered),
                      book.next_figure()));
  const Said said{"Ações por tema principal", "Barras horizontais, uma por tema, com o total de cada um."};
  book.figure("Ações por tema principal, " + data.period_name(), bars(said, bars_of(data.themes)), by_records(book, "spread"));
}

}  // namespace

Markup by_records(const Book& book, const char* key) {
  const auto* invented = book.data().demo ? ", dados fictícios" : "";
  return fill("registro das ações do apoio na Teia{}, conhecidos em {} {}", invented, long_day(book.data().known_on), book.mark(key));
}

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
  book.section("Reuniões das CIR por região");
  meetings(book);
  book.section("Resultados");
  results(book);
  book.section("Encaminhamentos");
  followups(book);
}

}  // namespace teia::reports
