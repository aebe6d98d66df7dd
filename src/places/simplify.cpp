// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <unordered_map>

#include "places/outline.hpp"

// Rings are cut at junctions (points where borders part) into arcs; an arc is stored once, in one direction, however many
// rings run along it, and thinned once by Douglas and Peucker's method. Rings are then put together again from their arcs.
namespace teia::places {
namespace {

struct PointHash {
  std::size_t operator()(const Point& p) const {
    return std::hash<std::uint64_t>{}((std::uint64_t{static_cast<std::uint32_t>(p.x)} << 32) | static_cast<std::uint32_t>(p.y));
  }
};

struct Arc {
  Ring points;
  Ring thinned;
  double tolerance = 0;  ///< in steps of the grid
};

struct Use {  ///< one arc on the way around a ring
  std::size_t arc;
  bool reversed;
};

/// The neighbours of a point: a third different one, or an end of a path, makes it a junction.
struct Neighbours {
  Point first, second;
  int count = 0;
  void add(Point p) {
    if (count == 0) first = p;
    else if (count == 1 && p != first) second = p;
    else if (count < 3 && (p == first || p == second)) return;
    if (count < 3) ++count;
  }
};
using Junctions = std::unordered_map<Point, Neighbours, PointHash>;

template <class F>
void for_each_ring(std::vector<Outline>& outlines, F&& f) {
  for (auto& outline : outlines) {
    for (auto& polygon : outline) {
      for (auto& ring : polygon) f(ring);
    }
  }
}

Junctions neighbours_of(std::vector<Outline>& outlines) {
  Junctions out;
  for_each_ring(outlines, [&](const Ring& ring) {
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      out[ring[i]].add(ring[i + 1]);
      out[ring[i + 1]].add(ring[i]);
    }
  });
  return out;
}

double distance(Point p, Point a, Point b) {
  const double dx = double(b.x) - a.x, dy = double(b.y) - a.y, px = double(p.x) - a.x, py = double(p.y) - a.y;
  const double length = dx * dx + dy * dy;
  const double along = length > 0 ? std::clamp((px * dx + py * dy) / length, 0.0, 1.0) : 0.0;
  return std::hypot(px - along * dx, py - along * dy);
}

std::size_t farthest(const Ring& line, std::size_t from, std::size_t to, double& best) {
  std::size_t at = from;
  best = -1;
  for (std::size_t i = from + 1; i < to; ++i) {
    const double d = distance(line[i], line[from], line[to]);
    if (d > best) best = d, at = i;
  }
  return at;
}

/// Douglas-Peucker with its own stack: an arc may have thousands of points.
Ring thin(const Ring& line, double tolerance) {
  std::vector<char> kept(line.size(), 0);
  std::vector<std::pair<std::size_t, std::size_t>> open;
  kept.front() = kept.back() = 1;
  open.emplace_back(0, line.size() - 1);
  const bool loop = line.front() == line.back();
  while (!open.empty()) {
    const auto [from, to] = open.back();
    open.pop_back();
    double best;
    const auto at = farthest(line, from, to, best);
    const bool whole_loop = loop && from == 0 && to == line.size() - 1;
    if (at == from || (best <= tolerance && !whole_loop)) continue;
    kept[at] = 1;
    open.emplace_back(from, at);
    open.emplace_back(at, to);
  }
  Ring out;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (kept[i]) out.push_back(line[i]);
  }
  return out;
}

class Borders {
 public:
  explicit Borders(std::vector<Outline>& outlines) : junctions_(neighbours_of(outlines)) {
    for_each_ring(outlines, [&](const Ring& ring) { rings_.push_back(cut(ring)); });
  }

  void thin_all(std::vector<Outline>& outlines, double tolerance, double share) {
    for (auto& arc : arcs_) arc.tolerance = tolerance;
    std::size_t number = 0;
    for_each_ring(outlines, [&](const Ring& ring) {
      const double own = std::sqrt(area(ring)) * share;
      for (const auto& use : rings_[number]) arcs_[use.arc].tolerance = std::min(arcs_[use.arc].tolerance, own);
      ++number;
    });
    for (auto& arc : arcs_) arc.thinned = thin(arc.points, arc.tolerance);
    while (refine_collapsed()) {}
    number = 0;
    for_each_ring(outlines, [&](Ring& ring) { ring = joined(rings_[number++]); });
  }

 private:
  bool junction(const Point& p) const { return junctions_.at(p).count > 2; }

  std::vector<Use> cut(Ring ring) {
    ring.pop_back();
    auto start = std::find_if(ring.begin(), ring.end(), [&](const Point& p) { return junction(p); });
    const bool island = start == ring.end();
    if (island) start = std::min_element(ring.begin(), ring.end());  // the same start from both sides of the border
    std::rotate(ring.begin(), start, ring.end());
    ring.push_back(ring.front());
    std::vector<Use> uses;
    std::size_t from = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
      if (i + 1 < ring.size() && (island || !junction(ring[i]))) continue;
      uses.push_back(stored({ring.begin() + std::ptrdiff_t(from), ring.begin() + std::ptrdiff_t(i) + 1}));
      from = i;
    }
    return uses;
  }

  Use stored(Ring line) {
    Ring other(line.rbegin(), line.rend());
    const bool reversed = other < line;
    const auto [at, is_new] = known_.try_emplace(reversed ? other : line, arcs_.size());
    if (is_new) arcs_.push_back({at->first, {}, 0});
    return {at->second, reversed};
  }

  Ring joined(const std::vector<Use>& uses) const {
    Ring out;
    for (const auto& use : uses) {
      Ring part = arcs_[use.arc].thinned;
      if (use.reversed) std::reverse(part.begin(), part.end());
      out.insert(out.end(), part.begin() + (out.empty() ? 0 : 1), part.end());
    }
    return out;
  }

  /// A ring that fell together to a line gets its arcs back in finer steps; at tolerance 0 every arc is what it was.
  bool refine_collapsed() {
    bool again = false;
    for (const auto& uses : rings_) {
      if (area(joined(uses)) > 0) continue;
      for (const auto& use : uses) {
        auto& arc = arcs_[use.arc];
        if (arc.thinned.size() == arc.points.size()) continue;
        arc.tolerance = arc.tolerance < 1 ? -1 : arc.tolerance / 4;
        arc.thinned = thin(arc.points, arc.tolerance);
        again = true;
      }
    }
    return again;
  }

  Junctions junctions_;
  std::map<Ring, std::size_t> known_;
  std::vector<Arc> arcs_;
  std::vector<std::vector<Use>> rings_;
};

}  // namespace

void simplify(std::vector<Outline>& outlines, double tolerance, double share) {
  Borders(outlines).thin_all(outlines, tolerance / grid, share);
}

}  // namespace teia::places
