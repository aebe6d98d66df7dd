// SPDX-License-Identifier: Apache-2.0
#include "actions/export.hpp"

#include <gmock/gmock.h>

#include "base/csv.hpp"
#include "programmes/programmes.hpp"
#include "support/engines.hpp"

namespace teia::actions {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const Day today = Day::of(2025, 5, 5);
const Instant noon = instant_of(today, 12 * 60, capital_zone);

class Export : public test::OnBothEngines {
 protected:
  Export() : OnBothEngines(test::Schema::migrated) {}

  void prepare() override {
    store = std::make_unique<db::Store>(db::Options{.url = url(), .before_batch = &ledger::lock_head});
    store->write([&](db::Write& tx) {
      ledger::open(tx, noon, *chance);
      places::load_territory(tx);
      programmes::install(tx, programmes::catalogue(), noon, *chance);
    });
    helena = person("Helena Barros", "apoiador", "COSEMS-TO", PlaceId{17});
    rita = person("Rita Coelho", "apoiador", "COSEMS-MA", PlaceId{21});
  }

  access::Actor person(const std::string& name, const std::string& role, const std::string& organisation, PlaceId where) {
    const auto id = PersonId::make(noon, *chance);
    store->write([&](db::Write& tx) {
      people::add_person(tx, {id, name, std::nullopt, std::nullopt}, noon);
      const auto institution = people::organisation_by_code(tx, organisation)->id;
      access::assign(tx, {AssignmentId::make(noon, *chance), id, role, institution, std::nullopt, {where}, Day::of(2024, 1, 1), {}});
    });
    return {id, {}, today, noon};
  }

  void visited(const access::Actor& who, PlaceId town, const std::string& text, std::optional<PlaceId> invited = {}) {
    NewAction in;
    in.id = ActionId::make(noon, *chance);
    in.operation = ledger::OperationId::make(noon, *chance);
    in.created_at = noon;
    in.content.type = "VIS";
    in.content.theme = "PLAN.PAS";
    in.content.started_at = instant_of(Day::of(2025, 4, 29), 14 * 60 + 30, "America/Araguaina");
    in.content.places = {{town, Presence::direct, std::nullopt}};
    if (invited) in.content.places.push_back({*invited, Presence::invited, std::nullopt});
    in.content.text = text;
    in.content.results = {"DUVIDA"};
    in.content.difficulty_codes = {"EQUIPE", "ACESSO"};
    in.content.difficulties = "O contador saiu.";
    in.content.tags = {"pas", "metas"};
    in.content.places.front().secretary = true;
    in.content.other_themes = {"PLAN.RAG", "FIN.SIOPS"};
    in.content.objective = "Fechar a programação; sem atraso.";
    in.content.participants = {{"SECRETARIO", 3}};
    in.content.agenda = {{"Transporte sanitário", "CONSENSO", "4/2025"}, {"Saldo da portaria", std::nullopt, std::nullopt}};
    in.content.instruments = {{"PAS", "em elaboração", "enviada"}};
    in.content.origin = "GESTOR";
    in.content.visibility = {true, true, false};
    in.analysis = "O prefeito não quer o plano.";
    store->write([&](db::Write& tx) { return register_action(tx, in, who).id; });
  }

  std::string file(const access::Actor& who, ExportFormat format, const Filter& filter = {}) {
    std::string all;
    store->read([&](db::Read& tx) { write_list(tx, filter, format, who, [&](std::string_view piece) { all += piece; }); });
    return all;
  }
  std::string everything(ExportFormat format) {
    std::string all;
    store->read([&](db::Read& tx) { write_everything(tx, format, [&](std::string_view piece) { all += piece; }); });
    return all;
  }

  std::unique_ptr<Chance> chance = seeded_chance(12);
  std::unique_ptr<db::Store> store;
  access::Actor helena, rita;
};
ON_BOTH_ENGINES(Export);

std::map<std::string, std::string> first_row(const std::string& file) {
  const auto table = csv::read(file);
  std::map<std::string, std::string> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) cells[table.columns[i]] = table.rows.at(0).cells.at(i);
  return cells;
}

TEST_P(Export, ARowTellsAnActionAndNeverItsAnalysis) {
  visited(helena, PlaceId{1702554}, "=SOMA(1;2) foi o que a equipe pediu", PlaceId{1702208});
  const auto office = file(helena, ExportFormat::csv);
  EXPECT_TRUE(office.starts_with("\xEF\xBB\xBF"));
  EXPECT_THAT(office, HasSubstr("'=SOMA(1;2)"));
  auto cells = first_row(office);
  EXPECT_EQ(cells["Dia"], "29/04/2025");
  EXPECT_EQ(cells["Hora"], "14:30");
  EXPECT_EQ(cells["Tipo"], "Visita técnica ao município");
  EXPECT_EQ(cells["Código do tema"], "PLAN.PAS");
  EXPECT_EQ(cells["Situação"], "registrada");
  EXPECT_EQ(cells["Municípios presentes"], "Augustinópolis/TO");
  EXPECT_EQ(cells["Códigos dos municípios presentes"], "1702554");
  EXPECT_EQ(cells["Convidados"], "Araguatins/TO");
  EXPECT_EQ(cells["Modalidade"], "Presencial");
  EXPECT_EQ(cells["Duração (min)"], "120");
  EXPECT_EQ(cells["Autores"], "Helena Barros");
  EXPECT_EQ(cells["UF"], "TO");
  EXPECT_EQ(cells["Resultados"], "Dúvida resolvida");
  EXPECT_EQ(cells["Dificuldades"], "Equipe reduzida ou rotatividade | Distância ou deslocamento");
  EXPECT_EQ(cells["Relato das dificuldades"], "O contador saiu.");
  EXPECT_EQ(cells["O que ajudou"], "");
  EXPECT_EQ(cells["Etiquetas"], "pas; metas");

  EXPECT_THAT(cells["Outros temas"], HasSubstr(" | "));
  EXPECT_EQ(cells["Regiões de saúde"], "Bico do Papagaio");
  EXPECT_THAT(cells["Participantes"], HasSubstr(": 3"));
  EXPECT_EQ(cells["Secretários presentes"], "Augustinópolis/TO");
  EXPECT_NE(cells["Origem"], "");
  EXPECT_EQ(cells["Objetivo"], "Fechar a programação; sem atraso.");
  EXPECT_THAT(cells["Pauta"], AllOf(HasSubstr("Transporte sanitário ("), HasSubstr("4/2025) | Saldo da portaria")));
  EXPECT_THAT(cells["Instrumentos"], HasSubstr(": em elaboração → enviada"));
  EXPECT_EQ(cells["Visível também para"], "rede | município");
  EXPECT_EQ(cells["Criado em"], "05/05/2025 12:00");

  const auto program = file(helena, ExportFormat::rfc4180);
  EXPECT_EQ(first_row(program)["Dia"], "2025-04-29");
  EXPECT_THAT(program, HasSubstr(",=SOMA(1;2)"));
  const auto read = json::read<std::vector<ExportedAction>>(file(helena, ExportFormat::json));
  ASSERT_EQ(read.size(), 1U);
  EXPECT_THAT(read.front().present_codes, ElementsAre(1702554));
  for (const auto format : {ExportFormat::csv, ExportFormat::rfc4180, ExportFormat::json}) {
    EXPECT_THAT(file(helena, format), Not(HasSubstr("não quer o plano")));
    EXPECT_THAT(everything(format), Not(HasSubstr("não quer o plano")));
  }
}

TEST_P(Export, GivesWhatThePersonMayTakeOutAndTheServersOwnerEverything) {
  visited(helena, PlaceId{1702554}, "Conversa no Tocantins sobre metas");
  visited(rita, PlaceId{2101400}, "Conversa no Maranhão sobre metas");
  EXPECT_THAT(file(helena, ExportFormat::json), AllOf(HasSubstr("no Tocantins"), Not(HasSubstr("no Maranhão"))));
  EXPECT_THAT(file(rita, ExportFormat::json), AllOf(HasSubstr("no Maranhão"), Not(HasSubstr("no Tocantins"))));
  EXPECT_EQ(csv::read(everything(ExportFormat::rfc4180)).rows.size(), 2U);

  Filter filter;
  filter.q = "metas";
  EXPECT_THAT(file(helena, ExportFormat::json, filter), HasSubstr("no Tocantins"));
  filter.q = "de";
  EXPECT_EQ(file(helena, ExportFormat::json, filter), "[]\n");

  // A manager reads what was agreed in town, and takes no file of records home.
  const auto manager = person("Marta Queiroz", "gestor-municipal", "COSEMS-TO", PlaceId{1702554});
  EXPECT_EQ(file(manager, ExportFormat::json), "[]\n");
}

}  // namespace
}  // namespace teia::actions
