// SPDX-License-Identifier: Apache-2.0
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <set>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace teia::csv {

namespace {

struct Text {
  std::string utf8, encoding;
};

bool is_utf8(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  return status != U_INVALID_CHAR_FOUND;
}

/// Bytes that Windows-1252 does not define: a file that has them is something else.
bool is_windows_1252(std::string_view bytes) {
  return bytes.find_first_of(std::string_view{"\0\x81\x8D\x8F\x90\x9D", 6}) == std::string_view::npos;
}

/// Nothing for spreadsheets, UTF-16 and whatever else is not a text in one of the two encodings of Brazilian offices.
std::optional<Text> decoded(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("PK\x03\x04") || bytes.find('\0') != std::string_view::npos) return std::nullopt;
  if (is_utf8(bytes)) return Text{std::string{bytes}, "UTF-8"};
  if (!is_windows_1252(bytes) || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return std::nullopt;
  Text text{"", "Windows-1252"};
  icu::UnicodeString(bytes.data(), static_cast<std::int32_t>(bytes.size()), "windows-1252").toUTF8String(text.utf8);
  return text;
}

/// The one that the header uses more outside quotes; `;` when it uses neither.
char separator_of(std::string_view text) {
  std::size_t semicolons = 0, commas = 0;
  bool inside = false;
  for (const char c : text) {
    if (c == '"') inside = !inside;
    if (inside) continue;
    if (c == '\n' || c == '\r') break;
    semicolons += c == ';';
    commas += c == ',';
  }
  return commas > semicolons ? ',' : ';';
}

bool is_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }

/// RFC 4180 §2, record by record; line ends are CRLF, LF or CR.
class Parser {
 public:
  Parser(std::string_view text, Table& table) : text_(text), table_(table) {}

  /// False at the end of the text. `sound` says that the row had no fault of its own.
  bool next(Row& row, bool& sound) {
    if (at_ == text_.size()) return false;
    const auto before = table_.faults.size();
    row = {++row_, {}};
    do row.cells.push_back(cell(row.cells.size()));
    while (take(table_.separator));
    end_line();
    sound = table_.faults.size() == before;
    return true;
  }

 private:
  std::string cell(std::size_t column) {
    std::string value = peek('"') ? quoted(column) : plain(column);
    if (std::any_of(value.begin(), value.end(), [](char c) { return is_control(static_cast<unsigned char>(c)); })) {
      fault(column, "", problems::control_character);
    }
    return table_.separator == ';' ? std::string{unguarded(value)} : value;
  }

  std::string plain(std::size_t column) {
    const auto begin = at_;
    while (at_ < text_.size() && text_[at_] != table_.separator && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    const auto value = text_.substr(begin, at_ - begin);
    if (value.find('"') != std::string_view::npos) fault(column, value, problems::stray_quote);
    return std::string{value};
  }

  std::string quoted(std::size_t column) {
    std::string value;
    for (++at_;; ++at_) {
      if (at_ >= text_.size()) return fault(column, value, problems::open_quote), value;
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      value += text_[at_];
    }
    ++at_;
    const auto rest = plain(column);  // nothing may follow the closing quote; what does must not be lost unseen
    if (!rest.empty() && rest.find('"') == std::string::npos) fault(column, rest, problems::stray_quote);
    return value + rest;
  }

  void fault(std::size_t column, std::string_view value, const ProblemKind& kind) {
    const auto name = column < table_.columns.size() ? table_.columns[column] : std::to_string(column + 1);
    table_.faults.push_back(fault_at(row_, name, value, kind));
  }

  bool peek(char c) const { return at_ < text_.size() && text_[at_] == c; }
  bool take(char c) { return peek(c) ? (++at_, true) : false; }
  void end_line() {
    const bool carriage = take('\r');
    (void)(take('\n') || carriage);
  }

  std::string_view text_;
  Table& table_;
  std::size_t at_ = 0;
  std::int64_t row_ = 0;
};

bool all_empty(std::span<const std::string> cells) {
  return std::all_of(cells.begin(), cells.end(), [](const auto& cell) { return text::trimmed(cell).empty(); });
}

void name_columns(Table& table, const Row& header) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const auto name = std::string{text::trimmed(header.cells[i])};
    const auto place = std::to_string(i + 1);
    if (name.empty()) table.faults.push_back(fault_at(1, place, "", problems::unnamed_column, {{"column", place}}));
    else if (!seen.insert(name).second) table.faults.push_back(fault_at(1, name, name, problems::repeated_column, {{"column", name}}));
    table.columns.push_back(name);
  }
}

/// Spreadsheets pad rows with empty cells: those beyond the header are no fault.
bool fits(Table& table, Row& row) {
  const auto width = table.columns.size();
  if (row.cells.size() > width && all_empty(std::span{row.cells}.subspan(width))) row.cells.resize(width);
  if (row.cells.size() == width) return true;
  table.faults.push_back(fault_at(row.number, "", "", problems::wrong_width,
                                  {{"count", std::to_string(row.cells.size())}, {"expected", std::to_string(width)}}));
  return false;
}

}  // namespace

Table read(std::string_view bytes) {
  Table table;
  const auto text = decoded(bytes);
  if (!text) return table.faults.push_back(fault_at(1, "", "", problems::not_text)), table;
  table.encoding = text->encoding;
  table.separator = separator_of(text->utf8);

  Parser parser{text->utf8, table};
  Row row;
  bool sound = true;
  if (!parser.next(row, sound) || all_empty(row.cells)) return table.faults.push_back(fault_at(1, "", "", problems::empty)), table;
  name_columns(table, row);
  while (parser.next(row, sound)) {
    if (table.faults.size() >= most_faults) {
      table.faults.push_back(fault_at(row.number, "", "", problems::too_many_faults, {{"max", std::to_string(most_faults)}}));
      break;
    }
    if (!sound || all_empty(row.cells)) continue;
    if (fits(table, row)) table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace teia::csv
