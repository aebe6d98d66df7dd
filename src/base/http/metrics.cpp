// SPDX-License-Identifier: Apache-2.0
#include "base/http/metrics.hpp"

#include <fmt/format.h>

namespace teia::http {

void Metrics::count(std::string_view method, std::string_view route, int status, double seconds, std::size_t bytes) {
  const std::lock_guard lock{mutex_};
  auto& series = series_[{method, route, status}];
  ++series.count;
  series.bytes += bytes;
  series.seconds += seconds;
  for (std::size_t i = 0; i < buckets.size(); ++i) series.within[i] += seconds <= buckets[i] ? 1 : 0;
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> value) {
  const std::lock_guard lock{mutex_};
  gauges_.push_back({std::move(name), std::move(help), std::move(value)});
}

std::string Metrics::text() const {
  const std::lock_guard lock{mutex_};
  std::string sizes = "# HELP teia_http_response_bytes_total Bytes of reply bodies.\n# TYPE teia_http_response_bytes_total counter\n";
  std::string out = "# HELP teia_http_request_seconds Time from the whole request to the whole reply.\n# TYPE teia_http_request_seconds histogram\n";
  auto to = std::back_inserter(out);
  for (const auto& [key, series] : series_) {
    const auto labels = fmt::format("method=\"{}\",route=\"{}\",status=\"{}\"", key.method, key.route, key.status);
    for (std::size_t i = 0; i < buckets.size(); ++i) {
      fmt::format_to(to, "teia_http_request_seconds_bucket{{{},le=\"{}\"}} {}\n", labels, buckets[i], series.within[i]);
    }
    fmt::format_to(to, "teia_http_request_seconds_bucket{{{},le=\"+Inf\"}} {}\n", labels, series.count);
    fmt::format_to(to, "teia_http_request_seconds_sum{{{}}} {}\nteia_http_request_seconds_count{{{}}} {}\n", labels, series.seconds, labels, series.count);
    fmt::format_to(std::back_inserter(sizes), "teia_http_response_bytes_total{{{}}} {}\n", labels, series.bytes);
  }
  out += sizes;
  for (const auto& gauge : gauges_) {
    fmt::format_to(to, "# HELP {} {}\n# TYPE {} gauge\n{} {}\n", gauge.name, gauge.help, gauge.name, gauge.name, gauge.value());
  }
  return out;
}

}  // namespace teia::http
