// SPDX-License-Identifier: Apache-2.0
#include "actions/import.hpp"

#include <gmock/gmock.h>

#include "programmes/programmes.hpp"
#include "support/engines.hpp"

namespace teia::actions {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Day today = Day::of(2025, 5, 5);
const Instant noon = instant_of(today, 12 * 60, capital_zone);

/// The real territory and the real packages, on one engine: each test brings its own people, so that one world serves all.
struct World {
  explicit World(db::Engine engine)
      : database(engine, test::Schema::migrated), store(db::Options{.url = database.url(), .before_batch = &ledger::lock_head}) {
    store.write([&](db::Write& tx) {
      ledger::open(tx, noon, *chance);
      places::load_territory(tx);
      programmes::install(tx, programmes::catalogue(), noon, *chance);
    });
  }

  access::Actor person(const std::string& role, const std::string& organisation, std::vector<PlaceId> where) {
    const auto id = PersonId::make(noon, *chance);
    store.write([&](db::Write& tx) {
      people::add_person(tx, {id, "Helena Barros", std::nullopt, std::nullopt}, noon);
      const auto institution = people::organisation_by_code(tx, organisation)->id;
      access::assign(tx, {AssignmentId::make(noon, *chance), id, role, institution, std::nullopt, where, Day::of(2024, 1, 1), {}});
    });
    return {id, {}, today, noon};
  }

  std::unique_ptr<Chance> chance = seeded_chance(11);
  test::TestDatabase database;
  db::Store store;
};

class Import : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (const auto why = test::missing(GetParam())) GTEST_SKIP() << *why;
    auto& known = worlds()[GetParam()];
    if (!known) known = std::make_unique<World>(GetParam());
    world = known.get();
    helena = world->person("apoiador", "COSEMS-TO", {PlaceId{17}});
  }
  static void TearDownTestSuite() { worlds().clear(); }

  ImportReport imported(const std::string& file, const access::Actor& actor, bool dry_run = false) {
    return import_actions(world->store, file, dry_run, actor);
  }
  ImportReport imported(const std::string& file, bool dry_run = false) { return imported(file, helena, dry_run); }

  /// The person's records, by what they tell.
  std::map<std::string, ActionView> records(const access::Actor& actor) {
    return world->store.read([&](db::Read& tx) {
      std::map<std::string, ActionView> all;
      Filter mine;
      mine.mine = true;
      for (const auto& row : list(tx, mine, actor).items) {
        auto view = actions::view(tx, row.id, actor);
        all.emplace(view.content.text, std::move(view));
      }
      return all;
    });
  }

  std::int64_t entries() { return world->store.read([](db::Read& tx) { return ledger::head(tx).number; }); }

  World* world = nullptr;
  access::Actor helena;

 private:
  static std::map<db::Engine, std::unique_ptr<World>>& worlds() {
    static std::map<db::Engine, std::unique_ptr<World>> all;
    return all;
  }
};
ON_BOTH_ENGINES(Import);

std::vector<std::string> told(const ImportReport& report) {
  std::vector<std::string> all;
  for (const auto& fault : report.faults) all.push_back(std::to_string(fault.row) + " " + fault.column + " [" + fault.value + "] " + fault.code);
  return all;
}

/// As an old spreadsheet program saves it: Portuguese letters in one byte each.
std::string windows_1252(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    out += c < 0x80 ? utf8[i] : static_cast<char>(((c & 0x03) << 6) | (static_cast<unsigned char>(utf8[++i]) & 0x3F));
  }
  return out;
}

TEST_P(Import, TheTemplateIsAGoodFile) {
  const auto report = imported(import_template());
  EXPECT_THAT(told(report), IsEmpty());
  EXPECT_EQ(report.created, 1);
  const auto record = records(helena).begin()->second;
  EXPECT_EQ(record.content.type, "VIS");
  EXPECT_EQ(record.content.theme, "PLAN.PAS");
  EXPECT_EQ(record.content.places.size(), 2U);
  EXPECT_EQ(record.content.started_at, instant_of(Day::of(2025, 4, 29), 14 * 60 + 30, "America/Araguaina"));
}

TEST_P(Import, ReadsCellsAsPeopleFillThemIn) {
  const auto report = imported(
      "RELATO;município;TIPO;data;hora;tema;Secretario presente;Duracao;Dificuldades\n"
      "Primeira conversa;Palmas/TO;VIS;1/2/25;14h30;PLAN.PAS;Sim;90;\n"
      "Segunda conversa;1702554;visita tecnica ao municipio;2025-02-01;14:30;pas;S;1h30;\n"
      "Terceira conversa;170255;Visita ao município;45689;9h;SIOPS;x;\"90,0\";\n"
      "Quarta conversa;\"augustinopolis; Araguatins\";CIR;01-02-2025;\"0,5\";PLAN.PAS|PLAN.RAG;1;120 min;Equipe reduzida ou rotatividade|distancia ou deslocamento\n"
      "Quinta conversa;Ananas|Palmas;VIS;01/02/2025;;PLAN.PAS;nao;;\n"
      ";;;;;;;;\n");
  EXPECT_THAT(told(report), IsEmpty());
  EXPECT_EQ(report.created, 5);
  const auto all = records(helena);
  const auto& second = all.at("Segunda conversa");
  const auto& fourth = all.at("Quarta conversa");
  for (const auto& [text, record] : all) EXPECT_EQ(record.day, Day::of(2025, 2, 1)) << text;
  EXPECT_EQ(all.at("Primeira conversa").content.places.front().place, PlaceId{1721000});
  EXPECT_EQ(all.at("Primeira conversa").content.places.front().secretary, true);
  EXPECT_EQ(second.content.places.front().place, PlaceId{1702554});
  EXPECT_EQ(second.content.minutes, 90);
  EXPECT_EQ(second.content.started_at, instant_of(Day::of(2025, 2, 1), 14 * 60 + 30, "America/Araguaina"));
  EXPECT_EQ(all.at("Terceira conversa").content.theme, "FIN.SIOPS");
  EXPECT_EQ(all.at("Terceira conversa").content.minutes, 90);
  EXPECT_EQ(fourth.content.type, "REU_CIR");
  EXPECT_EQ(fourth.content.places.front().presence, Presence::present);
  EXPECT_THAT(fourth.content.other_themes, ElementsAre("PLAN.RAG"));
  EXPECT_THAT(fourth.content.difficulty_codes, ElementsAre("EQUIPE", "ACESSO"));
  EXPECT_EQ(fourth.content.started_at, instant_of(Day::of(2025, 2, 1), 12 * 60, "America/Araguaina"));
  EXPECT_EQ(all.at("Quinta conversa").content.places.size(), 2U);
}

TEST_P(Import, FindsMunicipalitiesUnderTheNamesThatPeopleUse) {
  const auto consultant = world->person("conass-consultor", "CONASS", {places::brasil});
  const auto& projects = programmes::catalogue().projects;
  const auto pases = std::find_if(projects.begin(), projects.end(), [](const auto& one) { return one.network == "pases"; });
  const std::vector<std::pair<std::string, PlaceId>> names{
      {"Sta. Bárbara d'Oeste", {3545803}}, {"Moji Mirim", {3530805}},        {"Embu", {3515004}},
      {"Augusto Severo", {2401305}},       {"Campo Grande - RN", {2401305}}, {"Fernando de Noronha", {2605459}},
      {"Brasília DF", {5300108}},          {"Boa Esperança do Norte", {5101837}}};
  std::string file = "Data,Tipo,Municípios,Tema,Relato,Projeto\n";
  for (const auto& [name, id] : names) file += "02/03/2025,VIS," + name + ",PLAN.PAS,\"Conversa em " + name + "\"," + pases->code + "\n";
  EXPECT_THAT(told(imported(file, consultant)), IsEmpty());
  const auto all = records(consultant);
  for (const auto& [name, id] : names) EXPECT_EQ(all.at("Conversa em " + name).content.places.front().place, id) << name;

  const auto unsure = imported("Data,Tipo,Municípios,Tema,Relato,Projeto\n02/03/2025,VIS,Palmas,PLAN.PAS,Uma conversa qualquer," + pases->code + "\n", consultant);
  ASSERT_EQ(unsure.faults.size(), 1U);
  EXPECT_THAT(unsure.faults.front().message, testing::AllOf(testing::HasSubstr("Palmas/TO"), testing::HasSubstr("Palmas/PR")));
}

TEST_P(Import, EveryFaultIsToldInItsCellAndNothingIsHalfDone) {
  const auto report = imported(
      "Data;Hora;Tipo;Municípios;Tema;Relato;Prevista;Cor\n"
      "29/04/2025;14h30;VIS;Palmas/TO;PLAN.PAS;Esta linha está certa;;\n"
      "29/04/2025;14h30;VIS;Balsas/MA;PLAN.PAS;De outro estado;;\n"
      "29/04/2025;14h30;VIS;Bom Jesus;PLAN.PAS;Em muitos estados;;\n"
      "29/04/2025;14h30;VIS;Balsas/TO;PLAN.PAS;No estado errado;;\n"
      "29/04/2025;14h30;VIS;Palmas|Xambioazinha;PLAN.PAS;Um nome que não há;;\n"
      "29/04/2025;14h30;;Palmas;PLAN.PAS;curto;;\n"
      "29/04/2025;14h30;Visita ao município; Oficina;PLAN.PAS;Sem aspas, uma coluna a mais;;\n"
      "29/04/2025;14h30;\"VIS;OFI\";Palmas;PLAN.PAS;Duas ações em uma linha;;\n"
      "31/02/2025;25h;VIS;Palmas;PLAN.PIS;Nem dia nem hora nem tema;talvez;\n"
      "29/04/2205;;VIS;Palmas;PLAN.PAS;Uma data em 2205;;\n"
      "29/04/2025;14:30;vis;PALMAS/TO;plan.pas;ESTA LINHA ESTÁ CERTA;;\n");
  EXPECT_THAT(told(report),
              ElementsAre("1 Cor [Cor] import.unknown-column", "3 Municípios [Balsas/MA] actions.outside-scope",
                          "4 Municípios [Bom Jesus] import.ambiguous-town", "5 Municípios [Balsas/TO] import.town-elsewhere",
                          "6 Municípios [Xambioazinha] import.unknown-town", "7 Tipo [] import.empty-cell",
                          "7 Relato [curto] actions.needs-text", "8 Municípios [Oficina] import.unknown-town",
                          "9 Tipo [VIS;OFI] import.two-in-one", "10 Prevista [talvez] import.not-yes-or-no",
                          "10 Data [31/02/2025] import.not-a-day", "10 Hora [25h] import.not-a-time",
                          "10 Tema [PLAN.PIS] import.not-in-list", "11 Data [29/04/2205] actions.future",
                          "12  [] import.repeated-row"));
  EXPECT_EQ(report.created, 0);
  EXPECT_THAT(records(helena), IsEmpty());
}

TEST_P(Import, AnHourThatIsNoneIsOneFault) {
  EXPECT_THAT(told(imported("Data;Hora;Tipo;Tema;Relato;Municípios\n02/05/2025;XXX;VIS;PLAN.PAS;Conversa sobre as metas.;Palmas/TO\n")),
              ElementsAre("2 Hora [XXX] import.not-a-time"));
}

TEST_P(Import, NeededColumnsAreAskedForOnce) {
  EXPECT_THAT(told(imported("Data;Município;Relato\n29/04/2025;Palmas;Falta saber o tipo\n")),
              ElementsAre("1 Tipo [Tipo] import.missing-column", "1 Tema [Tema] import.missing-column"));
}

TEST_P(Import, TheSameFileAgainChangesNothingInAnyEncoding) {
  const std::string file =
      "Data;Tipo;Municípios;Tema;Relato\n"
      "10/03/2025;VIS;Araguatins;PLAN.PAS;Revisão das metas com a equipe\n"
      "11/03/2025;VIS;Ananás;PLAN.PAS;Reunião com o conselho de saúde\n";
  const auto trial = imported(file, true);
  EXPECT_EQ(trial.created, 2);
  EXPECT_THAT(records(helena), IsEmpty());
  EXPECT_EQ(imported(file).created, 2);
  const auto before = entries();

  const auto old = imported(windows_1252(file)), marked = imported("\xEF\xBB\xBF" + file);
  EXPECT_EQ(old.encoding, "Windows-1252");
  for (const auto& again : {old, marked}) {
    EXPECT_THAT(told(again), IsEmpty());
    EXPECT_EQ(again.created, 0);
    EXPECT_EQ(again.unchanged, 2);
  }
  EXPECT_EQ(entries(), before);
}

TEST_P(Import, ACodeStandsForOneRecord) {
  const std::string head = "Código;Data;Tipo;Municípios;Tema;Relato\n", first = "A-1;10/03/2025;VIS;Araguatins;PLAN.PAS;";
  EXPECT_EQ(imported(head + first + "Revisão das metas\n").created, 1);
  EXPECT_EQ(imported(head + first + "Revisão das metas\n").unchanged, 1);
  EXPECT_THAT(told(imported(head + first + "Outra coisa aconteceu\n")), ElementsAre("2 Código [A-1] import.code-taken"));
}

TEST_P(Import, AFormulaIsOnlyText) {
  const auto report = imported(
      "Data;Tipo;Municípios;Tema;Relato\n"
      "10/03/2025;VIS;Araguatins;PLAN.PAS;\"'=HYPERLINK(\"\"http://exemplo.org\"\";\"\"clique\"\")\"\n");
  EXPECT_THAT(told(report), IsEmpty());
  EXPECT_EQ(records(helena).count("=HYPERLINK(\"http://exemplo.org\";\"clique\")"), 1U);
}

TEST_P(Import, AFileThatIsTooLongIsRefusedWhole) {
  std::string file = "Data;Tipo;Municípios;Tema;Relato\n";
  for (std::size_t i = 0; i <= most_imported_rows; ++i) file += "10/03/2025;VIS;Araguatins;PLAN.PAS;Linha " + std::to_string(i) + "\n";
  try {
    imported(file);
    FAIL() << "it was taken";
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.code, "import.too-long");
    EXPECT_EQ(problem.details.at("rows"), "5001");
  }
}

TEST_P(Import, OnlyWhoRegistersImports) {
  const auto director = world->person("secretario-executivo", "COSEMS-TO", {PlaceId{17}});
  EXPECT_THROW(imported(import_template(), director), Problem);
}

}  // namespace
}  // namespace teia::actions
