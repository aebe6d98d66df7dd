// SPDX-License-Identifier: Apache-2.0
#include "reports/html.hpp"

#include "base/embed.hpp"

namespace teia::embed {
std::span<const File> report_style();
}  // namespace teia::embed

namespace teia::reports {

namespace {

std::string style() {
  for (const auto& file : embed::report_style()) {
    if (file.path == "report.css") return std::string{file.bytes};
  }
  return {};
}

}  // namespace

std::string html(const QuadrimestralData& data, const Sketch& sketch, const std::string& web_address) {
  Book book{data, web_address};
  introduction(book);
  executive_board(book);
  institutional_support(book, sketch);
  closing_words(book);
  annexes(book);

  const auto body = cover(data, sketch) + identification(data) + book.lists() + book.summary() + element("main", {{"class", "texto"}}, book.body());
  const auto title = "Relatório quadrimestral de atividades – " + data.council.code + " – " + data.label;
  const auto head = element("meta", {{"charset", "utf-8"}}) + element("meta", {{"name", "viewport"}, {"content", "width=device-width"}}) +
                    element("meta", {{"name", "author"}, {"content", data.council_name}}) + element("meta", {{"name", "generator"}, {"content", "Teia"}}) +
                    element("title", {}, title);
  // The style is the program's own file: the one text that is not escaped, for a browser reads none of it as markup.
  return "<!DOCTYPE html>\n<html lang=\"pt-BR\"><head>" + head.text() + "<style>\n" + style() + "</style></head>" + element("body", {}, body).text() + "</html>\n";
}

}  // namespace teia::reports
