// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string_view>

#include "base/id.hpp"

namespace teia {

/// The id of what is known by what it is about: the same words, the same id, whoever makes it. The first 16 bytes of the words'
/// SHA-256, marked version 8 (RFC 9562 §5.8, "made by one's own rule").
Uuid derived_id(std::string_view words);

}  // namespace teia
