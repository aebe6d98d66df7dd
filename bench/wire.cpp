// SPDX-License-Identifier: Apache-2.0
#include "wire.hpp"

#include <charconv>

namespace teia::bench {

namespace {

std::size_t number(std::string_view text, int base) {
  std::size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

/// The end of a chunked body that begins at `at`.
std::optional<std::size_t> end_of_chunks(std::string_view bytes, std::size_t at) {
  for (;;) {
    const auto line = bytes.find("\r\n", at);
    if (line == std::string_view::npos) return std::nullopt;
    const auto size = number(bytes.substr(at, line - at), 16);
    at = line + 2 + size + 2;
    if (at > bytes.size()) return std::nullopt;
    if (size == 0) return at;
  }
}

}  // namespace

std::optional<WireReply> whole_reply(std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == std::string_view::npos) return std::nullopt;
  const auto head = bytes.substr(0, end + 2);
  WireReply reply{static_cast<int>(number(head.substr(9, 3), 10)), end + 4, head.find("connection: close\r\n") != std::string_view::npos};
  if (head.find("transfer-encoding: chunked\r\n") != std::string_view::npos) {
    const auto size = end_of_chunks(bytes, reply.size);
    if (!size) return std::nullopt;
    reply.size = *size;
    return reply;
  }
  constexpr std::string_view length = "content-length: ";
  if (const auto at = head.find(length); at != std::string_view::npos) reply.size += number(head.substr(at + length.size()), 10);
  if (bytes.size() < reply.size) return std::nullopt;
  return reply;
}

}  // namespace teia::bench
