// SPDX-License-Identifier: Apache-2.0
// needs: src/base/id.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -lsodium
#include "base/time.hpp"

#include <algorithm>
#include <cctype>

#include "base/id.hpp"
#include "fuzz/fuzz.hpp"

using teia::fuzz::require;

/// Days, instants and ids have one text each: what is read is written so that it reads as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = teia::fuzz::text_of(data, size);
  if (const auto day = teia::Day::parse(text)) {
    require(day->text() == text);
    require(teia::Day::of(day->year(), day->month(), day->day()) == *day && day->weekday() < 7);
  }
  if (const auto at = teia::Instant::parse(text)) {
    require(teia::Instant::parse(at->text()) == at);
    const auto minute = teia::local_minute(*at, teia::capital_zone);
    const auto day = teia::local_day(*at, teia::capital_zone);
    require(minute >= 0 && minute < 1440);
    // The hour that repeats when summer time ends is read as its first: never later than what was asked, at most an hour apart.
    const auto again = teia::instant_of(day, minute, teia::capital_zone);
    require(again.ms <= at->ms && at->ms - again.ms < 2 * 3'600'000);
  }
  if (const auto id = teia::Uuid::parse(text)) {
    std::string lower{text};
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    require(id->text() == lower && teia::Uuid::parse(id->text()) == id);
  }
  return 0;
}
