// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "places/store.hpp"
#include "places/test_territory.hpp"

namespace teia::places {
namespace {

const Day today = Day::of(2025, 5, 5);

std::vector<PlaceHit> all(Level level, std::optional<PlaceId> within = {}) {
  return Territory::shared().read([&](db::Read& r) { return list(r, level, within, today); });
}
PlacePage page_of(std::int64_t code) {
  return Territory::shared().read([&](db::Read& r) { return page(r, {code}, today); });
}

TEST(Territory, IsLoadedWholeAndOnce) {
  EXPECT_EQ(Territory::shared().write([](db::Write& w) { return load_territory(w); }), 0);
  const std::pair<Level, std::size_t> counts[] = {{Level::country, 1},       {Level::great_region, 5}, {Level::state, 27},
                                                  {Level::macroregion, 118}, {Level::region, 450},     {Level::municipality, 5571}};
  for (const auto& [level, count] : counts) EXPECT_EQ(all(level).size(), count) << word_of(level);
}

TEST(Territory, TocantinsIsWhatTheDatasusTableSays) {
  EXPECT_EQ(all(Level::municipality, PlaceId{17}).size(), 139u);
  EXPECT_EQ(all(Level::region, PlaceId{17}).size(), 8u);
  EXPECT_EQ(all(Level::macroregion, PlaceId{17}).size(), 2u);
  const auto palmas = page_of(1721000);
  EXPECT_EQ(palmas.place.name, "Palmas");
  EXPECT_EQ(palmas.place.state, "TO");
  EXPECT_EQ(palmas.ibge6, "172100");
  EXPECT_EQ(palmas.region->name, "Capim Dourado");
  EXPECT_EQ(palmas.macroregion->name, "Macrorregião Centro-Sul");
  EXPECT_EQ(palmas.zone, "America/Araguaina");
  EXPECT_EQ(palmas.ddd, "63");
}

TEST(Territory, PopulationsAddUpToTheCountry) {
  const auto page = page_of(0);
  ASSERT_EQ(page.populations.size(), 2u);
  EXPECT_EQ(page.populations[0].value, 203'078'668);  // census
  EXPECT_EQ(page.populations[1].value, 212'583'750);  // estimate
  EXPECT_EQ(page.municipality_count, 5571);
  EXPECT_EQ(page.regions.size(), 27u);
}

TEST(Territory, TheAwkwardOnesAreSaidOnTheirPages) {
  const auto boa_esperanca = page_of(5101837);
  EXPECT_FALSE(boa_esperanca.region);
  EXPECT_TRUE(boa_esperanca.populations.empty());
  EXPECT_TRUE(boa_esperanca.in_network);
  EXPECT_THAT(boa_esperanca.notes, testing::ElementsAre("Região de saúde não informada.", "População: sem dado."));
  EXPECT_EQ(boa_esperanca.zone, "America/Cuiaba");

  EXPECT_EQ(page_of(2605459).zone, "America/Noronha");
  EXPECT_FALSE(page_of(2605459).in_network);
  EXPECT_FALSE(page_of(5300108).in_network);
  EXPECT_FALSE(page_of(53).in_network);
}

TEST(Territory, TheNetworkReaches5569Municipalities) {
  const auto municipalities = all(Level::municipality);
  const auto outside = Territory::shared().read([&](db::Read& r) {
    return std::count_if(municipalities.begin(), municipalities.end(), [&](const auto& hit) { return !r.one(store::place, hit.id)->in_network; });
  });
  EXPECT_EQ(outside, 2);  // Brasília and Fernando de Noronha
}

TEST(Territory, ARegionMaySpanTwoMacroregions) {
  const auto region = page_of(11003);
  EXPECT_FALSE(region.macroregion);
  EXPECT_THAT(region.notes, testing::ElementsAre("A região reúne municípios de 2 macrorregiões."));
  std::map<std::int64_t, int> by_macro;
  for (const auto& place : region.municipalities) ++by_macro[page_of(place.id.value).macroregion->id.value];
  EXPECT_EQ(by_macro, (std::map<std::int64_t, int>{{1101, 10}, {1102, 4}}));
}

TEST(Territory, NoPlaceLiesInItself) {
  EXPECT_EQ(page_of(1721000).state_place->id, PlaceId{17});
  EXPECT_FALSE(page_of(17).state_place);
  EXPECT_FALSE(page_of(1).state_place);
}

TEST(Territory, WesternAmazonasIsTwoHoursBehindBrasilia) {
  EXPECT_EQ(page_of(1301407).zone, "America/Eirunepe");
  EXPECT_EQ(page_of(1302603).zone, "America/Manaus");
}

TEST(Territory, APlaceThatIsNotThereIsAProblem) {
  try {
    page_of(1799999);
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.code, "places.unknown");
    EXPECT_EQ(problem.details.at("place"), "1799999");
  }
}

TEST(Territory, WhatAPlaceLiesInEndsWithBrasil) {
  const auto in = Territory::shared().read([](db::Read& r) { return lying_in(r, {1721000}, today); });
  EXPECT_THAT(in, testing::ElementsAre(PlaceId{1721000}, PlaceId{17006}, PlaceId{1702}, PlaceId{17}, PlaceId{1}, brasil));
  EXPECT_THAT(Territory::shared().read([](db::Read& r) { return lying_in(r, {11003}, today); }),
              testing::ElementsAre(PlaceId{11003}, PlaceId{11}, PlaceId{1}, brasil));
  EXPECT_THAT(Territory::shared().read([](db::Read& r) { return lying_in(r, brasil, today); }), testing::ElementsAre(brasil));
}

TEST(Territory, TheMapHasEverySeat) {
  const auto data = Territory::shared().read([](db::Read& r) { return map(r, {17}, today); });
  EXPECT_EQ(data.seats.size(), 139u);
  EXPECT_FALSE(data.has_boundaries);
  EXPECT_EQ(Territory::shared().read([](db::Read& r) { return map(r, brasil, today); }).seats.size(), 5571u);
  EXPECT_THROW(Territory::shared().read([](db::Read& r) { return map(r, {17006}, today); }), Problem);
}

}  // namespace
}  // namespace teia::places
