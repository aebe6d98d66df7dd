// SPDX-License-Identifier: Apache-2.0
// needs: src/places/geojson.cpp src/places/simplify.cpp src/places/outline.cpp src/base/json.cpp src/base/problem.cpp src/base/id.cpp
// needs: src/base/time.cpp
// links: -lfmt -ldate-tz -lsodium
#include "places/geojson.hpp"

#include "fuzz/fuzz.hpp"

namespace places = teia::places;
using teia::fuzz::require;

namespace {

void check(const std::vector<places::Outline>& outlines) {
  for (const auto& outline : outlines) {
    require(!outline.empty());
    for (const auto& polygon : outline) {
      require(!polygon.empty());
      for (const auto& ring : polygon) require(ring.size() >= 4 && ring.front() == ring.back() && places::area(ring) > 0);
    }
  }
}

std::size_t points(const places::Outline& outline) {
  std::size_t count = 0;
  for (const auto& polygon : outline) {
    for (const auto& ring : polygon) count += ring.size();
  }
  return count;
}

}  // namespace

/// GeoJSON and TopoJSON: whatever comes, an outline that is read is closed and has an area, and keeps both however much it is thinned.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<places::Outline> outlines;
  try {
    for (auto& feature : places::read_boundaries({"mesh", std::string{teia::fuzz::text_of(data, size)}}).features) {
      outlines.push_back(std::move(feature.outline));
    }
  } catch (const teia::Problem&) {
    return 0;
  }
  check(outlines);
  auto thinned = outlines;
  places::simplify(thinned, 0.5, 0.1);
  check(thinned);
  for (std::size_t i = 0; i < outlines.size(); ++i) {
    require(thinned[i].size() == outlines[i].size());
    require(points(thinned[i]) <= points(outlines[i]) && teia::json::write(teia::json::parse(places::written(thinned[i]))).size() > 2);
  }
  return 0;
}
