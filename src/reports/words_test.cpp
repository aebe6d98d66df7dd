// SPDX-License-Identifier: Apache-2.0
#include "reports/words.hpp"

#include <gtest/gtest.h>

namespace teia::reports {
namespace {

TEST(Words, NumbersAreWrittenAsInBrazil) {
  EXPECT_EQ(thousands(0), "0");
  EXPECT_EQ(thousands(999), "999");
  EXPECT_EQ(thousands(1607363), "1.607.363");
  EXPECT_EQ(thousands(-1234), "-1.234");
  EXPECT_EQ(counted(1, "ação", "ações"), "1\u00A0ação");
  EXPECT_EQ(counted(1020, "ação", "ações"), "1.020\u00A0ações");
}

TEST(Words, APercentageIsOfSumsAndOfNothingThereIsNone) {
  EXPECT_EQ(percent(444, 600), "74\u00A0%");
  EXPECT_EQ(percent(63, 96, 1), "65,6\u00A0%");
  EXPECT_EQ(percent(63, 84, 1), "75,0\u00A0%");
  EXPECT_EQ(percent(1, 200), "1\u00A0%") << "a half goes up";
  EXPECT_EQ(percent(0, 0), "sem dado");
}

TEST(Words, DaysAndLists) {
  EXPECT_EQ(long_day(Day::of(2025, 3, 1)), "1º\u00A0de março de 2025");
  EXPECT_EQ(day_and_month(Day::of(2025, 3, 1)), "01/03");
  EXPECT_EQ(long_day(Day::of(2025, 4, 30)), "30\u00A0de abril de 2025");
  EXPECT_EQ(listed({"Cantão", "Ilha do Bananal", "Sudeste"}), "Cantão, Ilha do Bananal e Sudeste");
  EXPECT_EQ(listed({}), "");
}

}  // namespace
}  // namespace teia::reports
