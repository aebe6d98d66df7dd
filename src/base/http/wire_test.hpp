// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "base/http/server.hpp"

/// For the tests of this folder: a blocking client that can misbehave, and a server with routes that need no domain.
namespace teia::http::test {

/// A reply as it came over the wire.
struct Reply {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;                            ///< without chunk framing
  bool whole = false;                          ///< false when the connection ended before the reply did
};

class Client {
 public:
  explicit Client(unsigned short port);
  ~Client();
  Client(const Client&) = delete;

  void send(std::string_view bytes);   ///< stops quietly when the server has closed
  Reply receive(bool head_only = false);
  Reply ask(std::string_view request);  ///< send and receive
  std::string read_some();              ///< what is there, or "" at the end or after five seconds
  bool closed();                        ///< true when the server closes within five seconds without another byte
  void narrow();                        ///< a small receive window, so that the server feels a slow reader

 private:
  bool fill();
  int socket_;
  std::string held_;
};

std::string get(std::string_view path, std::string_view headers = "");
std::string post(std::string_view path, std::string_view type, std::string_view body);

/// A folder that goes with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  const std::filesystem::path path;
  std::size_t files() const;
};

/// A server on a SQLite store. Header `x-person: ana` is a session; without it only Right::anyone passes.
class World {
 public:
  explicit World(ServerOptions options = {}, std::size_t readers = 2, std::size_t queue = 64);
  ~World();
  unsigned short port() const { return server.port(); }

  Folder folder;
  Metrics metrics;
  Events events;
  db::Store store;
  Pool pool;
  Dispatcher dispatcher;
  Assets assets;
  Server server;
};

/// What the routes of World tell the test.
struct Seen {
  std::atomic<int> streams_ended = 0, streams_cut = 0;
  std::atomic<bool> hold = false;  ///< /v1/slow waits while it is true
};
Seen& seen();

}  // namespace teia::http::test
