// SPDX-License-Identifier: Apache-2.0
#include "analytics/compile.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analytics/analytics.hpp"

namespace teia::analytics {

namespace {

using What = Node::What;

/// A health region's code has five digits, a macro-region's four, a state's two (places.hpp).
constexpr const char* uf_of_place =
    "(case when f.place >= 1000000 then f.place // 100000 when f.place >= 10000 then f.place // 1000 when f.place >= 1000 then f.place // 100 "
    "when f.place > 5 then f.place end)";

constexpr std::string_view in_network = "f.place in (select place from municipalities where network)";

bool counts_stock(const Measure& m) { return m.table == "municipalities" || m.table == "assignments"; }

/// The table that tells the same for each place; "" where there is none.
std::string by_place(const std::string& table) { return table == "actions" ? "places" : table == "followups" ? "followup_places" : ""; }

class Statement {
 public:
  Statement(const Measure& measure, const Asked& asked, const Schema& schema) : measure_(measure), asked_(asked), schema_(schema) {
    const bool wants_place = below_state(asked.place) || std::any_of(asked.by.begin(), asked.by.end(), [](const auto& by) { return is_place(by) && by != "uf"; });
    table_ = measure.table;
    if (wants_place && !schema.find(table_, "place")) lift();
    has_place_ = schema.find(table_, "place") != nullptr;
    by_bucket_ = !asked.buckets.empty() && (counts_stock(measure) || measure.last_days > 0);
  }

  Compiled value() {
    auto dimensions = named_dimensions();
    auto from = source();
    if (measure_.aggregate == Aggregate::entropy || measure_.aggregate == Aggregate::median_per) return of_parts(dimensions, from);
    if (lifted_ && (measure_.aggregate == Aggregate::sum || measure_.aggregate == Aggregate::mean || measure_.aggregate == Aggregate::median)) {
      // A record stands once for each of its places: its own number once only within each group.
      from = fmt::format("from (select distinct f.born, {}f.{} {}) f", dimensions.empty() ? "" : dimensions + ", ", measure_.field, from);
      dimensions = outer_names();
    }
    return {fmt::format("select {}cast({} as double) {}{}", dimensions.empty() ? "" : dimensions + ", ", aggregate(), from, grouping()), std::move(params_)};
  }

  std::optional<Compiled> records(std::int64_t limit) {
    if (counts_stock(measure_)) return std::nullopt;
    auto from = source();
    return Compiled{fmt::format("select f.record, max(f.day) as day {} group by f.record order by day desc, f.record limit {}", from, limit), std::move(params_)};
  }

 private:
  static bool below_state(PlaceId place) { return place.value > 53; }

  void lift() {
    table_ = by_place(table_);
    if (table_.empty()) throw problems::not_by_place({{"table", measure_.table}});
    lifted_ = true;
  }

  std::string bind(duck::Cell cell) {
    params_.push_back(std::move(cell));
    return "$" + std::to_string(params_.size());
  }

  std::string aggregate() const {
    switch (measure_.aggregate) {
      case Aggregate::count: return lifted_ ? "count(distinct f.born)" : "count(*)";
      case Aggregate::distinct: return "count(distinct f." + measure_.field + ")";
      case Aggregate::sum: return "coalesce(sum(f." + measure_.field + "), 0)";
      case Aggregate::mean: return "avg(f." + measure_.field + ")";
      case Aggregate::median: return "median(f." + measure_.field + ")";
      case Aggregate::median_per:
      case Aggregate::entropy: break;
    }
    return {};
  }

  /// Of the counts c of each part: their median, or H / ln(categories) with H = ln n − Σ c ln c / n.
  Compiled of_parts(const std::string& dimensions, const std::string& from) {
    const auto inner = fmt::format("select {}f.{} as part, {} as c {} group by all", dimensions.empty() ? "" : dimensions + ", ", measure_.field,
                                   lifted_ ? "count(distinct f.born)" : "count(*)", from);
    const auto names = outer_names();
    const auto value = measure_.aggregate == Aggregate::median_per
                           ? std::string{"median(f.c)"}
                           : fmt::format("(ln(sum(f.c)) - sum(f.c * ln(f.c)) / sum(f.c)) / ln({})", measure_.categories);
    return {fmt::format("select {}cast({} as double) from ({}) f{}", names.empty() ? "" : names + ", ", value, inner, grouping()), std::move(params_)};
  }

  std::string grouping() const { return asked_.by.empty() ? "" : " group by all"; }
  std::string outer_names() const {
    std::string names;
    for (std::size_t i = 0; i < asked_.by.size(); ++i) names += fmt::format("{}f.d{}", names.empty() ? "" : ", ", i);
    return names;
  }
  std::string named_dimensions() {
    std::string all;
    for (std::size_t i = 0; i < asked_.by.size(); ++i) {
      const auto value = dimension(asked_.by[i]);
      all += fmt::format("{}{} as d{}", i ? ", " : "", asked_.by[i] == "owner" ? value : "cast(" + value + " as varchar)", i);
    }
    return all;
  }

  std::string dimension(const std::string& by) {
    if (is_time(by)) return by_bucket_ ? "b.name" : time_of(by);
    if (by == "uf") return has_place_ ? uf_of_place : "f.uf";
    if (by == "municipality") return "case when f.place >= 1000000 then f.place end";
    if (by == "region") return region();
    if (by == "macroregion") return macroregion();
    // Never a table of people: support is no race (design.md). What one person did is a condition, not a dimension.
    if (!schema_.find(table_, by) || by == "author" || by == "person") throw problems::unknown_dimension({{"dimension", by}, {"table", measure_.table}});
    return "f." + by;
  }

  static std::string time_of(const std::string& by) {
    if (by == "month") return "strftime(f.day, '%Y-%m')";
    if (by == "year") return "strftime(f.day, '%Y')";
    const auto months = by == "bimestre" ? 2 : by == "trimestre" ? 3 : by == "quadrimestre" ? 4 : 6;
    const auto mark = by == "bimestre" ? "B" : by == "trimestre" ? "T" : by == "quadrimestre" ? "QD" : "S";
    return fmt::format("strftime(f.day, '%Y') || '-{}' || ((month(f.day) + {}) // {})", mark, months - 1, months);
  }

  std::string region() {
    joins_region_ = true;
    return "coalesce(r.parent, case when f.place between 10000 and 99999 then f.place end)";
  }
  std::string macroregion() {
    joins_macro_ = true;
    return "coalesce(m.parent, case when f.place between 1000 and 9999 then f.place end)";
  }

  std::string source() {
    std::string where = table_ == "municipalities" ? "true" : table_ == "assignments" ? held() : known_and_held();
    where += place_filter();
    if (!measure_.where.nodes.empty()) where += " and " + condition(measure_.where, measure_.where.nodes.size() - 1);
    if (!asked_.where.empty() && table_ != "municipalities" && table_ != "assignments") {
      const auto more = parse_condition(asked_.where, table_, schema_);
      if (!more.nodes.empty()) where += " and " + condition(more, more.nodes.size() - 1);
    }
    std::string from = "from " + table_ + " f";
    if (by_bucket_) from += " cross join (" + bucket_rows() + ") b(name, first, last)";
    if (joins_region_) from += edge("r", "regiao");
    if (joins_macro_) from += edge("m", "macrorregiao");
    return from + " where " + where;
  }

  std::string bucket_rows() {
    std::string rows;
    for (const auto& bucket : asked_.buckets) {
      rows += fmt::format("{}({}, {}, {})", rows.empty() ? "values " : ", ", bind(bucket.name), bind(bucket.first), bind(std::min(bucket.last, asked_.on)));
    }
    return rows;
  }

  std::string edge(const char* alias, const char* relation) {
    std::string day = "f.day";
    if (asked_.composition_on) day = bind(*asked_.composition_on);
    else if (by_bucket_) day = "b.last";
    else if (counts_stock(measure_)) day = bind(asked_.on);
    return fmt::format(" left join edges {0} on {0}.child = f.place and {0}.relation = '{1}' and {2} between {0}.valid_from and {0}.valid_to", alias, relation, day);
  }

  /// Somebody who held the function on some day of the period.
  std::string held() {
    if (by_bucket_) return "f.valid_from <= b.last and f.valid_to >= b.first";
    return fmt::format("f.valid_from <= {} and f.valid_to >= {}", bind(asked_.on), bind(asked_.from));
  }

  std::string known_and_held() {
    auto where = fmt::format("f.ledger_from <= {0} and f.ledger_to > {0} and {1}", bind(asked_.known_on), days());
    if (asked_.reach.everything) return where;
    auto reach = listed("f.atom", asked_.reach.atoms);
    if (!asked_.reach.own_towns.empty()) {
      const auto own = listed("place", asked_.reach.own_towns);
      const auto of = table_ == "followups" || table_ == "followup_places" ? "followup_places" : "places";
      reach = fmt::format("({} or f.record in (select record from {} where {}))", reach, of, own);
    }
    return where + " and " + reach;
  }

  std::string days() {
    if (measure_.last_days == 0) return fmt::format("f.day between {} and {}", bind(asked_.from), bind(asked_.to));
    const auto end = by_bucket_ ? std::string{"b.last"} : bind(asked_.on);
    return fmt::format("f.day <= {0} and f.day >= {0} - {1}", end, measure_.last_days);
  }

  static std::string listed(const std::string& column, const std::vector<std::int64_t>& numbers) {
    if (numbers.empty()) return "false";
    return fmt::format("{} in ({})", column, fmt::join(numbers, ","));
  }

  std::string place_filter() {
    const auto place = asked_.place;
    if (place == places::brasil) return "";
    if (place.value <= 5) return fmt::format(" and {} // 10 = {}", has_place_ ? uf_of_place : "f.uf", place.value);
    if (!below_state(place)) return fmt::format(" and {} = {}", has_place_ ? uf_of_place : "f.uf", place.value);
    if (place.value >= 1'000'000) return fmt::format(" and f.place = {}", place.value);
    return fmt::format(" and {} = {}", place.value >= 10'000 ? region() : macroregion(), place.value);
  }

  std::string condition(const Condition& all, std::size_t at) {
    const auto& node = all.nodes[at];
    switch (node.what) {
      case What::both: return fmt::format("({} and {})", condition(all, node.left), condition(all, node.right));
      case What::either: return fmt::format("({} or {})", condition(all, node.left), condition(all, node.right));
      // Three-valued logic surprises people: what is not known is not so.
      case What::never: return fmt::format("(not coalesce({}, false))", condition(all, node.left));
      case What::flag: return node.field == "network" && table_ != "municipalities" ? std::string{in_network} : "f." + node.field;
      case What::compare: return fmt::format("f.{} {} {}", node.field, node.op == "!=" ? "is distinct from" : node.op, bind(cell(node.field, node.values[0])));
      case What::among: break;
    }
    std::string values;
    for (const auto& value : node.values) values += (values.empty() ? "" : ", ") + bind(cell(node.field, value));
    return fmt::format("f.{} in ({})", node.field, values);
  }

  duck::Cell cell(const std::string& field, const Literal& literal) const {
    if (std::holds_alternative<Today>(literal)) return asked_.today;
    if (const auto* day = std::get_if<Day>(&literal)) return *day;
    if (const auto* number = std::get_if<std::int64_t>(&literal)) return *number;
    const auto& text = std::get<std::string>(literal);
    if (*schema_.find(table_, field) == records::FactType::id) return *Uuid::parse(text);
    return text;
  }

  const Measure& measure_;
  const Asked& asked_;
  const Schema& schema_;
  std::string table_;
  bool lifted_ = false, has_place_ = false, by_bucket_ = false, joins_region_ = false, joins_macro_ = false;
  std::vector<duck::Cell> params_;
};

}  // namespace

std::optional<places::Span> span_of(std::string_view dimension) {
  using places::Span;
  constexpr std::array spans{std::pair{"month", Span::month},       std::pair{"bimestre", Span::bimestre}, std::pair{"trimestre", Span::trimestre},
                             std::pair{"quadrimestre", Span::quadrimestre}, std::pair{"semestre", Span::semester}, std::pair{"year", Span::year}};
  for (const auto& [name, span] : spans) {
    if (dimension == name) return span;
  }
  return std::nullopt;
}
bool has_places(const std::string& table, const Schema& schema) { return schema.find(table, "place") || !by_place(table).empty(); }

bool is_time(std::string_view dimension) { return span_of(dimension).has_value(); }
bool is_place(std::string_view dimension) {
  return dimension == "uf" || dimension == "macroregion" || dimension == "region" || dimension == "municipality";
}

Compiled compile(const Measure& measure, const Asked& asked, const Schema& schema) { return Statement{measure, asked, schema}.value(); }
std::optional<Compiled> compile_records(const Measure& measure, const Asked& asked, const Schema& schema, std::int64_t limit) {
  return Statement{measure, asked, schema}.records(limit);
}

}  // namespace teia::analytics
