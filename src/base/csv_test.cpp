// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "base/id.hpp"

namespace teia::csv {
namespace {

using testing::ElementsAre;

const Day april = Day::of(2025, 4, 29);

std::string written(Dialect dialect, std::initializer_list<Cell> cells) {
  Writer writer{dialect};
  writer.row(cells);
  return writer.take();
}

std::vector<std::string> codes(const Table& table) {
  std::vector<std::string> all;
  for (const auto& fault : table.faults) all.push_back(fault.code);
  return all;
}

TEST(CsvWriter, AnOfficeOpensItWithADoubleClick) {
  EXPECT_EQ(written(Dialect::brazilian, {"Augustinópolis", 18128, 74.5, true, april, Moment{april, 17 * 60 + 42}, {}}),
            "\xEF\xBB\xBF" "Augustinópolis;18128;74,5;sim;29/04/2025;29/04/2025 17:42;\r\n");
}

TEST(CsvWriter, AProgramReadsItWithoutGuessing) {
  EXPECT_EQ(written(Dialect::rfc4180, {"Augustinópolis", 18128, 74.5, false, april, Moment{april, 9 * 60 + 5}, {}}),
            "Augustinópolis,18128,74.5,false,2025-04-29,2025-04-29T09:05,\r\n");
}

TEST(CsvWriter, QuotesWhatTheDialectWouldSplit) {
  EXPECT_EQ(written(Dialect::rfc4180, {"a,b", "a;b", "a\"b", "a\nb", " a"}), "\"a,b\",a;b,\"a\"\"b\",\"a\nb\",\" a\"\r\n");
  EXPECT_EQ(written(Dialect::brazilian, {"a,b", "a;b", "a\"b"}).substr(3), "a,b;\"a;b\";\"a\"\"b\"\r\n");
}

TEST(CsvWriter, NoTextRunsAsAFormula) {
  for (const auto* text : {"=1+1", "+55 63", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "''=1", "＝1", "－1"}) {
    EXPECT_EQ(guarded(text), "'" + std::string{text});
    EXPECT_EQ(unguarded(guarded(text)), text);
  }
  for (const auto* text : {"", "'", "d'Oeste", "a=b", "3-4", "'aspas'", "—"}) {
    EXPECT_EQ(guarded(text), text);
    EXPECT_EQ(unguarded(text), text);
  }
  EXPECT_EQ(written(Dialect::brazilian, {"=cmd|' /C calc'!A0", -3, -1.5}).substr(3), "'=cmd|' /C calc'!A0;-3;-1,5\r\n");
  EXPECT_EQ(written(Dialect::rfc4180, {"- item"}), "- item\r\n");
}

TEST(CsvWriter, WhatIsNotANumberIsAnEmptyCell) {
  EXPECT_EQ(written(Dialect::rfc4180, {std::numeric_limits<double>::quiet_NaN(), 1.0 / 0.0, cell_of(std::optional<Day>{})}), ",,\r\n");
}

TEST(CsvReader, FindsSeparatorAndEncodingByItself) {
  const auto office = read("\xEF\xBB\xBFnome;tema\r\nSão João;a, b\r\n");
  EXPECT_EQ(office.encoding, "UTF-8");
  EXPECT_EQ(office.separator, ';');
  ASSERT_EQ(office.rows.size(), 1u);
  EXPECT_THAT(office.rows[0].cells, ElementsAre("São João", "a, b"));

  const auto old = read("nome,tema\nS\xE3o Jo\xE3o,\x93" "Reuni\xE3o\x94\n");
  EXPECT_EQ(old.encoding, "Windows-1252");
  EXPECT_EQ(old.separator, ',');
  EXPECT_THAT(old.rows.at(0).cells, ElementsAre("São João", "“Reunião”"));
  EXPECT_TRUE(old.faults.empty());
}

TEST(CsvReader, QuotedCellsHoldSeparatorsQuotesAndLines) {
  const auto table = read("a;b\r\"x\";\"1;\"\"2\"\"\n3\"\r\n\n;\ny;z");
  EXPECT_TRUE(table.faults.empty());
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_THAT(table.rows[0].cells, ElementsAre("x", "1;\"2\"\n3"));
  EXPECT_EQ(table.rows[1].number, 5);
  EXPECT_THAT(table.rows[1].cells, ElementsAre("y", "z"));
}

TEST(CsvReader, EveryFaultHasItsRowAndColumn) {
  const auto table = read("nome;tema\nSão \"João\";PAS\na\nb;PAS;x\nc;\"d\"e\nf;\x01\nok;PAS;\n\"aberta;PAS");
  EXPECT_THAT(codes(table), ElementsAre("csv.stray-quote", "csv.wrong-width", "csv.wrong-width", "csv.stray-quote",
                                        "csv.control-character", "csv.open-quote"));
  EXPECT_EQ(table.faults[0].row, 2);
  EXPECT_EQ(table.faults[0].column, "nome");
  EXPECT_EQ(table.faults[1].message, "A linha tem 1 colunas; o cabeçalho tem 2.");
  EXPECT_EQ(table.faults[3].row, 5);
  EXPECT_EQ(table.faults[3].column, "tema");
  EXPECT_EQ(table.faults[5].row, 8);
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_THAT(table.rows[0].cells, ElementsAre("ok", "PAS"));
}

TEST(CsvReader, RefusesWhatIsNoTable) {
  EXPECT_THAT(codes(read("")), ElementsAre("csv.empty"));
  EXPECT_THAT(codes(read(";;\nx;y;z\n")), ElementsAre("csv.empty"));
  EXPECT_THAT(codes(read("PK\x03\x04zip")), ElementsAre("csv.not-text"));
  EXPECT_THAT(codes(read("\xFF\xFE" "a")), ElementsAre("csv.not-text"));
  EXPECT_THAT(codes(read(std::string_view{"a\0b", 3})), ElementsAre("csv.not-text"));
  EXPECT_THAT(codes(read("a\x81")), ElementsAre("csv.not-text"));
  EXPECT_THAT(codes(read("a;a;\n")), ElementsAre("csv.repeated-column", "csv.unnamed-column"));
}

TEST(CsvReader, StopsAtAThousandFaults) {
  std::string bytes = "a;b\n";
  for (int i = 0; i < 5000; ++i) bytes += "x\n";
  const auto table = read(bytes);
  EXPECT_EQ(table.faults.size(), most_faults + 1);
  EXPECT_EQ(table.faults.back().code, "csv.too-many-faults");
}

TEST(Csv, WhatIsWrittenIsReadBackTheSame) {
  constexpr std::string_view pieces[] = {"=", "+", "-", "'", "\"", ";", ",", " ", "\n", "\r\n", "\t", "a", "ção", "＝", "0"};
  const auto chance = seeded_chance(7);
  for (int round = 0; round < 3000; ++round) {
    const auto dialect = round % 2 ? Dialect::brazilian : Dialect::rfc4180;
    std::vector<std::string> texts{"x"};  // a row of blanks alone is no row
    for (int cell = 0; cell < 3; ++cell) {
      auto& text = texts.emplace_back();
      for (auto length = chance->next() % 6; length > 0; --length) text += pieces[chance->next() % std::size(pieces)];
    }
    Writer writer{dialect};
    writer.row({"a", "b", "c", "d"});
    writer.row(std::vector<Cell>{texts.begin(), texts.end()});
    const auto bytes = writer.take();
    const auto table = read(bytes);
    ASSERT_TRUE(table.faults.empty()) << bytes;
    ASSERT_EQ(table.rows.at(0).cells, texts) << bytes;
  }
}

TEST(Csv, DaysAndTimesAsPeopleTypeThem) {
  EXPECT_EQ(read_day("29/04/2025"), april);
  EXPECT_EQ(read_day(" 29/4/2025 "), april);
  EXPECT_EQ(read_day("2025-04-29"), april);
  for (const auto* bad : {"", "30/02/2025", "29/04/25", "29-04-2025", "29/04", "a/4/2025", "+9/04/2025", "29/04/20255"}) {
    EXPECT_FALSE(read_day(bad)) << bad;
  }
  EXPECT_EQ(read_moment("29/04/2025 17:42"), (Moment{april, 17 * 60 + 42}));
  EXPECT_EQ(read_moment("2025-04-29T17:42:59"), (Moment{april, 17 * 60 + 42}));
  EXPECT_EQ(read_moment("29/04/2025 9:05"), (Moment{april, 9 * 60 + 5}));
  for (const auto* bad : {"29/04/2025", "29/04/2025 24:00", "29/04/2025 17:60", "29/04/2025 17", "29/04/2025 17:42:61"}) {
    EXPECT_FALSE(read_moment(bad)) << bad;
  }
}

}  // namespace
}  // namespace teia::csv
