// SPDX-License-Identifier: Apache-2.0
#include "base/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "base/json.hpp"

namespace teia::log {
namespace {

/// What `f` writes to standard error, a line each. The logger is put back as it was.
template <class F>
std::vector<std::string> lines(F&& f) {
  const auto before = spdlog::default_logger();
  testing::internal::CaptureStderr();
  f();
  spdlog::default_logger()->flush();
  const auto text = testing::internal::GetCapturedStderr();
  spdlog::set_default_logger(before);
  spdlog::drop("event");
  std::vector<std::string> found;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) found.push_back(text.substr(at, text.find('\n', at) - at));
  return found;
}

TEST(Log, EveryLineIsJsonWhateverItSays) {
  const auto said = lines([] {
    set_up({});
    spdlog::warn("um \"texto\"\ncom linhas {}", 1);
    event("request", {{"route", "/v1/notes/{id}"}, {"status", std::int64_t{200}}, {"ms", 1.5}});
  });
  ASSERT_EQ(said.size(), 2u);
  const auto sentence = json::parse(said[0]), request = json::parse(said[1]);
  EXPECT_EQ(std::get<std::string>(sentence.find("message")->is), "um \"texto\"\ncom linhas 1");
  EXPECT_EQ(std::get<std::string>(sentence.find("level")->is), "warning");
  EXPECT_EQ(std::get<std::string>(request.find("event")->is), "request");
  EXPECT_EQ(std::get<std::string>(request.find("route")->is), "/v1/notes/{id}");
  EXPECT_EQ(std::get<std::int64_t>(request.find("status")->is), 200);
  EXPECT_NE(request.find("at"), nullptr);
}

TEST(Log, ALevelSilencesWhatIsBelowIt) {
  EXPECT_TRUE(lines([] {
    set_up({.level = "error"});
    spdlog::warn("no");
    event("request", {});
  }).empty());
}

}  // namespace
}  // namespace teia::log
