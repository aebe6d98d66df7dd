// SPDX-License-Identifier: Apache-2.0
#include "places/outline.hpp"

#include <algorithm>
#include <cmath>

namespace teia::places {
namespace {

/// Even-odd rule; a point on the border may fall on either side.
bool inside(const Point& p, const Ring& ring) {
  bool in = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Point &a = ring[i], &b = ring[i + 1];
    if ((a.y > p.y) != (b.y > p.y) && p.x < double(b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

/// Rings of one mesh touch at most along borders: most points decide.
bool lies_in(const Ring& inner, const Ring& outer) {
  const auto within = std::count_if(inner.begin(), inner.end(), [&](const Point& p) { return inside(p, outer); });
  return 2 * within > static_cast<std::ptrdiff_t>(inner.size());
}

void write_degrees(std::string& out, std::int32_t steps) {
  const std::int64_t whole = std::abs(std::int64_t{steps});
  std::string digits = std::to_string(whole % 10000 + 10000).substr(1);
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  if (steps < 0) out += '-';
  out += std::to_string(whole / 10000);
  if (!digits.empty()) out += '.' + digits;
}

}  // namespace

double area(const Ring& ring) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    sum += double(ring[i].x) * ring[i + 1].y - double(ring[i + 1].x) * ring[i].y;
  }
  return std::abs(sum) / 2;
}

Outline regrouped(Polygon rings) {
  std::sort(rings.begin(), rings.end(), [](const Ring& a, const Ring& b) { return area(a) > area(b); });
  Outline out;
  for (auto& ring : rings) {
    auto around = std::find_if(out.rbegin(), out.rend(), [&](const Polygon& polygon) { return lies_in(ring, polygon[0]); });
    if (around == out.rend()) out.push_back({std::move(ring)});
    else around->push_back(std::move(ring));
  }
  return out;
}

std::string written(const Outline& outline) {
  std::string out = "[";
  for (const auto& polygon : outline) {
    out += out.size() > 1 ? ",[" : "[";
    for (const auto& ring : polygon) {
      out += out.back() == ']' ? ",[" : "[";
      for (const auto& point : ring) {
        if (out.back() != '[') out += ',';
        write_degrees(out, point.x);
        out += ',';
        write_degrees(out, point.y);
      }
      out += ']';
    }
    out += ']';
  }
  return out + "]";
}

}  // namespace teia::places
