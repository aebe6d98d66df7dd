// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "places/store.hpp"

namespace teia::places {
namespace {

bool by_edge(PlaceId place) { return place.value >= 1'000 && place.value < 1'000'000; }  // 4 or 5 digits

PlaceId checked_parent(db::Read& read, const Move& move) {
  const auto parent = require(read, *move.to);
  const auto due = move.relation == Relation::region ? Level::region : Level::macroregion;
  if (parent.level != due || state_of(parent.id) != state_of(move.municipality)) {
    throw problems::not_a_parent({{"place", parent.name}, {"relation", std::string{word_of(move.relation)}}});
  }
  return parent.id;
}

}  // namespace

std::vector<PlaceId> municipalities_of(db::Read& read, PlaceId place, Day on) {
  if (by_edge(place)) return read.all(store::municipalities_of_parent, place, on);
  if (place.value >= 1'000'000) return {place};
  const auto [first, last] = store::states_of(place);
  return read.all(store::municipalities_of_states, first, last);
}

std::vector<PlaceId> lying_in(db::Read& read, PlaceId place, Day on) {
  std::vector<PlaceId> out{place};
  const auto level = require(read, place).level;
  if (level == Level::municipality) {
    for (auto relation : {Relation::region, Relation::macroregion}) {
      if (auto parent = parent_of(read, place, relation, on)) out.push_back(*parent);
    }
  }
  if (level == Level::region) {
    // A region that spans two macro-regions lies in neither.
    const auto above = read.all(store::macroregions_of_region, place, on);
    if (above.size() == 1) out.push_back(above.front().id);
  }
  for (auto above : {state_of(place), great_region_of(place), brasil}) {
    if (out.back() != above) out.push_back(above);
  }
  return out;
}

std::optional<PlaceId> parent_of(db::Read& read, PlaceId municipality, Relation relation, Day on) {
  return read.one(store::parent_on, municipality, relation, on);
}

std::vector<Membership> memberships(db::Read& read, PlaceId place) { return read.all(store::memberships, place); }

bool move_municipality(db::Write& write, const Move& move) {
  const auto municipality = require(write, move.municipality);
  if (municipality.level != Level::municipality) throw problems::not_a_municipality({{"place", municipality.name}});
  std::optional<PlaceId> to;
  if (move.to) to = checked_parent(write, move);

  const auto id = municipality.id;
  const auto held = write.one(store::membership_on, id, move.relation, move.from);
  if ((held ? std::optional{held->parent} : std::nullopt) == to) return false;
  const auto next = write.one(store::next_change, id, move.relation, move.from).value_or(std::nullopt);
  if (held) {
    if (held->valid_from == move.from) write.run(store::remove_edge, id, move.relation, move.from);
    else write.run(store::end_edge, id, move.relation, held->valid_from, move.from.plus(-1));
  }
  if (to) {
    const Day until = held ? held->valid_to : next ? next->plus(-1) : last_day;
    write.run(store::add_edge, id, move.relation, move.from, until, *to, move.note);
  }
  return true;
}

}  // namespace teia::places
