// SPDX-License-Identifier: Apache-2.0
#include "app/status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/test_program.hpp"
#include "demo/cast.hpp"

namespace teia::app::test {
namespace {

class Status : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (const auto why = teia::test::missing(GetParam())) GTEST_SKIP() << *why;
    program_.emplace(GetParam());
    demo::assemble(store(), *chance_, demo::story_now().plus_days(-480));
  }
  db::Store& store() { return program_->system().store(); }
  const std::filesystem::path& data() { return program_->system().config().data; }

  ServerStatus told() {
    const auto reply = Browser{*program_, "admin@exemplo.org.br"}.ask(http::Method::get, "/v1/admin/status");
    EXPECT_EQ(reply.status, 200);
    return json::read<ServerStatus>(std::get<std::string>(reply.body));
  }

  std::unique_ptr<Chance> chance_ = seeded_chance(3);
  std::optional<Program> program_;
};
INSTANTIATE_TEST_SUITE_P(On, Status, testing::Values(db::Engine::sqlite, db::Engine::postgres), teia::test::engine_name);

TEST_P(Status, TellsOfTheLedgerAndTheStorage) {
  const auto status = told();
  EXPECT_EQ(status.ledger.entries, store().read([](db::Read& tx) { return ledger::head(tx).number; }));
  EXPECT_TRUE(status.ledger.last_at);
  EXPECT_EQ(status.storage.database.has_value(), GetParam() == db::Engine::sqlite);
  EXPECT_GT(status.storage.free.value_or(0), 0);
  EXPECT_EQ(status.started_at, demo::story_now());
  EXPECT_FALSE(status.ledger.verified) << "nobody verified it yet";
  EXPECT_FALSE(status.backup);
}

TEST_P(Status, TellsWhoWasInvitedAndHasNotCome) {
  const auto before = told();
  EXPECT_GT(before.accounts.accounts, 5);
  EXPECT_EQ(before.accounts.seen, 1) << "whoever asks";
  EXPECT_TRUE(before.accounts.invited.empty());
  const auto id = PersonId::make(demo::story_now(), *chance_);
  store().write([&](db::Write& tx) {
    people::add_person(tx, {id, "Vera Nunes", "vera@exemplo.org.br", std::nullopt}, demo::story_now());
    access::invite(tx, id, demo::story_now(), demo::story_now().plus_days(7));
  });
  const auto after = told();
  ASSERT_EQ(after.accounts.invited.size(), 1u);
  EXPECT_EQ(after.accounts.invited[0].person.name, "Vera Nunes");
  EXPECT_EQ(after.accounts.invited[0].expires_at, demo::story_now().plus_days(7));
  store().write([&](db::Write& tx) { access::set_password_hash(tx, id, "vera@exemplo.org.br", "-", demo::story_now()); });
  EXPECT_TRUE(told().accounts.invited.empty()) << "she came";
}

TEST_P(Status, TellsHowTheDevicesFare) {
  const Browser helena{*program_, "helena@exemplo.org.br"};
  EXPECT_EQ(told().devices.known, 0);
  const auto report = R"({"label":"Celular","app":"1","waiting":2,"oldest_waiting_at":"2025-05-04T10:00:00.000Z","stored":1000,"quota":2000})";
  EXPECT_EQ(helena.ask(http::Method::put, "/v1/sync/devices/01890a5d-ac96-774b-bcce-b302099a8057", report).status, 200);
  const auto devices = told().devices;
  EXPECT_EQ(devices.known, 1);
  EXPECT_EQ(devices.heard, 1);
  EXPECT_EQ(devices.waiting, 2);
  EXPECT_EQ(devices.holding, 1);
  EXPECT_EQ(devices.oldest_waiting_at, Instant::parse("2025-05-04T10:00:00.000Z"));
}

TEST_P(Status, TellsWhenTheLedgerWasVerifiedAndCopied) {
  std::vector<std::string> data_of{"--data", data().string()};
  if (GetParam() == db::Engine::postgres) data_of.insert(data_of.end(), {"--database", program_->system().config().database});
  auto verify = data_of, copy = data_of;
  verify.insert(verify.begin(), {"ledger", "verify"});
  copy.insert(copy.begin(), {"backup", (data() / "segunda.tar.zst").string()});
  EXPECT_EQ(typed(verify).exit, 0);
  const auto copied = typed(copy);
  EXPECT_EQ(copied.exit, 0) << copied.text;
  const auto status = told();
  ASSERT_TRUE(status.ledger.verified);
  EXPECT_TRUE(status.ledger.verified->good);
  EXPECT_EQ(status.ledger.verified->entries, status.ledger.entries);
  ASSERT_TRUE(status.backup);
  EXPECT_EQ(status.backup->file, "segunda.tar.zst");
}

TEST_P(Status, IsNotForWhoDoesNotLookAfterTheSystem) {
  EXPECT_EQ((Browser{*program_, "raimundo@exemplo.org.br"}.ask(http::Method::get, "/v1/admin/status").status), 403);
}

TEST(Upkeep, AFileThatDoesNotReadIsNone) {
  const teia::test::Folder folder;
  EXPECT_FALSE(last_upkeep(folder.path(), verified));
  note_upkeep(folder.path(), verified, {demo::story_now(), 7, true, ""});
  EXPECT_EQ(last_upkeep(folder.path(), verified)->entries, 7);
  std::ofstream{folder.path() / "upkeep" / "verified.json"} << "{\"at\":";
  EXPECT_FALSE(last_upkeep(folder.path(), verified));
  note_upkeep(folder.path() / "not there", verified, {demo::story_now(), 7, true, ""});  // nothing is thrown
}

}  // namespace
}  // namespace teia::app::test
