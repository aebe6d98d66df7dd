// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
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
    out << piece + "\u200B";
    piece.clear();
  }
  return out << piece;
}

void sittings(Book& book) {
  const auto& data = book.data();
  book.annex("Reuniões de CIR, uma a uma");
  if (data.cir.sittings.empty()) return book.paragraph("Não há reuniões registradas no período.");
  Table table{"Reuniões de CIR por dia, " + data.period_name(),
              {{"Dia", 14}, {"Região de saúde", 32}, {"Reunião", 18}, {"Convocados", 13, true}, {"Presentes", 11, true}, {"Recibo", 12, true}}};
  for (const auto& one : data.cir.sittings) {
    const auto* kind = one.extraordinary ? "extraordinária" : "ordinária";
    table.rows.push_back({short_day(one.day), one.region, kind, thousands(one.summoned), thousands(one.present), thousands(one.receipt)});
  }
  table.source = fill("registro do apoio; a frequência oficial é a da secretaria executiva de cada CIR {}", book.mark("meetings"));
  table.runs = true;
  book.table(table);
}

void proofs(Book& book) {
  book.annex("Provas dos números");
  book.paragraph("Cada marca do texto está aqui com o que conta e o endereço da lista que a forma. A lista mostra os registros como estão no dia em que se "
                 "abre, a quem tem direito de vê-los.");
  Table table{"Números do relatório e suas listas", {{"Marca", 8}, {"Número", 11, true}, {"O que conta", 41}, {"Onde abrir na Teia", 40}}};
  for (const auto& one : book.data().proofs) {
    const auto address = book.address(one);
    const auto link = element("a", {{"href", address}, {"class", "endereco"}}, breakable(address));
    table.rows.push_back({element("span", {{"id", one.mark}}, one.mark), one.number, one.what, link});
  }
  table.source = fill("Teia, entrada {} do livro de registros", thousands(book.data().known_number));
  table.runs = true;
  book.table(table);
}

/// What the title does not say by itself.
std::string beside(const RecordRow& one) {
  std::string out;
  if (!one.places.empty() && text::folded(one.title).find(text::folded(one.places)) == std::string::npos) out += " · " + one.places;
  if (one.state == actions::State::registered) out += " · à espera de leitura";
  if (one.state == actions::State::returned) out += " · devolvida para completar";
  return out;
}

/// Paragraphs in two columns: as a table the same list takes twice the pages, and WeasyPrint four times as long.
void records(Book& book) {
  const auto& data = book.data();
  book.annex("Registros do período");
  if (data.records.empty()) return book.paragraph("Não há registros no período.");
  book.paragraph(fill("São {} registros, por dia. O número à frente é o do recibo: a entrada do livro que guarda o registro como está hoje. Onde nada se diz, o "
                      "registro está validado.",
                      book.number("registered")));
  Markup all;
  std::optional<Day> day;
  for (const auto& one : data.records) {
    if (day != one.day) all << element("p", {{"class", "dia"}}, long_day(one.day));
    day = one.day;
    all << element("p", {}, element("b", {}, thousands(one.receipt)) + Markup{" " + one.title + beside(one)});
  }
  book.put(element("div", {{"class", "registros"}}, all));
}

}  // namespace

void annexes(Book& book) {
  sittings(book);
  proofs(book);
  records(book);
}

}  // namespace teia::reports
