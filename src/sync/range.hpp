// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace teia::sync {

/// `bytes FROM-TO/SIZE`, both ends counted (RFC 9110 §14.4).
struct Range {
  std::int64_t from = 0, to = 0, size = 0;
};
std::optional<Range> read_range(std::string_view header);

}  // namespace teia::sync
