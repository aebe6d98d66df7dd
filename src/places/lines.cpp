// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "places/store.hpp"
#include "places/tables.hpp"

namespace teia::places {

namespace {

/// What a municipality lay in on the day.
struct Within {
  std::optional<Named> region, macroregion;
};

/// The whole composition of a day in memory: a list asks three questions of the database, not three for each line.
class Composition {
 public:
  Composition(db::Read& read, Day on) {
    for (const auto& row : read.all(store::lines_of_level, Level::municipality)) within_[row.id];
    for (auto& edge : read.all(store::edges_on, on)) {
      auto& town = within_[edge.child_id];
      (edge.relation == Relation::region ? town.region : town.macroregion) = Named{edge.parent_id, std::move(edge.parent_name)};
    }
    for (const auto& row : read.all(store::all_populations)) people_[row.place_id][row.year] = row.value;
  }

  /// The municipality is the line's own, or the line is of something that it lies in.
  void gather(Level level, std::map<PlaceId, PlaceLine>& lines) const {
    std::map<PlaceId, std::map<std::int64_t, std::int64_t>> sums;
    for (const auto& [id, within] : within_) {
      const auto at = of(level, id, within);
      const auto line = at ? lines.find(*at) : lines.end();
      if (line == lines.end()) continue;
      ++line->second.municipalities;
      if (const auto people = people_.find(id); people != people_.end()) {
        for (const auto& [year, value] : people->second) sums[*at][year] += value;
      }
      if (level == Level::municipality) line->second.region = within.region;
      if (level == Level::municipality || level == Level::region) add(line->second.macroregions, within.macroregion);
    }
    for (const auto& [id, years] : sums) {
      for (const auto& [year, value] : years) lines.at(id).populations.push_back({year, value});
    }
  }

 private:
  static std::optional<PlaceId> of(Level level, PlaceId town, const Within& within) {
    switch (level) {
      case Level::municipality: return town;
      case Level::region: return within.region ? std::optional{within.region->id} : std::nullopt;
      case Level::macroregion: return within.macroregion ? std::optional{within.macroregion->id} : std::nullopt;
      case Level::state: return state_of(town);
      default: return std::nullopt;
    }
  }
  static void add(std::vector<Named>& all, const std::optional<Named>& one) {
    if (!one || std::any_of(all.begin(), all.end(), [&](const auto& is) { return is.id == one->id; })) return;
    all.push_back(*one);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  }

  std::map<PlaceId, Within> within_;
  std::map<PlaceId, std::map<std::int64_t, std::int64_t>> people_;
};

PlaceLine line_of(db::Read& read, Level level, store::LineRow&& row) {
  PlaceLine line;
  line.id = row.id;
  line.name = std::move(row.name);
  line.state = std::move(row.state);
  line.zone = std::move(row.zone);
  line.ddd = std::move(row.ddd);
  line.lat = row.lat;
  line.lon = row.lon;
  line.in_network = row.in_network;
  if (level == Level::municipality) line.ibge6 = six_digits(row.id);
  if (level == Level::state) {
    const auto above = require(read, great_region_of(row.id));
    line.great_region = Named{above.id, above.name};
  }
  return line;
}

}  // namespace

std::vector<PlaceLine> lines(db::Read& read, Level level, Day on) {
  std::map<PlaceId, PlaceLine> by_code;
  for (auto& row : read.all(store::lines_of_level, level)) {
    const auto id = row.id;
    by_code.emplace(id, line_of(read, level, std::move(row)));
  }
  Composition{read, on}.gather(level, by_code);
  std::vector<PlaceLine> all;
  for (auto& [id, line] : by_code) {
    if (line.municipalities > 0 || level == Level::municipality) all.push_back(std::move(line));
  }
  return all;
}

}  // namespace teia::places
