// SPDX-License-Identifier: Apache-2.0
#include "reports/html.hpp"
#include "reports/words.hpp"

/// The evidence: the meetings, the list behind each number, the records with their receipts.
namespace teia::reports {

namespace {

/// Where a long address may break at the end of a line.
Markup breakable(const std::string& address) {
  Markup out;
  std::string piece;
  for (const char letter : address) {
    piece += letter;
    if (letter != '/' && letter != '&' && letter != '?' && letter != '=') continue;
    out << piece << element("wbr", {});
    piece.clear();
  }
  return out << piece;
}

void sittings(Book& book) {
  const auto& data = book.data();
  book.annex("Reuniões de CIR, uma a uma");
  Table table{"Reuniões de CIR por dia, " + data.label, {{"Dia", 14}, {"Região de saúde", 32}, {"Reunião", 18}, {"Convocados", 13, true}, {"Presentes", 11, true}, {"Recibo", 12, true}}, {},
              Markup{"registro do apoio; a frequência oficial é a da secretaria executiva de cada CIR "} + book.mark("meetings")};
  for (const auto& one : data.cir.sittings) {
    table.rows.push_back({short_day(one.day), one.region, one.extraordinary ? "extraordinária" : "ordinária", thousands(one.summoned), thousands(one.present), thousands(one.receipt)});
  }
  table.runs = true;
  if (table.rows.empty()) book.paragraph("Não há reuniões registradas no período.");
  else book.table(table);
}

void proofs(Book& book) {
  book.annex("Provas dos números");
  book.paragraph("Cada marca do texto está aqui com o que conta e o endereço da lista que a forma. A lista mostra os registros como estão no dia em que se abre, a quem tem direito de vê-los.");
  Table table{"Números do relatório e suas listas", {{"Marca", 8}, {"Número", 11, true}, {"O que conta", 41}, {"Onde abrir na Teia", 40}}, {}, Markup{"Teia, entrada " + thousands(book.data().known_number) + " do livro de registros"}, false, true};
  for (const auto& one : book.data().proofs) {
    const auto address = book.address(one);
    table.rows.push_back({element("span", {{"id", one.mark}}, one.mark), one.number, one.what, element("a", {{"href", address}, {"class", "endereco"}}, breakable(address))});
  }
  book.table(table);
}

std::string state_of(actions::State state) { return state == actions::State::validated ? "validada" : state == actions::State::returned ? "devolvida" : "registrada"; }

void records(Book& book) {
  const auto& data = book.data();
  book.annex("Registros do período");
  if (data.records.empty()) {
    book.paragraph("Não há registros no período.");
    return;
  }
  book.paragraph("O recibo é o número da entrada do livro que guarda o registro como está hoje; com ele qualquer pessoa da equipe confere o registro na Teia.");
  Table table{"Registros do período, por dia", {{"Recibo", 10, true}, {"Dia", 12}, {"Onde", 22}, {"Título", 44}, {"Situação", 12}}, {}, Markup{"Teia, entrada " + thousands(data.known_number) + " do livro de registros "} + book.mark("registered"), false, true};
  for (const auto& one : data.records) table.rows.push_back({thousands(one.receipt), short_day(one.day), one.places.empty() ? "–" : one.places, one.title, state_of(one.state)});
  book.table(table);
}

}  // namespace

void annexes(Book& book) {
  sittings(book);
  proofs(book);
  records(book);
}

}  // namespace teia::reports
