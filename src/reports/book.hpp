// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "reports/quadrimestral.hpp"
#include "reports/markup.hpp"

/// A document that grows from front to back. Numbers of chapters, tables and figures are typed in the text as they come, so that every
/// reader of the HTML has them, not only those that know CSS counters.
namespace teia::reports {

struct Column {
  std::string title;
  int width = 10;      ///< of a hundred
  bool number = false; ///< stands at the right
};

using Row = std::vector<Markup>;

struct Table {
  std::string title;
  std::vector<Column> columns;
  std::vector<Row> rows = {};
  Markup source = {};
  bool total = false;  ///< the last row sums up the others
  bool runs = false;   ///< over several pages, in smaller type
};

class Book {
 public:
  Book(const QuadrimestralData& data, std::string web_address) : data_(data), web_address_(std::move(web_address)) {}

  void chapter(const std::string& title);
  void section(const std::string& title);
  void annex(const std::string& title);  ///< Apêndice A, B …
  void paragraph(const Markup& text);
  void put(const Markup& block) { body_ << block; }
  void table(const Table& table);
  void figure(const std::string& title, const Markup& picture, const Markup& source);
  /// What people will write here, and who: in a draft alone.
  void to_fill_in(const std::string& what, const std::string& who);

  /// A number with its mark, which leads to the list that it counts.
  Markup number(std::string_view key) const;
  Markup mark(std::string_view key) const;
  /// "Tabela 3", "Figura 2": the next one.
  std::string next_table() const { return "Tabela\u00A0" + std::to_string(tables_ + 1); }
  std::string next_figure() const { return "Figura\u00A0" + std::to_string(figures_ + 1); }

  const QuadrimestralData& data() const { return data_; }
  std::string address(const Proof& proof) const { return web_address_ + proof.address; }
  const Markup& body() const { return body_; }
  Markup summary() const;
  Markup lists() const;  ///< of figures and of tables

 private:
  struct Entry {
    std::string id, number, title;
    int level = 1;
  };
  const Proof& proof(std::string_view key) const;
  void heading(const Entry& entry);
  static Markup item(const Entry& entry, const char* kind);

  const QuadrimestralData& data_;
  std::string web_address_;
  Markup body_;
  int chapters_ = 0, sections_ = 0, annexes_ = 0, tables_ = 0, figures_ = 0;
  std::vector<Entry> contents_, table_list_, figure_list_;
};

}  // namespace teia::reports
