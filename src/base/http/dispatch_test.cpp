// SPDX-License-Identifier: Apache-2.0
#include "base/http/dispatch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "base/http/wire_test.hpp"

namespace teia::http::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct Answer {
  int status;
  std::string body;
};

Answer ask(const Dispatcher& dispatcher, Request request) {
  std::promise<Response> replied;
  dispatcher.handle(std::make_shared<const Request>(std::move(request)), [&](Response response) { replied.set_value(std::move(response)); });
  const auto response = replied.get_future().get();
  return {response.status, std::get<std::string>(response.body)};
}

Request request(Method method, std::string path, Pairs query = {}, std::string body = "", bool session = true) {
  Request made;
  made.method = method;
  made.path = std::move(path);
  made.query = std::move(query);
  made.body = std::move(body);
  if (session) made.headers.emplace_back("x-person", "ana");
  return made;
}

class Dispatch : public testing::Test {
 protected:
  Answer get(std::string path, Pairs query = {}) { return ask(world.dispatcher, request(Method::get, std::move(path), std::move(query))); }
  Answer post(std::string body, bool session = true) { return ask(world.dispatcher, request(Method::post, "/v1/notes", {}, std::move(body), session)); }
  World world;
};

TEST_F(Dispatch, AnUnknownAddressAndAWrongMethodAreProblems) {
  EXPECT_THAT(get("/v1/nowhere").body, HasSubstr(R"("code":"http.no-route")"));
  EXPECT_EQ(get("/v1/nowhere").status, 404);
  const auto wrong = ask(world.dispatcher, request(Method::del, "/v1/notes"));
  EXPECT_EQ(wrong.status, 405);
  EXPECT_THAT(wrong.body, AllOf(HasSubstr("http.wrong-method"), HasSubstr("DELETE")));
}

TEST_F(Dispatch, TheQueryIsStrict) {
  EXPECT_EQ(get("/v1/size", {{"size", "2"}}).body, R"({"text":"aa"})");
  const auto answer = get("/v1/size", {{"size", "muito"}, {"on", "2025-02-30"}, {"cor", "azul"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("query.unknown"));
  EXPECT_THAT(get("/v1/size", {{"size", "muito"}, {"on", "2025-02-30"}}).body, AllOf(HasSubstr(R"("field":"size")"), HasSubstr(R"("field":"on")")));
}

TEST_F(Dispatch, ACodeInTheAddressThatDoesNotReadIsNotFound) {
  EXPECT_EQ(get("/v1/notes/x").status, 404);
  EXPECT_EQ(get("/v1/notes/0190163d-8694-739b-aea5-966c26f8ad91").status, 200);
}

TEST_F(Dispatch, AWrittenWordIsPreferredToAName) {
  EXPECT_EQ(get("/v1/notes/count").body, R"({"text":"0"})");
  EXPECT_EQ(world.dispatcher.pattern_of("/v1/notes/count"), "/v1/notes/count");
  EXPECT_EQ(get("/v1/notes/").status, 404);
  EXPECT_EQ(get("/v1").status, 404);
}

TEST_F(Dispatch, TheGuardSpeaksBeforeTheInputIsRead) {
  EXPECT_EQ(post("nonsense", false).status, 401);
  EXPECT_EQ(post("nonsense").status, 400);
  EXPECT_EQ(post(R"({"texto":"a"})").status, 422);
}

TEST_F(Dispatch, AReplyToAWriteComesAfterItsCommitAndAFailureUndoesIt) {
  EXPECT_EQ(post(R"({"text":"a"})").status, 200);
  EXPECT_EQ(get("/v1/notes").body, R"({"text":"1"})");
  EXPECT_EQ(post(R"({"text":"fail"})").status, 404);
  EXPECT_EQ(get("/v1/notes").body, R"({"text":"1"})");
}

TEST_F(Dispatch, AWriteMayHaveItsReplyReadAfterTheCommit) {
  const auto answer = ask(world.dispatcher, request(Method::post, "/v1/counted-notes", {}, R"({"text":"a"})"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, R"({"text":"1"})");
}

TEST_F(Dispatch, OurMistakesAreNotShown) {
  const auto answer = post(R"({"text":"bug"})");
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, AllOf(HasSubstr(R"("code":"internal")"), testing::Not(HasSubstr("a mistake of ours"))));
}

TEST_F(Dispatch, AdmitAsksOnlyTheGuard) {
  const auto admitted = [&](bool session) {
    std::promise<int> status;
    world.dispatcher.admit(std::make_shared<const Request>(request(Method::post, "/v1/upload", {}, "", session)), [&](Response r) { status.set_value(r.status); });
    return status.get_future().get();
  };
  EXPECT_EQ(admitted(true), 100);
  EXPECT_EQ(admitted(false), 401);
}

TEST_F(Dispatch, PatternsAreNamedWithoutTheirValues) {
  EXPECT_EQ(world.dispatcher.pattern_of("/v1/notes/0190163d"), "/v1/notes/{id}");
  EXPECT_EQ(world.dispatcher.pattern_of("/v1/nowhere"), "");
  EXPECT_EQ(world.dispatcher.methods_of("/v1/notes"), "POST, GET");
}

}  // namespace
}  // namespace teia::http::test
