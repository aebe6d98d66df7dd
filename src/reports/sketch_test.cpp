// SPDX-License-Identifier: Apache-2.0
#include "reports/sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "reports/map.hpp"
#include "reports/test_markup.hpp"

namespace teia::reports {
namespace {

double area(const Loop& loop) {
  double twice = 0;
  for (std::size_t i = 0; i < loop.size(); ++i) twice += loop[i].x * loop[(i + 1) % loop.size()].y - loop[(i + 1) % loop.size()].x * loop[i].y;
  return std::abs(twice) / 2;
}

/// Towns on a square of one degree's side, around the equator; the eastern ones lie in another region.
std::vector<places::MapSeat> square(PlaceId state) {
  std::vector<places::MapSeat> seats;
  std::int64_t number = 0;
  for (int row = 0; row < 3; ++row) {
    for (int column = 0; column < 3; ++column) {
      seats.push_back({PlaceId{state.value * 100'000 + ++number}, "Sede", PlaceId{column < 2 ? 17001 : 17002}, -48.0 + column, -1.0 + row, std::nullopt});
    }
  }
  return seats;
}

TEST(Sketch, EachTownHasTheLandThatIsNearestToIt) {
  const auto drawn = cells(square(PlaceId{17}), PlaceId{17});
  ASSERT_EQ(drawn.towns.size(), 9u);
  EXPECT_TRUE(drawn.from_seats);
  EXPECT_NEAR(area(drawn.towns[4].loops[0]), 10'000, 10) << "the one in the middle: a square degree";
  for (const auto& town : drawn.towns) {
    EXPECT_GT(area(town.loops[0]), 5'000);
    for (const auto& spot : town.loops[0]) EXPECT_TRUE(spot.x >= -1e-6 && spot.x <= drawn.width + 1e-6 && spot.y >= -1e-6 && spot.y <= drawn.height + 1e-6);
  }
}

TEST(Sketch, LimitsRunBetweenRegionsAndAroundTheState) {
  const auto drawn = cells(square(PlaceId{17}), PlaceId{17});
  const double border = drawn.towns[1].seat.x + 50;  // between the second column and the third
  int inner = 0;
  for (const auto& edge : drawn.limits) {
    const bool upright = std::abs(edge.from.x - border) < 1 && std::abs(edge.to.x - border) < 1;
    inner += upright;
  }
  EXPECT_GE(inner, 6) << "three towns on each side walk it";
  auto one_region = square(PlaceId{17});
  for (auto& seat : one_region) seat.region = PlaceId{17001};
  EXPECT_LT(cells(one_region, PlaceId{17}).limits.size(), drawn.limits.size());
}

TEST(Sketch, ANeighbouringStateBoundsAndIsNotDrawn) {
  auto seats = square(PlaceId{17});
  for (auto& seat : seats) {
    if (seat.lon > -46.5) seat.id = PlaceId{seat.id.value - 1'700'000 + 2'100'000};
  }
  const auto drawn = cells(seats, PlaceId{17});
  EXPECT_EQ(drawn.towns.size(), 6u);
  EXPECT_LT(drawn.width, cells(square(PlaceId{17}), PlaceId{17}).width - 90);
}

TEST(Sketch, AnIslandFarAwayIsLeftOut) {
  auto seats = square(PlaceId{17});
  seats.push_back({PlaceId{1700099}, "Ilha", std::nullopt, -40.0, 0.0, std::nullopt});
  EXPECT_EQ(cells(seats, PlaceId{17}).towns.size(), 9u);
  EXPECT_EQ(cells({seats.back()}, PlaceId{17}).towns.size(), 1u) << "a state of one town is drawn";
}

TEST(Sketch, BoundariesAreDrawnAsTheyAreWithTheirCommonBorderOnlyBetweenRegions) {
  places::MapData map;
  map.state = PlaceId{17};
  map.has_boundaries = true;
  map.seats = {{PlaceId{1700001}, "A", PlaceId{17001}, 0.5, 0.5, {}}, {PlaceId{1700002}, "B", PlaceId{17001}, 1.5, 0.5, {}}};
  map.shapes = {{PlaceId{1700001}, json::parse("[[[0,0,1,0,1,1,0,1,0,0]]]")}, {PlaceId{1700002}, json::parse("[[[1,0,2,0,2,1,1,1,1,0]]]")}};
  const auto together = outlines(map);
  EXPECT_EQ(together.towns.size(), 2u);
  EXPECT_EQ(together.limits.size(), 6u);
  EXPECT_FALSE(together.from_seats);
  map.seats[1].region = PlaceId{17002};
  EXPECT_EQ(outlines(map).limits.size(), 7u);
}

TEST(Sketch, TheMapTellsTheTownsApartAndNamesTheRegions) {
  QuadrimestralData data;
  data.to = data.known_on = Day::of(2025, 4, 30);
  data.regions = {{PlaceId{17001}, "Oeste & <Centro>", 6, 0, {}, 0, 0}, {PlaceId{17002}, "Leste", 3, 0, {}, 0, 0}};
  const auto seats = square(PlaceId{17});
  for (std::size_t i = 0; i < seats.size(); ++i) data.contacts.push_back({seats[i].id, "Sede", "", 1, Day::of(2025, 4, 1), i == 0 ? std::optional<std::int64_t>{} : std::int64_t(i) * 12});
  const auto drawn = contact_map(data, cells(seats, PlaceId{17})).text();
  EXPECT_EQ(fault_of(drawn), "");
  EXPECT_NE(drawn.find("1  Oeste &amp; &lt;Centro&gt;"), std::string::npos);
  EXPECT_NE(drawn.find("até 15 dias: 1"), std::string::npos);
  EXPECT_NE(drawn.find("mais de 60, ou nenhum: 4"), std::string::npos);
  EXPECT_EQ(fault_of(contact_map(data, {}).text()), "") << "a state without seats";
  EXPECT_EQ(fault_of(ornament({}, "<x>").text()), "");
}

}  // namespace
}  // namespace teia::reports
