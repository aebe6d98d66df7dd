// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <iostream>
#include <random>
#include <sstream>

#include "child.hpp"
#include "proof.hpp"
#include "support/engines.hpp"

namespace teia::test {
namespace {

using testing::IsEmpty;

/// A line that the kill cut off does not read and was no receipt yet.
void add(Receipts& receipts, const std::string& printed) {
  std::istringstream lines{printed};
  std::int64_t number;
  for (std::string hash; lines >> number >> hash;) {
    if (hash.size() == 64) receipts[number] = hash;
  }
}

class KilledWriter : public OnBothEngines {
 protected:
  /// PostgreSQL's own process goes on when its client dies, so there is less to see.
  long kills() const { return from_environment("TEIA_KILLS", 300) / (GetParam() == db::Engine::sqlite ? 1 : 6); }
};
ON_BOTH_ENGINES(KilledWriter);

/// A fresh database every few kills keeps each look at the whole ledger short.
TEST_P(KilledWriter, EveryPrintedReceiptIsThereAndNothingIsHalfWritten) {
  constexpr long kills_on_one = 25;
  const auto seed = static_cast<unsigned>(from_environment("TEIA_SEED", 1));
  std::mt19937 chance{seed};
  std::size_t receipted = 0;
  for (long done = 0; done < kills();) {
    const TestDatabase fresh{GetParam(), Schema::migrated};
    fresh.connect()->script(note_table);
    db::Store{{.url = fresh.url()}}.write([](db::Write& w) { ledger::open(w, {1000}, system_chance()); });
    Receipts receipts;
    for (long i = 0; i < kills_on_one && done < kills(); ++i, ++done) {
      Child writer{TEIA_LEDGER_WRITER, {fresh.url()}};
      if (chance() % 8 != 0) writer.wait_for_output();  // otherwise it may die while it opens, or mends what the last one left
      std::this_thread::sleep_for(std::chrono::microseconds{chance() % 40'000});
      add(receipts, writer.kill_it());
      db::Store store{{.url = fresh.url()}};
      ASSERT_THAT(broken_promises(store, receipts), IsEmpty()) << "after kill " << done + 1 << " with TEIA_SEED=" << seed;
    }
    receipted += receipts.size();
  }
  EXPECT_GT(receipted, static_cast<std::size_t>(kills()));
  std::cout << "  " << kills() << " kills, " << receipted << " receipts\n";
}

}  // namespace
}  // namespace teia::test
