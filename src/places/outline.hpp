// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

/// Outlines of places on a grid of 1/10,000 degree (about 11 m), finer than any mesh that we draw.
namespace teia::places {

inline constexpr double grid = 1e-4;  ///< degrees

struct Point {
  std::int32_t x = 0, y = 0;  ///< longitude and latitude in steps of the grid
  auto operator<=>(const Point&) const = default;
};

using Ring = std::vector<Point>;     ///< closed: the last point is the first; at least 4 points
using Polygon = std::vector<Ring>;   ///< the outer ring, then holes
using Outline = std::vector<Polygon>;

double area(const Ring& ring);  ///< in squares of the grid

/// Published meshes put islands among a polygon's holes: what lies outside the larger rings becomes a polygon of its own.
Outline regrouped(Polygon rings);

/// Drops the points that a map of `tolerance` degrees does not need, the same ones on both sides of a common border, so that
/// neighbours keep touching. A line never moves by more than `share` of the side of the places that it bounds, and no ring is ever
/// lost: a small town stays itself on a coarse map.
void simplify(std::vector<Outline>& outlines, double tolerance, double share);

/// `[[[lon,lat,lon,lat,…]]]`: polygons, rings, flat degrees, as maps receive them.
std::string written(const Outline& outline);

}  // namespace teia::places
