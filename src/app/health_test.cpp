// SPDX-License-Identifier: Apache-2.0
#include "app/health.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <thread>

#include "ledger/ledger.hpp"
#include "support/engines.hpp"

namespace teia::app {
namespace {

/// No file of this process grows past the limit while it lives: a full disk, as a program sees it.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit full{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
  }
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }

 private:
  rlimit before_{};
  void (*signal_)(int);
};

bool becomes(Health& health, bool well) {
  for (int i = 0; i < 500 && health.well() != well; ++i) std::this_thread::sleep_for(std::chrono::milliseconds{5});
  return health.well() == well;
}

TEST(Health, IsUnwellWhileTheDiskRefusesWrites) {
  const teia::test::TestDatabase database{db::Engine::sqlite, teia::test::Schema::migrated};
  db::Store store{{.url = database.url(), .before_batch = &ledger::lock_head}};
  const teia::test::Folder folder;
  Health health{store, folder.path(), Health::Time{0}};
  EXPECT_FALSE(health.well()) << "no ledger yet";
  store.write([](db::Write& tx) { ledger::open(tx, {1000}, *seeded_chance(1)); });
  EXPECT_TRUE(becomes(health, true));
  {
    const FullDisk full{1000};
    EXPECT_FALSE(health.well());
  }
  EXPECT_TRUE(health.well());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
  std::filesystem::remove(folder.path());
  EXPECT_FALSE(health.well()) << "nowhere to write";
}

}  // namespace
}  // namespace teia::app
