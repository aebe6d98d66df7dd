// SPDX-License-Identifier: Apache-2.0
#include "people/people.hpp"

#include <gmock/gmock.h>

#include "support/engines.hpp"

namespace teia::people {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr PlaceId state{17}, bico{17001}, jalapao{17002}, palmas{1700001}, araguatins{1700002}, mateiros{1700003};
const Day first = Day::of(2024, 1, 1), moved = Day::of(2025, 3, 1);

TEST(Names, AreComparedWithoutAccentsCaseOrOrder) {
  EXPECT_EQ(folded("  João  da SILVA"), folded("silva da joão"));
  EXPECT_TRUE(matches(folded("Maria das Graças Conceição"), "conc mar"));
  EXPECT_TRUE(matches(folded("Ana"), ""));
  EXPECT_FALSE(matches(folded("Maria das Graças"), "raças"));
}

/// One state with two regions; Araguatins passes from one to the other in March.
class People : public test::OnBothEngines {
 protected:
  People() : OnBothEngines(test::Schema::migrated) {}
  template <class F>
  auto write(F&& f) { return store->write(f); }
  template <class F>
  auto read(F&& f) { return store->read(f); }

  void prepare() override {
    database().connect()->script(R"(
      insert into place (id, level, name, sigla, state_id, in_network) values
        (17, 'estado', 'Tocantins', 'TO', 17, true), (17001, 'regiao', 'Bico', '', 17, true), (17002, 'regiao', 'Jalapão', '', 17, true),
        (1700001, 'municipio', 'Palmas', '', 17, true), (1700002, 'municipio', 'Araguatins', '', 17, true),
        (1700003, 'municipio', 'Mateiros', '', 17, true);
      insert into place_edge (child_id, relation, valid_from, valid_to, parent_id, note) values
        (1700001, 'regiao', '0001-01-01', '9999-12-31', 17001, ''), (1700002, 'regiao', '0001-01-01', '2025-02-28', 17001, ''),
        (1700002, 'regiao', '2025-03-01', '9999-12-31', 17002, ''), (1700003, 'regiao', '0001-01-01', '9999-12-31', 17002, '');
      insert into role (code, name, network) values ('apoiador', 'Apoiador(a)', 'rede'), ('diretoria', 'Diretoria', 'rede');
      insert into role_grant (role, verb, part, reach) values ('apoiador', 'action.write', '', 'own');)");
    store = std::make_unique<db::Store>(db::Options{.url = url()});
    cosems = OrganisationId::make({1}, *chance);
    write([&](db::Write& tx) { load_organisations(tx, {{cosems, "COSEMS-TO", "Conselho", "COSEMS-TO", "COSEMS", state}}); });
  }

  PersonId person(const std::string& name) {
    const auto id = PersonId::make({1}, *chance);
    write([&](db::Write& tx) { add_person(tx, {id, name, {}, {}}, {1}); });
    return id;
  }
  NewAssignment function(PersonId who, std::vector<PlaceId> where, std::optional<Day> to = {}) {
    return {AssignmentId::make({1}, *chance), who, "apoiador", cosems, "rede", std::move(where), first, to};
  }
  std::vector<PlaceId> territory(PersonId who, Day day) {
    return read([&](db::Read& tx) { return territory_of(tx, who, day); });
  }
  void refused(const NewAssignment& in, std::string_view code) {
    try {
      write([&](db::Write& tx) { insert_assignment(tx, in, {}); });
      FAIL() << "should have been refused: " << code;
    } catch (const Problem& problem) {
      EXPECT_EQ(problem.code, code);
    }
  }

  std::unique_ptr<Chance> chance = seeded_chance(2);
  std::unique_ptr<db::Store> store;
  OrganisationId cosems;
};
ON_BOTH_ENGINES(People);

TEST_P(People, WithoutAccountAreParticipantsAndFocalPoints) {
  const auto rita = person(" Rita Lima ");
  EXPECT_EQ(read([&](db::Read& tx) { return require_person(tx, rita).name; }), "Rita Lima");
  EXPECT_THROW(person(" "), Problem);
  EXPECT_THROW(read([&](db::Read& tx) { return require_person(tx, PersonId{}); }), Problem);
}

TEST_P(People, OrganisationsKeepTheirIdWhenTheyAreRenamed) {
  const auto other = OrganisationId::make({2}, *chance);
  write([&](db::Write& tx) { load_organisations(tx, {{other, "COSEMS-TO", "Novo nome", "COSEMS-TO", "COSEMS", state}}); });
  const auto found = read([&](db::Read& tx) { return organisation_by_code(tx, "COSEMS-TO"); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, cosems);
  EXPECT_EQ(found->name, "Novo nome");
  const auto hits = read([&](db::Read& tx) { return search_organisations(tx, "novo", "COSEMS"); });
  ASSERT_THAT(hits, SizeIs(1));
  EXPECT_EQ(hits[0].state, "TO");
  EXPECT_THAT(read([&](db::Read& tx) { return search_organisations(tx, "", "HOSPITAL"); }), IsEmpty());
}

TEST_P(People, SupportTheTownsThatTheRegionHadOnTheDay) {
  const auto ana = person("Ana");
  write([&](db::Write& tx) { insert_assignment(tx, function(ana, {bico}), {}); });
  EXPECT_THAT(territory(ana, moved.plus(-1)), ElementsAre(palmas, araguatins));
  EXPECT_THAT(territory(ana, moved), ElementsAre(palmas));
  EXPECT_THAT(territory(ana, first.plus(-1)), IsEmpty());
}

TEST_P(People, AStateAndOneOfItsTownsGiveTheTownOnce) {
  const auto ana = person("Ana");
  write([&](db::Write& tx) { insert_assignment(tx, function(ana, {jalapao, araguatins, state}), {}); });
  EXPECT_THAT(territory(ana, first), ElementsAre(palmas, araguatins, mateiros));
}

TEST_P(People, OnABoardHaveAPlaceAndSupportNothing) {
  const auto rui = person("Rui");
  auto board = function(rui, {state});
  board.role = "diretoria";
  write([&](db::Write& tx) { insert_assignment(tx, board, {}); });
  EXPECT_THAT(territory(rui, first), IsEmpty());
  EXPECT_THAT(read([&](db::Read& tx) { return supporters_of(tx, palmas, first); }), IsEmpty());
}

TEST_P(People, TheSupporterComesBeforeTheCoordinator) {
  const auto ana = person("Ana"), zeca = person("Zeca");
  write([&](db::Write& tx) {
    insert_assignment(tx, function(ana, {state}), {});
    insert_assignment(tx, function(zeca, {palmas}, moved), {});
  });
  const auto there = read([&](db::Read& tx) { return supporters_of(tx, palmas, first); });
  ASSERT_THAT(there, SizeIs(2));
  EXPECT_EQ(there[0].person.name, "Zeca");
  EXPECT_EQ(there[0].to, moved);
  EXPECT_EQ(there[1].to, std::nullopt);
}

TEST_P(People, WrongAssignmentsSayWhatIsWrong) {
  const auto ana = person("Ana");
  refused(function(PersonId{}, {}), "people.unknown");
  refused(function(ana, {PlaceId{99}}), "places.unknown");
  refused(function(ana, {}, first.plus(-1)), "people.dates-reversed");
  auto wrong = function(ana, {});
  wrong.role = "rei";
  refused(wrong, "people.role-unknown");
  wrong = function(ana, {});
  wrong.organisation = {};
  refused(wrong, "people.organisation-unknown");
}

}  // namespace
}  // namespace teia::people
