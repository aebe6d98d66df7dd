// SPDX-License-Identifier: Apache-2.0
#include "reports/sketch.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

namespace teia::reports {

namespace {

constexpr double degree = 100;
constexpr std::size_t near = 48;       ///< seats looked at around a town, the nearest first
constexpr std::size_t wide = 6;         ///< the neighbour whose distance tells how densely towns lie
constexpr double farthest = 1.1;       ///< of that distance: the land of towns at a coast or a border of the country
constexpr double least_reach = 0.2, most_reach = 1.6;  ///< degrees

Spot projected(double lon, double lat, double narrowing) { return {lon * narrowing * degree, -lat * degree}; }

double narrowing_at(double lat) { return std::cos(lat * std::numbers::pi / 180); }

double distance(const Spot& a, const Spot& b) { return std::hypot(a.x - b.x, a.y - b.y); }

/// A side of a cell: where it begins, and whose land lies beyond it (an index, or none).
struct Side {
  Spot from;
  std::ptrdiff_t beyond = -1;
};

/// What of the cell is nearer to `seat` than to `other`: one cut along the line in the middle.
std::vector<Side> cut(const std::vector<Side>& cell, const Spot& seat, const Spot& other, std::ptrdiff_t index) {
  const Spot middle{(seat.x + other.x) / 2, (seat.y + other.y) / 2}, across{other.x - seat.x, other.y - seat.y};
  const auto side_of = [&](const Spot& p) { return (p.x - middle.x) * across.x + (p.y - middle.y) * across.y; };
  std::vector<Side> out;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    const auto &here = cell[i], &next = cell[(i + 1) % cell.size()];
    const double a = side_of(here.from), b = side_of(next.from);
    const auto crossing = [&] {
      const double t = a / (a - b);
      return Spot{here.from.x + t * (next.from.x - here.from.x), here.from.y + t * (next.from.y - here.from.y)};
    };
    if (a <= 0) out.push_back(here);
    if (a <= 0 && b > 0) out.push_back({crossing(), index});
    if (a > 0 && b <= 0) out.push_back({crossing(), here.beyond});
  }
  return out;
}

std::vector<Side> circle(const Spot& around, double radius) {
  std::vector<Side> out;
  for (int i = 0; i < 24; ++i) {
    const double angle = i * std::numbers::pi / 12;
    out.push_back({{around.x + radius * std::cos(angle), around.y + radius * std::sin(angle)}, -1});
  }
  return out;
}

std::vector<Side> cell_of(std::size_t town, const std::vector<Spot>& spots) {
  std::vector<std::pair<double, std::size_t>> others;
  for (std::size_t i = 0; i < spots.size(); ++i) {
    if (i != town) others.emplace_back(distance(spots[town], spots[i]), i);
  }
  const auto count = std::min(near, others.size());
  std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(count), others.end());
  const double local = others.empty() ? 0 : others[std::min(wide, count) - 1].first;
  auto cell = circle(spots[town], std::clamp(local * farthest, least_reach * degree, most_reach * degree));
  for (std::size_t i = 0; i < count; ++i) cell = cut(cell, spots[town], spots[others[i].second], static_cast<std::ptrdiff_t>(others[i].second));
  return cell;
}

/// Fernando de Noronha, in whose place the sea would fill the page.
bool far_out(std::size_t town, const std::vector<Spot>& spots) {
  constexpr double far = 2.5 * degree;
  bool alone = spots.size() > 1;
  for (std::size_t i = 0; i < spots.size() && alone; ++i) alone = i == town || distance(spots[town], spots[i]) > far;
  return alone;
}

void moved(Spot& spot, const Spot& origin) {
  spot.x -= origin.x;
  spot.y -= origin.y;
}

/// Its corner at 0, 0.
void settle(Sketch& sketch) {
  Spot low{1e9, 1e9}, high{-1e9, -1e9};
  for (const auto& town : sketch.towns) {
    for (const auto& loop : town.loops) {
      for (const auto& spot : loop) {
        low = {std::min(low.x, spot.x), std::min(low.y, spot.y)};
        high = {std::max(high.x, spot.x), std::max(high.y, spot.y)};
      }
    }
  }
  if (sketch.towns.empty()) return;
  for (auto& town : sketch.towns) {
    moved(town.seat, low);
    for (auto& loop : town.loops) {
      for (auto& spot : loop) moved(spot, low);
    }
  }
  for (auto& edge : sketch.limits) moved(edge.from, low), moved(edge.to, low);
  sketch.width = high.x - low.x;
  sketch.height = high.y - low.y;
}

/// The land on both sides of an edge, whichever way each side walks it.
class Neighbours {
 public:
  void walk(const Spot& from, const Spot& to, std::optional<PlaceId> region) {
    const std::pair a{from.x, from.y}, b{to.x, to.y};
    sides_[std::minmax(a, b)].push_back(region);
  }
  std::vector<Edge> limits() const {
    std::vector<Edge> out;
    for (const auto& [ends, regions] : sides_) {
      const bool inner = regions.size() == 2 && regions[0] == regions[1];
      if (!inner) out.push_back({{ends.first.first, ends.first.second}, {ends.second.first, ends.second.second}});
    }
    return out;
  }

 private:
  using Point = std::pair<double, double>;
  std::map<std::pair<Point, Point>, std::vector<std::optional<PlaceId>>> sides_;
};

Loop loop_of(const json::Value& flat, double narrowing) {
  const auto& numbers = std::get<json::Array>(flat.is);
  const auto number = [](const json::Value& one) {
    const auto* whole = std::get_if<std::int64_t>(&one.is);
    return whole ? static_cast<double>(*whole) : std::get<double>(one.is);
  };
  Loop loop;
  for (std::size_t i = 0; i + 3 < numbers.size(); i += 2) {  // the last point repeats the first
    loop.push_back(projected(number(numbers[i]), number(numbers[i + 1]), narrowing));
  }
  return loop;
}

double middle_latitude(const std::vector<places::MapSeat>& seats, PlaceId state) {
  double low = 90, high = -90;
  for (const auto& seat : seats) {
    if (places::state_of(seat.id) != state) continue;
    low = std::min(low, seat.lat);
    high = std::max(high, seat.lat);
  }
  return (low + high) / 2;
}

}  // namespace

Sketch cells(const std::vector<places::MapSeat>& seats, PlaceId state) {
  const double narrowing = narrowing_at(middle_latitude(seats, state));
  std::vector<Spot> spots;
  for (const auto& seat : seats) spots.push_back(projected(seat.lon, seat.lat, narrowing));
  Sketch out;
  out.from_seats = true;
  for (std::size_t i = 0; i < seats.size(); ++i) {
    if (places::state_of(seats[i].id) != state || far_out(i, spots)) continue;
    const auto cell = cell_of(i, spots);
    TownShape town{seats[i].id, seats[i].region, {{}}, spots[i]};
    for (std::size_t k = 0; k < cell.size(); ++k) {
      town.loops[0].push_back(cell[k].from);
      const auto beyond = cell[k].beyond;
      const auto* other = beyond < 0 ? nullptr : &seats[static_cast<std::size_t>(beyond)];
      const bool same = other && places::state_of(other->id) == state && other->region == town.region;
      if (!same) out.limits.push_back({cell[k].from, cell[(k + 1) % cell.size()].from});
    }
    out.towns.push_back(std::move(town));
  }
  settle(out);
  return out;
}

Sketch outlines(const places::MapData& map) {
  const double narrowing = narrowing_at(middle_latitude(map.seats, map.state));
  std::map<PlaceId, const places::MapSeat*> seats;
  std::vector<Spot> spots;
  for (const auto& seat : map.seats) spots.push_back(projected(seat.lon, seat.lat, narrowing));
  for (std::size_t i = 0; i < spots.size(); ++i) {
    if (!far_out(i, spots)) seats[map.seats[i].id] = &map.seats[i];
  }
  Sketch out;
  Neighbours neighbours;
  for (const auto& shape : map.shapes) {
    const auto seat = seats.find(shape.id);
    if (seat == seats.end()) continue;
    TownShape town{shape.id, seat->second->region, {}, projected(seat->second->lon, seat->second->lat, narrowing)};
    for (const auto& polygon : std::get<json::Array>(shape.polygons.is)) {
      for (const auto& ring : std::get<json::Array>(polygon.is)) {
        auto loop = loop_of(ring, narrowing);
        for (std::size_t i = 0; i < loop.size(); ++i) neighbours.walk(loop[i], loop[(i + 1) % loop.size()], town.region);
        town.loops.push_back(std::move(loop));
      }
    }
    out.towns.push_back(std::move(town));
  }
  out.limits = neighbours.limits();
  settle(out);
  return out;
}

Sketch sketch(db::Read& tx, PlaceId state, Day on) {
  const auto map = places::map(tx, state, on);
  return map.has_boundaries ? outlines(map) : cells(places::map(tx, places::brasil, on).seats, state);
}

}  // namespace teia::reports
