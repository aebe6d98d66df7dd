// SPDX-License-Identifier: Apache-2.0
// needs: src/places/period.cpp src/base/time.cpp src/base/problem.cpp
// links: -lfmt -ldate-tz
#include "fuzz/fuzz.hpp"
#include "places/period.hpp"

using teia::fuzz::require;

/// A period has one id, holds its own days and no others; a relative form that is read always means something.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace teia::places;
  const auto text = teia::fuzz::text_of(data, size);
  if (const auto period = Period::parse(text)) {
    require(period->id() == text);
    require(period->first() <= period->last() && period->contains(period->first()) && !period->contains(period->last().plus(1)));
    require(period->next().previous() == *period && period->next().first() == period->last().plus(1));
    require(!period->label().empty());
    const bool anchored = period->span() != Span::triennium && period->span() != Span::quadrennium;
    require(!anchored || Period::containing(period->span(), period->last()) == *period);
  }
  if (const auto form = Relative::parse(text)) {
    const auto today = teia::Day::of(2024, 2, 29);
    const auto stretch = form->on(today, {});
    require(!stretch || stretch->from <= stretch->to);
  }
  return 0;
}
