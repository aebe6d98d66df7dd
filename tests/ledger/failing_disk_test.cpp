// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "on_fragile_disk.hpp"

namespace teia::test {
namespace {

using testing::AnyOf;
using testing::Each;
using testing::IsEmpty;

/// Registers notes and reads, with the trouble somewhere in between; every answer is a receipt or db.storage.
void work_through(LedgerOnFragileDisk& ledger, bool lasting) {
  int failed = 0;
  for (int i = 0; i < 16; ++i) {  // two or three checkpoints
    if (i % 8 == 7) {
      ASSERT_THAT(ledger.register_together(6), Each(AnyOf("", "db.storage")));
    } else {
      const auto answer = ledger.register_one();
      ASSERT_THAT(answer, AnyOf("", "db.storage"));
      failed += answer.empty() ? 0 : 1;
    }
    ASSERT_THAT(ledger.read_one(), AnyOf("", "db.storage"));
    if (!lasting || failed == 3) ledger.disk.mend_if_struck();
  }
}

/// What must hold when the trouble is over: now, and after a power cut.
void whole_afterwards(LedgerOnFragileDisk& ledger) {
  ledger.disk.mend();
  ASSERT_EQ(ledger.register_one(), "");
  ASSERT_THAT(ledger.broken(), IsEmpty());
  ledger.disk.power_off();
  ledger.stop();
  ledger.disk.power_on();
  ledger.start();
  ASSERT_THAT(ledger.broken(), IsEmpty()) << "after the power cut that followed";
}

void at_every_step(FragileDisk::Trouble trouble, bool lasting, long least, std::string_view what) {
  long troubles = 0;
  for (long step = 1;; ++step) {
    LedgerOnFragileDisk ledger{static_cast<std::uint64_t>(step)};
    ledger.disk.arm(trouble, step);
    ASSERT_NO_FATAL_FAILURE(work_through(ledger, lasting)) << what << " at step " << step;
    const bool met = ledger.disk.struck();
    ASSERT_NO_FATAL_FAILURE(whole_afterwards(ledger)) << what << " at step " << step;
    if (!met) break;
    ++troubles;
  }
  EXPECT_GT(troubles, least);
  std::cout << "  " << troubles << " times " << what << "\n";
}

TEST(FailingDisk, OneFailedStepIsToldAndForgotten) { at_every_step(FragileDisk::Trouble::io, false, 100, "one failed step"); }

TEST(FailingDisk, AFullDiskIsToldUntilSpaceReturns) { at_every_step(FragileDisk::Trouble::full, true, 30, "no space"); }

}  // namespace
}  // namespace teia::test
