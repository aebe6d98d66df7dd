// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/csv.hpp"
#include "base/http/http.hpp"

/// A list of bounded length as a file, made whole in memory. Lists without bounds are streamed by their own domain.
namespace teia::http {

/// For an office, for a program, or as the interface gives it.
enum class FileFormat { csv, rfc4180, json };
constexpr auto words(FileFormat) {
  return std::array{Word{FileFormat::csv, "csv"}, Word{FileFormat::rfc4180, "csv-rfc4180"}, Word{FileFormat::json, "json"}};
}

/// `tell` writes the cells of one row into the table. `name` has no ending.
template <class Row, class Tell>
Response file_of(const std::string& name, FileFormat format, std::initializer_list<csv::Cell> columns, const std::vector<Row>& rows, Tell&& tell) {
  if (format == FileFormat::json) return download(name + ".json", "application/json", json::write_described(rows) + "\n");
  csv::Writer table{format == FileFormat::csv ? csv::Dialect::brazilian : csv::Dialect::rfc4180};
  table.row(columns);
  for (const auto& row : rows) tell(table, row);
  return download(name + ".csv", csv::content_type, table.take());
}

}  // namespace teia::http
