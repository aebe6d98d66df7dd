// SPDX-License-Identifier: Apache-2.0
#include "programmes/views.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/http/http.hpp"
#include "programmes/words.hpp"

namespace teia::programmes {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::string fact(const wire::ProjectPage& page, std::string_view label) {
  for (const auto& each : page.facts) {
    if (each.label == label) return each.value + " [" + each.source + "]";
  }
  return "";
}

wire::ProjectPage page_of(std::string_view code) { return wire::project_page(catalogue(), *find_project(catalogue(), code)); }

TEST(ProjectPage, says_value_term_and_process_of_the_rede_with_their_sources) {
  const auto page = page_of("rede-conasems-cosems");
  EXPECT_EQ(fact(page, "Valor"), "R$\u00a051.013.702,00 [Rede CONASEMS-COSEMS: página do projeto (NAPES/CONASEMS)]");
  EXPECT_EQ(fact(page, "NUP"), "25000.167200/2023-77 [Ficha do projeto no índice PROADI-SUS (CIAP, Ministério da Saúde)]");
  EXPECT_EQ(page.status, "vigência 2024–2026");
  EXPECT_THAT(page.objectives, SizeIs(4));
  EXPECT_EQ(page.governance[0], "Grupo Executivo: BP, Ministério da Saúde e CONASEMS.");
  EXPECT_EQ(page.actions, std::nullopt);
}

TEST(ProjectPage, keeps_the_old_name_and_sets_todays_beside_it) {
  const auto page = page_of("proadi-fg");
  std::vector<std::string> areas;
  for (const auto& each : page.facts) {
    if (each.label.starts_with("Área")) areas.push_back(each.value);
  }
  EXPECT_THAT(areas, ElementsAre("Secretaria Executiva (SE)",
                                 "Departamento de Articulação Interfederativa (DAI) à época; hoje Departamento de Gestão Interfederativa e Participativa (DGIP)"));
}

TEST(ProjectPage, can_be_made_for_every_project) {
  for (const auto& row : wire::project_rows(catalogue())) {
    const auto page = page_of(row.code);
    EXPECT_FALSE(page.facts.empty()) << row.code;
    EXPECT_FALSE(page.status.empty()) << row.code;
    EXPECT_FALSE(page.official_title.empty()) << row.code;
  }
}

TEST(ProjectRows, come_by_programme_and_in_the_programmes_order) {
  const auto rows = wire::project_rows(catalogue());
  ASSERT_THAT(rows, SizeIs(17));
  EXPECT_EQ(rows[0].code, "rede-conasems-cosems");
  EXPECT_EQ(rows[1].code, "proadi-fg");
  EXPECT_EQ(rows[5].code, "pases-rg");
  EXPECT_EQ(rows[5].axis_name, "Planejamento e Gestão");
  EXPECT_EQ(rows[5].status, "início em março de 2019");
  EXPECT_THAT(rows[1].packages, ElementsAre("proadi-conass", "common", "pases"));
}

TEST(Vocabularies, mark_the_types_of_one_programme) {
  const auto all = wire::vocabularies(catalogue());
  EXPECT_THAT(all.types, SizeIs(29));
  EXPECT_EQ(all.types.front().code, "ATE");
  EXPECT_EQ(all.types.front().programme, "");
  EXPECT_EQ(all.types.back().programme, "pases");
  EXPECT_THAT(json::write_described(all.types.front()), ::testing::HasSubstr(R"("short":"Atendimento")"));
  EXPECT_EQ(all.version, "common@1 pases@1 rede-conasems-cosems@1 proadi-conass@1");
}

TEST(Words, write_money_months_and_lists_as_people_do) {
  EXPECT_EQ(money(5), "R$\u00a00,05");
  EXPECT_EQ(money(100000), "R$\u00a01.000,00");
  EXPECT_EQ(month_in_words("2019-12"), "dezembro de 2019");
  EXPECT_EQ(joined({"a"}), "a");
  EXPECT_EQ(joined({"a", "b", "c"}), "a, b e c");
}

TEST(Routes, open_projects_to_everyone_and_words_to_the_signed_in) {
  std::vector<std::string> table;
  for (const auto& route : routes()) table.push_back(std::string{route.pattern} + " " + std::string{route.right.name()});
  EXPECT_THAT(table, ElementsAre("/v1/vocabularies signed-in any-token", "/v1/projects anyone", "/v1/projects/{code} anyone"));
}

}  // namespace
}  // namespace teia::programmes
