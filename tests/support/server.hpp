// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdio>
#include <string>

/// The PostgreSQL server of this test program; engines.hpp is the door to it.
namespace teia::test {

class Server {
 public:
  Server();
  ~Server();
  Server(const Server&) = delete;

  bool ready() const { return !url_.empty(); }
  const std::string& why_not() const { return why_not_; }

  std::string create(const std::string& name, const std::string& original);  ///< the new database's URL
  void drop(const std::string& name) noexcept;

 private:
  void start();
  std::string url_of(const std::string& database) const;

  std::FILE* holder_ = nullptr;  ///< the server lives until this pipe closes, even if we crash
  std::string url_;
  std::string why_not_;
};

Server& server();

}  // namespace teia::test
