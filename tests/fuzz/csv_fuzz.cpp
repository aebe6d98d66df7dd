// SPDX-License-Identifier: Apache-2.0
// needs: src/base/csv.cpp src/base/csv_read.cpp src/base/text.cpp src/base/problem.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -licuuc -lstemmer
#include "base/csv.hpp"

#include <algorithm>

#include "fuzz/fuzz.hpp"

namespace csv = teia::csv;
using teia::fuzz::require;

namespace {

std::string written(const csv::Table& table) {
  csv::Writer writer{table.separator == ';' ? csv::Dialect::brazilian : csv::Dialect::rfc4180};
  const auto put = [&](const std::vector<std::string>& cells) {
    writer.row(std::vector<csv::Cell>{cells.begin(), cells.end()});
  };
  put(table.columns);
  for (const auto& row : table.rows) put(row.cells);
  return writer.take();
}

/// A header that does not tell by itself which separator it has, or begins with the mark of UTF-8, is read anew in another way.
bool plain(const std::vector<std::string>& columns) {
  const auto doubtful = [](const std::string& name) { return name.find_first_of(",;\"") != std::string::npos || name.starts_with("\xEF\xBB\xBF"); };
  return std::none_of(columns.begin(), columns.end(), doubtful);
}

void check_round_trip(const csv::Table& table) {
  if (!table.faults.empty() || !plain(table.columns)) return;
  const auto again = csv::read(written(table));
  require(again.faults.empty() && again.columns == table.columns && again.rows.size() == table.rows.size());
  for (std::size_t i = 0; i < table.rows.size(); ++i) require(again.rows[i].cells == table.rows[i].cells);
}

void check_dates(std::string_view cell) {
  if (const auto day = csv::read_day(cell)) require(csv::read_day(day->brazilian()) == day && csv::read_day(day->text()) == day);
  if (const auto at = csv::read_moment(cell)) require(at->minute >= 0 && at->minute < 1440);
}

}  // namespace

/// Whatever comes: rows are as wide as the header, faults are bounded and have a row, and a sound table comes back as it went.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = teia::fuzz::text_of(data, size);
  const auto table = csv::read(text);
  require(table.encoding.empty() ? table.rows.empty() && !table.faults.empty() : true);
  std::int64_t before = 1;
  for (const auto& row : table.rows) {
    require(row.cells.size() == table.columns.size() && row.number > before);
    before = row.number;
  }
  for (const auto& fault : table.faults) require(fault.row >= 1 && !fault.code.empty());
  check_round_trip(table);
  check_dates(text.substr(0, 40));
  require(csv::unguarded(csv::guarded(text)) == text);
  return 0;
}
