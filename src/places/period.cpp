// SPDX-License-Identifier: Apache-2.0
#include "places/period.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace teia::places {

namespace {

constexpr int first_year = 1900, last_year = 2199;
constexpr std::array short_months{"jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"};
constexpr std::array long_months{"janeiro", "fevereiro", "março",    "abril",   "maio",     "junho",
                                 "julho",   "agosto",    "setembro", "outubro", "novembro", "dezembro"};

/// How a span is made and said: months long (0: not made of months), the letters of its id, its name, "last … closed".
struct Kind {
  Span span;
  int months;
  const char* letters;
  const char* name;
  const char *current, *previous, *closed;
};
constexpr std::array kinds{
    Kind{Span::week, 0, "SE", "semana", "esta semana", "semana anterior", "última semana fechada"},
    Kind{Span::month, 1, "", "mês", "este mês", "mês anterior", "último mês fechado"},
    Kind{Span::bimestre, 2, "B", "bimestre", "este bimestre", "bimestre anterior", "último bimestre fechado"},
    Kind{Span::trimestre, 3, "T", "trimestre", "este trimestre", "trimestre anterior", "último trimestre fechado"},
    Kind{Span::quadrimestre, 4, "QD", "quadrimestre", "este quadrimestre", "quadrimestre anterior", "último quadrimestre fechado"},
    Kind{Span::semester, 6, "S", "semestre", "este semestre", "semestre anterior", "último semestre fechado"},
    Kind{Span::year, 12, "", "ano", "este ano", "ano anterior", "último ano fechado"},
    Kind{Span::triennium, 36, "", "triênio", "este triênio", "triênio anterior", "último triênio fechado"},
    Kind{Span::quadrennium, 48, "", "quadriênio", "este quadriênio", "quadriênio anterior", "último quadriênio fechado"}};

const Kind& kind_of(Span span) { return kinds.at(static_cast<std::size_t>(span)); }

/// A whole text of exactly `width` digits; -1 otherwise.
int digits(std::string_view text, std::size_t width) {
  if (text.size() != width || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) return -1;
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int floored(int value, int by) { return value >= 0 ? value / by : -((by - 1 - value) / by); }

/// The Sunday on which the first epidemiological week of a year begins: that of the week with 4 January, because the week that has
/// four days of the year has its fourth.
Day first_week(int year) {
  const auto fourth = Day::of(year, 1, 4);
  return fourth.plus(-static_cast<std::int32_t>(fourth.weekday()));
}
int weeks_in(int year) { return (first_week(year + 1) - first_week(year)) / 7; }

int years_in(Span span) { return kind_of(span).months / 12; }

/// The same day so many months before; the month's last where it has no such day.
Day months_before(Day day, int months) {
  const int index = day.year() * 12 + static_cast<int>(day.month()) - 1 - months;
  const int year = floored(index, 12), month = index - year * 12;
  const auto start = Day::of(year, static_cast<unsigned>(month) + 1, 1);
  const auto end = month == 11 ? Day::of(year + 1, 1, 1).plus(-1) : Day::of(year, static_cast<unsigned>(month) + 2, 1).plus(-1);
  return std::min(end, start.plus(static_cast<std::int32_t>(day.day()) - 1));
}

}  // namespace

std::optional<Period> Period::of(Span span, int year, int number) {
  if (year < first_year || year > last_year || number < 1) return std::nullopt;
  const int months = kind_of(span).months;
  const int most = span == Span::week ? weeks_in(year) : std::max(1, 12 / months);
  if (number > most) return std::nullopt;
  return Period{span, year, number};
}

std::optional<Period> Period::parse(std::string_view id) {
  const int year = id.size() >= 4 ? digits(id.substr(0, 4), 4) : -1;
  if (year < 0) return std::nullopt;
  if (id.size() == 4) return of(Span::year, year, 1);
  if (id.substr(4, 2) == "..") {
    const int to = digits(id.substr(6), 4);
    if (to == year + 2) return of(Span::triennium, year, 1);
    return to == year + 3 ? of(Span::quadrennium, year, 1) : std::nullopt;
  }
  if (id[4] != '-') return std::nullopt;
  const auto rest = id.substr(5);
  if (const int month = digits(rest, 2); month >= 0) return of(Span::month, year, month);
  for (const auto& kind : kinds) {
    const std::string_view letters{kind.letters};
    if (letters.empty() || !rest.starts_with(letters)) continue;
    const int number = digits(rest.substr(letters.size()), kind.span == Span::week ? 2 : 1);
    if (number >= 0) return of(kind.span, year, number);  // "S1" begins as "SE05" does and has no digit where that has an E
  }
  return std::nullopt;
}

Period Period::require(std::string_view id) {
  if (auto period = parse(id)) return *period;
  throw problems::unknown_period({{"value", std::string{id.substr(0, 40)}}});
}

Period Period::containing(Span span, Day day) {
  if (span == Span::week) {
    const int year = day.plus(3 - static_cast<std::int32_t>(day.weekday())).year();  // that of the week's Wednesday: its fourth day
    return {span, year, (day - first_week(year)) / 7 + 1};
  }
  const int months = kind_of(span).months;
  if (months <= 12) return {span, day.year(), (static_cast<int>(day.month()) - 1) / months + 1};
  const int years = years_in(span), anchor = span == Span::triennium ? 2024 : 2026;
  return {span, anchor + floored(day.year() - anchor, years) * years, 1};
}

std::string Period::id() const {
  switch (span_) {
    case Span::week: return fmt::format("{:04}-SE{:02}", year_, number_);
    case Span::month: return fmt::format("{:04}-{:02}", year_, number_);
    case Span::year: return fmt::format("{:04}", year_);
    case Span::triennium:
    case Span::quadrennium: return fmt::format("{:04}..{:04}", year_, year_ + years_in(span_) - 1);
    default: return fmt::format("{:04}-{}{}", year_, kind_of(span_).letters, number_);
  }
}

Day Period::first() const {
  if (span_ == Span::week) return first_week(year_).plus(7 * (number_ - 1));
  return Day::of(year_, static_cast<unsigned>((number_ - 1) * kind_of(span_).months + 1), 1);
}

Day Period::last() const { return span_ == Span::week ? first().plus(6) : next().first().plus(-1); }

Period Period::moved(int steps) const {
  if (span_ == Span::week) return containing(Span::week, first().plus(7 * steps));
  const int months = kind_of(span_).months;
  if (months > 12) return {span_, year_ + steps * years_in(span_), 1};
  const int a_year = 12 / months, index = year_ * a_year + number_ - 1 + steps;
  return {span_, floored(index, a_year), index - floored(index, a_year) * a_year + 1};
}

std::optional<Period> Period::same_of_last_year() const {
  if (kind_of(span_).months > 12 || (span_ == Span::week && number_ > weeks_in(year_ - 1))) return std::nullopt;
  return Period{span_, year_ - 1, number_};
}

std::vector<Period> Period::parts(Span span) const {
  std::vector<Period> out;
  if (span == Span::week) {
    for (int n = 1; span_ == Span::year && n <= weeks_in(year_); ++n) out.push_back({span, year_, n});
    return out;
  }
  const int whole = kind_of(span_).months, part = kind_of(span).months;
  if ( whole <= part || whole % part != 0) return out;
  auto one = containing(span, first());  // a divisor of twelve months begins where each of its multiples does
  for (int i = 0; i < whole / part; ++i, one = one.next()) out.push_back(one);
  return out;
}

std::string Period::label() const {
  const auto month = [](Day day) { return short_months.at(day.month() - 1); };
  switch (span_) {
    case Span::week:
      return fmt::format("semana epidemiológica {} de {} ({:02}/{:02}–{:02}/{:02})", number_, year_, first().day(), first().month(), last().day(), last().month());
    case Span::month: return fmt::format("{} de {}", long_months.at(static_cast<std::size_t>(number_ - 1)), year_);
    case Span::year: return std::to_string(year_);
    case Span::triennium:
    case Span::quadrennium: return fmt::format("{} {}–{}", kind_of(span_).name, year_, year_ + years_in(span_) - 1);
    default: return fmt::format("{}º {} de {} ({}–{})", number_, kind_of(span_).name, year_, month(first()), month(last()));
  }
}

std::optional<Relative> Relative::parse(std::string_view form) {
  const auto hyphen = form.rfind('-');
  if (hyphen == std::string_view::npos) return std::nullopt;
  const auto head = form.substr(0, hyphen), tail = form.substr(hyphen + 1);
  if (tail == "meses") {
    const int months = digits(head, head.size() < 2 ? 1 : 2);
    const bool good = months >= 1 && months <= 60 && head.front() != '0';
    return good ? std::optional{Relative{Which::months, Span::month, months}} : std::nullopt;
  }
  const auto span = from_word<Span>(head);
  if (!span) return std::nullopt;
  if (tail == "atual") return Relative{Which::current, *span, 0};
  if (tail == "anterior") return Relative{Which::previous, *span, 0};
  if (tail == "fechado") return Relative{Which::closed, *span, 0};
  return std::nullopt;
}

std::optional<Stretch> Relative::on(Day today, std::span<const Period> closed) const {
  if (which_ == Which::months) {
    const std::string label = months_ == 1 ? "o último mês até hoje" : fmt::format("os últimos {} meses", months_);
    return Stretch{months_before(today, months_).plus(1), today, std::nullopt, label};
  }
  std::optional<Period> period;
  if (which_ == Which::closed) {
    for (const auto& one : closed) {
      if (one.span() == span_ && (!period || *period < one)) period = one;
    }
  } else {
    period = Period::containing(span_, today);
    if (which_ == Which::previous) period = period->previous();
  }
  if (!period) return std::nullopt;
  const auto& kind = kind_of(span_);
  const auto* said = which_ == Which::closed ? kind.closed : which_ == Which::previous ? kind.previous : kind.current;
  return Stretch{period->first(), period->last(), period, fmt::format("{}: {}", said, period->label())};
}

}  // namespace teia::places
