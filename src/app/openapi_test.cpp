// SPDX-License-Identifier: Apache-2.0
#include "app/openapi.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "app/test_program.hpp"

namespace teia::app::test {
namespace {

const json::Value& at(const json::Value& value, std::string_view name) {
  static const json::Value none;
  const auto* found = value.find(name);
  return found ? *found : none;
}
const std::string& text(const json::Value& value) { return std::get<std::string>(value.is); }

class OpenApi : public testing::Test {
 protected:
  /// As anybody gets it, without a session.
  static const json::Value& told() {
    static const Program program{db::Engine::sqlite};
    static const auto reply = Browser{program, ""}.ask(http::Method::get, "/v1/openapi.json");
    static const auto value = json::parse(std::get<std::string>(reply.body));
    return value;
  }
  template <class Use>
  static void each_operation(Use use) {
    for (const auto& [path, methods] : std::get<json::Object>(at(told(), "paths").is)) {
      for (const auto& [method, operation] : std::get<json::Object>(methods.is)) use(path, method, operation);
    }
  }
  static const json::Value& schema(const std::string& name) { return at(at(at(told(), "components"), "schemas"), name); }
};

void references(const json::Value& value, std::set<std::string>& found) {
  if (const auto* object = std::get_if<json::Object>(&value.is)) {
    for (const auto& [name, member] : *object) {
      if (name == "$ref") found.insert(text(member));
      else references(member, found);
    }
  } else if (const auto* list = std::get_if<json::Array>(&value.is)) {
    for (const auto& item : *list) references(item, found);
  }
}

TEST_F(OpenApi, EveryReferenceLeadsSomewhere) {
  std::set<std::string> found;
  references(told(), found);
  EXPECT_GT(found.size(), 50u);
  for (const auto& reference : found) {
    ASSERT_TRUE(reference.starts_with("#/components/")) << reference;
    const auto slash = reference.rfind('/');
    const auto& there = at(at(at(told(), "components"), reference.substr(13, slash - 13)), reference.substr(slash + 1));
    EXPECT_FALSE(there.null()) << reference;
  }
}

TEST_F(OpenApi, EveryRouteIsThereWithItsPathParametersAndANameOfItsOwn) {
  std::set<std::string> names;
  std::size_t operations = 0;
  each_operation([&](const std::string& path, const std::string& method, const json::Value& operation) {
    ++operations;
    EXPECT_TRUE(names.insert(text(at(operation, "operationId"))).second) << path << " " << method;
    std::set<std::string> declared;
    if (const auto* parameters = std::get_if<json::Array>(&at(operation, "parameters").is)) {
      for (const auto& one : *parameters) {
        if (text(at(one, "in")) == "path") declared.insert("{" + text(at(one, "name")) + "}");
      }
    }
    std::set<std::string> wanted;
    for (auto begin = path.find('{'); begin != path.npos; begin = path.find('{', begin + 1)) wanted.insert(path.substr(begin, path.find('}', begin) - begin + 1));
    EXPECT_EQ(declared, wanted) << path;
  });
  const Program program{db::Engine::sqlite};
  EXPECT_EQ(operations, program.dispatcher().routes().size());
}

TEST_F(OpenApi, SaysWhatIsTakenAndGiven) {
  const auto& actions = at(at(told(), "paths"), "/v1/actions");
  const auto body = [&](const char* of) { return text(at(at(at(at(of == std::string{"takes"} ? at(at(actions, "post"), "requestBody") : at(at(at(actions, "get"), "responses"), "200"), "content"), "application/json"), "schema"), "$ref")); };
  EXPECT_EQ(body("takes"), "#/components/schemas/NewAction");
  EXPECT_EQ(body("gives"), "#/components/schemas/ActionPage");
  EXPECT_FALSE(at(at(at(actions, "get"), "responses"), "default").null());
}

TEST_F(OpenApi, TellsTypesOfOneNameApart) {
  EXPECT_FALSE(schema("ActionsCount").null());
  EXPECT_FALSE(schema("FollowupsCount").null());
  EXPECT_TRUE(schema("Count").null());
  EXPECT_FALSE(schema("ActionView").null()) << "one of a kind keeps its plain name";
}

TEST_F(OpenApi, AWordSaysWhatItMayBeAndARecordWhatItNeeds) {
  EXPECT_THAT(json::write(at(schema("Composition"), "enum")), R"(["data","hoje"])");
  const auto needed = json::write(at(schema("NewAction"), "required"));
  EXPECT_THAT(needed, testing::HasSubstr("\"operation\""));
  EXPECT_THAT(needed, testing::Not(testing::HasSubstr("\"analysis\""))) << "may be left out";
}

TEST_F(OpenApi, WhoNeedsNoSessionIsToldSo) {
  const auto security = [](const char* path, const char* method) { return json::write(at(at(at(at(told(), "paths"), path), method), "security")); };
  EXPECT_EQ(security("/v1/session", "post"), "[]");
  EXPECT_EQ(security("/v1/actions", "get"), R"([{"session":[]},{"token":[]}])");
  EXPECT_EQ(security("/v1/sync/pull", "post"), R"([{"session":[]}])");
}

}  // namespace
}  // namespace teia::app::test
