// SPDX-License-Identifier: Apache-2.0
#include "reports/html.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/reports.hpp"
#include "reports/test_markup.hpp"

/// The document from data made by hand: hostile, empty, closed.
namespace teia::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

QuadrimestralData calm() {
  QuadrimestralData data;
  data.council = {OrganisationId{}, "COSEMS-TO", "COSEMS-TO"};
  data.council_name = "Conselho de Secretarias Municipais de Saúde do Tocantins";
  data.state = {PlaceId{17}, places::Level::state, "Tocantins", "TO"};
  data.period = "2025-QD1";
  data.label = "1º quadrimestre de 2025 (jan–abr)";
  data.from = Day::of(2025, 1, 1);
  data.to = Day::of(2025, 4, 30);
  data.known_on = Day::of(2025, 5, 5);
  data.months = {"janeiro", "fevereiro", "março", "abril"};
  data.elsewhere.assign(4, 0);
  prove(data);
  return data;
}

const std::string hostile = "<script>alert('x')</script> & \"aspas\" \u202E שלום " + std::string(400, 'W');

QuadrimestralData attacked() {
  auto data = calm();
  data.council_name = data.state.name = hostile;
  data.board = {{hostile, hostile, {}, 0, data.from, data.to, false, {}}};
  data.team = {{hostile, hostile, {hostile}, 3, data.from, data.known_on, true, {{data.from, data.to, PersonId{}, hostile}}}};
  data.regions = {{PlaceId{17001}, hostile, 2, 1000, {1, 2, 3, 4}, 10, 1}};
  data.moved = {{hostile, hostile, hostile, hostile, Day::of(2025, 3, 1)}};
  data.registered = 10;
  data.validated = 7;
  data.waiting = 2;
  data.returned = 1;
  data.by_month = {{"2025-01", hostile, 10, 3}};
  data.types = data.modalities = data.themes = {{"X", hostile, 10}};
  data.results = {{"X", hostile, 10, 3}};
  data.cir = {1, 0, 1, 2, 1, {{places::PlaceRef{PlaceId{17001}, places::Level::region, hostile, "TO"}, 1, 2, 1}}, {{data.from, hostile, true, 2, 1, 7}}};
  data.followups = {{"X", hostile, 1, 1, 1, 1, 1}};
  data.contacts = {{PlaceId{1700001}, hostile, hostile, 0, std::nullopt, std::nullopt}};
  data.without_60 = data.with_contact = 1;
  data.records = {{7, data.from, hostile, hostile, actions::State::returned}};
  prove(data);
  return data;
}

std::string body_of(const std::string& document) {
  const auto begin = document.find("<body>");
  return document.substr(begin, document.rfind("</html>") - begin);
}

TEST(Html, WhatPeopleWroteIsTextWhereverItStands) {
  const auto document = html(attacked(), {}, "https://teia.exemplo.org.br");
  EXPECT_EQ(fault_of(body_of(document)), "");
  EXPECT_THAT(document, Not(HasSubstr("<script")));
  EXPECT_THAT(document, Not(HasSubstr("\u202E")));
  EXPECT_GE(count_of(document, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), 20u);
}

TEST(Html, EveryMarkLeadsToItsListAndEveryListHasAnAddress) {
  const auto data = attacked();
  const auto document = html(data, {}, "https://teia.exemplo.org.br");
  for (const auto& proof : data.proofs) {
    EXPECT_EQ(count_of(document, "id=\"" + proof.mark + "\""), 1u) << proof.key;
    EXPECT_GE(count_of(document, "href=\"#" + proof.mark + "\""), 1u) << proof.key;
    EXPECT_THAT(document, HasSubstr("href=\"https://teia.exemplo.org.br" + proof.address.substr(0, proof.address.find('&')))) << proof.key;
  }
}

TEST(Html, NothingRegisteredIsSaidCalmly) {
  const auto document = html(calm(), {}, "");
  EXPECT_EQ(fault_of(body_of(document)), "");
  EXPECT_THAT(document, HasSubstr("Não há ações do apoio registradas"));
  EXPECT_THAT(document, HasSubstr("Não há reuniões de Comissão Intergestores Regional registradas"));
  EXPECT_THAT(document, Not(HasSubstr("Agenda do apoio")));
}

TEST(Html, ADraftSaysWhatIsMissingAndWhoFillsItInTheFinalOneLeavesItOut) {
  auto data = calm();
  const auto draft = html(data, {}, "");
  EXPECT_THAT(draft, HasSubstr("PRÉVIA"));
  EXPECT_THAT(draft, HasSubstr("<b>A preencher</b>: ofícios enviados e recebidos"));
  EXPECT_THAT(draft, HasSubstr("Quem preenche: secretaria executiva"));

  data.closed = Closed{1700, 613, 594, 1, std::string(64, 'a'), "Raimundo Sales", Day::of(2025, 5, 5)};
  const auto final_one = html(data, {}, "");
  EXPECT_THAT(final_one, Not(HasSubstr("A preencher")));
  EXPECT_THAT(final_one, Not(HasSubstr("PRÉVIA")));
  EXPECT_THAT(final_one, HasSubstr(std::string(64, 'a')));
  EXPECT_THAT(final_one, HasSubstr("O fechamento contou 613\u00A0registros")) << "what changed since is said";
  EXPECT_THAT(final_one, HasSubstr("não foram registradas na Teia"));
}

TEST(Html, ADemonstrationSaysSo) {
  auto data = calm();
  EXPECT_THAT(html(data, {}, ""), Not(HasSubstr("FICTÍCIOS")));
  data.demo = true;
  EXPECT_THAT(html(data, {}, ""), HasSubstr("DADOS FICTÍCIOS"));
}

TEST(Html, IsLaidOutWhateverItSays) {
  if (!is_there("weasyprint")) GTEST_SKIP() << "weasyprint is not installed";
  EXPECT_THAT(pdf(html(attacked(), {}, "")), testing::StartsWith("%PDF-1."));
  EXPECT_THAT(pdf(html(calm(), {}, "")), testing::StartsWith("%PDF-1."));
}

}  // namespace
}  // namespace teia::reports
