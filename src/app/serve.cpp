// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>
#include <memory>
#include <system_error>

#include "access/access.hpp"
#include "app/first.hpp"
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

std::string address_of(const Config& config, unsigned short port) {
  const auto shown = config.address == "127.0.0.1" || config.address == "0.0.0.0" ? "localhost" : config.address;
  return fmt::format("{}://{}:{}", config.certificate.empty() ? "http" : "https", shown, port);
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
  const auto healthy = [&] { return system.store().read([](db::Read& tx) { return ledger::head(tx).number > 0; }); };
  http::Server server{options, {dispatcher, readers, assets, system.events(), metrics, healthy}};
  server.start();
  const auto desk = open_desk(system);

  const auto address = address_of(config, server.port());
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
