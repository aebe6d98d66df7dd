// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "actions/figures.hpp"
#include "app/test_program.hpp"
#include "demo/cast.hpp"
#include "demo/story_facts.hpp"
#include "support/statements.hpp"

namespace teia::app::test {
namespace {

class OnEngine : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (const auto why = teia::test::missing(GetParam())) GTEST_SKIP() << *why;
  }
};
INSTANTIATE_TEST_SUITE_P(On, OnEngine, testing::Values(db::Engine::sqlite, db::Engine::postgres), teia::test::engine_name);

TEST_P(OnEngine, EveryStatementOfTheProgramFitsItsTypes) {
  EXPECT_THAT(teia::test::check_every_statement(GetParam(), migrations(GetParam())), testing::IsEmpty());
}

TEST_P(OnEngine, TheSumsOfTheDemoStoryAreTheOnesWorkedByHand) {
  Program program{GetParam()};
  auto& store = program.system().store();
  demo::tell_story(store, [](const std::string&) {});
  const Browser coordinator{program, "raimundo@exemplo.org.br"};
  const auto asked = [&](const std::string& target) {
    const auto reply = coordinator.ask(http::Method::get, target);
    EXPECT_EQ(reply.status, 200) << target << " " << std::get<std::string>(reply.body);
    return json::parse(std::get<std::string>(reply.body));
  };
  const auto number = [](const json::Value& value, const char* field) { return std::get<std::int64_t>(value.find(field)->is); };

  const auto overview = asked("/v1/overview?from=2025-01-01&to=2025-04-30&place=17");
  EXPECT_EQ(number(overview, "registered"), 612);
  EXPECT_EQ(number(overview, "validated"), 594);
  EXPECT_EQ(number(overview, "waiting"), 13);
  EXPECT_EQ(number(overview, "returned"), 5);
  const auto coverage = asked("/v1/coverage?from=2025-01-01&to=2025-04-30&place=17");
  EXPECT_EQ(number(coverage, "total"), 139);
  EXPECT_EQ(number(coverage, "with_contact"), 136);
  EXPECT_EQ(number(coverage, "without_60"), 9);
  EXPECT_EQ(number(coverage, "meetings"), 34);
  EXPECT_EQ(number(coverage, "summoned"), 600);
  EXPECT_EQ(number(coverage, "present"), 444);

  // A number opens the records that it counts: regions, and what is of none or of several.
  for (const std::string composition : {"data", "hoje"}) {
    const auto by = "from=2025-01-01&to=2025-04-30&composition=" + composition;
    std::int64_t seats = 0, meetings = 0;
    const auto attendance = asked("/v1/coverage?place=17&" + by);
    for (const auto& one : std::get<json::Array>(attendance.find("cir")->is)) {
      seats += number(one, "summoned");
      meetings += number(one, "meetings");
    }
    EXPECT_EQ(seats, 600) << composition;
    EXPECT_EQ(meetings, composition == "data" ? 34 : 35) << composition << ": of a meeting of February one municipality lies in the next region today";
    const auto regions = asked("/v1/overview?place=17&" + by);
    for (const auto& one : std::get<json::Array>(regions.find("by_region")->is)) {
      const auto code = std::get<std::string>(one.find("code")->is);
      const auto which = code == "sem-regiao" ? "&place=17&regions=nenhuma" : code == "varias" ? "&place=17&regions=varias" : "&regions=uma&place=" + code;
      EXPECT_EQ(number(asked("/v1/actions?limit=1&happened=true&" + by + which), "total"), number(one, "value")) << composition << " " << code;
    }
  }

  // Sums are another right than records: the national team counts all, the town's manager what was done in the town.
  const auto sum = [&](const char* login, const char* target, const char* field) {
    const auto reply = Browser{program, login}.ask(http::Method::get, target);
    return number(json::parse(std::get<std::string>(reply.body)), field);
  };
  constexpr auto everything = "/v1/overview?from=2025-01-01&to=2025-04-30&place=17";
  EXPECT_EQ(sum("otavio@exemplo.org.br", everything, "registered"), 612);
  EXPECT_EQ(sum("admin@exemplo.org.br", everything, "registered"), 612);
  EXPECT_EQ(sum("rita@exemplo.org.br", everything, "registered"), 0);
  EXPECT_GT(sum("marta@exemplo.org.br", everything, "registered"), 0);
  EXPECT_EQ(sum("marta@exemplo.org.br", "/v1/coverage?from=2025-01-01&to=2025-04-30&place=17", "with_contact"), 1);
  EXPECT_EQ(sum("rita@exemplo.org.br", "/v1/coverage?from=2025-01-01&to=2025-04-30&place=17", "with_contact"), 0);

  const auto inbox = asked("/v1/validation");
  EXPECT_EQ(std::get<json::Array>(inbox.find("ready")->is).size(), 37u);
  EXPECT_EQ(std::get<json::Array>(inbox.find("exceptions")->is).size(), 13u);
  EXPECT_EQ(std::get<json::Array>(inbox.find("returned")->is).size(), 5u);
  const auto verified = store.read([](db::Read& tx) { return ledger::verify(tx); });
  EXPECT_THAT(verified.faults, testing::IsEmpty());
}

struct Told {
  std::string id, state, title, day_on, content;
  bool operator==(const Told&) const = default;
};
DESCRIBE(Told, id, state, title, day_on, content)
const db::Query<Told> all_told{"program_test.told", "select a.id, a.state, a.title, a.day_on, c.content from action a join action_content c on c.action_id = a.id order by a.id"};
const db::Query<std::int64_t> links{"program_test.links", "select count(*) from action_place"};
const db::Query<std::int64_t> followups_made{"program_test.followups", "select count(*) from followup"};

TEST(NationalWorld, IsTheSameForTheSameSeedAndKeepsItsShares) {
  const auto world = [](std::uint64_t seed) {
    Program program{db::Engine::sqlite};
    auto& store = program.system().store();
    demo::tell_national(store, {1, 400, seed}, [](const std::string&) {});
    return store.read([](db::Read& tx) {
      EXPECT_THAT(ledger::verify(tx).faults, testing::IsEmpty());
      return std::tuple{tx.all(all_told), *tx.one(links), *tx.one(followups_made)};
    });
  };
  const auto [told, place_links, followups] = world(7);
  EXPECT_GT(told.size(), 400u);
  EXPECT_NEAR(static_cast<double>(place_links) / static_cast<double>(told.size()), 4.5, 1.0);
  EXPECT_NEAR(static_cast<double>(followups) / static_cast<double>(told.size()), 0.6, 0.15);
  EXPECT_TRUE(std::get<0>(world(7)) == told);
}

}  // namespace
}  // namespace teia::app::test
