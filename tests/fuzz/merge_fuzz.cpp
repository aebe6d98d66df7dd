// SPDX-License-Identifier: Apache-2.0
// needs: src/records/merge.cpp src/base/json.cpp src/base/problem.cpp src/base/id.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -lsodium
#include <algorithm>

#include "fuzz/fuzz.hpp"
#include "records/merge.hpp"

/// Three contents, one a line. Whatever they are: one side alone is never a conflict, and who comes first decides no conflict.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace teia;
  using How = records::FieldRule::How;
  static const std::vector<records::FieldRule> rules{{"tags", How::set}, {"places", How::rows, "place"}, {"switches", How::members}};
  auto rest = fuzz::text_of(data, size);
  std::vector<json::Value> contents;
  try {
    for (int i = 0; i < 3; ++i) {
      const auto end = std::min(rest.find('\n'), rest.size());
      contents.push_back(json::parse(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  } catch (const Problem&) {
    return 0;
  }
  const auto &base = contents[0], &one = contents[1], &other = contents[2];
  fuzz::require(records::merge(base, base, other, rules).conflicts.empty());
  fuzz::require(records::merge(base, other, other, rules).conflicts.empty());
  auto first = records::merge(base, one, other, rules).conflicts, second = records::merge(base, other, one, rules).conflicts;
  std::sort(first.begin(), first.end()), std::sort(second.begin(), second.end());
  fuzz::require(first == second);
  return 0;
}
