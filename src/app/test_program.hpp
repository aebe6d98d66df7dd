// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <sys/stat.h>

#include <future>
#include <iostream>
#include <sstream>

#include "access/access.hpp"
#include "app/commands.hpp"
#include "app/system.hpp"
#include "base/http/dispatch.hpp"
#include "demo/demo.hpp"
#include "support/engines.hpp"

/// The whole program without a socket: a furnished system on one engine, and browsers that sign in and ask.
namespace teia::app::test {

/// One system for a whole suite: territory and packages take a while to load.
class Program {
 public:
  explicit Program(db::Engine engine) : database_(engine) {
    Config config;
    config.data = folder_.path();
    if (engine == db::Engine::postgres) config.database = database_.url();
    config.clock = demo::story_now().text();
    config.log_level = "off";
    system_.emplace(config);
    dispatcher_.emplace(http::Dispatcher::Parts{system_->store(), system_->clock(), system_chance(), access::guard,
                                                [](std::function<void()> job) { return job(), true; }},
                        all_routes(*system_));
  }

  System& system() { return *system_; }
  const http::Dispatcher& dispatcher() const { return *dispatcher_; }

  http::Response ask(http::Request request) const {
    std::promise<http::Response> told;
    dispatcher_->handle(std::make_shared<const http::Request>(std::move(request)), [&](http::Response response) { told.set_value(std::move(response)); });
    return told.get_future().get();
  }

 private:
  teia::test::Folder folder_;
  teia::test::TestDatabase database_;
  std::optional<System> system_;
  std::optional<http::Dispatcher> dispatcher_;
};

/// What a program prints, kept while it lives.
class Printed {
 public:
  Printed() : out_(std::cout.rdbuf(text_.rdbuf())), err_(std::cerr.rdbuf(text_.rdbuf())) {}
  ~Printed() { std::cout.rdbuf(out_), std::cerr.rdbuf(err_); }
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::streambuf *out_, *err_;
};

struct Typed {
  int exit = 0;
  std::string text;  ///< of both streams
};

/// `teia` with these words, in this process.
inline Typed typed(std::vector<std::string> words) {
  words.insert(words.begin(), "teia");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  const auto before = ::umask(0022);
  const Printed printed;
  const int exit = run(static_cast<int>(argv.size()), argv.data());
  ::umask(before);
  return {exit, printed.text()};
}

/// A person's browser: keeps the cookie and the CSRF token.
class Browser {
 public:
  Browser(const Program& program, const std::string& email) : program_(program) {
    if (email.empty()) return;  // a stranger
    const auto reply = ask(http::Method::post, "/v1/session", "{\"login\":\"" + email + "\",\"password\":\"" + std::string{demo::password} + "\"}");
    const auto cookie = std::string{reply.header("Set-Cookie")};
    cookie_ = cookie.substr(0, cookie.find(';'));
    csrf_ = std::get<std::string>(json::parse(std::get<std::string>(reply.body)).find("csrf")->is);
  }

  http::Response ask(http::Method method, const std::string& target, const std::string& body = "") const {
    http::Request request;
    request.method = method;
    const auto mark = std::min(target.find('?'), target.size());
    request.path = target.substr(0, mark);
    request.query = http::parse_query(target.substr(std::min(mark + 1, target.size())));
    request.headers = {{"content-type", "application/json"}, {"x-device", "01890a5d-ac96-774b-bcce-b302099a8057"}};
    if (!cookie_.empty()) request.headers.emplace_back("cookie", cookie_);
    if (!csrf_.empty()) request.headers.emplace_back("x-csrf-token", csrf_);
    request.body = body;
    request.peer = "127.0.0.1";
    return program_.ask(std::move(request));
  }

 private:
  const Program& program_;
  std::string cookie_, csrf_;
};

}  // namespace teia::app::test
