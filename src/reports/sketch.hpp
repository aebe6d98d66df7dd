// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "places/places.hpp"

/// The outline of a state as a printed map draws it: from the boundaries, or, while none are imported, from the seats alone: each
/// municipality is the land that is nearer to its seat than to any other, of the neighbouring states too.
namespace teia::reports {

struct Spot {
  double x = 0, y = 0;
};
using Loop = std::vector<Spot>;  ///< not closed: the last point joins the first

struct TownShape {
  PlaceId id;
  std::optional<PlaceId> region;
  std::vector<Loop> loops;
  Spot seat;
};

struct Edge {
  Spot from, to;
};

struct Sketch {
  std::vector<TownShape> towns;
  std::vector<Edge> limits;  ///< between regions, and of the state
  double width = 0, height = 0;  ///< in units where a degree of latitude is 100; y grows southwards
  bool from_seats = false;
};

/// An island that lies far from every other town is left out of either: with it the others would be too small to see.
/// The seats of a country or a state into cells; pure. Those of other states bound them only.
Sketch cells(const std::vector<places::MapSeat>& seats, PlaceId state);
/// The outlines of a state; pure.
Sketch outlines(const places::MapData& map);

Sketch sketch(db::Read& tx, PlaceId state, Day on);

}  // namespace teia::reports
