// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <deque>
#include <set>
#include <sstream>

#include "../ledger/child.hpp"
#include "peer_operations.hpp"
#include "support/engines.hpp"

namespace teia::test {
namespace {

using testing::IsEmpty;

/// What all peers were told about the operations, against what may be told: one receipt an operation, whoever asked.
class Told {
 public:
  void add(const std::string& printed) {
    std::istringstream lines{printed};
    std::size_t index, variant;
    std::int64_t number;
    for (std::string hash; lines >> index >> variant >> number >> hash;) {
      ASSERT_GE(number, 0) << "operation " << index << " failed: " << hash;
      if (number == 0) ++refused_;
      else receipts_[index].insert({variant, number, hash});
    }
  }
  void one_receipt_each(std::size_t operations) const {
    EXPECT_EQ(receipts_.size(), operations);
    for (const auto& [index, all] : receipts_) EXPECT_EQ(all.size(), 1u) << "operation " << index;
  }
  std::size_t refused() const { return refused_; }

  struct Receipt {
    std::size_t variant;
    std::int64_t number;
    std::string hash;
    auto operator<=>(const Receipt&) const = default;
  };
  const std::map<std::size_t, std::set<Receipt>>& receipts() const { return receipts_; }

 private:
  std::map<std::size_t, std::set<Receipt>> receipts_;
  std::size_t refused_ = 0;
};

/// A replica that polls while others write: what it has seen is never followed by something with a smaller number.
class Follower {
 public:
  explicit Follower(db::Store& store) : store_(store), thread_([this] {
    while (!stop_) look();
    look();
  }) {}
  ~Follower() { end(); }
  std::int64_t end() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
    return at_;
  }

 private:
  void look() {
    store_.read([&](db::Read& r) {
      ledger::each_since(r, at_, [&](ledger::Entry&& entry) {
        EXPECT_EQ(entry.number, at_ + 1);
        at_ = entry.number;
        return true;
      });
    });
  }
  db::Store& store_;
  std::int64_t at_ = 0;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

constexpr std::size_t peers = 2, first_part = 250, second_part = 400;

class Peers : public OnBothEngines {
 protected:
  Peers() : OnBothEngines(Schema::migrated) {}

  static Told run(const std::string& url, std::size_t first, std::size_t last, const std::function<void()>& meanwhile) {
    std::deque<Child> children;
    for (std::size_t peer = 0; peer < peers; ++peer) {
      children.emplace_back(TEIA_CONTRACT_PEER, std::vector<std::string>{url, std::to_string(peer), std::to_string(first), std::to_string(last)});
    }
    meanwhile();
    Told told;
    for (auto& child : children) told.add(child.finish());
    return told;
  }

  static void same_as_told(db::Store& store, const Told& told) {
    store.read([&](db::Read& r) {
      EXPECT_THAT(ledger::verify(r).faults, IsEmpty());
      for (const auto& [index, all] : told.receipts()) {
        const auto entry = peer_operation(index, all.begin()->variant);
        const auto receipt = ledger::receipt_of(r, entry.operation, entry.operation_hash);
        ASSERT_TRUE(receipt) << "operation " << index;
        EXPECT_EQ(receipt->number, all.begin()->number);
        EXPECT_EQ(receipt->hash, all.begin()->hash);
      }
      EXPECT_EQ(ledger::head(r).number, static_cast<std::int64_t>(told.receipts().size()) + 1);  // and the key
    });
  }
};
ON_BOTH_ENGINES(Peers);

TEST_P(Peers, TwoProcessesKeepOneHistoryAndARestoreLosesNothingThatIsSentAgain) {
  db::Store store{{.url = url(), .before_batch = &ledger::lock_head}};
  store.write([](db::Write& w) { ledger::open(w, {1000}, system_chance()); });
  Folder folder;
  const ledger::Attachments files{folder.path() / "attachments"};
  const auto file = folder.path() / "backup.tar.zst";

  Follower follower{store};
  const auto told = run(url(), 0, first_part, [&] {
    while (store.read([](db::Read& r) { return ledger::head(r).number; }) < 40) std::this_thread::yield();
    ledger::backup(url(), files, file, {migrations(GetParam()), "senha", {5000}});
  });
  told.one_receipt_each(first_part);
  EXPECT_GT(told.refused(), 0u);
  same_as_told(store, told);
  const auto before = store.read([](db::Read& r) { return ledger::head(r); });
  EXPECT_EQ(follower.end(), before.number);

  const auto engine = GetParam() == db::Engine::sqlite && !missing(db::Engine::postgres) ? db::Engine::postgres : db::Engine::sqlite;
  const TestDatabase other{engine};
  const ledger::Attachments other_files{folder.path() / "other"};
  ledger::RestoreOptions how;
  how.migrations = migrations(engine);
  how.passphrase = "senha";
  how.now = {6000};
  const auto base = ledger::restore(file, other.url(), other_files, how, system_chance()).head;
  ASSERT_LT(base.number, before.number) << "the backup was made in the middle";

  db::Store restored{{.url = other.url(), .before_batch = &ledger::lock_head}};
  EXPECT_FALSE(restored.read([&](db::Read& r) { return ledger::continues(r, before); }));
  const auto again = run(other.url(), 0, second_part, [] {});
  again.one_receipt_each(second_part);
  same_as_told(restored, again);
  for (const auto& [index, all] : told.receipts()) {
    const auto& old = *all.begin();
    const auto& now = *again.receipts().at(index).begin();
    if (old.number <= base.number) EXPECT_EQ(now, old);
    else EXPECT_GT(now.number, base.number);
  }
}

}  // namespace
}  // namespace teia::test
