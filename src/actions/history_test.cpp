// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "actions/record.hpp"
#include "actions/test_world.hpp"

namespace teia::actions {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

using Ends = std::pair<std::string, std::string>;

class History : public Desks {
 protected:
  std::vector<HistoryEntry> told(ActionId id) {
    return store->read([&](db::Read& tx) { return history(tx, id, helena); });
  }
  RevisionView stood(ActionId id, std::int64_t number) {
    return store->read([&](db::Read& tx) { return revision(tx, id, number, helena); });
  }
};
ON_BOTH_ENGINES(History);

/// A device makes the same id to verify a receipt (docs/sync.md; web/src/sync/receipts.test.ts holds the same pair).
TEST(AnalysisRecord, HasAnIdThatFollowsFromItsAction) {
  EXPECT_EQ(analysis_record_id(ActionId{*Uuid::parse("0196815c-0000-7000-8000-000000000001")}).text(), "9cb0b312-aef5-8df0-b49d-b9ae7199ea60");
}

TEST_P(History, SaysWhatChangedBeforeAndAfterNewestFirst) {
  auto in = visit(PlaceId{1702554}, "Revisamos as metas da PAS.");
  in.analysis = "O prefeito não quer o plano.";
  const auto id = registered(helena, in);
  auto content = in.content;
  content.text = "Revisamos as metas da PAS com a equipe.";
  content.places.push_back({PlaceId{1702208}, Presence::invited, std::nullopt});
  content.minutes = 90;
  content.results = {"DUVIDA"};
  content.difficulty_codes = {"EQUIPE"};
  content.visibility.network = true;
  edited(helena, id, 1, content);

  const auto lines = told(id);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines[0].revision, 2);
  EXPECT_EQ(lines[1].sentence, "Helena Barros registrou.");
  EXPECT_THAT(lines[1].changes, IsEmpty());
  std::map<std::string, Ends> changes;
  for (const auto& one : lines[0].changes) changes[one.field] = {one.before, one.after};
  EXPECT_EQ(changes["text"], Ends("Revisamos as metas da PAS.", "Revisamos as metas da PAS com a equipe."));
  EXPECT_EQ(changes["places"], Ends("Augustinópolis/TO", "Augustinópolis/TO · Araguatins/TO (convidado)"));
  EXPECT_EQ(changes["minutes"], Ends("2 h", "1 h 30 min"));
  EXPECT_EQ(changes["results"], Ends("", "Dúvida resolvida"));
  EXPECT_EQ(changes["difficulty_codes"], Ends("", "Equipe reduzida ou rotatividade"));
  EXPECT_EQ(changes["visibility"], Ends("a equipe e o conselho do estado", "a equipe e o conselho do estado · a rede"));
  EXPECT_FALSE(changes.contains("theme"));
  EXPECT_EQ(lines[0].details.size(), lines[0].changes.size());
  EXPECT_THAT(json::write_described(lines), Not(HasSubstr("não quer o plano")));
}

TEST_P(History, GivesARevisionAsItStoodAndSaysWhatWasErased) {
  const auto in = visit(PlaceId{1702554}, "Revisamos as metas da PAS.");
  const auto id = registered(helena, in);
  auto content = in.content;
  content.text = "Revisamos as metas da PAS com a equipe.";
  edited(helena, id, 1, content);
  store->write([&](db::Write& tx) { return validate(tx, id, {operation(), 2}, raimundo).revision; });
  EXPECT_EQ(stood(id, 1).content.text, "Revisamos as metas da PAS.");
  EXPECT_EQ(stood(id, 2).state, State::registered);
  EXPECT_EQ(stood(id, 3).state, State::validated);
  EXPECT_EQ(stood(id, 3).content.text, content.text);
  EXPECT_EQ(stood(id, 1).current, 3);
  EXPECT_EQ(stood(id, 1).place_refs.at(0).name, "Augustinópolis");

  const auto number = told(id).back().number;
  store->write([&](db::Write& tx) { return ledger::erase(tx, {number}, "pedido do titular", actor_id(raimundo.person), {}, noon, *chance).number; });
  EXPECT_EQ(refused([&] { stood(id, 1); }), "actions.erased");
  const auto lines = told(id);
  EXPECT_EQ(lines[2].sentence, "Conteúdo eliminado a pedido (LGPD).");
  EXPECT_EQ(lines[1].sentence, "Helena Barros corrigiu.");
  EXPECT_THAT(lines[1].changes, IsEmpty()) << "there is nothing left to compare with";
  EXPECT_EQ(refused([&] { stood(id, 4); }), "actions.unknown-revision");
}

}  // namespace
}  // namespace teia::actions
