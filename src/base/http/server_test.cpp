// SPDX-License-Identifier: Apache-2.0
#include "base/http/server.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "base/http/wire_test.hpp"

namespace teia::http::test {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

template <class Is>
bool becomes_true(Is&& is) {
  for (int i = 0; i < 500 && !is(); ++i) std::this_thread::sleep_for(10ms);
  return is();
}

TEST(Server, OneConnectionCarriesManyRequests) {
  World world;
  Client client{world.port()};
  for (int i = 0; i < 3; ++i) {
    const auto reply = client.ask(get("/v1/hello"));
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, R"({"text":"olá"})");
    EXPECT_EQ(reply.headers.at("connection"), "keep-alive");
  }
  EXPECT_EQ(client.ask(get("/v1/hello", "Connection: close\r\n")).headers.at("connection"), "close");
  EXPECT_TRUE(client.closed());
}

TEST(Server, RequestsSentAtOnceAreAnsweredInOrder) {
  World world;
  Client client{world.port()};
  client.send(get("/v1/size?size=3") + post("/v1/notes", "application/json", R"({"text":"a"})") + get("/v1/notes") + get("/v1/nowhere"));
  EXPECT_EQ(client.receive().body, R"({"text":"aaa"})");
  EXPECT_EQ(client.receive().body, R"({"text":"a"})");
  EXPECT_EQ(client.receive().body, R"({"text":"1"})");
  EXPECT_EQ(client.receive().status, 404);
}

TEST(Server, EveryReplyCarriesTheBrowsersSafetyRules) {
  World world;
  Client client{world.port()};
  for (const auto* path : {"/v1/hello", "/v1/nowhere", "/", "/assets/index-4f2a91c0.js"}) {
    const auto reply = client.ask(get(path));
    EXPECT_THAT(reply.headers.at("content-security-policy"), HasSubstr("frame-ancestors 'none'")) << path;
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.headers.at("referrer-policy"), "same-origin");
    EXPECT_THAT(reply.headers.at("permissions-policy"), HasSubstr("geolocation=(self)"));
  }
}

TEST(Server, HeadIsAGetWithoutItsBody) {
  World world;
  Client client{world.port()};
  client.send("HEAD /v1/hello HTTP/1.1\r\nHost: teia\r\n\r\n");
  EXPECT_EQ(client.receive(true).headers.at("content-length"), "15");
  client.send("HEAD /v1/stream HTTP/1.1\r\nHost: teia\r\n\r\n");
  EXPECT_EQ(client.receive(true).status, 200);
  EXPECT_EQ(client.ask(get("/v1/hello")).status, 200);
  EXPECT_EQ(seen().streams_ended, 0);
}

TEST(Server, OptionsAndWrongMethodsSayWhatIsAllowed) {
  World world;
  Client client{world.port()};
  EXPECT_EQ(client.ask("OPTIONS /v1/notes HTTP/1.1\r\nHost: teia\r\n\r\n").headers.at("allow"), "POST, GET, OPTIONS");
  const auto reply = client.ask("DELETE /v1/notes HTTP/1.1\r\nHost: teia\r\n\r\n");
  EXPECT_EQ(reply.status, 405);
  EXPECT_EQ(reply.headers.at("allow"), "POST, GET, OPTIONS");
  EXPECT_THAT(reply.body, HasSubstr("http.wrong-method"));
  EXPECT_EQ(client.ask("PATCH /v1/notes HTTP/1.1\r\nHost: teia\r\n\r\n").status, 405);
}

TEST(Server, MalformedRequestsAreToldAndClosed) {
  World world;
  const std::string host = "Host: teia\r\n\r\n";
  for (const std::string request : {"nonsense\r\n\r\n", "GET  / HTTP/1.1\r\nHost: t\r\n\r\n", "GET / HTTP/3.7\r\nHost: t\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                                    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: t\r\n\r\n",
                                    "GET /%00 HTTP/1.1\r\nHost: t\r\n\r\n", "GET /v1/hello?a=%ff HTTP/1.1\r\nHost: t\r\n\r\n",
                                    "GET http://teia/ HTTP/1.1\r\nHost: t\r\n\r\n", "GET / HTTP/1.1\r\nHost: t\r\nBad Header: 1\r\n\r\n",
                                    "POST /v1/notes HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                                    "POST /v1/notes HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                                    "POST /v1/notes HTTP/1.1\r\nHost: t\r\nContent-Length: -1\r\n\r\n",
                                    "POST /v1/notes HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
    Client client{world.port()};
    const auto reply = client.ask(request);
    EXPECT_EQ(reply.status, 400) << request;
    EXPECT_THAT(reply.body, HasSubstr("http.bad-request")) << request;
    EXPECT_EQ(reply.headers.at("connection"), "close");
  }
}

TEST(Server, HeadersHaveALimit) {
  World world;
  Client client{world.port()};
  const auto reply = client.ask(get("/v1/hello", "X-Long: " + std::string(20'000, 'a') + "\r\n"));
  EXPECT_EQ(reply.status, 431);
  EXPECT_THAT(reply.body, HasSubstr("http.headers-too-large"));
}

TEST(Server, ABodyThatIsTooLargeIsToldNotCut) {
  World world{{.body_bytes = 1000}};
  const auto reply = Client{world.port()}.ask(post("/v1/notes", "application/json", std::string(5'000'000, ' ')));
  EXPECT_EQ(reply.status, 413);
  EXPECT_THAT(reply.body, HasSubstr("http.too-large"));
  Client chunked{world.port()};
  chunked.send("POST /v1/notes HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 100; ++i) chunked.send("fff\r\n" + std::string(0xfff, ' ') + "\r\n");
  EXPECT_EQ(chunked.receive().status, 413);
}

TEST(Server, AChunkedBodyIsRead) {
  World world;
  Client client{world.port()};
  EXPECT_EQ(client.ask("POST /v1/notes HTTP/1.1\r\nHost: t\r\nX-Person: ana\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "8\r\n{\"text\":\r\n4\r\n\"a\"}\r\n0\r\n\r\n").body, R"({"text":"a"})");
}

TEST(Server, WhoExpectsContinueIsToldToGoOnOrNot) {
  World world{{.body_bytes = 1000}};
  Client client{world.port()};
  const auto head = [](int length) {
    return "POST /v1/notes HTTP/1.1\r\nHost: t\r\nX-Person: ana\r\nExpect: 100-continue\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
  };
  EXPECT_EQ(client.ask(head(12)).status, 100);
  EXPECT_EQ(client.ask(R"({"text":"a"})").status, 200);
  EXPECT_EQ(client.ask(head(2000)).status, 413);
}

TEST(Server, SlowHeadersAndBodiesAreGivenUp) {
  World world{{.header = 100ms, .body_idle = 100ms}};
  Client header{world.port()}, body{world.port()}, silent{world.port()};
  header.send("GET /v1/hello HT");
  body.send("POST /v1/notes HTTP/1.1\r\nHost: t\r\nContent-Length: 100\r\n\r\n{");
  for (auto* client : {&header, &body}) {
    const auto reply = client->receive();
    EXPECT_EQ(reply.status, 408);
    EXPECT_THAT(reply.body, HasSubstr("http.timeout"));
  }
  EXPECT_TRUE(silent.closed());
}

TEST(Server, AnIdleConnectionIsClosedQuietly) {
  World world{{.idle = 100ms}};
  Client client{world.port()};
  EXPECT_EQ(client.ask(get("/v1/hello")).status, 200);
  EXPECT_TRUE(client.closed());
}

TEST(Server, TooManyConnectionsAreTold) {
  World world{{.connections = 2}};
  Client one{world.port()}, two{world.port()};
  one.ask(get("/v1/hello"));
  two.ask(get("/v1/hello"));
  const auto reply = Client{world.port()}.receive();
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.headers.at("retry-after"), "5");
  EXPECT_EQ(one.ask(get("/v1/hello")).status, 200);
}

TEST(Server, AFullReadersPoolSaysWhenToComeBack) {
  World world{{}, 1, 1};
  seen().hold = true;
  Client working{world.port()}, waiting{world.port()}, refused{world.port()};
  working.send(get("/v1/slow"));
  ASSERT_TRUE(becomes_true([&] { return world.server.open_connections() == 3; }));
  std::this_thread::sleep_for(50ms);
  waiting.send(get("/v1/slow"));
  ASSERT_TRUE(becomes_true([&] { return world.pool.waiting() == 1; }));
  const auto reply = refused.ask(get("/v1/hello"));
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.headers.at("retry-after"), "2");
  seen().hold = false;
  EXPECT_EQ(working.receive().status, 200);
  EXPECT_EQ(waiting.receive().status, 200);
}

TEST(Server, StopLetsRequestsFinishAndClosesTheIdle) {
  World world;
  seen().hold = true;
  Client busy{world.port()}, idle{world.port()}, events{world.port()};
  idle.ask(get("/v1/hello"));
  events.send(get("/v1/events"));
  busy.send(get("/v1/slow"));
  std::this_thread::sleep_for(100ms);
  auto stopped = std::async(std::launch::async, [&] { world.server.stop(5s); });
  EXPECT_TRUE(idle.closed());
  EXPECT_TRUE(events.receive().whole);
  EXPECT_EQ(stopped.wait_for(50ms), std::future_status::timeout);
  seen().hold = false;
  const auto reply = busy.receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"text":"enfim"})");
  stopped.get();
  EXPECT_THROW(Client{world.port()}, std::system_error);
}

TEST(Server, AnAddressThatIsTakenIsAnError) {
  World world;
  EXPECT_THROW(World({.port = world.port()}), std::system_error);
}

TEST(Server, StopCutsWhatIsNotOverInTime) {
  World world;
  Client client{world.port()};
  client.send("POST /v1/notes HTTP/1.1\r\nHost: t\r\nContent-Length: 100\r\n\r\n{");
  std::this_thread::sleep_for(50ms);
  world.server.stop(50ms);
  EXPECT_TRUE(client.closed());
  EXPECT_EQ(world.server.open_connections(), 0u);
}

TEST(Server, HealthAndMetricsAreServedBesideTheRoutes) {
  World world;
  Client client{world.port()};
  client.ask(get("/v1/notes/0190163d-8694-739b-aea5-966c26f8ad91"));
  EXPECT_EQ(client.ask(get("/healthz")).body, R"({"status":"ok"})");
  const auto metrics = client.ask(get("/metrics")).body;
  EXPECT_THAT(metrics, HasSubstr(R"(teia_http_request_seconds_count{method="GET",route="/v1/notes/{id}",status="200"} 1)"));
  EXPECT_THAT(metrics, HasSubstr("teia_http_connections 1"));
  EXPECT_EQ(client.ask(get("/metrics", "X-Forwarded-For: 10.0.0.1\r\n")).status, 404);
}

}  // namespace
}  // namespace teia::http::test
