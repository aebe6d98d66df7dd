// SPDX-License-Identifier: Apache-2.0
#include "programmes/programmes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace teia::programmes {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

const Catalogue& all() { return catalogue(); }

std::size_t in_programme(std::string_view code) {
  return static_cast<std::size_t>(std::count_if(all().projects.begin(), all().projects.end(), [&](auto& each) { return each.programme == code; }));
}

TEST(Catalogue, has_the_projects_of_both_networks) {
  EXPECT_THAT(all().projects, SizeIs(17));
  EXPECT_EQ(in_programme("pases"), 12U);
  EXPECT_EQ(in_programme("proadi-sus"), 5U);  // the Rede and four that meet the PASES
}

TEST(Catalogue, divides_the_pases_in_four_axes_of_3_4_2_and_3_projects) {
  const auto* pases = find_programme(all(), "pases");
  ASSERT_NE(pases, nullptr);
  std::vector<long> sizes;
  for (const auto& axis : pases->axes) {
    sizes.push_back(std::count_if(all().projects.begin(), all().projects.end(), [&](auto& each) { return each.programme == "pases" && each.axis == axis.code; }));
  }
  EXPECT_THAT(sizes, ElementsAre(3, 4, 2, 3));
}

TEST(Catalogue, keeps_the_facts_of_the_rede_as_its_page_says) {
  const auto* rede = find_project(all(), "rede-conasems-cosems");
  ASSERT_NE(rede, nullptr);
  EXPECT_EQ(rede->value_centavos, 51'013'702'00);
  EXPECT_EQ(rede->nup, "25000.167200/2023-77");
  EXPECT_EQ(rede->proponent, "CONASEMS");
  EXPECT_EQ(rede->executor, "BP");
  EXPECT_EQ(rede->type, "Prioritário");
  EXPECT_EQ(rede->first_year, 2024);
  EXPECT_EQ(rede->last_year, 2026);
  EXPECT_THAT(rede->specific_objectives, SizeIs(4));
  EXPECT_THAT(rede->states, SizeIs(26));
  EXPECT_THAT(rede->states, Not(Contains("DF")));
  EXPECT_THAT(rede->governance->members, ElementsAre("BP", "MS", "CONASEMS"));
  EXPECT_EQ(rede->sources.at("nup"), "ciap-bp");
}

TEST(Catalogue, gives_the_nine_states_of_the_planificacao_and_the_months_of_the_folder) {
  EXPECT_THAT(find_project(all(), "pases-pl")->states, ElementsAre("CE", "DF", "ES", "GO", "MA", "PR", "RJ", "RO", "RS"));
  EXPECT_EQ(find_project(all(), "pases-en")->start, "2019-08");
  EXPECT_EQ(find_project(all(), "pases-pl")->status, Status::under_way);
  const auto under_way = std::count_if(all().projects.begin(), all().projects.end(), [](auto& each) { return each.status == Status::under_way; });
  EXPECT_EQ(under_way, 4);  // Planificação, planos de educação permanente, gestão do trabalho, cuidado farmacêutico
}

TEST(Catalogue, sets_todays_name_beside_the_name_of_then) {
  const auto& areas = find_project(all(), "proadi-fg")->ministry_areas;
  ASSERT_THAT(areas, SizeIs(2));
  EXPECT_EQ(areas[0].today, std::nullopt);
  EXPECT_THAT(areas[1].said, HasSubstr("DAI"));
  EXPECT_THAT(*areas[1].today, HasSubstr("DGIP"));
}

TEST(Vocabularies, have_the_sizes_of_the_dossier) {
  auto common = [](std::string_view code) {
    const auto& terms = find_vocabulary(all(), code)->terms;
    return std::count_if(terms.begin(), terms.end(), [](auto& each) { return each.package == "common"; });
  };
  EXPECT_EQ(common("action-type"), 23);
  EXPECT_EQ(common("space"), 22);
  EXPECT_EQ(common("modality"), 4);
  EXPECT_EQ(common("result"), 12);
  EXPECT_EQ(common("learning"), 13);
  EXPECT_EQ(common("guideline"), 4);
  const auto& themes = find_vocabulary(all(), "theme")->terms;
  EXPECT_EQ(std::count_if(themes.begin(), themes.end(), [](auto& each) { return !each.parent; }), 17);
}

TEST(Vocabularies, fill_in_a_quick_record) {
  const auto call = find_term(all(), "action-type", "ATE")->action.value();
  EXPECT_EQ(call.minutes, 15);
  EXPECT_EQ(call.modality, "REM_ASSINC");
  EXPECT_EQ(find_term(all(), "action-type", "REU_CIR")->action->minutes, 180);
  EXPECT_EQ(find_term(all(), "action-type", "REU_CIR")->action->space, "CIR");
  EXPECT_EQ(find_term(all(), "action-type", "OFI")->action->minutes, 240);
  std::set<std::string> placeless;
  for (const auto& term : find_vocabulary(all(), "action-type")->terms) {
    if (!term.action->needs_place) placeless.insert(term.code);
  }
  EXPECT_THAT(placeless, ElementsAre("ADM", "EST", "REU_EQ"));
}

TEST(Vocabularies, show_a_packages_own_terms_only_to_those_who_use_it) {
  const auto* visit = find_term(all(), "action-type", "VIS_SES");
  ASSERT_NE(visit, nullptr);
  EXPECT_FALSE(offered(all(), *find_project(all(), "rede-conasems-cosems"), *visit));
  EXPECT_TRUE(offered(all(), *find_project(all(), "pases-rg"), *visit));
  EXPECT_TRUE(offered(all(), *find_project(all(), "proadi-fg"), *visit));
  EXPECT_TRUE(offered(all(), *find_project(all(), "pases-rg"), *find_term(all(), "action-type", "ATE")));
}

TEST(Catalogue, knows_whose_network_a_project_is_in_whatever_its_programme) {
  EXPECT_EQ(find_project(all(), "rede-conasems-cosems")->network, "rede");
  EXPECT_EQ(find_project(all(), "proadi-fg")->network, "pases");  // PROADI-SUS too, but the support is of CONASS
  EXPECT_EQ(find_project(all(), "pases-pl")->network, "pases");
}

TEST(Roles, let_only_the_support_team_read_the_analysis) {
  std::set<std::string> readers;
  for (const auto& role : all().roles) {
    for (const auto& grant : role.grants) {
      if (grant.verb == "action.read-analysis") readers.insert(role.code);
    }
  }
  EXPECT_THAT(readers, ElementsAre("apoiador", "coordenador", "facilitador"));
}

TEST(Roles, reserve_everything_for_the_system) {
  for (const auto& role : all().roles) {
    for (const auto& grant : role.grants) {
      if (grant.reach == "everything") {
        EXPECT_EQ(role.code, "administrador");
      }
    }
  }
}

TEST(Organisations, are_26_councils_and_27_secretariats) {
  auto of = [](std::string_view kind) {
    return std::count_if(all().organisations.begin(), all().organisations.end(), [&](auto& each) { return each.kind == kind; });
  };
  EXPECT_EQ(of("COSEMS"), 26);
  EXPECT_EQ(of("SES"), 27);
  EXPECT_EQ(find_organisation(all(), "COSEMS-DF"), nullptr);
}

TEST(Catalogue, says_what_a_record_was_made_under) {
  EXPECT_EQ(package_versions(all(), *find_project(all(), "proadi-cf")), "proadi-conass@1 common@1 pases@1");
}

}  // namespace
}  // namespace teia::programmes
