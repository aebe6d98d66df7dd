// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "base/http/http.hpp"

/// The territory: Brasil, its statistical regions, states, macro-regions, health regions and municipalities, keyed by their
/// IBGE/DATASUS codes; what belonged to what on a day; names, population, seats and outlines.
namespace teia {

/// The code itself: 0 Brasil; 1–5 grande região; 11–53 state; 4 digits macro-region; 5 digits health region; 7 digits municipality.
using PlaceId = Key<struct PlaceTag>;

}  // namespace teia

namespace teia::places {

namespace problems {
inline const ProblemKind unknown{"places.unknown", 404, "Não há lugar com o código {place}.", "There is no place with the code {place}."};
inline const ProblemKind not_a_municipality{"places.not-a-municipality", 422, "{place} não é um município.", "{place} is not a municipality."};
inline const ProblemKind not_a_parent{"places.not-a-parent", 422, "{place} não é uma {relation} do mesmo estado do município.",
                                      "{place} is not a {relation} of the municipality's state."};
inline const ProblemKind not_a_state{"places.not-a-state", 422, "O mapa é de um estado ou do país (0); {place} não é nenhum dos dois.",
                                     "A map is of a state or of the country (0); {place} is neither."};
}  // namespace problems

enum class Level { country, great_region, state, macroregion, region, municipality };
constexpr auto words(Level) {
  return std::array{Word{Level::country, "pais"},           Word{Level::great_region, "grande-regiao"}, Word{Level::state, "estado"},
                    Word{Level::macroregion, "macrorregiao"}, Word{Level::region, "regiao"},            Word{Level::municipality, "municipio"}};
}

/// What a municipality belongs to by an act that may change. The state is in the code and does not.
enum class Relation { region, macroregion };
constexpr auto words(Relation) { return std::array{Word{Relation::region, "regiao"}, Word{Relation::macroregion, "macrorregiao"}}; }

inline constexpr PlaceId brasil{0};
inline const Day first_day = Day::of(1, 1, 1);       ///< "since before anybody noted"
inline const Day last_day = Day::of(9999, 12, 31);   ///< "until further notice"

/// Arithmetic on codes; no database. The state of Brasil and of a statistical region is `brasil`.
PlaceId state_of(PlaceId place);
PlaceId great_region_of(PlaceId place);
/// The first six digits, as DATASUS, FNS, SIOPS and DigiSUS write a municipality.
std::int64_t six_digits(PlaceId municipality);

// ---- what is read ------------------------------------------------------------------------------------------------------

struct PlaceRef {
  PlaceId id;
  Level level = Level::municipality;
  std::string name;
  std::string state;  ///< sigla; '' for Brasil and the statistical regions
};
DESCRIBE(PlaceRef, id, level, name, state)

struct PlaceHit : PlaceRef {
  std::optional<std::string> region;       ///< name of the health region on the day asked
  std::optional<std::int64_t> population;  ///< newest known; municipalities only
  std::string matched;                     ///< the name that matched, if another than the official one
};
DESCRIBE_ALSO(PlaceHit, (PlaceRef), region, population, matched)

struct Population {
  std::int64_t year = 0;
  std::int64_t value = 0;
  std::string source;
};
DESCRIBE(Population, year, value, source)

struct PlacePage {
  PlaceRef place;
  std::optional<std::string> ibge7, ibge6, ddd, zone;
  std::optional<double> lat, lon;
  std::vector<Population> populations;  ///< above a municipality: the sum of its municipalities on the day
  std::optional<PlaceRef> region, macroregion, state_place;  ///< what it lies in; nothing for the place itself
  bool in_network = false;  ///< within the reach of the Rede CONASEMS-COSEMS
  std::int64_t municipality_count = 0;
  std::vector<PlaceRef> regions;         ///< health regions within; for Brasil and the statistical regions, the states
  std::vector<PlaceRef> municipalities;  ///< empty above the state
  std::optional<Day> composition_since;  ///< the last change up to the day asked; nothing when none is known
  std::vector<std::string> notes;        ///< what a reader should know, in Portuguese
};
DESCRIBE(PlacePage, place, ibge7, ibge6, ddd, zone, lat, lon, populations, region, macroregion, state_place, in_network,
         municipality_count, regions, municipalities, composition_since, notes)

struct Search {
  std::string q;  ///< as typed: words, a 6- or 7-digit code, `bom jesus pi`
  std::optional<Level> level = {};
  std::optional<PlaceId> within = {};
  Day on = {};
  std::size_t limit = 20;
};

/// Best first: the whole name, then its beginning, then words within; municipalities first, the more populous first.
std::vector<PlaceHit> search(db::Read& read, const Search& search);

/// All of a level, by state and name; `within` limits to what belongs to that place on the day. A region without a municipality
/// on that day is not listed.
std::vector<PlaceHit> list(db::Read& read, Level level, std::optional<PlaceId> within, Day on);

std::optional<PlaceRef> find(db::Read& read, PlaceId place);
PlaceRef require(db::Read& read, PlaceId place);  ///< throws places.unknown
PlacePage page(db::Read& read, PlaceId place, Day on);

/// IANA zone of a place; of the capital for a macro-region or region, of Brasília above the state.
std::string zone_of(db::Read& read, PlaceId place);

// ---- dated composition -------------------------------------------------------------------------------------------------

/// The municipalities that made up a place (of any level) on a day, by id. A municipality is made up of itself.
std::vector<PlaceId> municipalities_of(db::Read& read, PlaceId place, Day on);

/// Everything that a place lay in on a day, itself first, Brasil last: what a grant over any of them covers.
std::vector<PlaceId> lying_in(db::Read& read, PlaceId place, Day on);

/// The region or macro-region of a municipality on a day; nothing when none is known (Boa Esperança do Norte).
std::optional<PlaceId> parent_of(db::Read& read, PlaceId municipality, Relation relation, Day on);

struct Membership {
  PlaceId child;
  Relation relation = Relation::region;
  Day valid_from;
  Day valid_to;  ///< inclusive
  PlaceId parent;
  std::string note;
};
DESCRIBE(Membership, child, relation, valid_from, valid_to, parent, note)

/// The whole history of a municipality, or of who belonged to a region or macro-region, oldest first.
std::vector<Membership> memberships(db::Read& read, PlaceId place);

struct Move {
  PlaceId municipality;
  Relation relation = Relation::region;
  std::optional<PlaceId> to;  ///< nothing: leaves without a new one
  Day from;                   ///< first day; holds until the next change already noted, if any
  std::string note;           ///< the act: "Resolução CIB/TO nº 12/2025"
};

/// Notes a change of composition; the past stays as it was. Gives false when the municipality was already there.
bool move_municipality(db::Write& write, const Move& move);

// ---- the official tables, maps -------------------------------------------------------------------------------------------

/// Loads the embedded territory into a database that has none; does nothing in one that has it. Gives the places loaded.
std::int64_t load_territory(db::Write& write);

struct MapSeat {
  PlaceId id;
  std::string name;
  std::optional<PlaceId> region;
  double lon = 0, lat = 0;  ///< degrees
  std::optional<std::int64_t> population;
};
DESCRIBE(MapSeat, id, name, region, lon, lat, population)

struct MapShape {
  PlaceId id;
  json::Value polygons;  ///< [[[lon,lat,lon,lat,…]]]: polygons, rings, flat degrees
};
DESCRIBE(MapShape, id, polygons)

struct MapData {
  PlaceId state;
  std::string version;  ///< changes with seats, regions and outlines: an entity tag
  bool has_boundaries = false;
  std::vector<MapSeat> seats;
  std::vector<MapShape> shapes;
  std::vector<PlaceId> without_geometry;  ///< towns to list under the map; empty while there are no boundaries at all
};
DESCRIBE(MapData, state, version, has_boundaries, seats, shapes, without_geometry)

/// Of a state, or of the country (0) with coarser outlines.
MapData map(db::Read& read, PlaceId state, Day on);

// ---- imports ---------------------------------------------------------------------------------------------------------------

/// One bad cell of a table, or one bad outline: its row is then its number from 1, its column the municipality's code.
struct ImportFault : csv::CellFault {
  std::string file;
};
DESCRIBE_ALSO(ImportFault, (csv::CellFault), file)

struct TerritoryReport {
  std::int64_t rows = 0, created = 0, changed = 0, unchanged = 0;
  std::vector<ImportFault> faults;  ///< with any fault nothing was imported
  bool dry_run = false;
  std::string encoding;           ///< UTF-8 or Windows-1252
  std::vector<PlaceRef> without_geometry;  ///< boundaries: municipalities that still have none
};
DESCRIBE(TerritoryReport, rows, created, changed, unchanged, faults, dry_run, encoding, without_geometry)

struct InputFile {
  std::string name;  ///< kept as the source of what it brings
  std::string bytes;
};

/// GeoJSON or TopoJSON, one or several files at once (borders between files of one call stay common).
TerritoryReport import_boundaries(db::Write& write, std::span<const InputFile> files, Instant now, bool dry_run);

struct TableImport {
  InputFile file;
  Day from;            ///< first day of the composition that it brings
  std::string source;  ///< who published it; also the note of the changes of composition
  bool dry_run = false;
};

/// A newer table of municipalities: composition, names, seats or population, by the columns that it has (README.md lists them).
/// A municipality or region that is not known yet is made when the row brings its name.
TerritoryReport import_table(db::Write& write, const TableImport& import);

/// The territory for whoever is signed in: search, pages, composition, maps.
std::vector<http::Route> routes();

}  // namespace teia::places
