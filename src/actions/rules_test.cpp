// SPDX-License-Identifier: Apache-2.0
#include "actions/rules.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/json.hpp"

namespace teia::actions::rules {
namespace {

std::string text_of(const json::Value& in, std::string_view field) { return std::get<std::string>(in.find(field)->is); }

std::string ran(const std::string& rule, const json::Value& in) {
  if (rule == "title") return json::write_described(derived_title(json::read<TitleInput>(in)));
  if (rule == "derived") return json::write_described(derived(json::read<Derived>(*in.find("type")), json::read<Derived>(*in.find("given"))));
  if (rule == "scan") return json::write_described(scan(text_of(in, "text")));
  if (rule == "missing") {
    QuickInput quick{text_of(in, "type"),  std::get<bool>(in.find("needs_place")->is), std::get<std::int64_t>(in.find("places")->is),
                     std::get<std::int64_t>(in.find("organisations")->is), Instant::parse(text_of(in, "started_at")),
                     *Instant::parse(text_of(in, "now")), text_of(in, "theme"), text_of(in, "text"), std::get<bool>(in.find("audio")->is)};
    return json::write_described(missing(quick));
  }
  return "no rule " + rule;
}

TEST(Rules, TheSharedCasesHaveTheSameVerdictAsInTheBrowser) {
  std::ifstream file{TEIA_SOURCE_DIR "/tests/cases/actions.json"};
  const auto cases = json::parse(std::string{std::istreambuf_iterator<char>{file}, {}});
  const auto& list = std::get<json::Array>(cases.is);
  ASSERT_GT(list.size(), 40u);
  for (const auto& one : list) EXPECT_EQ(ran(text_of(one, "rule"), *one.find("in")), json::write(*one.find("out"))) << text_of(one, "name");
}

}  // namespace
}  // namespace teia::actions::rules
