// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <set>

#include "analytics/duck.hpp"
#include "analytics/expression.hpp"
#include "places/period.hpp"
#include "places/places.hpp"

/// From a measure and what is asked of it to one statement of DuckDB, rights inside. Private to this folder. Pure.
namespace teia::analytics {

/// A stretch of days that a time dimension names.
struct Bucket {
  std::string name;  ///< 2025-04, 2025-QD1
  Day first, last;
};

/// Whose facts may be counted: those of these atoms, and those of one's own towns whoever they are of.
struct Reach {
  std::vector<std::int64_t> atoms;
  std::vector<std::int64_t> own_towns;
  bool everything = false;  ///< of whoever runs the server
};

/// A question with everything relative made definite.
struct Asked {
  Day from, to;
  Day on;                             ///< the last day that counts as known: the end of the period, or today within it
  Day today;
  std::int64_t known_on = 0;          ///< the ledger as it was up to this entry
  std::optional<Day> composition_on;  ///< one day for all; none: each fact's own
  PlaceId place = places::brasil;
  std::vector<std::string> by;        ///< checked: dimensions, or fields of the measure's table
  std::vector<Bucket> buckets;        ///< of the time dimension, if there is one
  std::string where;                  ///< a condition over the measure's table; says nothing of the registers
  Reach reach;
};

/// What a fact lies in: time and place; fields are dimensions too.
bool is_time(std::string_view dimension);
bool is_place(std::string_view dimension);
std::optional<places::Span> span_of(std::string_view dimension);

/// Whether the table's facts, or those of the table that tells the same by place, lie in municipalities.
bool has_places(const std::string& table, const Schema& schema);

struct Compiled {
  std::string sql;  ///< gives the dimensions as text, in their order, then the value as a double
  std::vector<duck::Cell> params;
};

/// Throws not_by_place, unknown_dimension, or bad_expression for the condition.
Compiled compile(const Measure& measure, const Asked& asked, const Schema& schema);
/// The records behind it: (record, day), newest first. Nothing for what counts no records.
std::optional<Compiled> compile_records(const Measure& measure, const Asked& asked, const Schema& schema, std::int64_t limit);

}  // namespace teia::analytics
