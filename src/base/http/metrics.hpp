// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

/// Counters of the transport in Prometheus's text format. Labels are the route's pattern and the status: never an id or a person.
namespace teia::http {

class Metrics {
 public:
  /// Upper bounds in seconds.
  static constexpr std::array buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0};

  void count(std::string_view method, std::string_view route, int status, double seconds, std::size_t bytes);
  /// A value asked for when the metrics are: queue lengths, open connections. `value` outlives the Metrics or is removed with it.
  void gauge(std::string name, std::string help, std::function<double()> value);
  std::string text() const;

 private:
  struct Key {
    std::string_view method, route;  ///< both live as long as the program: words of the route table
    int status;
    auto operator<=>(const Key&) const = default;
  };
  struct Series {
    std::uint64_t count = 0, bytes = 0;
    double seconds = 0;
    std::array<std::uint64_t, buckets.size()> within{};
  };
  struct Gauge {
    std::string name, help;
    std::function<double()> value;
  };
  mutable std::mutex mutex_;
  std::map<Key, Series> series_;
  std::vector<Gauge> gauges_;
};

}  // namespace teia::http
