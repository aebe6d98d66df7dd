// SPDX-License-Identifier: Apache-2.0
#include "reports/book.hpp"

#include <stdexcept>

namespace teia::reports {

void Book::heading(const Entry& entry) {
  const Markup title = entry.number.empty() ? Markup{entry.title} : element("span", {{"class", "indicativo"}}, entry.number + " ") + Markup{entry.title};
  body_ << (entry.level == 1 ? element("h1", {{"id", entry.id}}, title) : element("h2", {{"id", entry.id}}, title));
  contents_.push_back(entry);
}

void Book::chapter(const std::string& title) {
  sections_ = 0;
  const auto number = std::to_string(++chapters_);
  heading({"s" + number, number, title, 1});
}

void Book::section(const std::string& title) {
  const auto number = std::to_string(chapters_) + "." + std::to_string(++sections_);
  heading({"s" + number, number, title, 2});
}

void Book::annex(const std::string& title) {
  const std::string letter(1, static_cast<char>('A' + annexes_++));
  const Entry entry{"apendice-" + letter, "", "Apêndice " + letter + " – " + title, 1};
  body_ << element("h1", {{"id", entry.id}, {"class", "centro"}}, entry.title);
  contents_.push_back(entry);
}

void Book::paragraph(const Markup& text) { body_ << element("p", {}, text); }

void Book::table(const Table& table) {
  const auto number = "Tabela\u00A0" + std::to_string(++tables_), id = "tabela-" + std::to_string(tables_);
  table_list_.push_back({id, number, table.title, 1});
  Markup columns, heads, rows;
  for (const auto& column : table.columns) {
    columns << element("col", {{"style", "width:" + std::to_string(column.width) + "%"}});
    heads << element("th", {{"scope", "col"}, {"class", column.number ? "v" : "t"}}, column.title);
  }
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    Markup cells;
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      const auto& cell = table.rows[r][c];
      cells << element("td", {{"class", table.columns[c].number ? "v" : "t"}}, cell.empty() ? Markup{" "} : cell);
    }
    rows << element("tr", {{"class", table.total && r + 1 == table.rows.size() ? "total" : "linha"}}, cells);
  }
  const auto caption = element("caption", {{"id", id}}, number + " – " + table.title);
  const auto made = element("table", {}, caption + element("colgroup", {}, columns) + element("thead", {}, element("tr", {}, heads)) + element("tbody", {}, rows));
  const auto source = element("p", {{"class", "fonte"}}, Markup{"Fonte: "} + table.source);
  body_ << element("div", {{"class", table.runs ? "corre" : "bloco"}}, made + source);
}

void Book::figure(const std::string& title, const Markup& picture, const Markup& source) {
  const auto number = "Figura\u00A0" + std::to_string(++figures_), id = "figura-" + std::to_string(figures_);
  figure_list_.push_back({id, number, title, 1});
  body_ << element("div", {{"class", "bloco"}, {"role", "figure"}},
                   element("p", {{"class", "legenda"}, {"id", id}}, number + " – " + title) + element("p", {{"class", "imagem"}}, picture) +
                       element("p", {{"class", "fonte"}}, Markup{"Fonte: "} + source));
}

void Book::to_fill_in(const std::string& what, const std::string& who) {
  if (!data_.draft()) return;
  body_ << element("div", {{"class", "preencher"}},
                   element("p", {}, element("b", {}, "A preencher") + Markup{": " + what}) + element("p", {}, Markup{"Quem preenche: " + who}));
}

const Proof& Book::proof(std::string_view key) const {
  for (const auto& one : data_.proofs) {
    if (one.key == key) return one;
  }
  throw std::logic_error("no proof of " + std::string{key});  // our mistake: a number without its list is not printed
}

Markup Book::mark(std::string_view key) const {
  const auto& found = proof(key);
  return element("sup", {{"class", "prova"}}, element("a", {{"href", "#" + found.mark}}, found.mark));
}

Markup Book::number(std::string_view key) const { return element("b", {{"class", "n"}}, proof(key).number) + mark(key); }

Markup Book::item(const Entry& entry, const char* kind) {
  const auto number = element("span", {{"class", "num"}}, entry.number.empty() ? Markup{"\u00A0"} : Markup{entry.number});
  return element("p", {{"class", kind}}, element("a", {{"href", "#" + entry.id}}, number + Markup{entry.title}));
}

Markup Book::summary() const {
  Markup items;
  for (const auto& entry : contents_) items << item(entry, entry.level == 1 ? "item n1" : "item n2");
  return element("section", {{"class", "pre sumario"}}, element("h1", {{"class", "centro fora"}}, "Sumário") + element("nav", {}, items));
}

Markup Book::lists() const {
  Markup all;
  const auto add = [&](const char* title, const std::vector<Entry>& entries) {
    if (entries.empty()) return;
    Markup items;
    for (const auto& entry : entries) items << item(entry, "item n3");
    all << element("h1", {{"class", "centro fora"}}, title) << element("nav", {}, items);
  };
  add("Lista de figuras", figure_list_);
  add("Lista de tabelas", table_list_);
  return all.empty() ? all : element("section", {{"class", "pre listas"}}, all);
}

}  // namespace teia::reports
