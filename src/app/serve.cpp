// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"

#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>
#include <memory>
#include <system_error>

#include "access/access.hpp"
#include "app/first.hpp"
#include "app/health.hpp"
#include "app/order_desk.hpp"
#include "app/system.hpp"
#include "base/http/server.hpp"

namespace teia::embed {
std::span<const File> web();
}

namespace teia::app {

namespace {

/// Signals reach the one thread that waits for them: block them before any other thread starts.
sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

http::ServerOptions server_options(const Config& config) {
  http::ServerOptions options;
  options.address = config.address;
  options.port = static_cast<unsigned short>(config.port);
  options.threads = static_cast<std::size_t>(config.threads);
  options.streams = stream_readers;
  options.spool = config.attachment_folder() / "incoming-uploads";
  options.behind_proxy = config.behind_proxy;
  options.certificate = config.certificate;
  options.key = config.key;
  return options;
}

/// Some shared file systems hold no sockets. The pages are served all the same; commands that write then wait for the server to stop.
std::unique_ptr<OrderDesk> open_desk(System& system) {
  try {
    return std::make_unique<OrderDesk>(system);
  } catch (const std::system_error& error) {
    spdlog::warn("commands cannot be given to this server: {}", error.what());
    return nullptr;
  }
}

/// What the network says no with, in words.
Problem cannot_serve(const Config& config, const std::error_code& why) {
  const Details details{{"address", config.address}, {"port", std::to_string(config.port)}, {"certificate", config.certificate}, {"key", config.key}};
  if (why == std::errc::address_in_use) return problems::port_taken(details);
  if (why == std::errc::permission_denied) return problems::port_not_allowed(details);
  const bool is_address = why == std::errc::address_not_available || why == std::errc::invalid_argument;
  return is_address || config.certificate.empty() ? problems::bad_address(details) : problems::bad_certificate(details);
}

void start(http::Server& server, const Config& config) {
  try {
    server.start();
  } catch (const std::system_error& failed) {
    spdlog::error("serve: {}", failed.what());
    throw cannot_serve(config, failed.code());
  }
}

}  // namespace

int serve(const Config& config) {
  const auto signals = stop_signals();
  System system{config};
  http::Pool readers{static_cast<std::size_t>(config.readers), 4096};
  const http::Dispatcher dispatcher{{system.store(), system.clock(), system_chance(), access::guard, readers.executor()}, all_routes(system)};
  const http::Assets assets{embed::web()};
  http::Metrics metrics;
  metrics.gauge("teia_writes_waiting", "Operations in the writer's queue", [&] { return static_cast<double>(system.store().waiting()); });

  auto options = server_options(config);
  std::filesystem::create_directories(options.spool);
  Health health{system.store(), config.data};
  http::Server server{options, {dispatcher, readers, assets, system.events(), metrics, [&] { return health.well(); }}};
  start(server, config);
  const auto desk = open_desk(system);

  const auto address = config.web_address(server.port());
  std::cout << "Teia em " << address << std::endl;
  if (const auto link = first_link(system)) std::cout << "Primeiro acesso da administração (vale 7 dias, uma vez): " << address << *link << std::endl;

  int signal = 0;
  sigwait(&signals, &signal);
  spdlog::info("stopping: finishing what was begun");
  if (desk) desk->close();
  server.stop(std::chrono::seconds{config.drain_s});
  return 0;
}

}  // namespace teia::app
