// SPDX-License-Identifier: Apache-2.0
#pragma once
#if defined(__SANITIZE_THREAD__)  // it does not know fences; Asio's add nothing to its own locks here
#define BOOST_ASIO_DISABLE_FENCED_BLOCK 1
#endif
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <unordered_set>

#include "base/http/server.hpp"

/// Between server.cpp and connection.cpp alone: the two files that know Asio.
namespace teia::http {

namespace net = boost::asio;

/// A connection, as its thread sees it. All calls come on that thread.
class Live {
 public:
  virtual ~Live() = default;
  virtual void drain() = 0;  ///< close if idle, else after this request
  virtual void cut() = 0;    ///< close now
};

/// One I/O thread: its connections never leave it, so they need no locks. Shared with whoever may post to it from another
/// thread, for a post is not over when what it posted has run.
struct Home {
  net::io_context context{1};
  std::unordered_set<Live*> live;
};

/// What every connection uses.
struct Shared {
  Shared(ServerOptions options_, Server::Parts parts_)
      : options(std::move(options_)), parts(std::move(parts_)), streams(options.streams, options.streams * 2) {}

  const ServerOptions options;
  const Server::Parts parts;
  Pool streams;
  net::thread_pool disk{1};  ///< writes uploads, so that a slow disk does not stop the sockets
  std::optional<net::ssl::context> tls;
  std::atomic<bool> draining = false;

  std::atomic<std::size_t> open = 0;
  std::mutex mutex;
  std::condition_variable all_closed;
};

/// Serves the socket on its home until it closes. `crowded`: tell it 503 and close.
void serve(Shared& shared, std::shared_ptr<Home> home, net::ip::tcp::socket socket, bool crowded);

}  // namespace teia::http
