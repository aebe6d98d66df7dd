// SPDX-License-Identifier: Apache-2.0
#include "actions/cells.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/csv.hpp"
#include "base/text.hpp"

namespace teia::actions {

std::optional<int> whole(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool read = !digits.empty() && digits[0] != '-' && error == std::errc{} && end == digits.data() + digits.size();
  return read ? std::optional{value} : std::nullopt;
}

std::optional<Day> read_day(std::string cell) {
  if (cell.size() == 5) {
    if (const auto serial = whole(cell)) return Day::of(1899, 12, 30).plus(*serial);
  }
  const auto sign = cell.find_first_of("-.");
  if (sign == 1 || sign == 2) std::replace_if(cell.begin(), cell.end(), [](char c) { return c == '-' || c == '.'; }, '/');
  const auto last = cell.rfind('/');
  if (last != std::string::npos && cell.size() - last == 3) cell.insert(last + 1, "20");
  return csv::read_day(cell);
}

std::optional<int> read_time(std::string cell) {
  cell = text::folded(cell);
  if (cell.starts_with("0,") || cell.starts_with("0.")) {
    const auto digits = std::string_view{cell}.substr(2, 7);
    const auto part = whole(digits);
    return part ? std::optional{static_cast<int>(std::lround(*part / std::pow(10, digits.size()) * 1440)) % 1440} : std::nullopt;
  }
  const auto sign = cell.find_first_of("h:");
  if (sign == std::string::npos || sign > 2) return std::nullopt;
  const auto hour = whole(std::string_view{cell}.substr(0, sign));
  const auto rest = std::string_view{cell}.substr(sign + 1);
  const auto minute = rest.empty() ? std::optional{0} : whole(rest.substr(0, 2));
  const auto after = rest.substr(std::min<std::size_t>(rest.size(), 2));
  const bool ends = after.empty() || after == "min" || after == "m" || after == "h" || (after.size() == 3 && after[0] == ':');
  if (!hour || !minute || *hour > 23 || *minute > 59 || !ends) return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<std::int64_t> read_minutes(std::string cell) {
  cell = text::folded(cell);
  if (cell.find_first_of("h:") != std::string::npos) return read_time(cell);
  const auto end = std::min(cell.find_first_not_of("0123456789"), cell.size());
  const auto unit = text::trimmed(std::string_view{cell}.substr(end));
  constexpr std::string_view units[] = {"", "min", "min.", "minutos", ",0", ",00", ".0", ".00"};
  if (std::find(std::begin(units), std::end(units), unit) == std::end(units)) return std::nullopt;
  return whole(std::string_view{cell}.substr(0, end));
}

std::optional<bool> read_yes_or_no(std::string_view cell) {
  const auto word = " " + text::folded(cell) + " ";
  if (word.find(' ', 1) + 1 != word.size()) return std::nullopt;  // several words are none of these
  if (std::string_view{" sim s x 1 true verdadeiro yes "}.find(word) != std::string_view::npos) return true;
  if (std::string_view{" nao n 0 false falso no - "}.find(word) != std::string_view::npos) return false;
  return std::nullopt;
}

std::vector<std::string> pieces_of(std::string_view cell) {
  std::vector<std::string> pieces;
  for (std::size_t at = 0; at <= cell.size();) {
    const auto end = std::min(cell.find_first_of(";|\n\r", at), cell.size());
    const auto piece = text::trimmed(cell.substr(at, end - at));
    if (!piece.empty()) pieces.emplace_back(piece);
    at = end + 1;
  }
  return pieces;
}

}  // namespace teia::actions
