// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "places/places.hpp"

/// Every SQL statement of this domain; private to it.
namespace teia::places::store {

struct PlaceRow {
  PlaceId id;
  Level level = Level::municipality;
  std::string name, sigla;
  std::optional<PlaceId> state_id, capital_id;
  std::optional<std::string> zone, ddd;
  std::optional<double> lat, lon;
  bool in_network = false;
};
DESCRIBE(PlaceRow, id, level, name, sigla, state_id, capital_id, zone, ddd, lat, lon, in_network)

struct StateOfMap {  ///< what a map depends on, in figures
  std::int64_t shapes = 0, imported_at = 0, edges = 0;
  std::string last_change;
};
DESCRIBE(StateOfMap, shapes, imported_at, edges, last_change)

struct Changes {
  std::optional<Day> begun_on;
  std::optional<Day> ended_on;  ///< last day before the change
};
DESCRIBE(Changes, begun_on, ended_on)

struct LineRow {
  PlaceId id;
  std::string name, state;
  std::optional<std::string> zone, ddd;
  std::optional<double> lat, lon;
  bool in_network = false;
};
DESCRIBE(LineRow, id, name, state, zone, ddd, lat, lon, in_network)

struct EdgeRow {
  PlaceId child_id;
  Relation relation = Relation::region;
  PlaceId parent_id;
  std::string parent_name;
};
DESCRIBE(EdgeRow, child_id, relation, parent_id, parent_name)

struct PopulationRow {
  PlaceId place_id;
  std::int64_t year = 0, value = 0;
};
DESCRIBE(PopulationRow, place_id, year, value)

using MaybeDay = std::optional<Day>;

extern const db::Query<PlaceRow, PlaceId> place;
extern const db::Query<std::int64_t> places_known;
extern const db::Query<PlaceRef, PlaceId> ref;
extern const db::Query<PlaceRef, Level, PlaceId, PlaceId> refs_of_level;     ///< level, first and last state
extern const db::Query<PlaceRef, PlaceId, Day> refs_of_parent;  ///< the municipalities on the day
extern const db::Query<PlaceRef, PlaceId, Day> regions_of_state;  ///< those that have a municipality on the day
extern const db::Query<PlaceRef, PlaceId, Day> regions_of_macroregion;
extern const db::Query<PlaceRef, PlaceId, Day> macroregions_of_region;

extern const db::Query<PlaceHit, Day, PlaceId> hits_by_id;
extern const db::Query<PlaceHit, Day, std::string, std::string> hits_by_word;  ///< words from, up to but not including
extern const db::Query<PlaceHit, Day, Level, PlaceId, PlaceId> hits_of_level;  ///< first and last state; those of none always

extern const db::Query<LineRow, Level> lines_of_level;
extern const db::Query<EdgeRow, Day> edges_on;  ///< all that held on the day
extern const db::Query<PopulationRow> all_populations;  ///< of every municipality

extern const db::Query<PlaceId, PlaceId, PlaceId> municipalities_of_states;  ///< first and last state
extern const db::Query<PlaceId, PlaceId, Day> municipalities_of_parent;
extern const db::Query<PlaceId, PlaceId, Relation, Day> parent_on;
extern const db::Query<Membership, PlaceId> memberships;
extern const db::Query<Membership, PlaceId, Relation, Day> membership_on;
extern const db::Query<MaybeDay, PlaceId, Relation, Day> next_change;
extern const db::Query<Changes, PlaceId, Day> last_changes;  ///< up to the day

extern const db::Query<Population, PlaceId> populations;
extern const db::Query<Population, PlaceId, PlaceId> populations_of_states;  ///< first and last state
extern const db::Query<Population, PlaceId, Day> populations_of_parent;

extern const db::Query<MapSeat, Day, PlaceId> seats;
extern const db::Query<MapShape, PlaceId> shapes;
extern const db::Query<MapShape> country_shapes;
extern const db::Query<StateOfMap, Day> state_of_map;
extern const db::Query<PlaceRef> without_shape;
extern const db::Query<std::string, PlaceId> polygons_of;

extern const db::Change<PlaceId, Level, std::string, std::string, std::optional<PlaceId>, std::optional<PlaceId>,
                        std::optional<std::string>, std::optional<std::string>, std::optional<double>, std::optional<double>, bool>
    add_place;
extern const db::Change<PlaceId, std::string> rename_place;
extern const db::Change<PlaceId, std::string, std::string> add_name;
extern const db::Change<PlaceId> demote_official_name;
extern const db::Change<std::string, PlaceId> add_word;
extern const db::Change<PlaceId, Relation, Day, Day, PlaceId, std::string> add_edge;
extern const db::Change<PlaceId, Relation, Day> remove_edge;
extern const db::Change<PlaceId, Relation, Day, Day> end_edge;
extern const db::Change<PlaceId, std::int64_t, std::int64_t, std::string> set_population;
extern const db::Change<PlaceId, double, double> set_seat;
extern const db::Change<PlaceId, std::string, Instant, std::string, std::string> set_shape;

/// First and last code of the states that hold a place or that it holds; `between` on them reads an index.
std::pair<PlaceId, PlaceId> states_of(PlaceId place);

/// A name that people may type for the place, with its words for the search; reason '' for the official one.
void name_place(db::Write& write, PlaceId id, const std::string& name, const std::string& reason);

}  // namespace teia::places::store
