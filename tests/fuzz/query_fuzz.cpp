// SPDX-License-Identifier: Apache-2.0
// needs: src/base/http/message.cpp src/base/problem.cpp src/base/json.cpp src/base/id.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -lsodium -licuuc
#include "base/http/message.hpp"

#include <fmt/format.h>

#include "fuzz/fuzz.hpp"

namespace http = teia::http;
using teia::fuzz::require;

namespace {

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return out;
}

}  // namespace

/// The address line and the cookie, as anybody may send them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = teia::fuzz::text_of(data, size);
  require(http::url_decoded(encoded(text)) == text);
  if (const auto path = http::path_decoded(text)) {
    require(http::is_utf8(*path) && path->size() <= text.size() && path->find('\n') == std::string::npos);
    require(http::path_decoded(encoded(*path)) == path);
  }

  std::string again;
  const auto pairs = http::parse_query(text);
  for (const auto& [name, value] : pairs) again += (again.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
  require(http::parse_query(again) == pairs);

  http::Request request;
  request.headers.emplace_back("cookie", text);
  const auto value = request.cookie("teia");
  require(value.find(';') == std::string_view::npos && value.size() <= size);
  return 0;
}
