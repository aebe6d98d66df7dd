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

  std::string token(const std::string& verb) {
    const Browser helena{program_, "helena@exemplo.org.br"};
    const auto reply = helena.ask(http::Method::post, "/v1/tokens",
                                  fmt::format(R"({{"id":"{}","name":"Planilha","verbs":["{}"],"expires_on":"2025-12-31"}})",
                                              Uuid::make(demo::story_now(), *chance_).text(), verb));
    return std::get<std::string>(json::parse(std::get<std::string>(reply.body)).find("token")->is);
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

TEST_F(Tokens, ASessionOfItsOwnIsNotATokens) {
  for (const auto* path : {"/v1/tokens", "/v1/sessions", "/v1/session"}) {
    EXPECT_GE(status(token("action.read"), http::Method::get, path), 401) << path;
  }
}

}  // namespace
}  // namespace teia::app::test
