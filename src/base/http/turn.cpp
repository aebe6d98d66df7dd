// SPDX-License-Identifier: Apache-2.0
#include "base/http/turn.hpp"

#include <spdlog/spdlog.h>

#include "base/http/finish.hpp"

namespace teia::http {

namespace {

void read_target(std::string_view target, Request& request) {
  const auto mark = std::min(target.find('?'), target.size());
  auto path = path_decoded(target.substr(0, mark));
  if (!path || !path->starts_with('/')) throw bad("address");
  request.path = std::move(*path);
  request.query = parse_query(target.substr(std::min(mark + 1, target.size())));
  for (const auto& [name, value] : request.query) {
    if (!is_utf8(name) || !is_utf8(value) || value.find('\0') != std::string::npos) throw bad("address");
  }
}

}  // namespace

void read_line(std::string_view method, std::string_view target, Request& request, Turn& turn) {
  turn.head_only = method == "HEAD";
  turn.options = method == "OPTIONS";
  if (turn.options && target == "*") request.path = target;
  else read_target(target, request);
  if (turn.head_only || turn.options) return;  // a HEAD is a GET whose body stays here
  const auto known = from_word<Method>(method);
  if (!known) throw problems::wrong_method({{"method", std::string{method.substr(0, 16)}}});
  request.method = *known;
}

std::string forwarded(const Request& request) {
  const auto header = request.header("x-forwarded-for");
  auto last = header.substr(header.rfind(',') == std::string_view::npos ? 0 : header.rfind(',') + 1);
  while (last.starts_with(' ')) last.remove_prefix(1);
  return std::string{last};
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

Problem bad(std::string_view why) { return problems::bad_request({{"why", std::string{why}}}); }

Problem soon(const ProblemKind& kind) {
  auto problem = kind();
  problem.retry_after_s = 5;
  return problem;
}

void finish_or_say(Response& response, const Request& request) {
  try {
    finish(response, request);
  } catch (...) {
    response = response_to(std::current_exception(), request);
  }
}

void make_stream(const Stream& stream, Channel& channel, bool gzip) {
  try {
    if (gzip) {
      GzipSink sink{channel};
      stream(sink);
      sink.close();
    } else {
      stream(channel);
    }
    channel.end(nullptr);
  } catch (...) {
    channel.end(std::current_exception());
  }
}

Response health_response(const std::function<bool()>& healthy) {
  bool well = false;
  try {
    well = !healthy || healthy();
  } catch (const std::exception& error) {
    spdlog::error("health: {}", error.what());
  }
  auto response = json_response(well ? 200 : 503, well ? R"({"status":"ok"})" : R"({"status":"failing"})").header("cache-control", "no-store");
  if (!well) response.header("retry-after", "30");
  return response;
}

}  // namespace teia::http
