// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"

#include <date/tz.h>
#include <fmt/format.h>

#include <charconv>
#include <chrono>

namespace teia {

namespace {

using std::chrono::days;
using std::chrono::milliseconds;
using Civil = std::chrono::year_month_day;

Civil civil(Day day) { return Civil{std::chrono::sys_days{days{day.number}}}; }

/// Exactly `width` digits at `at`; -1 otherwise.
int digits(std::string_view text, std::size_t at, std::size_t width) {
  if (at + width > text.size()) return -1;
  int value = 0;
  const auto* end = text.data() + at + width;
  const auto result = std::from_chars(text.data() + at, end, value);
  return result.ec == std::errc{} && result.ptr == end && text[at] != '-' ? value : -1;
}

class SystemClock : public Clock {
 public:
  Instant now() const override {
    return {std::chrono::duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count()};
  }
};

constexpr Instant first_instant{-62'135'596'800'000}, end_of_instants{253'402'300'800'000};  ///< 0001-01-01 and 10000-01-01

/// Minutes east of UTC in "Z", "+03:00" or "-0300"; nothing if it is none of these.
std::optional<int> offset_minutes(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (text.size() < 5 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const std::size_t colon = text[3] == ':' ? 1 : 0;
  const int hours = digits(text, 1, 2), minutes = digits(text, 3 + colon, 2);
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59 || text.size() != 5 + colon) return std::nullopt;
  return (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

int Day::year() const { return static_cast<int>(civil(*this).year()); }
unsigned Day::month() const { return static_cast<unsigned>(civil(*this).month()); }
unsigned Day::day() const { return static_cast<unsigned>(civil(*this).day()); }
unsigned Day::weekday() const { return std::chrono::weekday{std::chrono::sys_days{days{number}}}.c_encoding(); }

std::string Day::text() const { return fmt::format("{:04}-{:02}-{:02}", year(), month(), day()); }
std::string Day::brazilian() const { return fmt::format("{:02}/{:02}/{:04}", day(), month(), year()); }

Day Day::of(int year, unsigned month, unsigned day) {
  const Civil date{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  return {static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count())};
}

std::optional<Day> Day::parse(std::string_view text) {
  const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || year < 1 || month < 0 || day < 0) return std::nullopt;
  const Civil date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                   std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return Day::of(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

std::string Instant::text() const {
  const std::int64_t day = ms >= 0 ? ms / 86'400'000 : -((-ms + 86'399'999) / 86'400'000);
  const std::int64_t rest = ms - day * 86'400'000;
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Day{static_cast<std::int32_t>(day)}.text(), rest / 3'600'000,
                     rest / 60'000 % 60, rest / 1000 % 60, rest % 1000);
}

std::optional<Instant> Instant::parse(std::string_view text) {
  if (text.size() < 20 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto day = Day::parse(text.substr(0, 10));
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2), second = digits(text, 17, 2);
  if (!day || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return std::nullopt;
  std::size_t at = 19;
  int thousandths = 0;
  if (text[at] == '.') {
    int weight = 100;
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, weight /= 10) {
      thousandths += (text[at] - '0') * weight;
    }
  }
  const auto offset = offset_minutes(text.substr(at));
  if (!offset) return std::nullopt;
  const std::int64_t minutes = std::int64_t{day->number} * 1440 + hour * 60 + minute - *offset;
  const Instant read{minutes * 60'000 + second * 1000 + thousandths};
  if (read < first_instant || read >= end_of_instants) return std::nullopt;  // an offset at the very edge leads beyond four digits
  return read;
}

Day local_day(Instant at, std::string_view zone) {
  const auto local = date::locate_zone(std::string{zone})->to_local(date::sys_time<milliseconds>{milliseconds{at.ms}});
  return {static_cast<std::int32_t>(date::floor<date::days>(local).time_since_epoch().count())};
}

int local_minute(Instant at, std::string_view zone) {
  const auto local = date::locate_zone(std::string{zone})->to_local(date::sys_time<milliseconds>{milliseconds{at.ms}});
  return static_cast<int>((local - date::floor<date::days>(local)).count() / 60'000);
}

Instant instant_of(Day day, int minute_of_day, std::string_view zone) {
  const date::local_time<milliseconds> local{days{day.number} + std::chrono::minutes{minute_of_day}};
  return {date::locate_zone(std::string{zone})->to_sys(local, date::choose::earliest).time_since_epoch().count()};
}

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace teia
