// SPDX-License-Identifier: Apache-2.0
#include "places/store.hpp"

namespace teia::places::store {

const db::Query<PlaceRow, PlaceId> place{"places.place", R"(
  select id, level, name, sigla, state_id, capital_id, zone, ddd, lat, lon, in_network
    from place where id = $1)"};

const db::Query<std::int64_t> places_known{"places.known", "select count(*) from place"};

const db::Query<PlaceRef, PlaceId> ref{"places.ref", R"(
  select p.id, p.level, p.name, coalesce(s.sigla, '') as state
    from place p left join place s on s.id = p.state_id
   where p.id = $1)"};

const db::Query<PlaceRef, Level, PlaceId, PlaceId> refs_of_level{"places.refs_of_level", R"(
  select p.id, p.level, p.name, s.sigla as state
    from place p join place s on s.id = p.state_id
   where p.level = $1 and p.state_id between $2 and $3
   order by p.name, p.id)"};

const db::Query<PlaceRef, PlaceId, Day> refs_of_parent{"places.refs_of_parent", R"(
  select p.id, p.level, p.name, s.sigla as state
    from place_edge e join place p on p.id = e.child_id join place s on s.id = p.state_id
   where e.parent_id = $1 and e.valid_from <= $2 and e.valid_to >= $2
   order by p.name, p.id)"};

const db::Query<PlaceRef, PlaceId, Day> regions_of_state{"places.regions_of_state", R"(
  select p.id, p.level, p.name, s.sigla as state
    from place p join place s on s.id = p.state_id
   where p.level = 'regiao' and p.state_id = $1
     and exists (select 1 from place_edge m where m.parent_id = p.id and m.valid_from <= $2 and m.valid_to >= $2)
   order by p.name, p.id)"};

const db::Query<PlaceRef, PlaceId, Day> regions_of_macroregion{"places.regions_of_macroregion", R"(
  select p.id, p.level, p.name, s.sigla as state
    from place p join place s on s.id = p.state_id
   where p.id in (select r.parent_id
                    from place_edge m join place_edge r on r.child_id = m.child_id and r.relation = 'regiao'
                   where m.parent_id = $1 and m.valid_from <= $2 and m.valid_to >= $2
                     and r.valid_from <= $2 and r.valid_to >= $2)
   order by p.name, p.id)"};

const db::Query<PlaceRef, PlaceId, Day> macroregions_of_region{"places.macroregions_of_region", R"(
  select p.id, p.level, p.name, s.sigla as state
    from place p join place s on s.id = p.state_id
   where p.id in (select m.parent_id
                    from place_edge r join place_edge m on m.child_id = r.child_id and m.relation = 'macrorregiao'
                   where r.parent_id = $1 and r.valid_from <= $2 and r.valid_to >= $2
                     and m.valid_from <= $2 and m.valid_to >= $2)
   order by p.name, p.id)"};

// One shape of a hit for every way to ask: the place under each of its names, with its region on the day $1.
#define PLACE_HITS \
  "  select p.id, p.level, p.name, coalesce(s.sigla, '') as state, r.name as region, n.value as population, a.name as matched\n" \
  "    from place p\n" \
  "    join place_name a on a.place_id = p.id\n" \
  "    left join place s on s.id = p.state_id\n" \
  "    left join place_edge e on e.child_id = p.id and e.relation = 'regiao' and e.valid_from <= $1 and e.valid_to >= $1\n" \
  "    left join place r on r.id = e.parent_id\n" \
  "    left join population n on n.place_id = p.id\n" \
  "          and n.year = (select max(y.year) from population y where y.place_id = p.id)\n"

const db::Query<PlaceHit, Day, PlaceId> hits_by_id{"places.hits_by_id", PLACE_HITS R"(
   where p.id = $2 and a.reason = '' order by p.id)"};

const db::Query<PlaceHit, Day, std::string, std::string> hits_by_word{"places.hits_by_word", PLACE_HITS R"(
   where p.id in (select w.place_id from place_word w where w.word >= $2 and w.word < $3) order by p.id, a.name)"};

const db::Query<PlaceHit, Day, Level, PlaceId, PlaceId> hits_of_level{"places.hits_of_level", PLACE_HITS R"(
   where p.level = $2 and a.reason = '' and (p.state_id between $3 and $4 or p.state_id is null)
     and (p.level not in ('regiao', 'macrorregiao')
          or exists (select 1 from place_edge m where m.parent_id = p.id and m.valid_from <= $1 and m.valid_to >= $1))
   order by s.sigla nulls first, p.name, p.id)"};

#undef PLACE_HITS

const db::Query<LineRow, Level> lines_of_level{"places.lines_of_level", R"(
  select p.id, p.name, coalesce(s.sigla, '') as state, p.zone, p.ddd, p.lat, p.lon, p.in_network
    from place p left join place s on s.id = p.state_id
   where p.level = $1
   order by p.id)"};

const db::Query<EdgeRow, Day> edges_on{"places.edges_on", R"(
  select e.child_id, e.relation, e.parent_id, p.name as parent_name
    from place_edge e join place p on p.id = e.parent_id
   where e.valid_from <= $1 and e.valid_to >= $1
   order by e.child_id, e.relation)"};

const db::Query<PopulationRow> all_populations{"places.all_populations", R"(
  select n.place_id, n.year, n.value
    from population n join place p on p.id = n.place_id
   where p.level = 'municipio'
   order by n.place_id, n.year)"};

const db::Query<PlaceId, PlaceId, PlaceId> municipalities_of_states{"places.municipalities_of_states", R"(
  select id from place where level = 'municipio' and state_id between $1 and $2 order by id)"};

const db::Query<PlaceId, PlaceId, Day> municipalities_of_parent{"places.municipalities_of_parent", R"(
  select child_id from place_edge where parent_id = $1 and valid_from <= $2 and valid_to >= $2 order by child_id)"};

const db::Query<PlaceId, PlaceId, Relation, Day> parent_on{"places.parent_on", R"(
  select parent_id from place_edge where child_id = $1 and relation = $2 and valid_from <= $3 and valid_to >= $3
   order by parent_id)"};

const db::Query<Membership, PlaceId> memberships{"places.memberships", R"(
  select child_id as child, relation, valid_from, valid_to, parent_id as parent, note
    from place_edge where (child_id = $1 or parent_id = $1)
   order by valid_from, relation, child_id)"};

const db::Query<Membership, PlaceId, Relation, Day> membership_on{"places.membership_on", R"(
  select child_id as child, relation, valid_from, valid_to, parent_id as parent, note
    from place_edge where child_id = $1 and relation = $2 and valid_from <= $3 and valid_to >= $3
   order by valid_from, child_id)"};

const db::Query<MaybeDay, PlaceId, Relation, Day> next_change{"places.next_change", R"(
  select min(valid_from) from place_edge where child_id = $1 and relation = $2 and valid_from > $3)"};

const db::Query<Changes, PlaceId, Day> last_changes{"places.last_changes", R"(
  select (select max(valid_from) from place_edge
           where (child_id = $1 or parent_id = $1) and valid_from <= $2 and valid_from > '0001-01-01') as begun_on,
         (select max(valid_to) from place_edge where (child_id = $1 or parent_id = $1) and valid_to < $2) as ended_on)"};

const db::Query<Population, PlaceId> populations{"places.populations", R"(
  select year, value, source from population where place_id = $1 order by year)"};

const db::Query<Population, PlaceId, PlaceId> populations_of_states{"places.populations_of_states", R"(
  select n.year, cast(sum(n.value) as bigint) as value, min(n.source) as source
    from population n join place p on p.id = n.place_id
   where p.level = 'municipio' and p.state_id between $1 and $2
   group by n.year order by n.year)"};

const db::Query<Population, PlaceId, Day> populations_of_parent{"places.populations_of_parent", R"(
  select n.year, cast(sum(n.value) as bigint) as value, min(n.source) as source
    from population n join place_edge e on e.child_id = n.place_id
   where e.parent_id = $1 and e.valid_from <= $2 and e.valid_to >= $2
   group by n.year order by n.year)"};

const db::Query<MapSeat, Day, PlaceId> seats{"places.seats", R"(
  select p.id, p.name, e.parent_id as region, p.lon, p.lat, n.value as population
    from place p
    left join place_edge e on e.child_id = p.id and e.relation = 'regiao' and e.valid_from <= $1 and e.valid_to >= $1
    left join population n on n.place_id = p.id
          and n.year = (select max(y.year) from population y where y.place_id = p.id)
   where p.level = 'municipio' and (p.state_id = $2 or $2 = 0) and p.lon is not null and p.lat is not null
   order by p.id)"};

const db::Query<MapShape, PlaceId> shapes{"places.shapes", R"(
  select g.place_id as id, g.polygons from place_shape g join place p on p.id = g.place_id
   where p.state_id = $1 order by g.place_id)"};

const db::Query<MapShape> country_shapes{"places.country_shapes", R"(
  select place_id as id, country_polygons as polygons from place_shape order by place_id)"};

const db::Query<StateOfMap, Day> state_of_map{"places.state_of_map", R"(
  select (select count(*) from place_shape) as shapes,
         (select coalesce(max(imported_at), 0) from place_shape) as imported_at,
         (select count(*) from place_edge) as edges,
         (select coalesce(max(valid_from), '') from place_edge where valid_from <= $1) as last_change)"};

const db::Query<PlaceRef> without_shape{"places.without_shape", R"(
  select p.id, p.level, p.name, s.sigla as state
    from place p join place s on s.id = p.state_id
   where p.level = 'municipio' and not exists (select 1 from place_shape g where g.place_id = p.id)
   order by s.sigla, p.name, p.id)"};

const db::Query<std::string, PlaceId> polygons_of{"places.polygons_of", "select polygons from place_shape where place_id = $1"};

const db::Change<PlaceId, Level, std::string, std::string, std::optional<PlaceId>, std::optional<PlaceId>, std::optional<std::string>,
                 std::optional<std::string>, std::optional<double>, std::optional<double>, bool>
    add_place{"places.add_place", R"(
  insert into place (id, level, name, sigla, state_id, capital_id, zone, ddd, lat, lon, in_network)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};

const db::Change<PlaceId, std::string> rename_place{"places.rename_place", "update place set name = $2 where id = $1"};

const db::Change<PlaceId, std::string, std::string> add_name{"places.add_name", R"(
  insert into place_name (place_id, name, reason) values ($1, $2, $3)
  on conflict (place_id, name) do update set reason = excluded.reason)"};

const db::Change<PlaceId> demote_official_name{"places.demote_official_name", R"(
  update place_name set reason = 'former name' where place_id = $1 and reason = '')"};

const db::Change<std::string, PlaceId> add_word{"places.add_word", R"(
  insert into place_word (word, place_id) values ($1, $2) on conflict (word, place_id) do nothing)"};

const db::Change<PlaceId, Relation, Day, Day, PlaceId, std::string> add_edge{"places.add_edge", R"(
  insert into place_edge (child_id, relation, valid_from, valid_to, parent_id, note) values ($1, $2, $3, $4, $5, $6))"};

const db::Change<PlaceId, Relation, Day> remove_edge{"places.remove_edge", R"(
  delete from place_edge where child_id = $1 and relation = $2 and valid_from = $3)"};

const db::Change<PlaceId, Relation, Day, Day> end_edge{"places.end_edge", R"(
  update place_edge set valid_to = $4 where child_id = $1 and relation = $2 and valid_from = $3)"};

const db::Change<PlaceId, std::int64_t, std::int64_t, std::string> set_population{"places.set_population", R"(
  insert into population (place_id, year, value, source) values ($1, $2, $3, $4)
  on conflict (place_id, year) do update set value = excluded.value, source = excluded.source)"};

const db::Change<PlaceId, double, double> set_seat{"places.set_seat", "update place set lat = $2, lon = $3 where id = $1"};

const db::Change<PlaceId, std::string, Instant, std::string, std::string> set_shape{"places.set_shape", R"(
  insert into place_shape (place_id, source, imported_at, polygons, country_polygons) values ($1, $2, $3, $4, $5)
  on conflict (place_id) do update set source = excluded.source, imported_at = excluded.imported_at,
     polygons = excluded.polygons, country_polygons = excluded.country_polygons)"};

}  // namespace teia::places::store
