// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace teia {

/// A moment: milliseconds since 1970-01-01T00:00:00Z. Columns that hold one end in `_at`.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
  Instant plus_ms(std::int64_t more) const { return {ms + more}; }
  Instant plus_minutes(std::int64_t more) const { return {ms + more * 60'000}; }
  Instant plus_days(std::int64_t more) const { return {ms + more * 86'400'000}; }

  std::string text() const;                                  ///< 2025-04-29T20:42:00.000Z
  static std::optional<Instant> parse(std::string_view text);  ///< ISO 8601 with seconds and Z or ±hh:mm; fractions optional; years 1 to 9999
};

/// A calendar day, without a zone. Columns that hold one end in `_on` and keep the ISO text.
struct Day {
  std::int32_t number = 0;  ///< days since 1970-01-01
  auto operator<=>(const Day&) const = default;
  Day plus(std::int32_t days) const { return {number + days}; }
  int year() const;
  unsigned month() const;  ///< 1 to 12
  unsigned day() const;    ///< 1 to 31
  unsigned weekday() const;  ///< 0 Sunday … 6 Saturday

  std::string text() const;                              ///< 2025-04-29
  std::string brazilian() const;                         ///< 29/04/2025
  static std::optional<Day> parse(std::string_view text);  ///< ISO only; nothing for 2025-02-30
  static Day of(int year, unsigned month, unsigned day);
};
inline std::int32_t operator-(Day a, Day b) { return a.number - b.number; }

/// The civil time of an IANA zone such as "America/Araguaina". An unknown zone is our mistake and throws std::runtime_error.
Day local_day(Instant at, std::string_view zone);
int local_minute(Instant at, std::string_view zone);                        ///< minutes since local midnight
Instant instant_of(Day day, int minute_of_day, std::string_view zone);      ///< the earlier of two where the hour repeats
inline constexpr std::string_view capital_zone = "America/Sao_Paulo";       ///< official time of Brasília

/// The only door to the present; an argument everywhere.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};
const Clock& system_clock();
/// Stands still until told otherwise: tests and the demo world.
class SetClock : public Clock {
 public:
  explicit SetClock(Instant at) : at_(at) {}
  Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};

}  // namespace teia
