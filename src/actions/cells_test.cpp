// SPDX-License-Identifier: Apache-2.0
#include "actions/cells.hpp"

#include <gtest/gtest.h>

namespace teia::actions {
namespace {

TEST(Cells, ADayIsReadAsOfficesWriteIt) {
  for (const auto* cell : {"29/04/2025", "29/4/25", "29-04-2025", "29.04.2025", "2025-04-29", "45776"}) {
    EXPECT_EQ(read_day(cell), Day::of(2025, 4, 29)) << cell;
  }
  for (const auto* cell : {"", "30/02/2025", "29/04", "4577", "-4577", "29/04/2025 a 30/04/2025"}) EXPECT_EQ(read_day(cell), std::nullopt) << cell;
}

TEST(Cells, ATimeIsReadAsPeopleSayItAndAsSpreadsheetsCountIt) {
  for (const auto* cell : {"14h30", "14:30", "14:30:00", "14H30min", "0,604166", "0.604167"}) EXPECT_EQ(read_time(cell), 14 * 60 + 30) << cell;
  EXPECT_EQ(read_time("14h"), 14 * 60);
  EXPECT_EQ(read_time("0,9999999"), 0) << "midnight, not minute 1440";
  for (const auto* cell : {"", "24h", "14h60", "0,", "h30", "14h3030"}) EXPECT_EQ(read_time(cell), std::nullopt) << cell;
}

TEST(Cells, MinutesAreReadWithTheirUnit) {
  for (const auto* cell : {"90", "90 min", "90 Minutos", "90,0", "1h30"}) EXPECT_EQ(read_minutes(cell), 90) << cell;
  for (const auto* cell : {"", "noventa", "90 dias", "-90"}) EXPECT_EQ(read_minutes(cell), std::nullopt) << cell;
}

TEST(Cells, OneWordSaysYesOrNo) {
  for (const auto* cell : {"Sim", "s", "X", "1", "VERDADEIRO"}) EXPECT_EQ(read_yes_or_no(cell), true) << cell;
  for (const auto* cell : {"Não", "n", "0", "-"}) EXPECT_EQ(read_yes_or_no(cell), false) << cell;
  for (const auto* cell : {"", "talvez", "sim s", "verdadeiro yes", "nao n"}) EXPECT_EQ(read_yes_or_no(cell), std::nullopt) << cell;
}

TEST(Cells, ACellMayHoldSeveralValues) {
  EXPECT_EQ(pieces_of("Palmas/TO; Araguatins/TO |\n Natal "), (std::vector<std::string>{"Palmas/TO", "Araguatins/TO", "Natal"}));
  EXPECT_TRUE(pieces_of(" ;|").empty());
}

}  // namespace
}  // namespace teia::actions
