// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

/// A load generator for one HTTP/1.1 server on this machine: N keep-alive clients on one thread, each with one request at a time.
/// It says how much processor it used itself, for on a small machine it takes from what it measures.
namespace teia::bench {

struct Plan {
  std::string address = "127.0.0.1";
  unsigned short port = 8080;
  std::size_t clients = 1;
  double seconds = 10;             ///< no new request after this; those under way are waited for
  std::size_t most = SIZE_MAX;     ///< requests, all clients together
  /// The whole n-th request, head and body (request_text below). Called once for each n, in order.
  std::function<std::string(std::size_t)> request;
};

struct Outcome {
  std::size_t replies = 0;
  std::size_t broken = 0;              ///< requests without a whole reply
  std::map<int, std::size_t> by_status;
  std::int64_t bytes = 0;              ///< received
  double seconds = 0, own_cpu_seconds = 0;
  double p50_ms = 0, p90_ms = 0, p95_ms = 0, p99_ms = 0, slowest_ms = 0;  ///< from the first byte sent to the last received

  double per_second() const { return seconds > 0 ? static_cast<double>(replies) / seconds : 0; }
};

/// Throws std::system_error when nobody listens. A reply must carry content-length or chunks.
Outcome load(const Plan& plan);

/// `headers` are whole lines with CRLF.
std::string request_text(std::string_view method, std::string_view path, std::string_view headers, std::string_view body);

/// "12,345 replies in 10.0 s: 1,234.5/s; p50 1.2 ms, p90 …; 200: 12,345; own CPU 0.8 s"
std::string told(const Outcome& outcome);

}  // namespace teia::bench
