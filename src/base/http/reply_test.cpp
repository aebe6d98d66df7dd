// SPDX-License-Identifier: Apache-2.0
#include <brotli/decode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <thread>

#include "base/http/finish.hpp"
#include "base/http/turn.hpp"
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

std::string unbrotlied(const std::string& bytes) {
  std::string out(1 << 20, '\0');
  auto size = out.size();
  const auto outcome = BrotliDecoderDecompress(bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()), &size, reinterpret_cast<std::uint8_t*>(out.data()));
  return outcome == BROTLI_DECODER_RESULT_SUCCESS ? out.substr(0, size) : "not brotli";
}

std::string ungzipped(const std::string& bytes) {
  std::string out(4 << 20, '\0');
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const auto outcome = inflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return outcome == Z_STREAM_END ? out : "not gzip";
}

TEST(Reply, WhatHasNotChangedIsNotSentAgain) {
  World world;
  Client client{world.port()};
  const auto first = client.ask(get("/v1/hello"));
  const auto tag = first.headers.at("etag");
  EXPECT_EQ(first.headers.at("cache-control"), "private, no-cache");
  const auto again = client.ask(get("/v1/hello", "If-None-Match: " + tag + "\r\n"));
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.headers.at("etag"), tag);
  EXPECT_FALSE(again.headers.contains("content-length"));
  EXPECT_EQ(client.ask(get("/v1/size", "If-None-Match: " + tag + "\r\n")).status, 200);
}

TEST(Reply, AnErrorOrAWriteIsNeverCached) {
  World world;
  Client client{world.port()};
  for (const auto& request : {get("/v1/secret"), get("/v1/nowhere"), post("/v1/notes", "application/json", R"({"text":"a"})")}) {
    const auto reply = client.ask(request);
    EXPECT_EQ(reply.headers.at("cache-control"), "no-store") << request;
    EXPECT_FALSE(reply.headers.contains("etag"));
  }
}

TEST(Reply, LongJsonIsCompressedAsTheClientAccepts) {
  World world;
  Client client{world.port()};
  const auto plain = client.ask(get("/v1/size?size=5000"));
  const auto br = client.ask(get("/v1/size?size=5000", "Accept-Encoding: gzip, br\r\n"));
  const auto gz = client.ask(get("/v1/size?size=5000", "Accept-Encoding: gzip, br;q=0\r\n"));
  EXPECT_FALSE(plain.headers.contains("content-encoding"));
  EXPECT_EQ(br.headers.at("content-encoding"), "br");
  EXPECT_EQ(unbrotlied(br.body), plain.body);
  EXPECT_EQ(gz.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(ungzipped(gz.body), plain.body);
  EXPECT_EQ(br.headers.at("vary"), "accept-encoding");
  EXPECT_NE(br.headers.at("etag"), gz.headers.at("etag"));
  EXPECT_EQ(client.ask(get("/v1/size?size=5000", "If-None-Match: " + br.headers.at("etag") + "\r\n")).status, 304);
  EXPECT_FALSE(client.ask(get("/v1/size?size=50", "Accept-Encoding: br\r\n")).headers.contains("content-encoding"));
}

TEST(Assets, HashedNamesAreKeptForEverAndComeCompressed) {
  World world;
  Client client{world.port()};
  const auto script = client.ask(get("/assets/index-4f2a91c0.js", "Accept-Encoding: br\r\n"));
  EXPECT_EQ(script.headers.at("content-encoding"), "br");
  EXPECT_EQ(unbrotlied(script.body), std::string(200'000, 'a'));
  EXPECT_EQ(script.headers.at("cache-control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(script.headers.at("content-type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(client.ask(get("/assets/index-4f2a91c0.js")).body.size(), 200'000u);
  EXPECT_FALSE(client.ask(get("/assets/logo-1111aaaa.png", "Accept-Encoding: br\r\n")).headers.contains("content-encoding"));
}

TEST(Assets, TheApplicationsOwnAddressesOpenItsPage) {
  World world;
  Client client{world.port()};
  for (const auto* path : {"/", "/index.html", "/acoes/nova", "/municipios/1721000?mes=2025-04"}) {
    const auto page = client.ask(get(path));
    EXPECT_EQ(page.status, 200) << path;
    EXPECT_THAT(page.body, HasSubstr("<title>Teia</title>"));
    EXPECT_EQ(page.headers.at("cache-control"), "no-cache");
  }
  const auto tag = client.ask(get("/")).headers.at("etag");
  EXPECT_EQ(client.ask(get("/", "If-None-Match: " + tag + "\r\n")).status, 304);
}

TEST(Assets, TheWorkerAndTheManifestAreAskedForAnewAndSayWhatTheyAre) {
  World world;
  Client client{world.port()};
  for (const auto& [path, type] : {std::pair{"/sw.js", "text/javascript; charset=utf-8"}, std::pair{"/manifest.webmanifest", "application/manifest+json"}}) {
    const auto file = client.ask(get(path));
    EXPECT_EQ(file.headers.at("content-type"), type) << path;
    EXPECT_EQ(file.headers.at("cache-control"), "no-cache") << path;
  }
}

TEST(Assets, WhatIsNeitherFileNorPageIsNotFound) {
  World world;
  Client client{world.port()};
  EXPECT_EQ(client.ask(get("/assets/index-00000000.js")).status, 404);
  EXPECT_EQ(client.ask(get("/v1/nowhere")).status, 404);
  EXPECT_EQ(client.ask(post("/acoes/nova", "application/json", "{}")).status, 404);
}

TEST(Assets, FormsThatTheBuildMadeAreUsedAsTheyAre) {
  const embed::File files[] = {{"assets/a.css", "body {}"}, {"assets/a.css.br", "made before"}};
  const Assets assets{files};
  EXPECT_EQ(assets.find("/assets/a.css")->in(Coding::brotli), "made before");
  EXPECT_EQ(assets.find("/assets/a.css.br"), nullptr);
}

TEST(Stream, ComesInChunksWholeAndCompressed) {
  World world;
  Client client{world.port()};
  const auto plain = client.ask(get("/v1/stream"));
  EXPECT_TRUE(plain.whole);
  EXPECT_EQ(plain.body.size(), 1'000'000u);
  EXPECT_EQ(plain.headers.at("content-disposition"), "attachment; filename=\"dados.csv\"; filename*=UTF-8''dados.csv");
  const auto gz = client.ask(get("/v1/stream", "Accept-Encoding: gzip\r\n"));
  EXPECT_EQ(ungzipped(gz.body), plain.body);
  EXPECT_LT(gz.body.size(), 20'000u);
}

TEST(Stream, AnOldClientGetsItToTheEndOfTheConnection) {
  World world;
  Client client{world.port()};
  const auto reply = client.ask("GET /v1/stream HTTP/1.0\r\n\r\n");
  EXPECT_FALSE(reply.headers.contains("transfer-encoding"));
  EXPECT_EQ(reply.body.size(), 1'000'000u);
}

TEST(Stream, TheMakerWaitsForASlowClientAndEndsWhenItLeaves) {
  World world;
  {
    Client client{world.port()};
    client.narrow();
    client.send(get("/v1/stream?size=500000000"));
    EXPECT_EQ(client.receive(true).status, 200);
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(seen().streams_ended, 0);
  }
  EXPECT_TRUE(becomes_true([] { return seen().streams_cut == 1; }));
  EXPECT_TRUE(becomes_true([&] { return world.server.open_connections() == 0; }));
}

TEST(Stream, AClientThatTakesNothingIsGivenUp) {
  World world{{.write_idle = 200ms}};
  Client client{world.port()};
  client.narrow();
  client.send(get("/v1/stream?size=500000000"));
  EXPECT_TRUE(becomes_true([] { return seen().streams_cut == 1; }));
}

TEST(Stream, OneThatFailsInTheMiddleIsSeenToBeCut) {
  World world;
  const auto reply = Client{world.port()}.ask(get("/v1/broken"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_FALSE(reply.whole);
}

TEST(Stream, OneThatFailsBeforeItsFirstByteIsAProblem) {
  World world;
  Client client{world.port()};
  EXPECT_EQ(client.ask(get("/v1/refused")).status, 404);
  EXPECT_EQ(client.ask(get("/v1/hello")).status, 200);
}

TEST(EventReply, TellsItsTopicsAndGivesSignsOfLife) {
  World world{{.heartbeat = 50ms}};
  Client client{world.port()};
  client.send(get("/v1/events"));
  EXPECT_EQ(client.receive(true).headers.at("content-type"), "text/event-stream");
  ASSERT_TRUE(becomes_true([&] { return world.events.listening() == 1; }));
  world.events.publish("others", "no");
  world.events.publish("actions", R"({"id":1})");
  world.events.publish("person:ana", "two\nlines");
  std::string came;
  EXPECT_TRUE(becomes_true([&] {
    came += client.read_some();
    return came.find(":\n\n") != std::string::npos && came.find("two") != std::string::npos;
  }));
  EXPECT_THAT(came, HasSubstr("event: actions\ndata: {\"id\":1}\n\n"));
  EXPECT_THAT(came, HasSubstr("event: person\ndata: two\ndata: lines\n\n"));
  EXPECT_THAT(came, testing::Not(HasSubstr("others")));
}

TEST(EventReply, AListenerWhoLeavesIsForgotten) {
  World world{{.heartbeat = 20ms}};
  {
    Client client{world.port()};
    client.send(get("/v1/events"));
    ASSERT_TRUE(becomes_true([&] { return world.events.listening() == 1; }));
  }
  EXPECT_TRUE(becomes_true([&] { return world.events.listening() == 0; }));
}

TEST(EventReply, WhoIsTooSlowIsToldThatSomeWereMissed) {
  Events events;
  int woken = 0;
  const auto listener = events.listen({"a"}, [&] { ++woken; });
  for (int i = 0; i < 100; ++i) events.publish("a", std::string(1000, 'x'));
  EXPECT_EQ(woken, 100);
  const auto text = listener->take();
  EXPECT_LE(text.size(), Listener::most_bytes + 100);
  EXPECT_TRUE(text.ends_with("event: missed\ndata: \n\n"));
  EXPECT_EQ(listener->take(), "");
}

TEST(Unavailable, AlwaysSaysWhenToComeBack) {
  const auto wait = [](const Response& response) { return std::string{response.header("retry-after")}; };
  EXPECT_EQ(wait(problem_response(db::problems::storage())), "30");
  EXPECT_EQ(wait(problem_response(db::problems::busy())), "30");
  EXPECT_EQ(wait(busy_response()), "2") << "who knows better says so";
  EXPECT_EQ(wait(problem_response(teia::problems::not_found())), "");
  const auto unwell = health_response([]() -> bool { throw db::problems::storage(); });
  EXPECT_EQ(unwell.status, 503);
  EXPECT_EQ(wait(unwell), "30");
  EXPECT_EQ(wait(health_response({})), "");
}

TEST(Head, AValueCannotBeginAnotherHeader) {
  const auto head = head_text(200, {{"x-name", "a\r\nset-cookie: b"}}, Framing::length, 0, true, false);
  EXPECT_THAT(head, HasSubstr("x-name: aset-cookie: b\r\n"));
}

}  // namespace
}  // namespace teia::http::test
