// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/closing_command.hpp"
#include "app/test_program.hpp"
#include "demo/story_facts.hpp"

/// The Tocantins story closes: its quadrimestre says 612 and 594, and goes on saying so whatever comes later.
namespace teia::app::test {
namespace {

using testing::HasSubstr;

class ClosingStory : public testing::TestWithParam<db::Engine> {
 protected:
  void SetUp() override {
    if (const auto why = teia::test::missing(GetParam())) GTEST_SKIP() << *why;
    program.emplace(GetParam());
    demo::tell_story(store(), [](const std::string&) {});
    raimundo.emplace(*program, "raimundo@exemplo.org.br");
    helena.emplace(*program, "helena@exemplo.org.br");
  }

  db::Store& store() { return program->system().store(); }
  std::string operation() { return Uuid::make(demo::story_now(), system_chance()).text(); }

  json::Value asked(const Browser& who, http::Method method, const std::string& target, const std::string& body = "") {
    const auto reply = who.ask(method, target, body);
    EXPECT_EQ(reply.status, 200) << target << " " << std::get<std::string>(reply.body);
    return json::parse(std::get<std::string>(reply.body));
  }
  json::Value closed(const std::string& period) {
    return asked(*raimundo, http::Method::post, "/v1/closings/close",
                 R"({"operation":")" + operation() + R"(","period":")" + period + R"(","reason":"Fechamento para a assembleia de maio."})");
  }
  /// Of the newest step.
  static std::int64_t told(const json::Value& closing, const char* what) {
    const auto& newest = std::get<json::Array>(closing.find("history")->is).front();
    return std::get<std::int64_t>(newest.find("snapshot")->find(what)->is);
  }
  static std::string text(const json::Value& value, const char* field) { return std::get<std::string>(value.find(field)->is); }

  std::optional<Program> program;
  std::optional<Browser> raimundo, helena;
};
INSTANTIATE_TEST_SUITE_P(On, ClosingStory, testing::Values(db::Engine::sqlite, db::Engine::postgres), teia::test::engine_name);

TEST_P(ClosingStory, SaysTheSameSumsForEver) {
  constexpr std::array months{"2025-01", "2025-02", "2025-03", "2025-04"};
  for (std::size_t i = 0; i < months.size(); ++i) {
    const auto month = closed(months[i]);
    EXPECT_EQ(told(month, "records"), demo::facts::months[i]) << months[i];
    EXPECT_EQ(told(month, "validated"), demo::facts::validated_by_month[i]) << months[i];
  }
  const auto quadrimestre = closed("2025-QD1");
  EXPECT_EQ(told(quadrimestre, "records"), 612);
  EXPECT_EQ(told(quadrimestre, "validated"), 594);
  const auto address = "/v1/closings/" + text(quadrimestre, "id");
  const auto before = std::get<std::string>(raimundo->ask(http::Method::get, address + "/dataset").body);

  // A late record, a validation, a change with its reason: all after the closing.
  asked(*helena, http::Method::post, "/v1/actions",
        R"({"id":")" + operation() + R"(","operation":")" + operation() + R"(","planned":false,"created_at":"2025-04-28T20:00:00Z","content":{
            "type":"ATE","started_at":"2025-04-28T12:00:00Z","places":[{"place":1701002,"presence":"contato-direto"}],"theme":"PLAN.PAS",
            "text":"Orientação dada sem sinal, no caminho de volta.","visibility":{"network":false,"municipality":false,"public":false}}})");
  const auto overview = asked(*raimundo, http::Method::get, "/v1/overview?from=2025-01-01&to=2025-04-30&place=17");
  EXPECT_EQ(std::get<std::int64_t>(overview.find("registered")->is), 613) << "what is registered today";
  EXPECT_EQ(told(asked(*raimundo, http::Method::get, address), "records"), 612) << "what was told then";
  EXPECT_EQ(std::get<std::string>(raimundo->ask(http::Method::get, address + "/dataset").body), before);
  EXPECT_EQ(crypto::hex(crypto::sha256(before)), text(*std::get<json::Array>(quadrimestre.find("history")->is).front().find("snapshot"), "sha256"));

  // Reopened and closed again: it tells anew, and the first one stays.
  asked(*raimundo, http::Method::post, address + "/reopen", R"({"operation":")" + operation() + R"(","revision":1,"reason":"Entrou um registro sem sinal."})");
  const auto again = closed("2025-QD1");
  EXPECT_EQ(told(again, "records"), 613);
  EXPECT_EQ(std::get<std::string>(raimundo->ask(http::Method::get, address + "/dataset?revision=1").body), before);

  std::ostringstream verdict, list;
  EXPECT_EQ(store().read([&](db::Read& tx) { return verify_closings(tx, verdict); }), 0);
  EXPECT_EQ(verdict.str(), "6 fechamentos\nOs fechamentos conferem.\n");
  store().read([&](db::Read& tx) { list_closings(tx, "csv", list); });
  EXPECT_THAT(list.str(), HasSubstr("Entrou um registro sem sinal."));
}

}  // namespace
}  // namespace teia::app::test
