// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "app/test_program.hpp"
#include "demo/cast.hpp"

/// Stories in plain text (tests/stories/**.http), asked of the whole program on both engines:
///
///   # a comment
///   helena POST /v1/actions        who (part of the e-mail before @; "-" is a stranger), method, address
///   { "id": "{visit}", … }         the body, if any, to the line with the status; {name} is an id made at its first use
///   200 { "state": "registrada" }  status, and what the reply holds at least
namespace teia::app::test {
namespace {

struct Step {
  int line = 0;
  std::string who, method, target, body, expected;
  int status = 0;
};

bool is_status(const std::string& line) {
  return line.size() >= 3 && std::all_of(line.begin(), line.begin() + 3, [](char c) { return c >= '0' && c <= '9'; }) && (line.size() == 3 || line[3] == ' ');
}

std::vector<Step> read_story(const std::filesystem::path& path) {
  std::vector<Step> steps;
  std::ifstream file{path};
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (is_status(line) && !steps.empty() && steps.back().status == 0) {
      steps.back().status = std::stoi(line.substr(0, 3));
      steps.back().expected = line.substr(3);
    } else if (steps.empty() || (steps.back().status != 0 && line[0] != ' ' && line[0] != '{' && line[0] != '}')) {
      Step step;
      step.line = number;
      std::istringstream words{line};
      words >> step.who >> step.method >> step.target;
      std::getline(words, step.body);
      steps.push_back(step);
    } else {
      (steps.back().status ? steps.back().expected : steps.back().body) += line + "\n";
    }
  }
  return steps;
}

/// Everything that was expected is there: fields of an object, items of a list in any order.
bool holds(const json::Value& actual, const json::Value& expected) {
  if (const auto* object = std::get_if<json::Object>(&expected.is)) {
    return std::all_of(object->begin(), object->end(), [&](const auto& member) {
      const auto* value = actual.find(member.first);
      return value && holds(*value, member.second);
    });
  }
  if (const auto* list = std::get_if<json::Array>(&expected.is)) {
    const auto* items = std::get_if<json::Array>(&actual.is);
    if (!items || (list->empty() && !items->empty())) return false;
    return std::all_of(list->begin(), list->end(), [&](const auto& one) {
      return std::any_of(items->begin(), items->end(), [&](const auto& item) { return holds(item, one); });
    });
  }
  return actual == expected;
}

class Teller {
 public:
  explicit Teller(const Program& program) : program_(program) {}

  void tell(const std::filesystem::path& path) {
    names_.clear();
    for (const auto& step : read_story(path)) {
      const auto reply = browser(step.who).ask(*from_word<http::Method>(step.method), filled(step.target), filled(step.body));
      const auto* body = std::get_if<std::string>(&reply.body);
      const auto said = path.filename().string() + ":" + std::to_string(step.line) + " " + (body ? *body : "");
      ASSERT_EQ(reply.status, step.status) << said;
      const auto expected = filled(step.expected);
      if (expected.find_first_not_of(" \n") == std::string::npos) continue;
      ASSERT_TRUE(body && holds(json::parse(*body), json::parse(expected))) << said << "\nexpected " << expected;
    }
  }

 private:
  const Browser& browser(const std::string& who) {
    auto& found = browsers_[who];
    if (!found) found = std::make_unique<Browser>(program_, who == "-" ? "" : who + "@exemplo.org.br");
    return *found;
  }

  /// {name} becomes an id; other braces are JSON's.
  std::string filled(std::string text) {
    for (std::size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
      const auto end = text.find('}', at);
      const auto name = text.substr(at + 1, end == std::string::npos ? 0 : end - at - 1);
      const bool word = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
      if (!word) continue;
      if (!names_.contains(name)) names_[name] = Uuid::make(demo::story_now(), system_chance()).text();
      text.replace(at, name.size() + 2, names_[name]);
    }
    return text;
  }

  const Program& program_;
  std::map<std::string, std::unique_ptr<Browser>> browsers_;
  std::map<std::string, std::string> names_;
};

class Stories : public testing::TestWithParam<db::Engine> {};

TEST_P(Stories, AreTrue) {
  if (const auto why = teia::test::missing(GetParam())) GTEST_SKIP() << *why;
  Program program{GetParam()};
  const auto chance = seeded_chance(1);
  demo::assemble(program.system().store(), *chance, Instant{demo::story_now()}.plus_days(-480));
  Teller teller{program};
  int told = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator{TEIA_SOURCE_DIR "/tests/stories"}) {
    if (file.path().extension() != ".http") continue;
    SCOPED_TRACE(file.path().string());
    teller.tell(file.path());
    ++told;
  }
  EXPECT_GE(told, 5);
}

INSTANTIATE_TEST_SUITE_P(On, Stories, testing::Values(db::Engine::sqlite, db::Engine::postgres), teia::test::engine_name);

}  // namespace
}  // namespace teia::app::test
