// SPDX-License-Identifier: Apache-2.0
#include "app/places_command.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "app/orders.hpp"
#include "app/places_list.hpp"
#include "app/test_program.hpp"
#include "demo/cast.hpp"
#include "people/people.hpp"

namespace teia::app::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const db::Change<> change_nothing{"places_command_test.change_nothing", "delete from place_name where place_id = 0"};

const PlaceId palmas{1721000}, araguatins{1702208}, tocantins{17};

class PlacesCommand : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (const auto why = teia::test::missing(GetParam())) GTEST_SKIP() << *why;
    program_.emplace(GetParam());
  }

  std::string file(const std::string& name, const std::string& text) {
    std::ofstream{folder_.path() / name} << text;
    return folder_.path() / name;
  }
  /// A square around a town's seat.
  std::string mesh(const std::string& name, std::int64_t code, double lon, double lat) {
    return file(name, fmt::format(R"({{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{{"id":"{0}"}},"geometry":)"
                                  R"({{"type":"Polygon","coordinates":[[[{1},{2}],[{3},{2}],[{3},{4}],[{1},{4}],[{1},{2}]]]}}}}]}})",
                                  code, lon - 0.2, lat - 0.2, lon + 0.2, lat + 0.2));
  }
  int import(const std::vector<std::string>& files, bool dry_run = false) {
    out_.str("");
    return import_places(program_->system(), {.from = "2025-06-01", .source = "", .dry_run = dry_run}, read_files(files), out_);
  }
  template <class F>
  auto read(F&& f) {
    return program_->system().store().read(std::forward<F>(f));
  }
  std::size_t shapes() {
    return read([](db::Read& tx) { return places::map(tx, tocantins, Day::of(2025, 6, 1)).shapes.size(); });
  }
  std::optional<PlaceId> region_of(PlaceId town, Day on) {
    return read([&](db::Read& tx) { return places::parent_of(tx, town, places::Relation::region, on); });
  }

  teia::test::Folder folder_;
  std::optional<Program> program_;
  std::ostringstream out_;
};
INSTANTIATE_TEST_SUITE_P(On, PlacesCommand, testing::Values(db::Engine::sqlite, db::Engine::postgres), teia::test::engine_name);

TEST_P(PlacesCommand, ADryRunLeavesNothingAndAnImportShowsOnTheMap) {
  const std::vector<std::string> both{mesh("palmas.json", 1721000, -48.33, -10.18), mesh("araguatins.geojson", 1702208, -48.12, -5.65)};
  EXPECT_EQ(import(both, true), 0);
  EXPECT_THAT(out_.str(), HasSubstr("2 malhas: 2 contornos (UTF-8): 2 a mais, 0 com mudança, 0 sem mudança, 0 falhas."));
  EXPECT_THAT(out_.str(), HasSubstr("Conferido; nada foi gravado."));
  EXPECT_EQ(shapes(), 0u);

  EXPECT_EQ(import(both), 0);
  EXPECT_EQ(shapes(), 2u);
  EXPECT_THAT(out_.str(), HasSubstr("5569 municípios sem contorno: "));
  EXPECT_EQ(import(both), 0);
  EXPECT_THAT(out_.str(), HasSubstr("0 a mais, 0 com mudança, 2 sem mudança"));
}

TEST_P(PlacesCommand, AFaultInOneFileUndoesTheOthers) {
  const auto table = file("ibge.csv", "code;2031\n1721000;400000\n1702208;mil\n");
  EXPECT_EQ(import({mesh("palmas.json", 1721000, -48.33, -10.18), table, file("nota.json", "{}")}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("ibge.csv, linha 3, 2031 “mil”: “mil” não é um número.\n"));
  EXPECT_THAT(out_.str(), HasSubstr("nota.json: O arquivo nota.json não é uma coleção GeoJSON"));
  EXPECT_THAT(out_.str(), HasSubstr("Nada foi gravado."));
  EXPECT_EQ(shapes(), 0u);
  EXPECT_EQ(import({mesh("palmas.json", 1721000, -48.33, -10.18), file("vazia.csv", "a;b\n1;2\n")}), 1);
  EXPECT_THAT(out_.str(), HasSubstr("vazia.csv: A tabela não tem uma coluna com o código do município"));
  EXPECT_EQ(shapes(), 0u);
}

/// The writer begins a batch again without what failed halfway.
TEST_P(PlacesCommand, WhatFailsBesideItIsNotToldTwice) {
  auto& store = program_->system().store();
  std::promise<void> begun, go;
  store.submit([&, wait = go.get_future().share()](db::Write&) { begun.set_value(); wait.wait(); }, [](std::exception_ptr) {});
  begun.get_future().wait();
  const auto importing = std::async(std::launch::async, [&] { return import({file("ibge.csv", "code;2031\n1721000;400000\n")}); });
  while (store.waiting() < 1) std::this_thread::sleep_for(std::chrono::milliseconds{1});
  std::promise<bool> failed;
  store.submit([](db::Write& tx) { tx.run(change_nothing); throw std::runtime_error{"halfway"}; },
               [&](std::exception_ptr error) { failed.set_value(error != nullptr); });
  go.set_value();
  importing.wait();
  EXPECT_TRUE(failed.get_future().get());
  EXPECT_EQ(out_.str(), "Palmas/TO: população de 2031: 400000\nibge.csv: 1 linhas (UTF-8): 0 a mais, 1 com mudança, 0 sem mudança, 0 falhas.\n");
}

TEST_P(PlacesCommand, WhatItListsMayBeFedBackAndOnlyWhatWasEditedChanges) {
  for (const auto* format : {"csv", "csv-rfc4180"}) {
    std::ostringstream listed;
    read([&](db::Read& tx) { list_places(tx, places::Level::municipality, format, Day::of(2025, 6, 1), listed); });
    auto text = listed.str();
    EXPECT_EQ(import({file("lista.csv", text)}), 0) << out_.str();
    EXPECT_EQ(out_.str(), "lista.csv: 5571 linhas (UTF-8): 0 a mais, 0 com mudança, 5571 sem mudança, 0 falhas.\n");

    const std::string line = "1721000;172100;Palmas;TO;17006;Capim Dourado";
    if (const auto at = text.find(line); at != text.npos) {
      text.replace(at, line.size(), "1721000;172100;Palmas;TO;17008;Amor Perfeito");
      EXPECT_EQ(import({file("lista.csv", text)}, true), 0) << out_.str();
      EXPECT_EQ(out_.str(), "Palmas/TO: região de saúde: Capim Dourado → Amor Perfeito\n"
                            "lista.csv: 5571 linhas (UTF-8): 0 a mais, 1 com mudança, 5570 sem mudança, 0 falhas.\nConferido; nada foi gravado.\n");
    }
  }
}

TEST_P(PlacesCommand, ListsSayWhatEachLevelIsAndWhereItLies) {
  const auto listed = [&](places::Level level, const char* format = "csv") {
    std::ostringstream out;
    read([&](db::Read& tx) { list_places(tx, level, format, Day::of(2025, 6, 1), out); });
    return out.str();
  };
  const std::string mark = "\xEF\xBB\xBF";
  EXPECT_THAT(listed(places::Level::municipality),
              StartsWith(mark + "codigo;codigo_6;nome;uf;regiao_codigo;regiao_nome;macrorregiao_codigo;macrorregiao_nome;latitude;longitude;ddd;fuso;"
                                "populacao_2022;populacao_2024;na_rede\r\n1100015;110001;Alta Floresta D'Oeste;RO;11005;"));
  EXPECT_THAT(listed(places::Level::region), StartsWith(mark + "codigo;nome;uf;macrorregiao_codigo;macrorregiao_nome;municipios;populacao_2022;populacao_2024\r\n11001;"));
  EXPECT_THAT(listed(places::Level::macroregion), StartsWith(mark + "codigo;nome;uf;municipios;populacao_2022;populacao_2024\r\n1101;"));
  EXPECT_THAT(listed(places::Level::state), StartsWith(mark + "codigo;nome;uf;grande_regiao_codigo;grande_regiao_nome;municipios;populacao_2022;populacao_2024\r\n11;Rondônia;RO;1;Norte;52;"));
  EXPECT_THAT(listed(places::Level::municipality, "json"), HasSubstr(R"({"id":1721000,"ibge6":172100,"name":"Palmas","state":"TO","region":{"id":17006,"name":"Capim Dourado"})"));
}

TEST_P(PlacesCommand, AMeshMayShowAMunicipalityThatATableOfTheSameCallMakes) {
  const auto table = file("novo.csv", "code;name;region;2031\n1799995;Nova Esperança;17008;1200\n");
  EXPECT_EQ(import({mesh("novo.json", 1799995, -48.3, -10.2), table}), 0) << out_.str();
  EXPECT_EQ(shapes(), 1u);
  EXPECT_EQ(region_of({1799995}, Day::of(2025, 6, 1)), PlaceId{17008});
  EXPECT_THROW(import({folder_.path() / "nenhum.csv"}), Problem);
}

TEST_P(PlacesCommand, AMoveTakesTheTerritoryOfTheSupportersWithIt) {
  const auto chance = seeded_chance(1);
  const auto cast = demo::assemble(program_->system().store(), *chance, demo::story_now().plus_days(-480));
  const auto helena = cast.by_name.at("Helena Barros");
  const auto day = Day::of(2025, 6, 1);
  const auto has = [&](Day on) {
    const auto own = read([&](db::Read& tx) { return people::territory_of(tx, helena, on); });
    return std::find(own.begin(), own.end(), araguatins) != own.end();
  };
  const auto before = *region_of(araguatins, day);
  const PlaceId to{before.value == 17008 ? 17001 : 17008};
  ASSERT_TRUE(has(day));
  const PlaceMove move{.municipality = 1702208, .region = to.value, .macroregion = {}, .from = "01/06/2025", .note = "Resolução CIB/TO nº 12/2025"};
  move_place(program_->system(), move, out_);
  EXPECT_THAT(out_.str(), HasSubstr("Araguatins: de Bico do Papagaio para "));
  EXPECT_EQ(region_of(araguatins, day), to);
  EXPECT_EQ(region_of(araguatins, day.plus(-1)), before);
  EXPECT_TRUE(has(day.plus(-1)));
  EXPECT_FALSE(has(day)) << "her territory is the region";

  move_place(program_->system(), move, out_);
  EXPECT_THAT(out_.str(), HasSubstr("em 01/06/2025: nada mudou."));
  auto wrong = move;
  wrong.region = 29001;
  EXPECT_THROW(move_place(program_->system(), wrong, out_), Problem) << "a region of another state";
  wrong.from = "ontem";
  EXPECT_THROW(move_place(program_->system(), wrong, out_), Problem);
}

}  // namespace
}  // namespace teia::app::test
