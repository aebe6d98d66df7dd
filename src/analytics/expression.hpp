// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/problem.hpp"
#include "records/facts.hpp"

/// What may be counted, as people and packages write it; parsed and checked here, compiled in compile.hpp, never taken as SQL. Pure.
///
///   count(actions where state = "validada")                    how many
///   distinct(places.place where contact last 60 days)          how many different ones; of the 60 days before the end of the period
///   sum(actions.minutes) · median(followups.days) · mean(actions.delay)
///   median_per(places.place where contact)                     of how many each one that has any has (IA-07)
///   entropy(actions.area, 12)                                  Shannon's, divided by that of 12 equal parts (IA-23)
///   count(municipalities where network) - distinct(…)          measures are added and subtracted
///
/// Conditions: = != < <= > >=, `field in ("a", "b")`, a flag by its name, `today`, and, or, not, parentheses.
namespace teia::analytics {

namespace problems {
inline const ProblemKind bad_expression{"analytics.bad-expression", 422, "Não entendemos a medida na posição {at}: {why}.", "The measure is not understood at position {at}: {why}."};
}  // namespace problems

/// The tables and fields that an expression may name.
class Schema {
 public:
  void add(std::string table, std::string field, records::FactType type);
  bool has(std::string_view table) const { return tables_.find(table) != tables_.end(); }
  const records::FactType* find(std::string_view table, std::string_view field) const;
  std::string names() const;                        ///< of the tables, for a fault
  std::string names_in(std::string_view table) const;

 private:
  std::map<std::string, std::map<std::string, records::FactType, std::less<>>, std::less<>> tables_;
};

struct Today {};
using Literal = std::variant<std::string, std::int64_t, Day, Today>;

/// A tree, kept flat: `left` and `right` are places in Condition::nodes.
struct Node {
  enum class What { both, either, never, flag, compare, among } what = What::flag;
  std::size_t left = 0, right = 0;
  std::string field, op;
  std::vector<Literal> values;
};
struct Condition {
  std::vector<Node> nodes;  ///< the last one is the root; empty: everything
};

enum class Aggregate { count, distinct, sum, mean, median, median_per, entropy };
constexpr auto words(Aggregate) {
  return std::array{Word{Aggregate::count, "count"}, Word{Aggregate::distinct, "distinct"}, Word{Aggregate::sum, "sum"},
                    Word{Aggregate::mean, "mean"},   Word{Aggregate::median, "median"},     Word{Aggregate::median_per, "median_per"},
                    Word{Aggregate::entropy, "entropy"}};
}

struct Measure {
  Aggregate aggregate = Aggregate::count;
  std::string table, field;
  Condition where;
  std::int64_t categories = 0;  ///< of an entropy
  std::int64_t last_days = 0;   ///< 0: of the period
  bool minus = false;           ///< within a sum of measures
};
using Expression = std::vector<Measure>;

inline constexpr std::size_t longest_expression = 2000;  ///< bytes
inline constexpr std::size_t deepest_condition = 40;     ///< parentheses

/// Throws bad_expression with the place and the reason.
Expression parse_expression(std::string_view text, const Schema& schema);
/// A condition alone, over the fields of one table.
Condition parse_condition(std::string_view text, std::string_view table, const Schema& schema);

}  // namespace teia::analytics
