// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "base/http/wire_test.hpp"

namespace teia::http::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::HasSubstr;

template <class Is>
bool becomes_true(Is&& is) {
  for (int i = 0; i < 500 && !is(); ++i) std::this_thread::sleep_for(10ms);
  return is();
}

const std::string form = "multipart/form-data; boundary=b";

std::string file_part(std::string_view name, std::string_view body) {
  return "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"" + std::string{name} + "\"\r\n\r\n" + std::string{body} + "\r\n";
}

/// Of this process, in kilobytes.
long resident_kb() {
  std::ifstream statm{"/proc/self/statm"};
  long total = 0, resident = 0;
  statm >> total >> resident;
  return resident * 4;
}

std::string head_of_upload(std::size_t length) {
  return "POST /v1/upload HTTP/1.1\r\nHost: t\r\nX-Person: ana\r\nContent-Type: " + form + "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n";
}

TEST(Upload, FilesAreOnDiskWhileTheRequestIsAndGoWithIt) {
  World world;
  Client client{world.port()};
  const auto reply = client.ask(post("/v1/upload", form, file_part("../a.jpg", "12345") + "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nolá\r\n--b--"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, R"({"names":["a.jpg","note=olá"],"bytes":5})");
  EXPECT_TRUE(becomes_true([&] { return world.folder.files() == 0; }));
  EXPECT_EQ(client.ask(get("/v1/hello")).status, 200);
}

TEST(Upload, ThirtyMegabytesPassThroughLittleMemory) {
  World world;
  Client client{world.port()};
  constexpr std::size_t megabyte = 1 << 20;
  const std::string piece(megabyte, 'x'), open_b = "\r\n";
  std::string start = file_part("a.bin", ""), next = file_part("b.bin", ""), end = "--b--";
  start.resize(start.size() - 2);
  const auto second = "\r\n" + next.substr(0, next.size() - 2);
  client.send(head_of_upload(start.size() + 30 * megabyte + second.size() + 2 + end.size()));
  client.send(start + piece);
  const auto before = resident_kb();
  for (int i = 1; i < 15; ++i) client.send(piece);
  client.send(second);
  for (int i = 0; i < 15; ++i) client.send(piece);
  const auto grown = resident_kb() - before;
  client.send("\r\n" + end);
  EXPECT_EQ(client.receive().body, R"({"names":["a.bin","b.bin"],"bytes":31457280})");
  EXPECT_LT(grown, 16 * 1024);  // the sanitizer keeps freed memory for a while; 30 MB would not fit
}

TEST(Upload, OneThatIsCutOffLeavesNothing) {
  World world;
  {
    Client client{world.port()};
    client.send(head_of_upload(1'000'000) + "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a\"\r\n\r\n" + std::string(500'000, 'x'));
    ASSERT_TRUE(becomes_true([&] { return world.folder.files() == 1; }));
  }
  EXPECT_TRUE(becomes_true([&] { return world.folder.files() == 0; }));
  EXPECT_TRUE(becomes_true([&] { return world.server.open_connections() == 0; }));
}

TEST(Upload, LimitsAreToldAndLeaveNothing) {
  World world{{.upload = {.total = 3'000'000, .file = 1'000'000, .text = 1000}}};
  const auto code = [&](const std::string& body) { return Client{world.port()}.ask(post("/v1/upload", form, body)); };
  const auto file = code(file_part("grande.jpg", std::string(2'000'000, 'x')) + "--b--");
  EXPECT_EQ(file.status, 413);
  EXPECT_THAT(file.body, HasSubstr("http.file-too-large"));
  EXPECT_THAT(file.body, HasSubstr("grande.jpg"));
  EXPECT_THAT(code(file_part("a", std::string(4'000'000, 'x')) + "--b--").body, HasSubstr("http.too-large"));
  EXPECT_EQ(code("--b\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n" + std::string(2000, 'x') + "\r\n--b--").status, 413);
  EXPECT_TRUE(becomes_true([&] { return world.folder.files() == 0; }));
}

TEST(Upload, AStrangersBodyIsNotLetIn) {
  World world;
  Client client{world.port()};
  client.send("POST /v1/upload HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Type: " + form + "\r\nContent-Length: 50000000\r\n\r\n");
  EXPECT_EQ(client.receive().status, 401);
}

TEST(Upload, HostileFormsAreTold) {
  World world;
  const auto told = [&](const std::string& type, const std::string& body) { return Client{world.port()}.ask(post("/v1/upload", type, body)).body; };
  EXPECT_THAT(told("multipart/form-data", "--b--"), HasSubstr("http.bad-multipart"));
  EXPECT_THAT(told("multipart/mixed; boundary=b", "--b--"), HasSubstr("http.bad-multipart"));
  EXPECT_THAT(told(form, "no form at all"), HasSubstr("http.bad-multipart"));
  EXPECT_THAT(told(form, "--b\r\nX: " + std::string(1'000'000, 'a')), HasSubstr("http.bad-multipart"));
  EXPECT_THAT(told(form, file_part("a", "x")), HasSubstr("http.bad-multipart"));
  EXPECT_TRUE(becomes_true([&] { return world.folder.files() == 0; }));
}

TEST(Upload, WhatAKilledProcessLeftIsSweptAtTheNextStart) {
  Folder folder;
  const auto old = folder.path / "upload-old", fresh = folder.path / "upload-new", other = folder.path / "photo";
  for (const auto& file : {old, fresh, other}) std::ofstream{file} << "x";
  for (const auto& file : {old, other}) fs::last_write_time(file, fs::file_time_type::clock::now() - 2h);
  sweep_uploads(folder.path);
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(fresh));
  EXPECT_TRUE(fs::exists(other));
}

}  // namespace
}  // namespace teia::http::test
