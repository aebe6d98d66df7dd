// SPDX-License-Identifier: Apache-2.0
#include <iostream>

#include "on_fragile_disk.hpp"

namespace teia::test {
namespace {

using testing::IsEmpty;

constexpr int notes = 16;  // two or three checkpoints

/// Registers until the power goes; false when it never did.
bool until_the_cut(LedgerOnFragileDisk& ledger) {
  for (int i = 0; i < notes && !ledger.disk.struck(); ++i) {
    if (i % 8 == 7) ledger.register_together(6);
    else ledger.register_one();
  }
  const bool cut = ledger.disk.struck();
  ledger.disk.power_off();
  ledger.stop();
  ledger.disk.power_on();
  return cut;
}

/// At every step of the work in turn, until a work goes through without meeting its cut.
TEST(PowerCut, WhateverWasReceiptedIsThereAfterwards) {
  const auto seeds = static_cast<std::uint64_t>(from_environment("TEIA_POWER_SEEDS", 1));
  long cuts = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    for (long step = 1;; ++step) {
      LedgerOnFragileDisk ledger{seed * 1'000'003 + static_cast<std::uint64_t>(step)};
      ledger.disk.arm(FragileDisk::Trouble::cut, step);
      const bool cut = until_the_cut(ledger);
      ledger.start();
      ASSERT_THAT(ledger.broken(), IsEmpty()) << "cut at step " << step << ", seed " << seed;
      ASSERT_EQ(ledger.register_one(), "") << "after a cut at step " << step;
      ASSERT_THAT(ledger.broken(), IsEmpty());
      if (!cut) break;
      ++cuts;
    }
  }
  EXPECT_GT(cuts, 100);
  std::cout << "  " << cuts << " power cuts\n";
}

/// The proof itself: what a disk forgets although it was asked to keep it is found missing.
TEST(PowerCut, ADiskThatLiesIsFoundOut) {
  int found_out = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    LedgerOnFragileDisk ledger{seed};
    ledger.disk.lie();
    until_the_cut(ledger);
    try {
      ledger.start();
      found_out += ledger.broken().empty() ? 0 : 1;
    } catch (const std::exception&) {  // not even a database any more
      ++found_out;
    }
  }
  EXPECT_GT(found_out, 6);  // sometimes everything arrives all the same
}

/// The machine goes down again and again, also while it mends what the last cut left.
TEST(PowerCut, ManyOnOneDatabase) {
  LedgerOnFragileDisk ledger{4711};
  std::mt19937 chance{4711};
  for (int round = 0; round < 60; ++round) {
    ledger.disk.arm(FragileDisk::Trouble::cut, 1 + static_cast<long>(chance() % 120));
    until_the_cut(ledger);
    long patience = 10;
    for (bool up = false; !up; patience *= 2) {
      ledger.disk.arm(FragileDisk::Trouble::cut, 1 + static_cast<long>(chance() % static_cast<unsigned long>(patience)));
      try {
        ledger.start();
        ledger.register_one();
      } catch (const db::Error&) {  // the power went while it opened
      }
      up = !ledger.disk.struck();
      ledger.disk.power_off();
      ledger.stop();
      ledger.disk.power_on();
    }
    ledger.start();
    ASSERT_THAT(ledger.broken(), IsEmpty()) << "round " << round;
  }
}

}  // namespace
}  // namespace teia::test
