// SPDX-License-Identifier: Apache-2.0
#include "support/server.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/db/connection.hpp"
#include "support/engines.hpp"

namespace teia::test {

namespace fs = std::filesystem;

namespace {

std::string quoted(const fs::path& path) { return "'" + path.string() + "'"; }

}  // namespace

Server::Server() {
  const char* given = std::getenv("TEIA_TEST_POSTGRES");
  if (given) url_ = given;
  else start();
  if (url_.empty()) return;
  try {
    db::connect(url_, true);
  } catch (const db::Error& failed) {
    url_.clear();
    why_not_ = failed.what();
  }
}

/// tests/support/private-postgres runs `cat`, which ends when our end of the pipe does.
void Server::start() {
  const Folder told;
  const auto url = told.path() / "url", why = told.path() / "why", ended = told.path() / "ended";
  const std::string hold = "'printf %s \"$TEIA_TEST_POSTGRES\" >\"$0.part\" && mv \"$0.part\" \"$0\" && exec cat' ";
  const std::string command =
      quoted(TEIA_PRIVATE_POSTGRES) + " sh -c " + hold + quoted(url) + " 2>" + quoted(why) + "; touch " + quoted(ended) + " 2>&-";
  holder_ = popen(command.c_str(), "we");
  while (holder_ && !fs::exists(url) && !fs::exists(ended)) std::this_thread::sleep_for(std::chrono::milliseconds{20});
  url_ = content(url);
  if (url_.empty()) why_not_ = "no PostgreSQL: " + content(why);
}

Server::~Server() {
  if (holder_) pclose(holder_);
}

/// The same server, another database: the name stands between the host and the question mark.
std::string Server::url_of(const std::string& database) const {
  const auto name = url_.find('/', url_.find("://") + 3) + 1;
  const auto end = std::min(url_.find('?', name), url_.size());
  return url_.substr(0, name) + database + url_.substr(end);
}

std::string Server::create(const std::string& name, const std::string& original) {
  if (!ready()) throw db::Error(why_not_, true);
  db::connect(url_, true)->script("create database " + name + " template " + original);
  return url_of(name);
}

void Server::drop(const std::string& name) noexcept {
  try {
    db::connect(url_, true)->script("drop database " + name + " with (force)");
  } catch (const db::Error&) {  // the server goes with the tests, and what is left in it too
  }
}

Server& server() {
  static Server only;
  return only;
}

}  // namespace teia::test
