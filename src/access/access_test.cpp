// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

#include <gmock/gmock.h>

#include "access/test_world.hpp"
#include "support/statements.hpp"

namespace teia::access {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Rights : public SmallWorld {};
ON_BOTH_ENGINES(Rights);

TEST_P(Rights, EveryStatementFitsItsTypes) {
  EXPECT_THAT(test::check_every_statement(GetParam(), test::migrations(GetParam())), IsEmpty());
}

TEST_P(Rights, TheTeamReadsItsOwnStateAndNoOther) {
  const auto ana = person("Ana"), beto = person("Beto");
  function(ana, "apoiador", "COSEMS-TO"), function(beto, "apoiador", "COSEMS-BA");
  const auto record = atom(Part::record, "COSEMS-TO", "rede");
  EXPECT_TRUE(may(ana, Verb::action_read, record));
  EXPECT_FALSE(may(beto, Verb::action_read, record)) << "the network switch opens national roles, never neighbours";
}

TEST_P(Rights, TheAnalysisIsForTheTeamAndNotForTheExecutiveSecretary) {
  const auto ana = person("Ana"), carla = person("Carla");
  function(ana, "apoiador", "COSEMS-TO"), function(carla, "secretario", "COSEMS-TO");
  const auto record = atom(Part::record, "COSEMS-TO"), analysis = atom(Part::analysis, "COSEMS-TO");
  EXPECT_TRUE(may(carla, Verb::action_read, record));
  EXPECT_TRUE(may(ana, Verb::action_read_analysis, analysis));
  EXPECT_FALSE(may(carla, Verb::action_read_analysis, analysis));
  EXPECT_FALSE(may(carla, Verb::action_read, analysis)) << "reading the record is not reading the analysis";
}

TEST_P(Rights, NobodyReadsTheAnalysisByLookingAsSomebodyElse) {
  const auto ana = person("Ana");
  function(ana, "apoiador", "COSEMS-TO");
  const auto analysis = atom(Part::analysis, "COSEMS-TO");
  read([&](db::Read& tx) {
    EXPECT_TRUE(holds(tx, Actor{ana, {}, today, noon, false}, Verb::action_read_analysis, analysis));
    EXPECT_FALSE(holds(tx, Actor{ana, {}, today, noon, true}, Verb::action_read_analysis, analysis));
  });
}

TEST_P(Rights, NationalRolesReadWhatTheSwitchOpens) {
  const auto nadia = person("Nádia");
  function(nadia, "nacional", "CONASEMS");
  EXPECT_TRUE(may(nadia, Verb::action_read, atom(Part::record, "COSEMS-TO", "rede")));
  EXPECT_FALSE(may(nadia, Verb::action_read, atom(Part::record, "COSEMS-TO", "")));
  EXPECT_FALSE(may(nadia, Verb::action_read, atom(Part::record, "SES-TO", "pases")));
}

TEST_P(Rights, AManagerSeesWhatWasAgreedWithTheOwnTownOnly) {
  const auto gil = person("Gil");
  function(gil, "gestor", "COSEMS-TO", {palmas});
  EXPECT_TRUE(may(gil, Verb::action_read_agreed, atom(Part::agreed, "COSEMS-TO", "", palmas)));
  EXPECT_FALSE(may(gil, Verb::action_read_agreed, atom(Part::agreed, "COSEMS-TO", "", mateiros)));
  EXPECT_FALSE(may(gil, Verb::action_read, atom(Part::record, "COSEMS-TO", "")));
}

TEST_P(Rights, EqualSpecsAreOneAtom) {
  const auto both = std::vector{organisations.at("SES-TO"), organisations.at("CONASEMS")};
  const auto turned = std::vector{both[1], both[0], both[1]};
  const auto first = write([&](db::Write& tx) { return atom_for(tx, {Part::record, both, "", "rede", {}}); });
  EXPECT_EQ(first, write([&](db::Write& tx) { return atom_for(tx, {Part::record, turned, "", "rede", {}}); }));
  EXPECT_NE(first, write([&](db::Write& tx) { return atom_for(tx, {Part::record, both, "rede", "rede", {}}); }));
}

TEST_P(Rights, BeginAndEndWithTheAssignment) {
  const auto ana = person("Ana");
  const auto id = function(ana, "apoiador", "COSEMS-TO", {}, "rede", Day::of(2025, 2, 1));
  const auto record = atom(Part::record, "COSEMS-TO");
  EXPECT_FALSE(may(ana, Verb::action_read, record, Day::of(2025, 1, 31)));
  EXPECT_TRUE(may(ana, Verb::action_read, record, Day::of(2025, 2, 1)));
  write([&](db::Write& tx) { end_assignment(tx, id, Day::of(2025, 4, 30), "saiu"); });
  EXPECT_TRUE(may(ana, Verb::action_read, record, Day::of(2025, 4, 30)));
  EXPECT_FALSE(may(ana, Verb::action_read, record, today));
  EXPECT_THROW(write([&](db::Write& tx) { end_assignment(tx, id, Day::of(2025, 1, 1), ""); }), Problem);
}

TEST_P(Rights, ACoverHoldsThemForTheLeaveAndNoLonger) {
  const auto ana = person("Ana"), bia = person("Bia");
  const auto id = function(ana, "apoiador", "COSEMS-TO", {bico});
  const auto record = atom(Part::record, "COSEMS-TO");
  const auto from = Day::of(2025, 5, 1), to = Day::of(2025, 5, 31);
  write([&](db::Write& tx) {
    cover_leave(tx, id, from, to, bia, AssignmentId::make(noon, *chance), Uuid::make(noon, *chance));
  });
  EXPECT_TRUE(may(ana, Verb::action_read, record)) << "being away takes nothing from Ana";
  EXPECT_TRUE(may(bia, Verb::action_read, record, to));
  EXPECT_FALSE(may(bia, Verb::action_read, record, to.plus(1)));
  const auto there = [&](Day day) { return read([&](db::Read& tx) { return people::supporters_of(tx, palmas, day); }); };
  ASSERT_EQ(there(today).size(), 1U);
  EXPECT_EQ(there(today)[0].person.name, "Bia");
  EXPECT_TRUE(there(today)[0].temporary);
  ASSERT_EQ(there(to.plus(1)).size(), 1U);
  EXPECT_EQ(there(to.plus(1))[0].person.name, "Ana");
}

TEST_P(Rights, AHandOverMovesTheTerritoryFromItsDay) {
  const auto ana = person("Ana"), bia = person("Bia");
  const auto id = function(ana, "apoiador", "COSEMS-TO", {bico});
  write([&](db::Write& tx) { hand_over(tx, id, today, bia, AssignmentId::make(noon, *chance)); });
  const auto territory = [&](PersonId who, Day day) { return read([&](db::Read& tx) { return people::territory_of(tx, who, day); }); };
  EXPECT_THAT(territory(ana, today.plus(-1)), ElementsAre(palmas, araguatins));
  EXPECT_THAT(territory(ana, today), IsEmpty());
  EXPECT_THAT(territory(bia, today), ElementsAre(palmas, araguatins));
}

TEST_P(Rights, AHandOverSaysWhoGoesOnWithWhatWasLeftBehind) {
  const auto ana = person("Ana"), bia = person("Bia"), caio = person("Caio");
  const auto first = function(ana, "apoiador", "COSEMS-TO", {bico}), second = function(ana, "coordenador", "COSEMS-TO");
  const auto tocantins = read([&](db::Read& tx) { return people::require_assignment(tx, first).organisation_id; });
  const auto goes_on = [&](PersonId who, PersonId left, Day day) {
    return read([&](db::Read& tx) { return people::succeeds(tx, who, left, tocantins, day); });
  };
  const auto handed = AssignmentId::make(noon, *chance);
  write([&](db::Write& tx) { hand_over(tx, first, today, bia, handed); });
  EXPECT_FALSE(goes_on(bia, ana, today)) << "Ana still works there, by her other function";
  write([&](db::Write& tx) { end_assignment(tx, second, today.plus(-1), "saiu"); });
  EXPECT_TRUE(goes_on(bia, ana, today));
  EXPECT_FALSE(goes_on(bia, ana, today.plus(-1)));
  EXPECT_FALSE(goes_on(ana, bia, today));
  write([&](db::Write& tx) { hand_over(tx, handed, today.plus(10), caio, AssignmentId::make(noon, *chance)); });
  EXPECT_TRUE(goes_on(caio, bia, today.plus(10)));
  EXPECT_TRUE(goes_on(caio, ana, today.plus(10))) << "what was left to Bia too";
  EXPECT_FALSE(goes_on(bia, ana, today.plus(10)));
}

TEST_P(Rights, FollowWhatThePackagesSay) {
  const auto ana = person("Ana");
  function(ana, "apoiador", "COSEMS-TO");
  const auto record = atom(Part::record, "COSEMS-TO");
  auto fewer = small_grants();
  std::erase_if(fewer, [](const auto& grant) { return grant.role == "apoiador" && grant.verb == "action.read"; });
  write([&](db::Write& tx) { load_roles(tx, small_roles(), fewer); });
  EXPECT_FALSE(may(ana, Verb::action_read, record));
  write([&](db::Write& tx) { load_roles(tx, small_roles(), small_grants()); });
  EXPECT_TRUE(may(ana, Verb::action_read, record));
  EXPECT_THROW(write([&](db::Write& tx) { load_roles(tx, small_roles(), {{"apoiador", "action.fly", "own"}}); }), std::invalid_argument);
}

TEST_P(Rights, ANewCompositionMovesWhatIsGivenByRegion) {
  const auto gil = person("Gil");
  function(gil, "gestor", "COSEMS-TO", {jalapao});
  const auto agreed = atom(Part::agreed, "COSEMS-TO", "", araguatins);
  EXPECT_FALSE(may(gil, Verb::action_read_agreed, agreed));
  write([&](db::Write& tx) {
    places::move_municipality(tx, {araguatins, places::Relation::region, jalapao, today, "CIB"});
    refresh_territories(tx);
  });
  EXPECT_FALSE(may(gil, Verb::action_read_agreed, agreed, today.plus(-1)));
  EXPECT_TRUE(may(gil, Verb::action_read_agreed, agreed, today));
}

}  // namespace
}  // namespace teia::access
