// SPDX-License-Identifier: Apache-2.0
#include "indicators/statements.hpp"

#include <gmock/gmock.h>

#include "actions/facts.hpp"
#include "actions/test_world.hpp"
#include "followups/facts.hpp"
#include "support/statements.hpp"

namespace teia::indicators {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Statements : public actions::Desks {
 protected:
  Statements() : model({"", {}, {&actions::action_facts, &followups::followup_facts}}) {}

  NewStatement target(std::string code, double value, std::int64_t revision = 0) {
    NewStatement in;
    in.operation = operation();
    in.code = std::move(code), in.place = PlaceId{17}, in.period = "2025-QD1", in.revision = revision;
    in.value = value, in.baseline = 70, in.origin = "Assembleia de 12 de março", in.said_on = Day::of(2025, 3, 12);
    return in;
  }
  NewStatement value(std::string code) {
    auto in = target(std::move(code), 0);
    in.kind = StatementKind::value, in.value.reset(), in.baseline.reset(), in.numerator = 120, in.denominator = 139, in.origin = "DigiSUS, consulta pública";
    return in;
  }
  Statement stated(const NewStatement& in, const access::Actor& who) {
    return store->write([&](db::Write& tx) { return state_number(tx, in, catalogue(model.schema()), who); });
  }
  std::vector<Statement> standing(const access::Actor& who) {
    return store->read([&](db::Read& tx) { return statements(tx, {PlaceId{17}, "2025-QD1"}, who); });
  }

  analytics::ReadModel model;
};
ON_BOTH_ENGINES(Statements);

TEST_P(Statements, EveryStatementFitsItsTypes) {
  EXPECT_THAT(test::check_every_statement(GetParam(), test::migrations(GetParam())), IsEmpty());
}

TEST_P(Statements, ATargetIsAgreedAgainAndTheOldOneStays) {
  const auto first = stated(target("IA-03", 75), raimundo);
  EXPECT_EQ(first.revision, 1);
  EXPECT_EQ(first.by_name, "Raimundo Sales");
  EXPECT_EQ(refused([&] { stated(target("IA-03", 80), raimundo); }), "indicators.stale");
  const auto second = stated(target("IA-03", 80, 1), raimundo);
  EXPECT_EQ(second.revision, 2);
  EXPECT_THAT(standing(helena), SizeIs(1));
  EXPECT_EQ(standing(helena).front().value, 80);
  const auto past = store->read([&](db::Read& tx) { return history(tx, first.id, helena); });
  ASSERT_THAT(past, SizeIs(2));
  EXPECT_EQ(past.back().value, 75);
  // Both are in the ledger.
  EXPECT_THAT(store->read([&](db::Read& tx) { return ledger::history_of(tx, ledger::RecordId{first.id}); }), SizeIs(2));
}

TEST_P(Statements, TheSameRequestAgainIsTheSameStatement) {
  const auto in = target("IA-03", 75);
  const auto once = stated(in, raimundo), again = stated(in, raimundo);
  EXPECT_EQ(once.revision, again.revision);
  EXPECT_THAT(store->read([&](db::Read& tx) { return history(tx, once.id, raimundo); }), SizeIs(1));
}

TEST_P(Statements, AValueFromElsewhereIsMadeOfItsParts) {
  stated(value("IA-15"), raimundo);
  const auto all = standing(raimundo);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_NEAR(*all.front().value, 120.0 / 139 * 100, 1e-9);
  auto withdrawn = value("IA-15");
  withdrawn.revision = 1, withdrawn.numerator.reset(), withdrawn.denominator.reset();
  stated(withdrawn, raimundo);
  EXPECT_THAT(standing(raimundo), IsEmpty());
}

TEST_P(Statements, WhatCannotBeIsRefusedWithItsReason) {
  const auto code = [&](NewStatement in, const access::Actor& who) { return refused([&] { stated(in, who); }); };
  EXPECT_EQ(code(target("IA-99", 1), raimundo), "indicators.unknown");
  EXPECT_EQ(code(target("IA-06", 1), raimundo), "indicators.no-target");
  EXPECT_EQ(code(value("IA-03"), raimundo), "indicators.computed");
  EXPECT_EQ(code(target("IA-03", -1), raimundo), "indicators.bad-number");
  auto by_nothing = value("IA-15");
  by_nothing.denominator = 0;
  EXPECT_EQ(code(by_nothing, raimundo), "indicators.bad-number");
  auto nobody = target("IA-03", 75);
  nobody.origin = " ";
  EXPECT_EQ(code(nobody, raimundo), "indicators.needs-origin");
  auto tomorrow = target("IA-03", 75);
  tomorrow.said_on = Day::of(2025, 5, 6);
  EXPECT_EQ(code(tomorrow, raimundo), "indicators.bad-said-on");
  auto never = target("IA-03", 75);
  never.period = "2025-QD4";
  EXPECT_EQ(code(never, raimundo), "places.unknown-period");
  auto elsewhere = target("IA-03", 75);
  elsewhere.place = PlaceId{21};
  EXPECT_EQ(code(elsewhere, raimundo), "indicators.place-outside");
  EXPECT_EQ(code(target("IA-03", 75), helena), "rights.missing");
  EXPECT_THAT(standing(raimundo), IsEmpty());
}

TEST_P(Statements, TheNeighbourReadsNoneOfIt) {
  const auto neighbour = person("Ana Moura", "coordenador", "COSEMS-MA", PlaceId{21});
  const auto one = stated(target("IA-03", 75), raimundo);
  EXPECT_THAT(standing(neighbour), IsEmpty());
  EXPECT_EQ(refused([&] { store->read([&](db::Read& tx) { return history(tx, one.id, neighbour); }); }), "indicators.unknown");
}

TEST(Board, TheStandingIsAgainstTheTarget) {
  Board board;
  IndicatorValue one;
  one.definition.code = "X-1", one.definition.polarity = Polarity::higher, one.definition.reference = 75;
  one.now.value = 74, one.standing = Standing::near;
  board.computed = {one};
  Statement agreed, entered;
  agreed.code = "X-1", agreed.value = 70, agreed.baseline = 60, agreed.origin = "Assembleia";
  entered.kind = StatementKind::value, entered.code = "X-2", entered.value = 12, entered.origin = "SIOPS";
  set_beside(board, {agreed, entered});
  EXPECT_EQ(board.computed[0].standing, Standing::met);
  EXPECT_EQ(board.computed[0].target->baseline, 60);
  EXPECT_EQ(board.computed[0].definition.reference, 75);
  EXPECT_EQ(board.stated.at(0).source, "SIOPS");
}

}  // namespace
}  // namespace teia::indicators
