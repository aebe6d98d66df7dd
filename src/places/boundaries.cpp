// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <unordered_set>

#include "places/geojson.hpp"
#include "places/store.hpp"

namespace teia::places {
namespace {

/// How much a line may move: about half a pixel of a map on a screen of 1366 pixels, less where towns are small.
struct Fineness {
  double degrees;
  double share;  ///< of the side of the places that the line bounds
};
constexpr Fineness of_state{0.003, 0.05}, of_country{0.015, 0.12};

constexpr double seat_distance = 0.5;  ///< degrees outside the outline's box: meshes and seats of different years differ by less

struct Gathered {
  std::vector<Feature> features;
  std::vector<std::string> sources;  ///< file of each feature
  TerritoryReport report;
};

void refuse(Gathered& all, const Feature& feature, const ProblemKind& kind, const std::string& value) {
  const auto fault = kind.at("", {{"value", value}});
  const auto file = all.sources[static_cast<std::size_t>(&feature - all.features.data())];
  all.report.faults.push_back({{feature.number, std::to_string(feature.municipality.value), value, fault.code, fault.message}, file});
}

/// A file that is no mesh at all is a fault like another, so that the rest of the call is told too.
Boundaries read(const InputFile& file) {
  try {
    return read_boundaries(file);
  } catch (const Problem& problem) {
    return {{}, {{0, "", "", problem.code, problem.message}}};
  }
}

Gathered gather(std::span<const InputFile> files) {
  Gathered all;
  for (const auto& file : files) {
    auto found = read(file);
    all.report.rows += static_cast<std::int64_t>(found.features.size() + found.faults.size());
    for (auto& fault : found.faults) all.report.faults.push_back({std::move(fault), file.name});
    for (auto& feature : found.features) {
      all.features.push_back(std::move(feature));
      all.sources.push_back(file.name);
    }
  }
  return all;
}

/// How far a seat lies outside the box around an outline, in degrees.
double distance_to_box(const Outline& outline, double lon, double lat) {
  Point low = outline[0][0][0], high = low;
  for (const auto& polygon : outline) {
    for (const auto& point : polygon[0]) {
      low = {std::min(low.x, point.x), std::min(low.y, point.y)};
      high = {std::max(high.x, point.x), std::max(high.y, point.y)};
    }
  }
  const double dx = std::max({low.x * grid - lon, lon - high.x * grid, 0.0}), dy = std::max({low.y * grid - lat, lat - high.y * grid, 0.0});
  return std::max(dx, dy);
}

void check(db::Read& read, Gathered& all) {
  std::map<std::int64_t, store::PlaceRow> by_six;
  for (const auto id : municipalities_of(read, brasil, first_day)) by_six.emplace(six_digits(id), *read.one(store::place, id));
  std::unordered_set<PlaceId> seen;
  for (auto& feature : all.features) {
    const auto given = feature.municipality.value;
    const auto at = by_six.find(given >= 1'000'000 ? given / 10 : given);
    const bool known = at != by_six.end() && (given < 1'000'000 || at->second.id.value == given);
    if (!known) {
      refuse(all, feature, problems::unknown_code, std::to_string(given));
      continue;
    }
    const auto& place = at->second;
    feature.municipality = place.id;
    if (!seen.insert(place.id).second) refuse(all, feature, problems::twice, place.name);
    if (place.lon && place.lat && distance_to_box(feature.outline, *place.lon, *place.lat) > seat_distance) {
      refuse(all, feature, problems::far_from_seat, place.name);
    }
  }
}

std::vector<std::string> thinned(const Gathered& all, Fineness fineness) {
  std::vector<Outline> outlines;
  for (const auto& feature : all.features) outlines.push_back(feature.outline);
  simplify(outlines, fineness.degrees, fineness.share);
  std::vector<std::string> out;
  for (const auto& outline : outlines) out.push_back(written(outline));
  return out;
}

void keep(db::Write& write, Gathered& all, Instant now, bool dry_run) {
  const auto fine = thinned(all, of_state), coarse = thinned(all, of_country);
  for (std::size_t i = 0; i < all.features.size(); ++i) {
    const auto id = all.features[i].municipality;
    const auto held = write.one(store::polygons_of, id);
    ++(!held ? all.report.created : *held == fine[i] ? all.report.unchanged : all.report.changed);
    if (!dry_run && held != fine[i]) write.run(store::set_shape, id, all.sources[i], now, fine[i], coarse[i]);
  }
}

}  // namespace

TerritoryReport import_boundaries(db::Write& write, std::span<const InputFile> files, Instant now, bool dry_run) {
  auto all = gather(files);
  all.report.dry_run = dry_run;
  all.report.encoding = "UTF-8";
  check(write, all);
  if (all.report.faults.empty()) keep(write, all, now, dry_run);

  std::unordered_set<PlaceId> drawn;
  for (const auto& feature : all.features) drawn.insert(feature.municipality);
  all.report.without_geometry = write.all(store::without_shape);
  std::erase_if(all.report.without_geometry, [&](const PlaceRef& place) { return drawn.contains(place.id); });
  return std::move(all.report);
}

}  // namespace teia::places
