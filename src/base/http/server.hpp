// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>

#include "base/http/assets.hpp"
#include "base/http/dispatch.hpp"
#include "base/http/events.hpp"
#include "base/http/metrics.hpp"
#include "base/http/pool.hpp"
#include "base/http/upload.hpp"

/// The transport: sockets on one side, a Dispatcher, files and events on the other.
namespace teia::http {

struct ServerOptions {
  std::string address = "127.0.0.1";
  unsigned short port = 0;  ///< 0: any that is free
  std::size_t threads = 2;  ///< for sockets only: they never touch the database
  std::filesystem::path spool = std::filesystem::temp_directory_path();  ///< where uploads wait; on the attachments' disk, so that a move is cheap

  std::size_t header_bytes = 16 << 10;
  std::int64_t body_bytes = 2 << 20;  ///< of anything but multipart
  UploadLimits upload = {};
  std::size_t connections = 4096;  ///< one more is told 503
  std::size_t streams = 4;         ///< streamed replies made at once; twice as many wait, one more is told 503

  using Time = std::chrono::milliseconds;
  Time header{10'000};     ///< from a request's first byte to the end of its headers
  Time body_idle{30'000};  ///< without a byte of the body
  Time idle{60'000};       ///< between requests
  Time write_idle{30'000}; ///< without the client taking a byte
  Time heartbeat{15'000};  ///< between signs of life on an open event reply
  Time linger{5'000};      ///< reading on after a refusal, so that the client sees the reply and not a reset

  bool behind_proxy = false;  ///< take the client's address from the last X-Forwarded-For
  std::string certificate = {};  ///< PEM files; TLS when both are given
  std::string key = {};
};

class Server {
 public:
  /// All of them outlive the server.
  struct Parts {
    const Dispatcher& dispatcher;
    Pool& readers;
    const Assets& assets;
    Events& events;
    Metrics& metrics;
    std::function<bool()> healthy;  ///< asked by /healthz on the readers' pool; may throw
  };

  Server(ServerOptions options, Parts parts);
  ~Server();  ///< as stop, without patience

  /// Listens and returns. Throws std::system_error when the address is taken or the certificate does not read.
  void start();
  unsigned short port() const;
  std::size_t open_connections() const;

  /// Takes no new connection, lets requests finish, closes idle connections and events; what is not over after `patience` is cut.
  void stop(std::chrono::milliseconds patience);

 private:
  struct Running;
  std::unique_ptr<Running> running_;
};

}  // namespace teia::http
