// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <unordered_set>

#include "places/store.hpp"

namespace teia::places {

MapData map(db::Read& read, PlaceId state, Day on) {
  if (state != brasil && require(read, state).level != Level::state) throw problems::not_a_state({{"place", std::to_string(state.value)}});
  MapData out;
  out.state = state;
  const auto depends = read.one(store::state_of_map, on).value();
  out.version = fmt::format("{}-{}-{}-{}", depends.shapes, depends.imported_at, depends.edges, depends.last_change);
  out.seats = read.all(store::seats, on, state);
  out.shapes = state == brasil ? read.all(store::country_shapes) : read.all(store::shapes, state);
  out.has_boundaries = !out.shapes.empty();
  if (!out.has_boundaries) return out;

  std::unordered_set<PlaceId> drawn;
  for (const auto& shape : out.shapes) drawn.insert(shape.id);
  for (const auto& seat : out.seats) {
    if (!drawn.contains(seat.id)) out.without_geometry.push_back(seat.id);
  }
  return out;
}

}  // namespace teia::places
