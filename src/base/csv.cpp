// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace teia::csv {

namespace {

template <class... F>
struct Each : F... {
  using F::operator()...;
};
template <class... F>
Each(F...) -> Each<F...>;  // clang 14 does not derive it by itself

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::string_view wide_signs[] = {"＝", "＋", "－", "＠"};  // Excel reads them as = + - @

bool may_run(std::string_view text) {
  if (text.empty()) return false;
  if (std::string_view{"=+-@\t\r\n"}.find(text.front()) != std::string_view::npos) return true;
  return std::any_of(std::begin(wide_signs), std::end(wide_signs), [&](auto sign) { return text.starts_with(sign); });
}

/// Behind apostrophes too, so that taking one off is always the way back.
bool needs_guard(std::string_view text) {
  const auto begin = text.find_first_not_of("' ");
  return begin != std::string_view::npos && may_run(text.substr(begin));
}

bool needs_quotes(std::string_view text, char separator) {
  if (text.empty()) return false;
  return text.front() == ' ' || text.back() == ' ' || text.find_first_of("\"\r\n\t") != std::string_view::npos ||
         text.find(separator) != std::string_view::npos;
}

}  // namespace

std::string guarded(std::string_view text) { return (needs_guard(text) ? "'" : "") + std::string{text}; }

std::string_view unguarded(std::string_view text) {
  return text.starts_with('\'') && needs_guard(text) ? text.substr(1) : text;
}

Writer::Writer(Dialect dialect) : dialect_(dialect) {
  if (dialect_ == Dialect::brazilian) out_ = byte_order_mark;
}

void Writer::row(std::span<const Cell> cells) {
  const char separator = dialect_ == Dialect::brazilian ? ';' : ',';
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) out_ += separator;
    put(cells[i]);
  }
  out_ += "\r\n";
}

void Writer::put(const Cell& cell) {
  const bool brazilian = dialect_ == Dialect::brazilian;
  const auto day_text = [&](Day day) { return brazilian ? day.brazilian() : day.text(); };
  std::visit(Each{[](std::monostate) {}, [&](std::string_view text) { put_text(text); },
                  [&](std::int64_t number) { out_ += std::to_string(number); },
                  [&](double number) {
                    if (!std::isfinite(number)) return;
                    auto text = fmt::format("{}", number);
                    if (brazilian) std::replace(text.begin(), text.end(), '.', ',');
                    out_ += text;
                  },
                  [&](bool yes) { out_ += brazilian ? (yes ? "sim" : "não") : (yes ? "true" : "false"); },
                  [&](Day day) { out_ += day_text(day); },
                  [&](Moment at) {
                    out_ += fmt::format("{}{}{:02}:{:02}", day_text(at.day), brazilian ? ' ' : 'T', at.minute / 60, at.minute % 60);
                  }},
             cell);
}

void Writer::put_text(std::string_view text) {
  const bool brazilian = dialect_ == Dialect::brazilian;
  const auto safe = brazilian ? guarded(text) : std::string{text};
  if (!needs_quotes(safe, brazilian ? ';' : ',')) {
    out_ += safe;
    return;
  }
  out_ += '"';
  for (const char c : safe) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
}

std::string Writer::take() { return std::exchange(out_, {}); }

CellFault fault_at(std::int64_t row, std::string_view column, std::string_view value, const ProblemKind& kind, Details details) {
  auto fault = kind.at(std::string{column}, std::move(details));
  return {row, std::string{column}, text::first_letters(value, 80), std::move(fault.code), std::move(fault.message)};
}

namespace {

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto end = text.data() + text.size();
  const auto result = std::from_chars(text.data(), end, value);
  if (text.empty() || result.ec != std::errc{} || result.ptr != end || value < 0) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Day> read_day(std::string_view text) {
  text = text::trimmed(text);
  const auto first = text.find('/');
  if (first == std::string_view::npos) return Day::parse(text);
  const auto second = text.find('/', first + 1);
  if (second == std::string_view::npos || first > 2 || second - first > 3 || text.size() - second != 5) return std::nullopt;
  const auto day = whole(text.substr(0, first)), month = whole(text.substr(first + 1, second - first - 1)), year = whole(text.substr(second + 1));
  if (!day || !month || !year) return std::nullopt;
  return Day::parse(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
}

std::optional<Moment> read_moment(std::string_view text) {
  text = text::trimmed(text);
  const auto gap = text.find_first_of(" T");
  if (gap == std::string_view::npos) return std::nullopt;
  const auto day = read_day(text.substr(0, gap));
  const auto time = text::trimmed(text.substr(gap + 1));
  const auto colon = time.find(':');
  if (!day || colon == std::string_view::npos || colon > 2 || time.size() < colon + 3) return std::nullopt;
  const auto hour = whole(time.substr(0, colon)), minute = whole(time.substr(colon + 1, 2));
  const auto rest = time.substr(colon + 3);
  const bool seconds = rest.empty() || (rest.size() == 3 && rest[0] == ':' && whole(rest.substr(1)).value_or(60) < 60);
  if (!hour || !minute || *hour > 23 || *minute > 59 || !seconds) return std::nullopt;
  return Moment{*day, *hour * 60 + *minute};
}

}  // namespace teia::csv
