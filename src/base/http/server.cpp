// SPDX-License-Identifier: Apache-2.0
#include "base/http/server.hpp"

#include "base/http/connection.hpp"  // before Asio's own: it sets what Asio reads

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <thread>

namespace teia::http {

namespace {

using Work = net::executor_work_guard<net::io_context::executor_type>;
constexpr std::size_t told_why = 64;  // connections above the limit that still get a 503; more are closed without a word
constexpr auto breath = std::chrono::milliseconds{100};  // after a failed accept: usually no file descriptor is free

void read_certificate(Shared& shared) {
  if (shared.options.certificate.empty() || shared.options.key.empty()) return;
  auto& tls = shared.tls.emplace(net::ssl::context::tls_server);
  tls.set_options(net::ssl::context::default_workarounds | net::ssl::context::no_tlsv1 | net::ssl::context::no_tlsv1_1);
  tls.use_certificate_chain_file(shared.options.certificate);
  tls.use_private_key_file(shared.options.key, net::ssl::context::pem);
}

}  // namespace

struct Server::Running {
  Running(ServerOptions options, Parts parts) : shared(std::move(options), std::move(parts)) {
    for (std::size_t i = 0; i < std::max<std::size_t>(shared.options.threads, 1); ++i) {
      homes.push_back(std::make_shared<Home>());
      work.emplace_back(homes.back()->context.get_executor());
    }
  }

  void open();
  net::awaitable<void> accept();
  template <class F>
  void on_every_home(F f) {
    for (auto& home : homes) net::post(home->context, [&live = home->live, f] { f(live); });
  }

  Shared shared;
  std::vector<std::shared_ptr<Home>> homes;
  std::vector<Work> work;
  std::optional<net::ip::tcp::acceptor> acceptor;
  unsigned short port = 0;
  std::vector<std::thread> threads;
};

void Server::Running::open() {
  const auto& options = shared.options;
  read_certificate(shared);
  const net::ip::tcp::endpoint here{net::ip::make_address(options.address), options.port};
  acceptor.emplace(homes[0]->context, here);
  port = acceptor->local_endpoint().port();
}

net::awaitable<void> Server::Running::accept() {
  net::steady_timer pause{homes[0]->context};
  for (std::size_t turn = 0;; turn = (turn + 1) % homes.size()) {
    const auto& home = homes[turn];
    net::ip::tcp::socket socket{home->context};
    boost::system::error_code failed;
    co_await acceptor->async_accept(socket, net::redirect_error(net::use_awaitable, failed));
    if (shared.draining) co_return;
    if (failed) {
      pause.expires_after(breath);
      co_await pause.async_wait(net::redirect_error(net::use_awaitable, failed));
      continue;
    }
    const auto open = shared.open.load();
    if (open < shared.options.connections + told_why) serve(shared, home, std::move(socket), open >= shared.options.connections);
  }
}

Server::Server(ServerOptions options, Parts parts) : running_(std::make_unique<Running>(std::move(options), std::move(parts))) {
  auto& shared = running_->shared;
  shared.parts.metrics.gauge("teia_http_connections", "Open connections.", [&shared] { return static_cast<double>(shared.open.load()); });
  shared.parts.metrics.gauge("teia_http_readers_waiting", "Requests waiting for a reader.", [&shared] { return static_cast<double>(shared.parts.readers.waiting()); });
  shared.parts.metrics.gauge("teia_http_listeners", "Open event replies.", [&shared] { return static_cast<double>(shared.parts.events.listening()); });
}

Server::~Server() { stop(std::chrono::milliseconds{0}); }

void Server::start() {
  auto& running = *running_;
  sweep_uploads(running.shared.options.spool);
  try {
    running.open();
  } catch (const boost::system::system_error& failed) {  // not a std::system_error
    throw std::system_error{failed.code(), failed.what()};
  }
  net::co_spawn(running.homes[0]->context, running.accept(), net::detached);
  for (auto& home : running.homes) running.threads.emplace_back([&context = home->context] { context.run(); });
}

unsigned short Server::port() const { return running_->port; }
std::size_t Server::open_connections() const { return running_->shared.open; }

void Server::stop(std::chrono::milliseconds patience) {
  auto& running = *running_;
  auto& shared = running.shared;
  if (running.threads.empty()) return;
  shared.draining = true;
  net::post(running.homes[0]->context, [&running] { running.acceptor->close(); });
  running.on_every_home([](auto& live) { for (auto* connection : live) connection->drain(); });
  {
    const auto closed = [&] { return shared.open == 0; };
    std::unique_lock lock{shared.mutex};
    if (!shared.all_closed.wait_for(lock, patience, closed)) {
      running.on_every_home([](auto& live) { for (auto* connection : live) connection->cut(); });
      shared.all_closed.wait(lock, closed);
    }
  }
  running.work.clear();
  for (auto& thread : running.threads) thread.join();
  running.threads.clear();
}

}  // namespace teia::http
