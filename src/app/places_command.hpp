// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "app/system.hpp"
#include "places/places.hpp"

/// What the territory's keeper does at the command line: newer tables and meshes, and acts that move a municipality.
namespace teia::app {

namespace problems {
inline const ProblemKind not_a_day{"file.not-a-day", 422, "“{value}” não é um dia. Escreva como 2025-04-29 ou 29/04/2025.", "“{value}” is not a day. Write it as 2025-04-29."};
}  // namespace problems

struct PlacesImport {
  std::string from;    ///< first day of what tables say about composition, as people write days; "": today
  std::string source;  ///< who published the tables; "": each file's name
  bool dry_run = false;
};
DESCRIBE(PlacesImport, from, source, dry_run)

/// Tables (CSV) and meshes (GeoJSON, TopoJSON), told apart by what they hold; all files or none: a fault in one undoes the others
/// too. Tables come first, so that a mesh may show a municipality that they make; all meshes are one call, so that borders between
/// files stay common. Tells every fault in its row; exit code 1 with any.
int import_places(System& system, const PlacesImport& asked, std::vector<places::InputFile> files, std::ostream& out);

struct PlaceMove {
  std::int64_t municipality = 0;
  std::optional<std::int64_t> region, macroregion;  ///< at least one
  std::string from;  ///< first day
  std::string note;  ///< the act
};
DESCRIBE(PlaceMove, municipality, region, macroregion, from, note)

/// Notes the act, and remakes what follows from territory given as regions.
void move_place(System& system, const PlaceMove& asked, std::ostream& out);

}  // namespace teia::app
