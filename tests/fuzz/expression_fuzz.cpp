// SPDX-License-Identifier: Apache-2.0
// needs: src/analytics/expression.cpp src/base/time.cpp src/base/problem.cpp src/base/id.cpp
// links: -lfmt -ldate-tz -lsodium
#include "analytics/expression.hpp"
#include "fuzz/fuzz.hpp"

using teia::fuzz::require;

namespace {

teia::analytics::Schema schema() {
  using teia::records::FactType;
  teia::analytics::Schema made;
  for (const auto* table : {"actions", "places"}) {
    made.add(table, "day", FactType::day);
    made.add(table, "state", FactType::text);
    made.add(table, "minutes", FactType::integer);
    made.add(table, "happened", FactType::flag);
    made.add(table, "author", FactType::id);
  }
  return made;
}

void names_only_what_there_is(const teia::analytics::Condition& condition, std::string_view table, const teia::analytics::Schema& known) {
  for (std::size_t i = 0; i < condition.nodes.size(); ++i) {
    const auto& node = condition.nodes[i];
    require(node.left < condition.nodes.size() && node.right < condition.nodes.size());
    if (node.field.empty()) require(node.left < i && node.right <= i);
    else require(known.find(table, node.field) != nullptr);
  }
}

}  // namespace

/// What is read names tables and fields that exist, and a tree without cycles; all else is a problem with its place.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto known = schema();
  const auto text = teia::fuzz::text_of(data, size);
  try {
    for (const auto& measure : teia::analytics::parse_expression(text, known)) {
      require(known.has(measure.table));
      require(measure.aggregate == teia::analytics::Aggregate::count || known.find(measure.table, measure.field));
      names_only_what_there_is(measure.where, measure.table, known);
    }
  } catch (const teia::Problem& problem) {
    require(problem.code == "analytics.bad-expression" && problem.details.contains("at"));
  }
  try {
    names_only_what_there_is(teia::analytics::parse_condition(text, "actions", known), "actions", known);
  } catch (const teia::Problem&) {
  }
  return 0;
}
