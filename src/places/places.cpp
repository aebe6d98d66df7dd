// SPDX-License-Identifier: Apache-2.0
#include "places/places.hpp"

#include <fmt/format.h>

#include "places/store.hpp"

namespace teia::places {
namespace {

constexpr PlaceId noronha{2605459}, brasilia{5300108};

std::vector<Population> populations_of(db::Read& read, const PlaceRef& place, Day on) {
  if (place.level == Level::municipality) return read.all(store::populations, place.id);
  if (place.level == Level::region || place.level == Level::macroregion) return read.all(store::populations_of_parent, place.id, on);
  const auto [first, last] = store::states_of(place.id);
  return read.all(store::populations_of_states, first, last);
}

std::vector<PlaceRef> regions_within(db::Read& read, const PlaceRef& place, Day on) {
  const auto [first, last] = store::states_of(place.id);
  switch (place.level) {
    case Level::country:
    case Level::great_region: return read.all(store::refs_of_level, Level::state, first, last);
    case Level::state: return read.all(store::regions_of_state, place.id, on);
    case Level::macroregion: return read.all(store::regions_of_macroregion, place.id, on);
    case Level::region:
    case Level::municipality: return {};
  }
  return {};
}

std::optional<PlaceRef> above(db::Read& read, const PlaceRef& municipality, Relation relation, Day on) {
  const auto parent = parent_of(read, municipality.id, relation, on);
  return parent ? find(read, *parent) : std::nullopt;
}

void note_awkward(PlacePage& page) {
  const auto& place = page.place;
  auto note = [&](std::string text) { page.notes.push_back(std::move(text)); };
  if (place.id == noronha) note("Distrito estadual de Pernambuco, contado como município; fora da abrangência da Rede.");
  if (place.id == brasilia || place.id == PlaceId{53}) note("Sem COSEMS: fora da abrangência da Rede.");
  if (place.level != Level::municipality) return;
  if (!page.region) note("Região de saúde não informada.");
  if (page.populations.empty()) note("População: sem dado.");
}

void place_within(db::Read& read, PlacePage& page, Day on) {
  const auto& place = page.place;
  if (place.id.value >= 100) page.state_place = find(read, state_of(place.id));
  if (place.level == Level::municipality) {
    page.region = above(read, place, Relation::region, on);
    page.macroregion = above(read, place, Relation::macroregion, on);
  }
  if (place.level == Level::region) {
    const auto macros = read.all(store::macroregions_of_region, place.id, on);
    if (macros.size() == 1) page.macroregion = macros.front();
    else if (macros.size() > 1) page.notes.push_back(fmt::format("A região reúne municípios de {} macrorregiões.", macros.size()));
  }
}

std::vector<PlaceRef> municipalities_within(db::Read& read, const PlaceRef& place, Day on) {
  switch (place.level) {
    case Level::state: return read.all(store::refs_of_level, Level::municipality, place.id, place.id);
    case Level::region:
    case Level::macroregion: return read.all(store::refs_of_parent, place.id, on);
    default: return {};
  }
}

std::optional<Day> composition_since(db::Read& read, PlaceId place, Day on) {
  const auto changes = read.one(store::last_changes, place, on).value_or(store::Changes{});
  if (!changes.ended_on) return changes.begun_on;
  return std::max(changes.begun_on.value_or(first_day), changes.ended_on->plus(1));
}

}  // namespace

std::optional<PlaceRef> find(db::Read& read, PlaceId place) { return read.one(store::ref, place); }

PlaceRef require(db::Read& read, PlaceId place) {
  if (auto found = find(read, place)) return *std::move(found);
  throw problems::unknown({{"place", std::to_string(place.value)}});
}

PlacePage page(db::Read& read, PlaceId id, Day on) {
  PlacePage page;
  page.place = require(read, id);
  const auto row = read.one(store::place, id);
  page.ddd = row->ddd;
  page.zone = zone_of(read, id);
  page.lat = row->lat;
  page.lon = row->lon;
  page.in_network = row->in_network;
  if (page.place.level == Level::municipality) {
    page.ibge7 = std::to_string(id.value);
    page.ibge6 = std::to_string(six_digits(id));
  }
  page.populations = populations_of(read, page.place, on);
  page.regions = regions_within(read, page.place, on);
  page.composition_since = composition_since(read, id, on);
  place_within(read, page, on);
  page.municipalities = municipalities_within(read, page.place, on);
  page.municipality_count = static_cast<std::int64_t>(municipalities_of(read, id, on).size());
  note_awkward(page);
  return page;
}

std::string zone_of(db::Read& read, PlaceId place) {
  for (auto id : {place, state_of(place), brasil}) {
    if (const auto row = read.one(store::place, id); row && row->zone) return *row->zone;
  }
  return std::string{capital_zone};
}

}  // namespace teia::places
