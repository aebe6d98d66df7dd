// SPDX-License-Identifier: Apache-2.0
#include "base/http/message.hpp"

#include <fmt/format.h>
#include <unicode/ustring.h>

#include "base/json.hpp"

namespace teia::http {

namespace {

struct WireFault {
  std::string code, field, message;
};
DESCRIBE(WireFault, code, field, message)

struct WireProblem {
  std::string type = "about:blank";
  std::string code, message;
  int status = 500;
  std::map<std::string, std::string> details;
  std::vector<WireFault> faults;
};
DESCRIBE(WireProblem, type, code, status, message, details, faults)

std::string_view find(const Pairs& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string_view Request::header(std::string_view name) const { return find(headers, name); }
std::string_view Response::header(std::string_view name) const { return find(headers, name); }

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const auto end = std::min(rest.find(';'), rest.size());
    auto pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (const auto equals = pair.find('='); equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return pair.substr(equals + 1);
    }
  }
  return {};
}

Response json_response(int status, std::string body) {
  return {status, {{"content-type", "application/json; charset=utf-8"}}, std::move(body)};
}

/// A 503 always says when to come back.
Response problem_response(const Problem& problem) {
  constexpr int usual_wait_s = 30;
  WireProblem wire{.code = problem.code, .message = problem.message, .status = problem.status, .details = problem.details, .faults = {}};
  for (const auto& fault : problem.faults) wire.faults.push_back({fault.code, fault.field, fault.message});
  Response response{problem.status, {{"content-type", "application/problem+json; charset=utf-8"}, {"cache-control", "no-store"}},
                    json::write_described(wire)};
  const int wait = problem.status == 503 && problem.retry_after_s == 0 ? usual_wait_s : problem.retry_after_s;
  if (wait > 0) response.header("retry-after", std::to_string(wait));
  return response;
}

Response download(std::string_view name, std::string_view content_type, Body body) {
  std::string plain, encoded;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool safe = std::isalnum(byte) || c == '-' || c == '_' || c == '.';
    plain += safe ? c : '_';
    encoded += safe ? std::string{c} : fmt::format("%{:02X}", byte);
  }
  return {200,
          {{"content-type", std::string{content_type}},
           {"content-disposition", fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}", plain, encoded)},
           {"cache-control", "no-store"}},
          std::move(body)};
}

std::string url_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

bool is_utf8(std::string_view text) {
  std::int32_t units = 0;
  auto outcome = U_ZERO_ERROR;
  u_strFromUTF8(nullptr, 0, &units, text.data(), static_cast<std::int32_t>(text.size()), &outcome);
  return outcome != U_INVALID_CHAR_FOUND;
}

std::optional<std::string> path_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return std::nullopt;
      c = static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 2;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return std::nullopt;
    out += c;
  }
  if (!is_utf8(out)) return std::nullopt;
  return out;
}

Pairs parse_query(std::string_view query) {
  Pairs pairs;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    pairs.emplace_back(url_decoded(pair.substr(0, equals)), url_decoded(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return pairs;
}

}  // namespace teia::http
