// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "actions/test_world.hpp"

namespace teia::actions {
namespace {

using testing::Contains;
using testing::Not;

class HandOver : public Desks {};
ON_BOTH_ENGINES(HandOver);

TEST_P(HandOver, LetsTheSuccessorCorrectWhatIsOpenAndNothingElse) {
  const auto in = visit(PlaceId{1702554}, "Revisamos as metas da programação.");
  const auto id = registered(helena, in);
  auto content = in.content;
  content.text = "Revisamos as metas da programação com a equipe.";
  EXPECT_EQ(refused([&] { edited(cicero, id, 1, content); }), "actions.not-author");
  store->write([&](db::Write& tx) {
    access::hand_over(tx, people::assignments_of(tx, helena.person).front().id, today, cicero.person, AssignmentId::make(noon, *chance));
  });
  EXPECT_THAT(seen(cicero, id).can, Contains("editar"));
  EXPECT_THAT(seen(cicero, id).can, Not(Contains("cancelar")));
  store->write([&](db::Write& tx) { return return_to_author(tx, id, {operation(), 1, "Faltou a equipe."}, raimundo).revision; });
  EXPECT_EQ(edited(cicero, id, 2, content).revision, 3);
  const auto now = seen(raimundo, id);
  ASSERT_EQ(now.authors.size(), 1U);
  EXPECT_EQ(now.authors[0].name, "Helena Barros") << "hers it stays";
  const auto told = store->read([&](db::Read& tx) { return history(tx, id, raimundo); });
  EXPECT_EQ(told.front().sentence, "Cícero Antunes corrigiu.");
  EXPECT_EQ(refused([&] { store->write([&](db::Write& tx) { return undo(tx, id, {operation()}, cicero).revision; }); }), "actions.not-author");

  store->write([&](db::Write& tx) { return validate(tx, id, {operation(), 3}, raimundo).revision; });
  EXPECT_EQ(refused([&] { edited(cicero, id, 4, content, "Outra coisa."); }), "actions.not-author");
  EXPECT_THAT(seen(cicero, id).can, Not(Contains("editar")));
}

}  // namespace
}  // namespace teia::actions
