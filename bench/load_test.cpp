// SPDX-License-Identifier: Apache-2.0
#include "load.hpp"

#include <gtest/gtest.h>

#include "base/http/wire_test.hpp"
#include "wire.hpp"

namespace teia::bench {
namespace {

TEST(Load, CountsWhatTheServerAnswered) {
  http::test::World world;
  const auto body = R"({"text":"a"})";
  Plan plan{.port = world.port(), .clients = 8, .most = 200, .request = [&](std::size_t n) {
    return request_text("POST", "/v1/notes", n % 10 ? "X-Person: ana\r\n" : "", body);
  }};
  const auto outcome = load(plan);
  EXPECT_EQ(outcome.replies, 200u);
  EXPECT_EQ(outcome.broken, 0u);
  EXPECT_EQ(outcome.by_status.at(200), 180u);
  EXPECT_EQ(outcome.by_status.at(401), 20u);
  EXPECT_GT(outcome.p50_ms, 0);
  EXPECT_LE(outcome.p50_ms, outcome.p99_ms);
  http::test::Client client{world.port()};
  EXPECT_EQ(client.ask(http::test::get("/v1/notes")).body, R"({"text":"180"})");
}

TEST(Load, StopsWhenItsTimeIsOver) {
  http::test::World world;
  const auto outcome = load({.port = world.port(), .clients = 4, .seconds = 0.3, .request = [](std::size_t) { return request_text("GET", "/v1/hello", "", ""); }});
  EXPECT_GT(outcome.replies, 10u);
  EXPECT_LT(outcome.seconds, 5);
}

TEST(Load, NobodyListeningIsAnError) {
  EXPECT_THROW(load({.port = 1, .request = [](std::size_t) { return std::string{}; }}), std::system_error);
}

TEST(Wire, AReplyIsWholeWithItsBody) {
  const std::string plain = "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nconnection: keep-alive\r\n\r\nabc";
  const std::string chunked = "HTTP/1.1 503 X\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
  for (const auto& text : {plain, chunked}) {
    for (std::size_t size = 0; size < text.size(); ++size) EXPECT_FALSE(whole_reply(text.substr(0, size))) << size;
    EXPECT_EQ(whole_reply(text + "HTTP")->size, text.size());
  }
  EXPECT_EQ(whole_reply(chunked)->status, 503);
  EXPECT_TRUE(whole_reply(chunked)->closes);
}

}  // namespace
}  // namespace teia::bench
