// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "places/names.hpp"
#include "places/test_territory.hpp"

namespace teia::places {
namespace {

using testing::Contains;
using testing::ElementsAre;

struct OtherName {
  PlaceId place_id;
  std::string name, official;
};
DESCRIBE(OtherName, place_id, name, official)

const db::Query<OtherName> other_names{"places_test.other_names", R"(
  select a.place_id, a.name, p.name as official from place_name a join place p on p.id = a.place_id
   where a.reason <> '' order by a.place_id, a.name)"};

std::vector<std::string> found(Search search) {
  search.on = Day::of(2025, 5, 5);
  std::vector<std::string> out;
  for (const auto& hit : Territory::shared().read([&](db::Read& r) { return places::search(r, search); })) {
    out.push_back(hit.name + "/" + hit.state + (hit.matched.empty() ? "" : " (" + hit.matched + ")"));
  }
  return out;
}
std::vector<std::string> towns(std::string q) { return found({.q = std::move(q), .level = Level::municipality, .limit = 8}); }

TEST(Search, FindsWhatPeopleType) {
  EXPECT_THAT(towns("Sta. Bárbara d'Oeste"), ElementsAre("Santa Bárbara d'Oeste/SP"));
  EXPECT_THAT(towns("santa barbara doeste"), ElementsAre("Santa Bárbara d'Oeste/SP"));
  EXPECT_THAT(towns("Moji Mirim"), ElementsAre("Mogi Mirim/SP"));
  EXPECT_THAT(towns("moji"), ElementsAre("Mogi das Cruzes/SP", "Mogi Guaçu/SP", "Mogi Mirim/SP", "Tocos do Moji/MG"));
  EXPECT_THAT(towns("jiparana"), ElementsAre("Ji-Paraná/RO"));
  EXPECT_THAT(towns("olho dagua borges"), ElementsAre("Olho-d'Água do Borges/RN"));
}

TEST(Search, AFormerNameLeadsToTodaysAndSaysSo) {
  EXPECT_THAT(towns("augusto severo"), ElementsAre("Campo Grande/RN (Augusto Severo)"));
  EXPECT_THAT(towns("embu"), ElementsAre("Embu das Artes/SP (Embu)", "Embu-Guaçu/SP"));
}

TEST(Search, AFormerNameIsOneThatFoldingDoesNotReach) {
  Territory::shared().read([](db::Read& r) {
    int former = 0;
    for (const auto& [place_id, name, official] : r.all(other_names)) {
      EXPECT_NE(folded(official), folded(name));
      ++former;
    }
    EXPECT_GT(former, 20);
  });
}

TEST(Search, TheSameNameInManyStatesIsToldApart) {
  EXPECT_THAT(towns("bom jesus").size(), 8u);
  EXPECT_THAT(towns("bom jesus pi"), Contains("Bom Jesus/PI"));
  EXPECT_EQ(towns("bom jesus pi").front(), "Bom Jesus/PI");
  EXPECT_EQ(towns("Bom Jesus/RS").front(), "Bom Jesus/RS");
  EXPECT_EQ(towns("campo grande").front(), "Campo Grande/MS");
}

TEST(Search, WholeNamesComeBeforeBeginningsAndTheMorePopulousFirst) {
  const auto hits = towns("sao joao");
  ASSERT_GE(hits.size(), 4u);
  EXPECT_EQ(hits[0], "São João/PE");
  EXPECT_EQ(hits[1], "São João/PR");
  EXPECT_EQ(hits[2], "São João de Meriti/RJ");
}

TEST(Search, EitherCodeFindsTheMunicipality) {
  EXPECT_THAT(found({.q = "1721000"}), ElementsAre("Palmas/TO"));
  EXPECT_THAT(found({.q = " 172100 "}), ElementsAre("Palmas/TO"));
  EXPECT_THAT(found({.q = "17006"}), ElementsAre("Capim Dourado/TO"));
  EXPECT_THAT(found({.q = "999999"}), ElementsAre());
}

TEST(Search, AllLevelsAnswerTownsFirst) {
  EXPECT_THAT(found({.q = "tocantins", .limit = 3}), ElementsAre("Tocantins/MG", "Tocantins/TO", "Tocantins/PA"));
  EXPECT_EQ(found({.q = "to"}).front(), "Tocantins/TO (TO)");
  EXPECT_THAT(found({.q = "brasil"}), Contains("Brasil/"));
}

TEST(Search, StaysWithinAPlace) {
  EXPECT_THAT(found({.q = "sao", .level = Level::municipality, .within = PlaceId{17006}}), ElementsAre("São Félix do Tocantins/TO"));
  EXPECT_THAT(found({.q = "palmas", .within = PlaceId{4}, .limit = 2}), ElementsAre("Palmas/PR", "Palma Sola/SC"));
}

TEST(Search, NothingFindsNothing) {
  EXPECT_TRUE(towns("").empty());
  EXPECT_TRUE(towns("'-").empty());
  EXPECT_TRUE(towns("xyzzyx").empty());
  EXPECT_TRUE(towns("sao joao' or 1=1 --").empty());
}

}  // namespace
}  // namespace teia::places
