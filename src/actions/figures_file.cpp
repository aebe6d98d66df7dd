// SPDX-License-Identifier: Apache-2.0
#include "actions/figures_file.hpp"

#include <fmt/format.h>

#include <map>

namespace teia::actions {

namespace {

void require_export(db::Read& tx, const access::Actor& actor) {
  if (!access::holds_somewhere(tx, actor.person, access::Verb::export_run, actor.today)) throw access::problems::missing_right();
}

}  // namespace

std::vector<OverviewLine> lines_of(const Overview& o) {
  std::vector<OverviewLine> lines{{"totais", "registradas", "Registradas", std::nullopt, o.registered},
                                  {"totais", "validadas", "Validadas", std::nullopt, o.validated},
                                  {"totais", "aguardam", "Aguardam validação", std::nullopt, o.waiting},
                                  {"totais", "devolvidas", "Devolvidas", std::nullopt, o.returned},
                                  {"totais", "municipios-com-contato", "Municípios com contato", std::nullopt, o.places_with_contact},
                                  {"totais", "municipios", "Municípios", std::nullopt, o.places_total}};
  const auto add = [&](const char* table, const std::vector<Count>& counts) {
    for (const auto& one : counts) lines.push_back({table, one.code, one.name, std::nullopt, one.value});
  };
  for (const auto& one : o.by_month) lines.push_back({"por mês", one.code, one.name, one.code, one.value});
  add("por tipo", o.by_type);
  add("por tema", o.by_theme);
  add("por região", o.by_region);
  add("por modalidade", o.by_modality);
  std::map<std::string, std::string> regions;
  for (const auto& one : o.by_region) regions[one.code] = one.name;
  for (const auto& cell : o.region_month) lines.push_back({"por região e mês", cell.row, regions[cell.row], cell.column, cell.value});
  return lines;
}

http::Response overview_file(db::Read& tx, const FiguresFile& asked, const access::Actor& actor) {
  require_export(tx, actor);
  return http::file_of("panorama", asked.format, {"Tabela", "Código", "Nome", "Mês", "Quantidade"}, lines_of(overview(tx, asked, actor)),
                       [](csv::Writer& table, const OverviewLine& one) {
                         table.row({one.table, one.code, one.name, one.month ? csv::Cell{*one.month} : csv::Cell{}, one.value});
                       });
}

http::Response coverage_file(db::Read& tx, const FiguresFile& asked, const access::Actor& actor) {
  require_export(tx, actor);
  return http::file_of("cobertura", asked.format,
                       {"Município", "Código IBGE", "UF", "Região de saúde", "Último contato", "Dias desde o contato", "Ações com contato",
                        "Apoiadores", "Na abrangência da Rede"},
                       coverage(tx, asked, actor).rows, [](csv::Writer& table, const PlaceContact& one) {
                         const auto supporters = fmt::format("{}", fmt::join(one.supporters, " | "));
                         const std::string region = one.region ? one.region->name : "";
                         table.row({one.place.name, one.place.id.value, one.place.state, region, csv::cell_of(one.last_on),
                                    csv::cell_of(one.days), one.actions, supporters, one.in_network});
                       });
}

}  // namespace teia::actions
