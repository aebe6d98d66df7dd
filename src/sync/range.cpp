// SPDX-License-Identifier: Apache-2.0
#include "sync/range.hpp"

#include <charconv>

namespace teia::sync {

namespace {

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || result.ec != std::errc{} || result.ptr != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Range> read_range(std::string_view header) {
  constexpr std::string_view unit = "bytes ";
  const auto dash = header.find('-'), slash = header.find('/');
  if (!header.starts_with(unit) || dash == header.npos || slash == header.npos || dash > slash) return std::nullopt;
  const auto from = number(header.substr(unit.size(), dash - unit.size()));
  const auto to = number(header.substr(dash + 1, slash - dash - 1));
  const auto size = number(header.substr(slash + 1));
  if (!from || !to || !size || *from > *to || *to >= *size) return std::nullopt;
  return Range{*from, *to, *size};
}

}  // namespace teia::sync
