// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/test_program.hpp"
#include "demo/cast.hpp"

/// A program of somebody's own, at the door with an API token.
namespace teia::app::test {
namespace {

class Tokens : public testing::Test {
 protected:
  Tokens() {
    demo::assemble(program_.system().store(), *chance_, demo::story_now().plus_days(-480));
  }

  std::string token(const std::string& verb, const std::string& login = "helena") {
    const Browser browser{program_, login + "@exemplo.org.br"};
    const auto reply = browser.ask(http::Method::post, "/v1/tokens",
                                  fmt::format(R"({{"id":"{}","name":"Planilha","verbs":["{}"],"expires_on":"2025-12-31"}})",
                                              Uuid::make(demo::story_now(), *chance_).text(), verb));
    return std::get<std::string>(json::parse(std::get<std::string>(reply.body)).find("token")->is);
  }
  http::Response got(const std::string& token, const std::string& path) {
    http::Request request;
    request.path = path;
    request.headers = {{"authorization", "Bearer " + token}};
    return program_.ask(std::move(request));
  }
  int status(const std::string& token, http::Method method, const std::string& path, const std::string& spooled = "") {
    http::Request request;
    request.method = method;
    request.path = path;
    request.headers = {{"authorization", "Bearer " + token}};
    if (!spooled.empty()) request.parts = {{"file", "foto.jpg", "image/jpeg", "", spooled, 0}};
    return program_.ask(std::move(request)).status;
  }
  std::string photo() {
    std::ofstream{folder_.path() / "foto"} << "\xff\xd8\xff um retrato";
    return folder_.path() / "foto";
  }

  teia::test::Folder folder_;
  std::unique_ptr<Chance> chance_ = seeded_chance(1);
  Program program_{db::Engine::sqlite};
};

TEST_F(Tokens, OneThatRegistersSendsTheFilesOfItsRecords) {
  EXPECT_EQ(status(token("action.write"), http::Method::post, "/v1/attachments", photo()), 200);
  EXPECT_EQ(status(token("followup.answer"), http::Method::post, "/v1/attachments", photo()), 200);
  EXPECT_EQ(status(token("action.read"), http::Method::post, "/v1/attachments", photo()), 403);
}

TEST_F(Tokens, OneThatReadsHearsOfNewRecordsAndOpensTheirFiles) {
  const auto reads = token("action.read"), counts = token("aggregate.read");
  EXPECT_EQ(status(reads, http::Method::get, "/v1/events"), 200);
  EXPECT_EQ(status(reads, http::Method::get, "/v1/attachments/00"), 404) << "past the guard: there is no such file";
  EXPECT_EQ(status(counts, http::Method::get, "/v1/events"), 403);
  EXPECT_EQ(status(counts, http::Method::get, "/v1/attachments/00"), 403);
  EXPECT_EQ(status("teia_invented", http::Method::get, "/v1/events"), 401);
}

TEST_F(Tokens, OneThatReadsOpensTheListsAndThePagesOfWhatItReads) {
  const auto reads = token("action.read"), answers = token("followup.answer"), counts = token("aggregate.read");
  const auto agreed = token("action.read-agreed", "marta");
  for (const auto* path : {"/v1/actions", "/v1/followups", "/v1/places/17/support"}) {
    EXPECT_EQ(status(reads, http::Method::get, path), 200) << path;
    EXPECT_EQ(status(agreed, http::Method::get, path), 200) << path;
    EXPECT_EQ(status(counts, http::Method::get, path), 403) << path;
  }
  EXPECT_EQ(status(answers, http::Method::get, "/v1/followups"), 200);
  EXPECT_EQ(status(answers, http::Method::get, "/v1/actions"), 403);
  const std::string nothing = "/01890a5d-ac96-774b-bcce-b302099a8057";
  EXPECT_EQ(status(reads, http::Method::get, "/v1/actions" + nothing), 404) << "past the guard: there is no such record";
  EXPECT_EQ(status(reads, http::Method::get, "/v1/followups" + nothing), 404);
  EXPECT_EQ(status(reads, http::Method::get, "/v1/home"), 403) << "a person's own page";
}

TEST_F(Tokens, AnyOneOpensWhatIsNobodysInParticular) {
  const auto counts = token("aggregate.read");
  for (const auto* path : {"/v1/places?q=palmas", "/v1/places/17", "/v1/places/17/municipalities", "/v1/places/1702554/memberships", "/v1/map?state=17",
                           "/v1/vocabularies", "/v1/organisations"}) {
    const auto mark = std::string_view{path}.find('?');
    EXPECT_NE(status(counts, http::Method::get, std::string{path}.substr(0, mark)), 403) << path;
    EXPECT_EQ(status("teia_invented", http::Method::get, std::string{path}.substr(0, mark)), 401) << path;
  }
}

TEST_F(Tokens, OneThatReadsRecordsReadsNoAnalysis) {
  const Browser helena{program_, "helena@exemplo.org.br"};
  const auto id = Uuid::make(demo::story_now(), *chance_).text();
  const auto said = helena.ask(http::Method::post, "/v1/actions", fmt::format(R"({{"id":"{}","operation":"{}","planned":false,
    "created_at":"2025-05-02T20:00:00Z","analysis":"O prefeito não quer o plano.","content":{{"type":"VIS","started_at":"2025-05-02T13:00:00Z",
    "places":[{{"place":1702554,"presence":"contato-direto"}}],"theme":"PLAN.PAS","text":"Revisamos as metas da PAS.",
    "visibility":{{"network":false,"municipality":false,"public":false}}}}}})", id, Uuid::make(demo::story_now(), *chance_).text()));
  ASSERT_EQ(said.status, 200) << std::get<std::string>(said.body);
  const auto analysis = [&](const std::string& verb) {
    const auto reply = got(token(verb), "/v1/actions/" + id);
    return reply.status == 200 ? !json::parse(std::get<std::string>(reply.body)).find("analysis")->null() : false;
  };
  EXPECT_FALSE(analysis("action.read"));
  EXPECT_TRUE(analysis(R"(action.read","action.read-analysis)"));

  const Browser admin{program_, "admin@exemplo.org.br"};
  const auto who = json::parse(std::get<std::string>(helena.ask(http::Method::get, "/v1/session").body));
  const auto person = std::get<std::string>(who.find("person")->find("id")->is);
  ASSERT_EQ(admin.ask(http::Method::post, "/v1/session/view-as", "{\"person\":\"" + person + "\"}").status, 200);
  const auto seen = json::parse(std::get<std::string>(admin.ask(http::Method::get, "/v1/actions/" + id).body));
  EXPECT_TRUE(seen.find("analysis")->null()) << "who looks as somebody else reads the record alone";
  EXPECT_EQ(std::get<bool>(seen.find("may_read_analysis")->is), false);
}

TEST_F(Tokens, ASessionOfItsOwnIsNotATokens) {
  for (const auto* path : {"/v1/tokens", "/v1/sessions", "/v1/session"}) {
    EXPECT_GE(status(token("action.read"), http::Method::get, path), 401) << path;
  }
}

}  // namespace
}  // namespace teia::app::test
