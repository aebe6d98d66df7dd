// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace teia::ledger {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

std::string migration() {
  std::ifstream file{TEIA_SOURCE_DIR "/migrations/0001_ledger.sql"};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// A ledger of its own on a temporary file.
class LedgerTest : public testing::Test {
 protected:
  LedgerTest() {
    std::filesystem::create_directories(folder_);
    db::connect(url_, true)->script(migration());
    store_ = std::make_unique<db::Store>(db::Options{.url = url_});
    store_->write([&](db::Write& w) { open(w, {1000}, *chance_); });
  }
  ~LedgerTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  NewEntry entry(std::string payload, std::int64_t revision = 1) {
    NewEntry made;
    made.record = record_;
    made.revision = revision;
    if (revision > 1) made.bases = {revision - 1};
    made.kind = "note";
    made.operation = OperationId::make({2000}, *chance_);
    made.operation_hash = crypto::sha256(payload);
    made.device_at = {1500};
    made.payload = std::move(payload);
    return made;
  }
  Receipt append_one(const NewEntry& made) {
    return store_->write([&](db::Write& w) { return append(w, made, {2000}); });
  }
  Verification verified() {
    return store_->read([](db::Read& r) { return verify(r); });
  }
  void tamper(const char* sql) { db::connect(url_, true)->script(sql); }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / Uuid::make({0}, system_chance()).text();
  std::string url_ = "sqlite:" + (folder_ / "ledger.sqlite").string();
  std::unique_ptr<Chance> chance_ = seeded_chance(1);
  RecordId record_ = RecordId::make({1}, *chance_);
  std::unique_ptr<db::Store> store_;
};

TEST_F(LedgerTest, EntriesCountWithoutGapsAndTheChainVerifies) {
  for (int i = 1; i <= 5; ++i) EXPECT_EQ(append_one(entry("texto " + std::to_string(i), i)).number, i + 1);  // 1 is the key
  const auto result = verified();
  EXPECT_EQ(result.entries, 6);
  EXPECT_THAT(result.faults, IsEmpty());
}

TEST_F(LedgerTest, AFailedOperationTakesNoNumber) {
  EXPECT_THROW(store_->write([&](db::Write& w) { append(w, entry("um"), {2000}); throw teia::problems::not_found(); }), Problem);
  EXPECT_EQ(append_one(entry("dois")).number, 2);
  EXPECT_THAT(verified().faults, IsEmpty());
}

TEST_F(LedgerTest, TheSameOperationGetsTheSameReceiptAndOtherBytesAreRefused) {
  const auto made = entry("um");
  const auto first = append_one(made);
  store_->read([&](db::Read& r) {
    const auto again = receipt_of(r, made.operation, made.operation_hash);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->number, first.number);
    EXPECT_EQ(again->signature, first.signature);
    EXPECT_THROW(receipt_of(r, made.operation, crypto::sha256("outro")), Problem);
    EXPECT_FALSE(receipt_of(r, OperationId::make({3}, *chance_), made.operation_hash));
  });
}

TEST_F(LedgerTest, ARevisionIsWrittenOnce) {
  append_one(entry("um"));
  EXPECT_THROW(append_one(entry("outro um")), db::Error);
  EXPECT_THAT(verified().faults, IsEmpty());
}

TEST_F(LedgerTest, EveryKindOfTamperingIsSeen) {
  append_one(entry("um"));
  append_one(entry("dois", 2));
  const std::pair<const char*, const char*> cases[] = {
      {"update ledger_payload set payload = cast('três' as blob) where number = 2", "o conteúdo foi alterado"},
      {"update ledger_entry set kind = 'other' where number = 2", "a coluna kind difere"},
      {"update ledger_entry set header = cast(replace(cast(header as text), 'device-time: 1500', 'device-time: 1501') as blob) where number = 2",
       "o cabeçalho não corresponde"},
      {"update ledger_entry set signature = zeroblob(64) where number = 3", "a assinatura não confere"},
      {"delete from ledger_payload where number = 2", "sem registro de eliminação"},
      {"delete from ledger_payload where number = 3; delete from ledger_entry where number = 3", "cabeça do livro"},
  };
  for (const auto& [sql, said] : cases) {
    store_->read([](db::Read&) {});
    std::filesystem::copy_file(url_.substr(7), folder_ / "kept", std::filesystem::copy_options::overwrite_existing);
    db::connect(url_, true)->script("pragma wal_checkpoint(truncate)");
    std::filesystem::copy_file(url_.substr(7), folder_ / "kept", std::filesystem::copy_options::overwrite_existing);
    tamper(sql);
    EXPECT_THAT(verified().faults, Contains(HasSubstr(said))) << sql;
    store_.reset();
    std::filesystem::remove(url_.substr(7) + "-wal");
    std::filesystem::remove(url_.substr(7) + "-shm");
    std::filesystem::copy_file(folder_ / "kept", url_.substr(7), std::filesystem::copy_options::overwrite_existing);
    store_ = std::make_unique<db::Store>(db::Options{.url = url_});
    EXPECT_THAT(verified().faults, IsEmpty());
  }
}

TEST_F(LedgerTest, AnErasureLeavesAHoleThatItNames) {
  append_one(entry("com nome de alguém"));
  store_->write([&](db::Write& w) { erase(w, {2}, "pedido do titular", {}, {}, {3000}, *chance_); });
  const auto result = verified();
  EXPECT_THAT(result.faults, IsEmpty());
  EXPECT_EQ(result.erased, 1);
  store_->read([&](db::Read& r) { EXPECT_FALSE(entry_of(r, record_, 1)->payload); });
}

TEST_F(LedgerTest, ANewEpochGoesOnFromTheHeadOfTheOld) {
  append_one(entry("um"));
  const auto before = store_->read([](db::Read& r) { return head(r); });
  store_->write([&](db::Write& w) { open_epoch(w, {4000}, *chance_); });
  const auto receipt = append_one(entry("dois", 2));
  EXPECT_NE(receipt.epoch, before.epoch);
  EXPECT_EQ(receipt.number, before.number + 1);
  EXPECT_THAT(verified().faults, IsEmpty());
  tamper("update ledger_epoch set base_hash = zeroblob(32) where ordinal = 2");
  EXPECT_THAT(verified().faults, Contains(HasSubstr("a época não parte daqui")));
}

TEST_F(LedgerTest, OlderPayloadsClimbStepByStep) {
  const Upcast steps[] = {[](json::Value& v) { v.set("b").is = std::int64_t{2}; }, [](json::Value& v) { v.set("c").is = std::int64_t{3}; }};
  EXPECT_EQ(json::write(upcast(json::parse("{\"a\":1}"), 1, steps)), "{\"a\":1,\"b\":2,\"c\":3}");
  EXPECT_EQ(json::write(upcast(json::parse("{\"a\":1}"), 2, steps)), "{\"a\":1,\"c\":3}");
  EXPECT_EQ(json::write(upcast(json::parse("{\"a\":1}"), 3, steps)), "{\"a\":1}");
}

}  // namespace
}  // namespace teia::ledger
