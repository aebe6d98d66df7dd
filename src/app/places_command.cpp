// SPDX-License-Identifier: Apache-2.0
#include "app/places_command.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "access/access.hpp"
#include "places/tables.hpp"

namespace teia::app {

namespace {

using places::InputFile;

struct Files {
  std::vector<InputFile> tables, meshes;
};

struct Told {
  std::string what;
  bool mesh = false;
  places::TerritoryReport report;
  std::vector<places::TableChange> changes = {};
};

/// Thrown out of the transaction, so that nothing of it stays.
struct Undo {};

/// JSON begins with a brace or bracket; no table's header does.
bool is_json(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const auto first = bytes.find_first_not_of(" \t\r\n");
  return first != bytes.npos && (bytes[first] == '{' || bytes[first] == '[');
}

Files told_apart(std::vector<InputFile> all) {
  Files files;
  for (auto& file : all) (is_json(file.bytes) ? files.meshes : files.tables).push_back(std::move(file));
  return files;
}

Day day_of(const std::string& written, Day otherwise) {
  if (written.empty()) return otherwise;
  const auto day = csv::read_day(written);
  if (!day) throw problems::not_a_day({{"value", written}});
  return *day;
}

/// A table that is none at all is a fault of its file, told beside those of the others.
Told read_table(db::Write& tx, const InputFile& file, Day from, const std::string& source) {
  try {
    Told told{file.name, false, {}};
    told.report = places::import_table(tx, {file, from, source.empty() ? file.name : source, false}, told.changes);
    return told;
  } catch (const Problem& problem) {
    if (problem.status >= 500) throw;
    Told told{file.name, false, {}};
    told.report.faults.push_back({{0, "", "", problem.code, problem.message}, file.name});
    return told;
  }
}

Told read_meshes(db::Write& tx, const std::vector<InputFile>& files, Instant now) {
  return {files.size() == 1 ? files[0].name : fmt::format("{} malhas", files.size()), true, places::import_boundaries(tx, files, now, false)};
}

bool faulty(const std::vector<Told>& all) {
  return std::any_of(all.begin(), all.end(), [](const auto& one) { return !one.report.faults.empty(); });
}

void tell_faults(const Told& told, std::ostream& out) {
  for (const auto& fault : told.report.faults) {
    out << fault.file;
    if (fault.row > 0) out << ", " << (told.mesh ? "contorno " : "linha ") << fault.row;
    if (!fault.column.empty()) out << ", " << fault.column;
    if (!fault.value.empty() && fault.value != fault.column) out << " “" << fault.value << "”";
    out << ": " << fault.message << "\n";
  }
}

void tell_changes(const Told& told, std::ostream& out) {
  for (const auto& change : told.changes) {
    out << change.place << ": " << change.what << ": ";
    if (!change.from.empty()) out << change.from << " → ";
    out << change.to << "\n";
  }
}

void tell_counts(const Told& told, std::ostream& out) {
  const auto& report = told.report;
  out << told.what << ": " << report.rows << (told.mesh ? " contornos" : " linhas");
  if (!report.encoding.empty()) out << " (" << report.encoding << ")";
  out << ": " << report.created << " a mais, " << report.changed << " com mudança, " << report.unchanged << " sem mudança, "
      << report.faults.size() << " falhas.\n";
}

void tell_without_shape(const std::vector<places::PlaceRef>& towns, std::ostream& out) {
  constexpr std::size_t most = 12;
  if (towns.empty()) return;
  out << towns.size() << (towns.size() == 1 ? " município sem contorno: " : " municípios sem contorno: ");
  for (std::size_t i = 0; i < std::min(towns.size(), most); ++i) out << (i > 0 ? ", " : "") << towns[i].name << "/" << towns[i].state;
  out << (towns.size() > most ? " …\n" : "\n");
}

}  // namespace

int import_places(System& system, const PlacesImport& asked, std::vector<InputFile> given, std::ostream& out) {
  const auto files = told_apart(std::move(given));
  const auto now = system.clock().now();
  const auto from = day_of(asked.from, local_day(now, capital_zone));
  std::vector<Told> all;
  try {
    system.store().write([&](db::Write& tx) {
      all.clear();  // it runs again if an operation beside it fails
      for (const auto& file : files.tables) all.push_back(read_table(tx, file, from, asked.source));
      if (!files.tables.empty()) access::refresh_territories(tx);
      if (!files.meshes.empty()) all.push_back(read_meshes(tx, files.meshes, now));
      if (asked.dry_run || faulty(all)) throw Undo{};
    });
  } catch (const Undo&) {
  }
  for (const auto& told : all) tell_faults(told, out);
  if (!faulty(all)) for (const auto& told : all) tell_changes(told, out);
  for (const auto& told : all) tell_counts(told, out);
  if (!files.meshes.empty()) tell_without_shape(all.back().report.without_geometry, out);
  if (faulty(all)) out << "Nada foi gravado.\n";
  else if (asked.dry_run) out << "Conferido; nada foi gravado.\n";
  return faulty(all) ? 1 : 0;
}

void move_place(System& system, const PlaceMove& asked, std::ostream& out) {
  const PlaceId municipality{asked.municipality};
  const auto from = day_of(asked.from, local_day(system.clock().now(), capital_zone));
  const auto name = [](db::Read& tx, const std::optional<PlaceId>& place) { return place ? places::require(tx, *place).name : "região não informada"; };
  const auto told = system.store().write([&](db::Write& tx) {
    std::string lines;
    const auto move = [&](places::Relation relation, std::int64_t to) {
      const auto before = places::parent_of(tx, municipality, relation, from);
      const bool moved = places::move_municipality(tx, {municipality, relation, PlaceId{to}, from, asked.note});
      lines += moved ? fmt::format("{}: de {} para {}, desde {}.\n", name(tx, municipality), name(tx, before), name(tx, PlaceId{to}), from.brazilian())
                     : fmt::format("{} já pertence a {} em {}: nada mudou.\n", name(tx, municipality), name(tx, PlaceId{to}), from.brazilian());
    };
    if (asked.region) move(places::Relation::region, *asked.region);
    if (asked.macroregion) move(places::Relation::macroregion, *asked.macroregion);
    access::refresh_territories(tx);
    return lines;
  });
  out << told;
}

}  // namespace teia::app
