// SPDX-License-Identifier: Apache-2.0
// needs: src/sync/range.cpp
#include "fuzz/fuzz.hpp"
#include "sync/range.hpp"

/// What is read as a range is one: from ≤ to < size, and written out again it reads the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace teia;
  const auto range = sync::read_range(fuzz::text_of(data, size));
  if (!range) return 0;
  fuzz::require(0 <= range->from && range->from <= range->to && range->to < range->size);
  const auto text = "bytes " + std::to_string(range->from) + "-" + std::to_string(range->to) + "/" + std::to_string(range->size);
  const auto again = sync::read_range(text);
  fuzz::require(again && again->from == range->from && again->to == range->to && again->size == range->size);
  return 0;
}
