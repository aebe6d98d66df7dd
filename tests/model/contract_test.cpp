// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <random>

#include "ledger/ledger.hpp"
#include "support/engines.hpp"

/// Random operations of several devices against the real ledger and against a map; after each burst both must agree.
namespace teia::ledger {
namespace {

using testing::IsEmpty;

/// What a device asks for and may ask for again.
struct Asked {
  NewEntry entry;
  std::optional<Receipt> receipt;
};

/// The contract in the plainest words: numbers from 1, one entry a number, one number an operation.
struct Model {
  struct Kept {
    std::string kind;
    std::optional<std::string> payload;
    RecordId record;
    std::int64_t revision;
  };
  std::map<std::int64_t, Kept> entries;
  std::map<OperationId, Receipt> operations;
  std::map<RecordId, std::int64_t> revisions;
  std::int64_t last = 0;

  void add(const NewEntry& entry, const Receipt& receipt) {
    EXPECT_EQ(receipt.number, last + 1);
    last = receipt.number;
    entries[last] = {entry.kind, entry.payload, entry.record, entry.revision};
    operations[entry.operation] = receipt;
    revisions[entry.record] = entry.revision;
  }
  void add_own(const std::string& kind) { entries[++last] = {kind, std::nullopt, {}, 0}; }
};

/// A place where the ledger runs, and what travels when it is restored elsewhere.
struct Home {
  explicit Home(db::Engine engine, test::Schema schema) : database(engine, schema), files(folder.path() / "attachments") {}
  void start() { store = std::make_unique<db::Store>(db::Options{.url = database.url(), .before_batch = &lock_head}); }
  test::TestDatabase database;
  test::Folder folder;
  Attachments files;
  std::unique_ptr<db::Store> store;
};

class Play {
 public:
  Play(db::Engine engine, std::uint64_t seed) : chance_(seeded_chance(seed)), home_(std::make_unique<Home>(engine, test::Schema::migrated)) {
    home_->start();
    store().write([&](db::Write& w) { open(w, now(), *chance_); });
    model_.add_own("ledger.key");
  }

  void one_move() {
    const auto dice = pick(100);
    if (dice < 45) append_new();
    else if (dice < 60) append_revision();
    else if (dice < 72) send_again();
    else if (dice < 78) send_with_other_bytes();
    else if (dice < 84) fail_halfway();
    else if (dice < 89) revision_taken();
    else if (dice < 94) erase_some();
    else together();
  }

  void back_up() {
    backup_ = home_->folder.path() / "backup.tar.zst";
    std::filesystem::remove(*backup_);
    backup(home_->database.url(), home_->files, *backup_, {test::migrations(home_->database.engine()), "senha", now()});
    at_backup_ = model_;
  }

  /// The server is lost; its backup comes back on the other engine; devices keep what they had sent.
  void restore_elsewhere(db::Engine engine) {
    const auto before = cursor();
    auto other = std::make_unique<Home>(engine, test::Schema::empty);
    RestoreOptions how;
    how.migrations = test::migrations(engine);
    how.passphrase = "senha";
    how.later = store().read([](db::Read& r) { return erased_entries(r); });
    how.now = now();
    restore(*backup_, other->database.url(), other->files, how, *chance_);
    home_ = std::move(other);
    home_->start();
    model_ = *at_backup_;
    EXPECT_FALSE(store().read([&](db::Read& r) { return continues(r, before); })) << "whoever stood anywhere learns of the restore";
    erase_in_model(how.later);
    send_everything_again();
  }

  void compare() {
    store().read([&](db::Read& r) {
      const auto verified = verify(r);
      ASSERT_THAT(verified.faults, IsEmpty());
      ASSERT_EQ(verified.entries, model_.last);
      ASSERT_EQ(head(r).number, model_.last);
      std::int64_t seen = 0;
      each_since(r, 0, [&](Entry&& entry) {
        EXPECT_EQ(entry.number, ++seen);
        compare_entry(model_.entries.at(entry.number), entry);
        return true;
      });
      for (const auto& [operation, receipt] : model_.operations) compare_receipt(r, operation, receipt);
    });
  }

  Cursor cursor() {
    return store().read([](db::Read& r) { return head(r); });
  }
  const Model& model() const { return model_; }

 private:
  db::Store& store() { return *home_->store; }
  std::size_t pick(std::size_t below) { return below == 0 ? 0 : chance_->next() % below; }
  Instant now() { return {clock_ += 17}; }

  NewEntry made(RecordId record, std::int64_t revision) {
    NewEntry entry;
    entry.record = record;
    entry.revision = revision;
    if (revision > 1) entry.bases = {revision - 1};
    entry.kind = pick(2) ? "action" : "followup";
    entry.actor = ActorId::make({1}, *chance_);
    entry.device = devices_[pick(devices_.size())];
    entry.operation = OperationId::make({clock_}, *chance_);
    entry.device_at = {clock_ - static_cast<std::int64_t>(pick(1'000'000)) + 500'000};  // devices' clocks are wrong
    entry.payload = std::string(pick(300), static_cast<char>(pick(256)));
    entry.operation_hash = crypto::sha256(entry.payload);
    return entry;
  }

  /// As a domain's verb does.
  Receipt submit(const NewEntry& entry) {
    return store().write([&](db::Write& w) {
      if (const auto before = receipt_of(w, entry.operation, entry.operation_hash)) return *before;
      return append(w, entry, now());
    });
  }

  void ask(NewEntry entry) {
    const auto receipt = submit(entry);
    model_.add(entry, receipt);
    asked_.push_back({std::move(entry), receipt});
  }
  void append_new() { ask(made(RecordId::make({clock_}, *chance_), 1)); }
  void append_revision() {
    if (model_.revisions.empty()) return;
    const auto& [record, revision] = *std::next(model_.revisions.begin(), static_cast<std::ptrdiff_t>(pick(model_.revisions.size())));
    ask(made(record, revision + 1));
  }

  void send_again() {
    if (asked_.empty()) return;
    const auto& before = asked_[pick(asked_.size())];
    const auto receipt = submit(before.entry);
    EXPECT_EQ(receipt.number, before.receipt->number);
    EXPECT_EQ(receipt.hash, before.receipt->hash);
    EXPECT_EQ(receipt.signature, before.receipt->signature);
  }

  void send_with_other_bytes() {
    if (asked_.empty()) return;
    auto entry = asked_[pick(asked_.size())].entry;
    entry.payload += "!";
    entry.operation_hash = crypto::sha256(entry.payload);
    EXPECT_EQ(refusal([&] { submit(entry); }), "ledger.operation-reused");
  }

  void fail_halfway() {
    const auto entry = made(RecordId::make({clock_}, *chance_), 1);
    EXPECT_EQ(refusal([&] {
                store().write([&](db::Write& w) {
                  append(w, entry, now());
                  throw teia::problems::not_found();
                });
              }),
              "not-found");
  }

  void revision_taken() {
    if (model_.revisions.empty()) return;
    EXPECT_THROW(submit(made(model_.revisions.begin()->first, 1)), db::Error);
  }

  void erase_some() {
    std::vector<std::int64_t> numbers;
    for (int i = 0; i < 2; ++i) {
      const auto number = static_cast<std::int64_t>(pick(static_cast<std::size_t>(model_.last))) + 1;
      if (!model_.entries.at(number).kind.starts_with("ledger.")) numbers.push_back(number);
    }
    if (numbers.empty()) {
      EXPECT_EQ(refusal([&] { erase_now({1}); }), "ledger.not-erasable");
      return;
    }
    erase_now(numbers);
    for (const auto number : numbers) model_.entries.at(number).payload.reset();
    model_.add_own("ledger.erasure");
  }
  void erase_now(const std::vector<std::int64_t>& numbers) {
    store().write([&](db::Write& w) { erase(w, numbers, "pedido", {}, devices_[0], now(), *chance_); });
  }

  /// What was erased before the backup is erased in it; what was erased after it is erased again, by one more entry.
  void erase_in_model(const std::vector<Erased>& later) {
    bool any = false;
    for (const auto& erased : later) {
      if (erased.number > at_backup_->last || !model_.entries.at(erased.number).payload) continue;
      model_.entries.at(erased.number).payload.reset();
      any = true;
    }
    if (any) model_.add_own("ledger.erasure");
  }

  /// Several devices at once, one of them failing: they share commits, and the failure takes no number.
  void together() {
    std::vector<NewEntry> entries;
    for (int i = 0; i < 8; ++i) entries.push_back(made(RecordId::make({clock_ + i}, *chance_), 1));
    std::vector<std::promise<void>> told(entries.size());
    std::vector<Receipt> receipts(entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
      store().submit(
          [&, i](db::Write& w) {
            receipts[i] = append(w, entries[i], {clock_});
            if (i == 3) throw teia::problems::not_found();
          },
          [&, i](std::exception_ptr error) { error ? told[i].set_exception(error) : told[i].set_value(); });
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i == 3) {
        EXPECT_EQ(refusal([&] { told[i].get_future().get(); }), "not-found");
        continue;
      }
      told[i].get_future().get();
      model_.add(entries[i], receipts[i]);
      asked_.push_back({entries[i], receipts[i]});
    }
  }

  /// What a replica does when its cursor is of another history. Each lost operation is taken again, under another number; the
  /// others get the receipt that they had.
  void send_everything_again() {
    for (auto& before : asked_) {
      const auto kept = model_.operations.find(before.entry.operation);
      const auto receipt = submit(before.entry);
      if (kept == model_.operations.end()) model_.add(before.entry, receipt);
      else EXPECT_EQ(receipt.hash, kept->second.hash);
      before.receipt = receipt;
    }
  }

  template <class F>
  static std::string refusal(F&& f) {
    try {
      f();
      return "done";
    } catch (const Problem& problem) {
      return problem.code;
    }
  }

  static void compare_entry(const Model::Kept& expected, const Entry& entry) {
    EXPECT_EQ(entry.kind, expected.kind);
    if (expected.kind.starts_with("ledger.")) return;
    EXPECT_EQ(entry.record_id, expected.record);
    EXPECT_EQ(entry.revision, expected.revision);
    EXPECT_EQ(entry.payload.has_value(), expected.payload.has_value());
    if (entry.payload && expected.payload) {
      EXPECT_EQ(entry.payload->data, *expected.payload);
    }
  }
  static void compare_receipt(db::Read& r, const OperationId& operation, const Receipt& receipt) {
    const auto entry = entry_at(r, receipt.number);
    EXPECT_EQ(crypto::hex(entry.hash.data), receipt.hash);
    EXPECT_EQ(read_header(entry.header.data).at("operation"), operation.text());
  }
  static Entry entry_at(db::Read& r, std::int64_t number) {
    Entry found;
    each_since(r, number - 1, [&](Entry&& entry) {
      found = std::move(entry);
      return false;
    });
    return found;
  }

  std::unique_ptr<Chance> chance_;
  std::unique_ptr<Home> home_;
  std::int64_t clock_ = 1'700'000'000'000;
  std::vector<DeviceId> devices_{DeviceId::make({1}, *chance_), DeviceId::make({2}, *chance_), DeviceId::make({3}, *chance_)};
  std::vector<Asked> asked_;
  Model model_;
  std::optional<std::filesystem::path> backup_;
  std::optional<Model> at_backup_;
};

class Contract : public test::OnBothEngines {};
ON_BOTH_ENGINES(Contract);

TEST_P(Contract, TheLedgerAgreesWithTheModelAcrossARestore) {
  const auto other = test::missing(db::Engine::postgres) || GetParam() == db::Engine::postgres ? db::Engine::sqlite : db::Engine::postgres;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Play play{GetParam(), seed};
    for (int i = 0; i < 90; ++i) play.one_move();
    play.compare();
    play.back_up();
    for (int i = 0; i < 40; ++i) play.one_move();
    play.restore_elsewhere(other);
    ASSERT_NO_FATAL_FAILURE(play.compare());
    for (int i = 0; i < 60; ++i) play.one_move();
    ASSERT_NO_FATAL_FAILURE(play.compare());
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace teia::ledger
