// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "access/test_world.hpp"

namespace teia::access {
namespace {

using http::Method;

/// A coordinator of each state, a supporter in Tocantins, an administrator; all signed in.
class PeoplePages : public SmallWorld {
 protected:
  void prepare() override {
    SmallWorld::prepare();
    ana = person("ana"), carla = person("carla"), beto = person("beto"), root = person("root");
    work = function(ana, "apoiador", "COSEMS-TO", {bico});
    function(carla, "coordenador", "COSEMS-TO", {tocantins});
    function(beto, "coordenador", "COSEMS-BA", {bahia});
    function(root, "administrador", "CONASEMS");
    for (const auto& [who, name] : {std::pair{ana, "ana"}, {carla, "carla"}, {beto, "beto"}, {root, "root"}}) account(who, name);
    as_ana = signed_in_as("ana"), as_carla = signed_in_as("carla"), as_beto = signed_in_as("beto"), as_root = signed_in_as("root");
  }

  std::string id() { return Uuid::make(noon, *chance).text(); }
  std::string new_person(const std::string& who, const std::string& name) {
    return R"({"id":")" + who + R"(","name":")" + name + R"(","email":")" + name + R"(@teia.org","phone":null})";
  }
  std::string new_function(const std::string& who, const std::string& role, const char* organisation, const std::string& places = "[17001]") {
    return R"({"id":")" + id() + R"(","person":")" + who + R"(","role":")" + role + R"(","organisation":")" +
           organisations.at(organisation).text() + R"(","project":"rede","places":)" + places + R"(,"from":"2025-05-01","to":null})";
  }
  Answer give(const Browser& by, const std::string& function) { return ask(by, Method::post, "/v1/assignments", function); }
  Answer page(const Browser& by, PersonId who) { return ask(by, Method::get, "/v1/people/" + who.text()); }
  std::string invitation_of(PersonId who) { return "/v1/people/" + who.text() + "/invitation"; }

  PersonId ana, carla, beto, root;
  AssignmentId work;
  Browser as_ana, as_carla, as_beto, as_root;
};
ON_BOTH_ENGINES(PeoplePages);

TEST_P(PeoplePages, ListWhoeverTheCallerReaches) {
  EXPECT_EQ(ask(as_ana, Method::get, "/v1/people").size(), 2U);
  EXPECT_EQ(ask(as_beto, Method::get, "/v1/people").size(), 1U);
  EXPECT_EQ(ask(as_root, Method::get, "/v1/people").size(), 4U);
  EXPECT_EQ(ask(as_root, Method::get, "/v1/people", "", {{"state", "TO"}}).size(), 2U);
  EXPECT_EQ(ask(as_root, Method::get, "/v1/people", "", {{"role", "apoiador"}}).size(), 1U);
  EXPECT_EQ(ask(as_root, Method::get, "/v1/people", "", {{"q", "ÁNA"}}).size(), 1U);
  const auto row = ask(as_ana, Method::get, "/v1/people", "", {{"q", "ana"}}).body;
  const auto& first = std::get<json::Array>(row.is)[0];
  EXPECT_EQ(*first.find("territory_count"), json::Value{std::int64_t{2}});
  EXPECT_EQ(*first.find("state"), json::Value{"TO"});
  EXPECT_EQ(*first.find("has_account"), json::Value{true});
}

TEST_P(PeoplePages, ContactsAreForWhoManagesThemAndForOneself) {
  EXPECT_EQ(page(as_carla, ana).text("email"), "ana@teia.org");
  EXPECT_EQ(page(as_ana, ana).text("email"), "ana@teia.org");
  EXPECT_TRUE(page(as_ana, carla)["email"].null());
  EXPECT_EQ(std::get<json::Array>(page(as_ana, carla)["sessions"].is).size(), 0U);
  EXPECT_EQ(page(as_beto, ana).code, "people.unknown");
}

TEST_P(PeoplePages, ACoordinatorBringsSomebodyNewToTheTeam) {
  const auto nova = id();
  EXPECT_EQ(ask(as_carla, Method::post, "/v1/people", new_person(nova, "nova")).status, 200);
  EXPECT_EQ(ask(as_carla, Method::post, "/v1/people", new_person(nova, "nova")).status, 200) << "the same request again";
  EXPECT_EQ(ask(as_beto, Method::post, "/v1/people", new_person(nova, "nova")).code, "people.unknown");
  EXPECT_EQ(ask(as_beto, Method::get, "/v1/people/" + nova).code, "people.unknown");
  const auto given = give(as_carla, new_function(nova, "apoiador", "COSEMS-TO"));
  ASSERT_EQ(given.status, 200);
  EXPECT_EQ(given.text("from"), "2025-05-01");
  const auto link = ask(as_carla, Method::post, "/v1/people/" + nova + "/invitation");
  ASSERT_EQ(link.status, 200);
  EXPECT_EQ(link.text("url").rfind("/convite/", 0), 0U);
  const auto token = link.text("url").substr(9);
  EXPECT_EQ(ask({}, Method::post, "/v1/invitations/" + token, R"({"password":"dez letras ou mais"})").status, 200);
}

TEST_P(PeoplePages, NobodyClimbsByGivingFunctions) {
  const auto self = carla.text();
  EXPECT_EQ(give(as_ana, new_function(self, "apoiador", "COSEMS-TO")).code, "rights.missing");
  EXPECT_EQ(give(as_carla, new_function(self, "administrador", "COSEMS-TO")).code, "rights.role-out-of-reach");
  EXPECT_EQ(give(as_carla, new_function(self, "nacional", "COSEMS-TO")).code, "rights.role-out-of-reach");
  EXPECT_EQ(give(as_carla, new_function(self, "ses", "COSEMS-TO")).code, "rights.role-out-of-reach");
  EXPECT_EQ(give(as_carla, new_function(self, "apoiador", "COSEMS-BA")).code, "rights.missing");
  EXPECT_EQ(give(as_carla, new_function(self, "gestor", "COSEMS-TO", "[2900001]")).code, "rights.place-out-of-reach");
  EXPECT_EQ(give(as_carla, new_function(self, "gestor", "COSEMS-TO", "[1700001]")).status, 200);
}

TEST_P(PeoplePages, NobodyTakesOverAnAccountByAnInvitation) {
  EXPECT_EQ(give(as_carla, new_function(root.text(), "apoiador", "COSEMS-TO")).code, "people.unknown");
  EXPECT_EQ(ask(as_carla, Method::post, invitation_of(root)).code, "people.unknown");
  function(root, "apoiador", "COSEMS-TO");  // now a colleague, but still an administrator
  EXPECT_EQ(ask(as_carla, Method::post, invitation_of(root)).code, "rights.person-out-of-reach");
  EXPECT_EQ(ask(as_carla, Method::put, "/v1/people/" + root.text() + "/contact", R"({"email":"x@y"})").code, "rights.person-out-of-reach");
  EXPECT_TRUE(page(as_carla, root)["email"].null());
  EXPECT_EQ(ask(as_root, Method::post, invitation_of(carla)).status, 200);
}

TEST_P(PeoplePages, AFunctionEndsIsCoveredAndPassesOn) {
  const auto at = "/v1/assignments/" + work.text();
  const auto dora = person("dora");
  function(dora, "apoiador", "COSEMS-TO");
  EXPECT_EQ(ask(as_beto, Method::post, at + "/end", R"({"on":"2025-05-31","reason":""})").code, "people.assignment-unknown");

  const auto leave = ask(as_carla, Method::post, at + "/leave", R"({"from":"2025-05-05","to":"2025-05-09","cover":")" + dora.text() + R"("})");
  ASSERT_EQ(leave.status, 200);
  EXPECT_EQ(*leave["leave"].find("cover")->find("name"), json::Value{"dora"});
  const auto covers = page(as_carla, dora);
  const auto& newest = std::get<json::Array>(covers["assignments"].is)[0];
  EXPECT_EQ(*newest.find("cover_for")->find("name"), json::Value{"ana"});

  const auto passed = ask(as_carla, Method::post, at + "/hand-over", R"({"to":")" + dora.text() + R"(","on":"2025-06-01"})");
  ASSERT_EQ(passed.status, 200);
  EXPECT_EQ(passed.text("from"), "2025-06-01");
  EXPECT_EQ(read([&](db::Read& tx) { return people::require_assignment(tx, work).valid_to; }), Day::of(2025, 5, 31));
  const auto end = ask(as_carla, Method::post, "/v1/assignments/" + passed.text("id") + "/end", R"({"on":"2025-06-30","reason":"fim"})");
  EXPECT_EQ(end.text("to"), "2025-06-30");
}

TEST_P(PeoplePages, AFunctionIsNotPassedToSomebodyOfAnotherInstitution) {
  const auto at = "/v1/assignments/" + work.text();
  EXPECT_EQ(ask(as_carla, Method::post, at + "/hand-over", R"({"to":")" + beto.text() + R"(","on":"2025-06-01"})").code, "people.unknown");
  EXPECT_EQ(ask(as_carla, Method::post, at + "/hand-over", R"({"to":")" + ana.text() + R"(","on":"2025-06-01"})").code, "people.same-person");
  EXPECT_EQ(ask(as_carla, Method::post, at + "/leave", R"({"from":"2019-05-05","to":"2019-05-09","cover":")" + carla.text() + R"("})").code,
            "people.leave-outside");
}

TEST_P(PeoplePages, BadInputIsNamed) {
  EXPECT_EQ(ask(as_carla, Method::post, "/v1/people", R"({"id":")" + id() + R"(","name":"X Y","email":"sem arroba","phone":null})").code,
            "people.bad-email");
  EXPECT_EQ(ask(as_carla, Method::post, "/v1/people", R"({"id":")" + id() + R"(","name":" ","email":null,"phone":null})").code,
            "people.name-too-short");
  const auto silent = id();
  ask(as_carla, Method::post, "/v1/people", R"({"id":")" + silent + R"(","name":"Sem Endereço","email":null,"phone":null})");
  EXPECT_EQ(ask(as_carla, Method::post, "/v1/people/" + silent + "/invitation").code, "people.email-needed");
  EXPECT_EQ(ask(as_carla, Method::put, "/v1/people/" + silent + "/contact", R"({"email":"ana","phone":null})").code, "people.bad-email");
}

TEST_P(PeoplePages, OrganisationsAreFoundByWordAndKind) {
  EXPECT_EQ(ask(as_ana, Method::get, "/v1/organisations", "", {{"q", "cosems"}}).size(), 2U);
  EXPECT_EQ(ask(as_ana, Method::get, "/v1/organisations", "", {{"kind", "Y"}}).size(), 0U);
  EXPECT_EQ(ask({}, Method::get, "/v1/organisations").code, "session.none");
}

}  // namespace
}  // namespace teia::access
