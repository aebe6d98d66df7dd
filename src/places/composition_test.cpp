// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "places/test_territory.hpp"

namespace teia::places {
namespace {

using testing::ElementsAre;

constexpr PlaceId palmas{1721000}, capim_dourado{17006}, amor_perfeito{17008};
const Day march = Day::of(2025, 3, 1);

struct Composition : testing::Test {
  Territory territory;

  bool move(PlaceId municipality, std::optional<PlaceId> to, Day from, Relation relation = Relation::region) {
    return territory.write([&](db::Write& w) { return move_municipality(w, {municipality, relation, to, from, "CIB/TO 12/2025"}); });
  }
  std::optional<PlaceId> region(PlaceId municipality, Day on) {
    return territory.read([&](db::Read& r) { return parent_of(r, municipality, Relation::region, on); });
  }
  std::size_t size(PlaceId place, Day on) {
    return territory.read([&](db::Read& r) { return municipalities_of(r, place, on).size(); });
  }
  std::string refusal(PlaceId municipality, PlaceId to, Relation relation = Relation::region) {
    try {
      move(municipality, to, march, relation);
    } catch (const Problem& problem) {
      return problem.code;
    }
    return "";
  }
};

TEST_F(Composition, AMoveChangesTheFutureOnly) {
  const auto before = size(amor_perfeito, march);
  EXPECT_TRUE(move(palmas, amor_perfeito, march));
  EXPECT_EQ(region(palmas, march.plus(-1)), capim_dourado);
  EXPECT_EQ(region(palmas, march), amor_perfeito);
  EXPECT_EQ(size(amor_perfeito, march.plus(-1)), before);
  EXPECT_EQ(size(amor_perfeito, march), before + 1);
  const auto since = [&](PlaceId place, Day on) { return territory.read([&](db::Read& r) { return page(r, place, on).composition_since; }); };
  for (auto place : {palmas, capim_dourado, amor_perfeito}) {
    EXPECT_EQ(since(place, march.plus(30)), march) << place.value;
    EXPECT_EQ(since(place, march.plus(-1)), std::nullopt) << place.value;
  }
  EXPECT_EQ(territory.read([](db::Read& r) { return memberships(r, palmas).back().note; }), "CIB/TO 12/2025");
}

TEST_F(Composition, MovingToWhereItIsDoesNothing) {
  EXPECT_FALSE(move(palmas, capim_dourado, march));
  EXPECT_EQ(territory.read([](db::Read& r) { return memberships(r, palmas).size(); }), 2u);
}

TEST_F(Composition, AnEarlierMoveHoldsUntilTheOneAlreadyNoted) {
  move(palmas, amor_perfeito, march);
  move(palmas, PlaceId{17003}, march.plus(-59));
  EXPECT_EQ(region(palmas, march.plus(-60)), capim_dourado);
  EXPECT_EQ(region(palmas, march.plus(-1)), PlaceId{17003});
  EXPECT_EQ(region(palmas, march), amor_perfeito);
}

TEST_F(Composition, ABoundlessMunicipalityGetsItsFirstRegion) {
  constexpr PlaceId boa_esperanca{5101837}, teles_pires{51014};
  EXPECT_TRUE(move(boa_esperanca, teles_pires, march));
  EXPECT_EQ(region(boa_esperanca, march.plus(-1)), std::nullopt);
  EXPECT_EQ(region(boa_esperanca, last_day), teles_pires);
}

TEST_F(Composition, OnlyARegionOfTheSameStateTakesAMunicipality) {
  EXPECT_EQ(refusal(palmas, {29001}), "places.not-a-parent");
  EXPECT_EQ(refusal(palmas, {1702}), "places.not-a-parent");
  EXPECT_EQ(refusal(palmas, {17006}, Relation::macroregion), "places.not-a-parent");
  EXPECT_EQ(refusal(palmas, {17999}), "places.unknown");
  EXPECT_EQ(refusal(capim_dourado, amor_perfeito), "places.not-a-municipality");
}

// Whatever the order of the moves: one region on each day, the days before a move as they were, the day of the move as asked.
TEST_F(Composition, AnyOrderOfMovesLeavesOneRegionOnEachDay) {
  const auto chance = seeded_chance(7);
  auto history = [&] {
    std::vector<std::optional<PlaceId>> days;
    for (int i = 0; i < 30; ++i) days.push_back(region(palmas, march.plus(i)));
    return days;
  };
  for (int step = 0; step < 60; ++step) {
    const int day = static_cast<int>(chance->next() % 30);
    const auto choice = static_cast<std::int64_t>(chance->next() % 5);
    const auto to = choice == 0 ? std::nullopt : std::optional{PlaceId{17000 + choice}};
    const auto before = history();
    move(palmas, to, march.plus(day));
    const auto after = history();
    ASSERT_EQ(after[static_cast<std::size_t>(day)], to);
    ASSERT_TRUE(std::equal(before.begin(), before.begin() + day, after.begin()));
    for (int i = 0; i < 30; ++i) {
      const auto edges = territory.read([](db::Read& r) { return memberships(r, palmas); });
      ASSERT_LE(std::count_if(edges.begin(), edges.end(), [&](const Membership& m) {
                  return m.relation == Relation::region && m.valid_from <= march.plus(i) && m.valid_to >= march.plus(i);
                }), 1);
    }
  }
}

}  // namespace
}  // namespace teia::places
