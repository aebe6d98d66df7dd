// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gmock/gmock.h>

#include "fragile_disk.hpp"
#include "proof.hpp"
#include "support/engines.hpp"

namespace teia::test {

/// A ledger on a fragile disk, and what its authors were told.
class LedgerOnFragileDisk {
 public:
  explicit LedgerOnFragileDisk(std::uint64_t seed) : chance_(seeded_chance(seed)) {
    std::filesystem::copy_file(opened_ledger(), file_);
    disk.reset(seed);
    start();
  }

  void start() {
    store_ = std::make_unique<db::Store>(
        db::Options{.url = "sqlite:" + file_.string(), .before_batch = &ledger::lock_head, .sqlite_vfs = FragileDisk::name});
  }
  void stop() { store_.reset(); }

  /// The code of the problem, or "" when the note was receipted.
  std::string register_one() {
    const auto entry = note_entry(std::string(chance_->next() % 3000, 'x'), ledger::OperationId::make({1}, *chance_), *chance_);
    return outcome([&] { add(store().write([&](db::Write& w) { return register_note(w, entry); })); });
  }

  /// Several at once, so that they share a commit; the problems' codes.
  std::vector<std::string> register_together(int count) {
    std::vector<std::future<ledger::Receipt>> told;
    for (int i = 0; i < count; ++i) {
      auto promise = std::make_shared<std::promise<ledger::Receipt>>();
      auto receipt = std::make_shared<ledger::Receipt>();
      told.push_back(promise->get_future());
      const auto entry = note_entry(std::string(chance_->next() % 1500, 'y'), ledger::OperationId::make({1}, *chance_), *chance_);
      store().submit([=](db::Write& w) { *receipt = register_note(w, entry); },
                     [=](std::exception_ptr error) { error ? promise->set_exception(error) : promise->set_value(*receipt); });
    }
    std::vector<std::string> codes;
    for (auto& one : told) codes.push_back(outcome([&] { add(one.get()); }));
    return codes;
  }

  /// The code of the problem, or "" when the last entry could be read.
  std::string read_one() {
    return outcome([&] { store().read([](db::Read& r) { ledger::each_since(r, ledger::head(r).number - 1, [](ledger::Entry&&) { return true; }); }); });
  }

  std::vector<std::string> broken() { return broken_promises(store(), receipts_); }
  std::size_t receipted() const { return receipts_.size(); }
  db::Store& store() { return *store_; }

  FragileDisk& disk = FragileDisk::only();

 private:
  template <class F>
  static std::string outcome(F&& f) {
    try {
      f();
      return "";
    } catch (const Problem& problem) {
      return problem.code;
    } catch (const std::exception& failed) {
      return failed.what();
    }
  }
  void add(const ledger::Receipt& receipt) { receipts_[receipt.number] = receipt.hash; }

  /// Each ledger starts as a copy of this one. Only the ledger's own tables, so that the file is small.
  static std::filesystem::path opened_ledger() {
    static const TestDatabase original{db::Engine::sqlite};
    static const bool made = [] {
      auto connection = original.connect();
      connection->script(migrations(db::Engine::sqlite).front().sql);
      connection->script(note_table);
      db::Store{{.url = original.url()}}.write([](db::Write& w) { ledger::open(w, {1000}, system_chance()); });
      return true;
    }();
    (void)made;
    return original.url().substr(std::string_view{"sqlite:"}.size());
  }

  Folder folder_;
  std::filesystem::path file_ = folder_.path() / "ledger.sqlite";
  std::unique_ptr<Chance> chance_;
  std::unique_ptr<db::Store> store_;
  Receipts receipts_;
};

}  // namespace teia::test
