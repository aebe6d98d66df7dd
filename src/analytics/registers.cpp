// SPDX-License-Identifier: Apache-2.0
#include "analytics/registers.hpp"

#include <fmt/format.h>

#include "places/places.hpp"

namespace teia::analytics::registers {

namespace {

using records::FactType;

struct Sums {
  std::int64_t rows = 0, codes = 0, days = 0;
};
DESCRIBE(Sums, rows, codes, days)
const db::Query<Sums> edge_sums{"analytics.edge_sums", R"(
  select count(*) as rows, cast(coalesce(sum(child_id * parent_id), 0) as bigint) as codes,
         cast(coalesce(sum(cast(replace(valid_from, '-', '') as bigint) + 2 * cast(replace(valid_to, '-', '') as bigint)), 0) as bigint) as days
    from place_edge)"};
const db::Query<Sums> town_sums{"analytics.town_sums", R"(
  select count(*) as rows, cast(coalesce(sum(case when p.in_network then p.id else 0 end), 0) as bigint) as codes,
         cast(coalesce((select sum(value) from population), 0) as bigint) as days
    from place p)"};
const db::Query<Sums> support_sums{"analytics.support_sums", R"(
  select count(*) as rows, cast(coalesce(sum(length(id) + length(organisation_id)), 0) as bigint) as codes,
         cast(coalesce(sum(cast(replace(valid_from, '-', '') as bigint) + 2 * cast(replace(valid_to, '-', '') as bigint)), 0) as bigint) as days
    from assignment)"};

struct Town {
  PlaceId id;
  bool in_network = false;
  std::optional<std::int64_t> population;
};
DESCRIBE(Town, id, in_network, population)
const db::Query<Town> select_towns{"analytics.towns", R"(
  select p.id, p.in_network, n.value as population
    from place p
    left join population n on n.place_id = p.id and n.year = (select max(year) from population where place_id = p.id)
   where p.level = 'municipio'
   order by p.id)"};

struct Edge {
  PlaceId child_id, parent_id;
  std::string relation;
  Day valid_from, valid_to;
};
DESCRIBE(Edge, child_id, parent_id, relation, valid_from, valid_to)
const db::Query<Edge> select_edges{"analytics.edges", R"(
  select child_id, parent_id, relation, valid_from, valid_to from place_edge order by child_id, relation, valid_from)"};

struct Support {
  PersonId person_id;
  std::string role;
  OrganisationId organisation_id;
  std::optional<PlaceId> state_id;
  Day valid_from, valid_to;
};
DESCRIBE(Support, person_id, role, organisation_id, state_id, valid_from, valid_to)
const db::Query<Support> select_support{"analytics.support", R"(
  select a.person_id, a.role, a.organisation_id, o.state_id, a.valid_from, a.valid_to
    from assignment a
    join organisation o on o.id = a.organisation_id
   order by a.id)"};

std::string told(const std::optional<Sums>& sums) { return fmt::format("{}/{}/{} ", sums->rows, sums->codes, sums->days); }

template <class Row, class Cells>
void fill(db::Read& tx, duck::Connection& duck, const std::string& table, const db::Query<Row>& query, Cells cells) {
  duck.run("delete from " + table);
  duck::Connection::Appender to{duck, table};
  tx.each(query, [&](Row&& row) { to.row(cells(row)); });
  to.finish();
}

}  // namespace

void describe(Schema& schema) {
  schema.add("municipalities", "place", FactType::integer);
  schema.add("municipalities", "network", FactType::flag);
  schema.add("municipalities", "population", FactType::integer);
  for (const auto* facts : {"places", "followup_places"}) schema.add(facts, "network", FactType::flag);  // of a fact's place
  schema.add("assignments", "role", FactType::text);
  schema.add("assignments", "person", FactType::id);
  schema.add("assignments", "owner", FactType::id);
  schema.add("assignments", "uf", FactType::integer);
}

const char* const tables = R"(
  create table municipalities (place bigint, network boolean, population bigint);
  create table edges (child bigint, parent bigint, relation varchar, valid_from date, valid_to date);
  create table assignments (person hugeint, role varchar, owner hugeint, uf bigint, valid_from date, valid_to date);)";

std::string state_of(db::Read& tx) { return told(tx.one(edge_sums)) + told(tx.one(town_sums)) + told(tx.one(support_sums)); }

void copy(db::Read& tx, duck::Connection& duck) {
  using Cells = std::vector<duck::Cell>;
  fill(tx, duck, "municipalities", select_towns, [](const Town& t) {
    return Cells{t.id.value, t.in_network, t.population ? duck::Cell{*t.population} : duck::Cell{}};
  });
  fill(tx, duck, "edges", select_edges, [](const Edge& e) { return Cells{e.child_id.value, e.parent_id.value, e.relation, e.valid_from, e.valid_to}; });
  fill(tx, duck, "assignments", select_support, [](const Support& s) {
    return Cells{Uuid{s.person_id}, s.role, Uuid{s.organisation_id}, s.state_id ? duck::Cell{s.state_id->value} : duck::Cell{}, s.valid_from, s.valid_to};
  });
}

}  // namespace teia::analytics::registers
