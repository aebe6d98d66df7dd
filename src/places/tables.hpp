// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "places/places.hpp"

/// The territory as whoever keeps it sees it: whole lists of a level, and what a table would change. A list of the municipalities
/// may be fed back as a table.
namespace teia::places {

struct Named {
  PlaceId id;
  std::string name;
};
DESCRIBE(Named, id, name)

struct People {
  std::int64_t year = 0, value = 0;
};
DESCRIBE(People, year, value)

/// What a level does not have is empty: a region has no region, a state no codes of six digits.
struct PlaceLine {
  PlaceId id;
  std::optional<std::int64_t> ibge6;
  std::string name, state;           ///< state: sigla
  std::optional<Named> region;       ///< of a municipality
  std::vector<Named> macroregions;   ///< a health region may reach into several
  std::optional<Named> great_region; ///< of a state
  std::optional<double> lat, lon;
  std::optional<std::string> ddd, zone;
  std::vector<People> populations;   ///< above the municipality: the sums of its municipalities on the day
  std::int64_t municipalities = 0;
  bool in_network = false;
};
DESCRIBE(PlaceLine, id, ibge6, name, state, region, macroregions, great_region, lat, lon, ddd, zone, populations, municipalities, in_network)

/// All of a level (states and below), by code. A region without a municipality on that day is not listed.
std::vector<PlaceLine> lines(db::Read& read, Level level, Day on);

/// One thing that a table changes, in words: "Palmas/TO", "região de saúde", "Capim Dourado", "Amor Perfeito".
struct TableChange {
  std::string place, what;
  std::string from;  ///< "" where there was nothing
  std::string to;
};

/// As places.hpp has it, and tells what changes, in the table's order; nothing when there are faults.
TerritoryReport import_table(db::Write& write, const TableImport& import, std::vector<TableChange>& changes);

/// The headings that a table may have, for people: a line for each kind of column.
std::string accepted_headings();

}  // namespace teia::places
