// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/describe.hpp"
#include "base/problem.hpp"
#include "base/time.hpp"

/// The periods of the SUS as a value, with ids that cannot be misread. Pure: no database, no clock; web/src/base/periods.ts gives the
/// same verdicts (tests/cases/periods.json).
namespace teia::places {

namespace problems {
inline const ProblemKind unknown_period{"places.unknown-period", 422, "“{value}” não é um período. Escreva, por exemplo, 2025-04 ou 2025-QD1.",
                                        "“{value}” is no period. Write, for instance, 2025-04 or 2025-QD1."};
}  // namespace problems

enum class Span { week, month, bimestre, trimestre, quadrimestre, semester, year, triennium, quadrennium };
constexpr auto words(Span) {
  return std::array{Word{Span::week, "semana"},       Word{Span::month, "mes"},        Word{Span::bimestre, "bimestre"},
                    Word{Span::trimestre, "trimestre"}, Word{Span::quadrimestre, "quadrimestre"}, Word{Span::semester, "semestre"},
                    Word{Span::year, "ano"},          Word{Span::triennium, "trienio"}, Word{Span::quadrennium, "quadrienio"}};
}

/// `2025-04` month, `2025-B2` bimestre, `2025-T1` trimestre, `2025-QD1` quadrimestre, `2025-S1` semester, `2025` year, `2024..2026`
/// triennium, `2026..2029` quadrennium, `2025-SE05` epidemiological week (Sunday to Saturday; the first of a year is the first with
/// at least four of its days: SINAN, as the MMWR week of the CDC). Years from 1900 to 2199.
class Period {
 public:
  static std::optional<Period> parse(std::string_view id);
  static Period require(std::string_view id);  ///< throws places.unknown-period
  /// Of a triennium the PROADI-SUS's (2024 to 2026), of a quadrennium that of the municipal health plans (2026 to 2029).
  static Period containing(Span span, Day day);

  Span span() const { return span_; }
  int year() const { return year_; }      ///< the first one; of a week the year that it is counted in
  int number() const { return number_; }  ///< within the year, from 1; 1 for a year or longer
  std::string id() const;
  Day first() const;
  Day last() const;
  bool contains(Day day) const { return first() <= day && day <= last(); }

  Period next() const { return moved(1); }
  Period previous() const { return moved(-1); }
  /// To compare with. Nothing for a week 53 where the year before has none, and for what is longer than a year.
  std::optional<Period> same_of_last_year() const;
  /// The shorter periods that make it up exactly, in order; a year's weeks are those counted in it. Empty where none fit.
  std::vector<Period> parts(Span span) const;

  std::string label() const;  ///< "1º quadrimestre de 2025 (jan–abr)"

  auto operator<=>(const Period&) const = default;

 private:
  Period(Span span, int year, int number) : span_(span), year_(year), number_(number) {}
  static std::optional<Period> of(Span span, int year, int number);
  Period moved(int steps) const;

  Span span_;
  int year_;
  int number_;
};

/// A stretch of days that a relative form means on a day.
struct Stretch {
  Day from, to;
  std::optional<Period> period;  ///< nothing for "the last 12 months"
  std::string label;             ///< "último quadrimestre fechado: 1º quadrimestre de 2025 (jan–abr)"
};

/// A form that is read anew every day, as addresses and dashboards keep it: `mes-atual`, `mes-anterior`, `mes-fechado` (the last one
/// that was closed) and so for each span, and `12-meses` (1 to 60).
class Relative {
 public:
  static std::optional<Relative> parse(std::string_view form);
  /// `closed` are the periods closed so far, in any order. Nothing when the form asks for a closed one and there is none.
  std::optional<Stretch> on(Day today, std::span<const Period> closed) const;

 private:
  enum class Which { current, previous, closed, months };
  Relative(Which which, Span span, int months) : which_(which), span_(span), months_(months) {}
  Which which_;
  Span span_;
  int months_;
};

}  // namespace teia::places
