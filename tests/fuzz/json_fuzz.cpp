// SPDX-License-Identifier: Apache-2.0
// needs: src/base/json.cpp src/base/problem.cpp src/base/id.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -lsodium
#include "base/json.hpp"

#include <cmath>

#include "fuzz/fuzz.hpp"

namespace json = teia::json;
using teia::fuzz::require;

namespace sample {

enum class Shade { light, dark };
constexpr auto words(Shade) { return std::array{teia::Word{Shade::light, "clara"}, teia::Word{Shade::dark, "escura"}}; }

struct Leaf {
  std::string name;
  std::optional<std::int32_t> weight;
  bool green = false;
};
DESCRIBE(Leaf, name, weight, green)

/// One field of every kind that a document may have.
struct Tree {
  teia::Id<struct TreeTag> id;
  teia::Key<struct PlaceTag> place;
  Shade shade = Shade::light;
  teia::Day planted_on;
  teia::Instant seen_at;
  std::optional<double> height;
  std::vector<Leaf> leaves;
};
DESCRIBE(Tree, id, place, shade, planted_on, seen_at, height, leaves)

}  // namespace sample

namespace {

std::optional<double> number(const json::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value.is)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value.is)) return *real;
  return std::nullopt;
}

/// Equal but for the last digits of a number: Boost.JSON 1.81 reads decimals to within a few units in the last place.
bool same(const json::Value& a, const json::Value& b) {
  if (const auto x = number(a), y = number(b); x && y) return std::abs(*x - *y) <= std::abs(*x) * 1e-14;
  if (a.is.index() != b.is.index()) return false;
  if (const auto* items = std::get_if<json::Array>(&a.is)) {
    const auto& others = std::get<json::Array>(b.is);
    return std::equal(items->begin(), items->end(), others.begin(), others.end(), same);
  }
  if (const auto* members = std::get_if<json::Object>(&a.is)) {
    const auto& others = std::get<json::Object>(b.is);
    const auto same_member = [](const json::Member& m, const json::Member& n) { return m.first == n.first && same(m.second, n.second); };
    return std::equal(members->begin(), members->end(), others.begin(), others.end(), same_member);
  }
  return a == b;
}

std::size_t depth(const json::Value& value) {
  std::size_t deepest = 0;
  if (const auto* items = std::get_if<json::Array>(&value.is)) {
    for (const auto& item : *items) deepest = std::max(deepest, depth(item) + 1);
  }
  if (const auto* members = std::get_if<json::Object>(&value.is)) {
    for (const auto& member : *members) deepest = std::max(deepest, depth(member.second) + 1);
  }
  return deepest;
}

void check_struct(const json::Value& value) {
  try {
    const auto text = json::write_described(json::read<sample::Tree>(value));
    require(same(json::parse(text), json::parse(json::write_described(json::read<sample::Tree>(text)))));
  } catch (const teia::Problem& problem) {
    require(!problem.faults.empty());
    for (const auto& fault : problem.faults) require(!fault.code.empty() && !fault.message.empty());
  }
}

}  // namespace

/// What is read is no deeper than allowed, has only finite numbers, and comes back as it went; a struct that reads is written so
/// that it reads again, and one that does not tells every fault.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  json::Value value;
  try {
    value = json::parse(teia::fuzz::text_of(data, size));
  } catch (const teia::Problem& problem) {
    require(problem.code == teia::problems::malformed.code);
    return 0;
  }
  require(depth(value) <= json::deepest);
  require(same(value, json::parse(json::write(value))));
  check_struct(value);
  return 0;
}
