// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "places/tables.hpp"
#include "places/test_territory.hpp"

namespace teia::places {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

const Day july = Day::of(2025, 7, 1);

struct Import : testing::Test {
  Territory territory;

  TerritoryReport import(std::string text, bool dry_run = false) {
    return territory.write([&](db::Write& w) {
      return import_table(w, {.file = {"tabela.csv", std::move(text)}, .from = july, .source = "CIB 2025", .dry_run = dry_run});
    });
  }
  PlacePage page_of(std::int64_t code, Day on = july) {
    return territory.read([&](db::Read& r) { return page(r, {code}, on); });
  }
  std::vector<std::string> faults_of(std::string text) {
    std::vector<std::string> out;
    for (const auto& fault : import(std::move(text)).faults) out.push_back(std::to_string(fault.row) + " " + fault.column + " " + fault.code);
    return out;
  }
};

TEST_F(Import, ANewerCompositionHoldsFromItsDay) {
  const auto report = import("cod_munic;nome_munic;cod_cgrs;nome_cgrs\n172100;PALMAS;17008;RS Amor Perfeito\n170210;Araguaina;17001;RS Médio Norte\n");
  EXPECT_THAT(report.faults, SizeIs(0));
  EXPECT_EQ(report.changed, 1);
  EXPECT_EQ(report.unchanged, 1);
  EXPECT_EQ(page_of(1721000).region->id, PlaceId{17008});
  EXPECT_EQ(page_of(1721000, july.plus(-1)).region->id, PlaceId{17006});
  EXPECT_EQ(page_of(1721000).place.name, "Palmas");
}

TEST_F(Import, AnUnknownRegionIsMadeWhenItIsNamed) {
  EXPECT_THAT(import("code;region;region_name\n1721000;17009;RS Jalapão\n").faults, SizeIs(0));
  EXPECT_EQ(page_of(17009).place.name, "Jalapão");
  EXPECT_EQ(page_of(17).regions.size(), 9u);
  EXPECT_EQ(page_of(17, july.plus(-1)).regions.size(), 8u);
}

TEST_F(Import, PopulationOfANewYearIsAddedWithItsSource) {
  import("code_muni,2025\n1721000,\"330.000\"\n5101837,8000\n");
  EXPECT_EQ(page_of(1721000).populations.back().value, 330'000);
  EXPECT_EQ(page_of(1721000).populations.back().source, "CIB 2025");
  EXPECT_THAT(page_of(5101837).notes, ElementsAre("Região de saúde não informada."));
}

TEST_F(Import, ANewMunicipalityIsMadeAndFound) {
  const auto report = import("code;name;lat;lon;region;macroregion\n1799992;Nova Esperança;-10,5;-48.1;17006;1702\n");
  EXPECT_THAT(report.faults, SizeIs(0));
  EXPECT_EQ(report.created, 1);
  const auto page = page_of(1799992);
  EXPECT_EQ(page.region->id, PlaceId{17006});
  EXPECT_EQ(page.zone, "America/Araguaina");
  EXPECT_EQ(page.lat, -10.5);
  const auto hits = territory.read([](db::Read& r) { return search(r, {.q = "nova esperanca to", .on = july}); });
  EXPECT_EQ(hits.at(0).id, PlaceId{1799992});
}

TEST_F(Import, ARenamedTownIsFoundByBothNames) {
  import("code;name\n1721000;Nova Palmas\n");
  const auto hits = territory.read([](db::Read& r) { return search(r, {.q = "palmas to", .on = july}); });
  EXPECT_EQ(hits.at(0).name, "Nova Palmas");
  EXPECT_EQ(hits.at(0).matched, "Palmas");
}

TEST_F(Import, TheSameTableAgainChangesNothing) {
  const std::string table = "code;region;2025\n1721000;17008;330000\n";
  EXPECT_EQ(import(table).changed, 1);
  EXPECT_EQ(import(table).unchanged, 1);
}

TEST_F(Import, ADryRunTellsAndChangesNothing) {
  const auto report = import("code;region\n1721000;17008\n", true);
  EXPECT_TRUE(report.dry_run);
  EXPECT_EQ(report.changed, 1);
  EXPECT_EQ(page_of(1721000).region->id, PlaceId{17006});
}

TEST_F(Import, TellsWhatChangesBeforeAndWhileItDoes) {
  const std::string table = "codigo;nome;regiao_codigo;regiao_nome;2024;2031;latitude;longitude\n"
                            "1721000;Nova Palmas;17009;RS Jalapão;323625;400000;-10,5;-48,1\n1799992;Esperança;17006;;;9;;\n";
  const auto told = [&](bool dry_run) {
    std::vector<TableChange> changes;
    territory.write([&](db::Write& w) {
      changes.clear();
      import_table(w, {.file = {"tabela.csv", table}, .from = july, .source = "CIB 2025", .dry_run = dry_run}, changes);
    });
    std::vector<std::string> lines;
    for (const auto& change : changes) lines.push_back(change.place + " | " + change.what + " | " + change.from + " | " + change.to);
    return lines;
  };
  const auto dry = told(true);
  EXPECT_THAT(dry, ElementsAre("Palmas/TO | nome | Palmas | Nova Palmas", "Palmas/TO | região de saúde | Capim Dourado | Jalapão (nova)",
                               "Palmas/TO | população de 2031 |  | 400000", HasSubstr("Palmas/TO | sede (latitude, longitude) | -10.2"),
                               "Esperança/TO | município novo |  | 1799992", "Esperança/TO | região de saúde |  | Capim Dourado",
                               "Esperança/TO | população de 2031 |  | 9"));
  EXPECT_EQ(page_of(1721000).place.name, "Palmas");
  EXPECT_EQ(told(false), dry);
  EXPECT_THAT(told(false), SizeIs(0));
}

TEST_F(Import, AFileThatIsNoTableIsToldAsSuch) {
  const auto said = [&](std::string text) {
    try {
      const auto report = import(std::move(text));
      return report.faults.empty() ? std::string{"imported"} : report.faults.front().code;
    } catch (const Problem& problem) {
      return problem.code;
    }
  };
  EXPECT_EQ(said(""), "csv.empty");
  EXPECT_EQ(said("\n\n"), "csv.empty");
  EXPECT_EQ(said("Prezados colegas\nsegue a tabela\n"), "places.not-a-table");
  EXPECT_EQ(said(std::string{"PK\x03\x04\0\0", 6}), "csv.not-text");
  EXPECT_EQ(said("code;2031\n"), "places.no-rows");
  EXPECT_EQ(said("nome;uf\nPalmas;TO\n"), "places.no-code-column");
}

TEST_F(Import, EveryFaultHasItsCellAndNothingIsHalfDone) {
  EXPECT_THAT(faults_of("code;region;2025;lat;lon\n1721000;17008;1;-10;-48\nabc;17001;1;-10;-48\n1702109;29001;1;-10;-48\n"
                        "1702109;17001;1;-10;-48\n1718204;17001;muita gente;-10;-48\n1700251;17001;1;10;-48\n1799999;17001;1;-10;-48\n"),
              ElementsAre("3 code places.not-a-code", "4 region places.unknown-parent", "5 code places.repeated-row",
                          "6 2025 places.not-a-number", "7 lat places.not-a-number", "8 code places.unknown-municipality"));
  EXPECT_EQ(page_of(1721000).region->id, PlaceId{17006});
}

TEST_F(Import, ATableWithNothingToSayIsAProblem) {
  EXPECT_THROW(import("nome;uf\nPalmas;TO\n"), Problem);
  EXPECT_THROW(import("code;uf\n1721000;TO\n"), Problem);
}

// DATASUS's table of 449 regions, when it is at hand: TEIA_TERRITORY names a folder of published tables. Four regions of Espírito
// Santo became three, and 32 municipalities changed their code.
TEST_F(Import, ThePublishedTableOf449RegionsMovesEspiritoSanto) {
  const char* folder = std::getenv("TEIA_TERRITORY");
  if (!folder) GTEST_SKIP() << "TEIA_TERRITORY is not set";
  const auto report = import(test::content(std::filesystem::path{folder} / "rs449.csv"));
  EXPECT_THAT(report.faults, SizeIs(0));
  EXPECT_EQ(report.rows, 5570);
  EXPECT_EQ(report.changed, 32);
  EXPECT_EQ(page_of(32).regions.size(), 3u);
  EXPECT_EQ(page_of(32, july.plus(-1)).regions.size(), 4u);
  EXPECT_EQ(page_of(32005).place.name, "Central Norte");
}

TEST_F(Import, Windows1252IsRead) {
  EXPECT_EQ(import("code;region;region_name\r\n1721000;17009;Jalap\xE3o\r\n").encoding, "Windows-1252");
  EXPECT_EQ(page_of(17009).place.name, "Jalapão");
}

}  // namespace
}  // namespace teia::places
