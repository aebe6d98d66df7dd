// SPDX-License-Identifier: Apache-2.0
#include "reports/words.hpp"

#include <fmt/format.h>

#include <array>

namespace teia::reports {

namespace {

constexpr const char* space = "\u00A0";
constexpr std::array month_names{"janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro", "dezembro"};

}  // namespace

std::string thousands(std::int64_t number) {
  auto digits = std::to_string(number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (auto at = digits.size(); at > first + 3; digits.insert(at, ".")) at -= 3;
  return digits;
}

/// In whole numbers, so that 74.5 of a hundred is 75 everywhere.
std::string percent(std::int64_t part, std::int64_t whole, int decimals) {
  if (whole == 0) return "sem dado";
  const std::int64_t scale = decimals == 1 ? 1000 : 100;
  const auto share = (2 * part * scale + whole) / (2 * whole);
  if (decimals == 0) return std::to_string(share) + space + "%";
  return fmt::format("{},{}{}%", share / 10, share % 10, space);
}

std::string counted(std::int64_t number, const char* one, const char* many) {
  return thousands(number) + space + (number == 1 ? one : many);
}

std::string long_day(Day day) {
  return fmt::format("{}{}{}de {} de {}", day.day(), day.day() == 1 ? "º" : "", space, month_names.at(day.month() - 1), day.year());
}

std::string short_day(Day day) { return day.brazilian(); }

std::string day_and_month(Day day) { return day.brazilian().substr(0, 5); }

std::string listed(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " e " : ", ") + words[i];
  return out;
}

}  // namespace teia::reports
