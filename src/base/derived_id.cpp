// SPDX-License-Identifier: Apache-2.0
#include "base/derived_id.hpp"

#include <algorithm>

#include "base/crypto.hpp"

namespace teia {

Uuid derived_id(std::string_view words) {
  const auto hash = crypto::sha256(words);
  Uuid id;
  std::copy_n(hash.begin(), id.bytes.size(), id.bytes.begin());
  id.bytes[6] = static_cast<std::uint8_t>(0x80 | (id.bytes[6] & 0x0f));  // the version
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));  // the variant
  return id;
}

}  // namespace teia
