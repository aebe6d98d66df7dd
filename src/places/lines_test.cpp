// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "places/tables.hpp"
#include "places/test_territory.hpp"

namespace teia::places {
namespace {

using testing::SizeIs;

const Day day = Day::of(2025, 5, 5);
constexpr std::int64_t census = 203'078'668;

std::vector<PlaceLine> of(Level level) {
  return Territory::shared().read([&](db::Read& r) { return lines(r, level, day); });
}
const PlaceLine& at(const std::vector<PlaceLine>& all, std::int64_t code) {
  return *std::find_if(all.begin(), all.end(), [&](const auto& line) { return line.id == PlaceId{code}; });
}
std::int64_t people(const std::vector<PlaceLine>& all, std::int64_t year) {
  std::int64_t sum = 0;
  for (const auto& line : all) {
    for (const auto& one : line.populations) sum += one.year == year ? one.value : 0;
  }
  return sum;
}

TEST(Lines, EveryLevelIsWholeInTheOrderOfItsCodes) {
  const std::pair<Level, std::size_t> levels[] = {{Level::state, 27}, {Level::macroregion, 118}, {Level::region, 450}, {Level::municipality, 5571}};
  for (const auto& [level, count] : levels) {
    const auto all = of(level);
    EXPECT_THAT(all, SizeIs(count));
    EXPECT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; })) << word_of(level);
    std::int64_t towns = 0;
    for (const auto& line : all) towns += line.municipalities;
    EXPECT_GE(towns, 5570) << word_of(level);
    EXPECT_LE(people(all, 2022), census) << "a town without a region counts in none";
    EXPECT_TRUE(people(all, 2022) == census || level == Level::region || level == Level::macroregion);
  }
}

TEST(Lines, AMunicipalityHasAllThatIsKnownOfIt) {
  const auto towns = of(Level::municipality);
  const auto& palmas = at(towns, 1721000);
  EXPECT_EQ(palmas.ibge6, 172100);
  EXPECT_EQ(palmas.name + "/" + palmas.state, "Palmas/TO");
  EXPECT_EQ(palmas.region->name, "Capim Dourado");
  EXPECT_EQ(palmas.macroregions.at(0).id, PlaceId{1702});
  EXPECT_EQ(palmas.ddd, "63");
  EXPECT_EQ(palmas.zone, "America/Araguaina");
  EXPECT_TRUE(palmas.in_network);
  EXPECT_THAT(palmas.populations, SizeIs(2));
  EXPECT_FALSE(at(towns, 2605459).in_network);  // Fernando de Noronha
}

TEST(Lines, AboveItAreParentsSumsAndHowMany) {
  const auto region = at(of(Level::region), 17006);
  EXPECT_EQ(region.macroregions.at(0).id, PlaceId{1702});
  EXPECT_GT(region.municipalities, 5);
  const auto macro = at(of(Level::macroregion), 1702);
  EXPECT_GT(macro.populations.at(0).value, region.populations.at(0).value);
  const auto state = at(of(Level::state), 17);
  EXPECT_EQ(state.municipalities, 139);
  EXPECT_EQ(state.great_region->name, "Norte");
}

}  // namespace
}  // namespace teia::places
