// SPDX-License-Identifier: Apache-2.0
#include "app/places_list.hpp"

#include <deque>
#include <set>

namespace teia::app {

namespace {

using places::Level;
using places::PlaceLine;

/// Texts live until the row is written, as csv::Writer asks.
class Line {
 public:
  void add(csv::Cell cell) { cells_.push_back(cell); }
  void add_text(std::string text) { add(std::string_view{texts_.emplace_back(std::move(text))}); }
  void add_named(const std::optional<places::Named>& named) {
    add(named ? csv::Cell{named->id.value} : csv::Cell{});
    add(named ? csv::Cell{std::string_view{named->name}} : csv::Cell{});
  }
  std::span<const csv::Cell> cells() const { return cells_; }

 private:
  std::deque<std::string> texts_;
  std::vector<csv::Cell> cells_;
};

/// More than one only for the regions that reach into several macro-regions.
void add_macroregions(Line& line, const std::vector<places::Named>& all) {
  std::string codes, names;
  for (const auto& one : all) {
    codes += (codes.empty() ? "" : " + ") + std::to_string(one.id.value);
    names += (names.empty() ? "" : " + ") + one.name;
  }
  line.add_text(codes);
  line.add_text(names);
}

std::set<std::int64_t> years_of(const std::vector<PlaceLine>& lines) {
  std::set<std::int64_t> years;
  for (const auto& line : lines) {
    for (const auto& people : line.populations) years.insert(people.year);
  }
  return years;
}

void add_header(Line& line, Level level, const std::set<std::int64_t>& years) {
  line.add_text("codigo");
  if (level == Level::municipality) line.add_text("codigo_6");
  for (const auto* name : {"nome", "uf"}) line.add_text(name);
  if (level == Level::state) for (const auto* name : {"grande_regiao_codigo", "grande_regiao_nome"}) line.add_text(name);
  if (level == Level::municipality) for (const auto* name : {"regiao_codigo", "regiao_nome"}) line.add_text(name);
  if (level == Level::municipality || level == Level::region) for (const auto* name : {"macrorregiao_codigo", "macrorregiao_nome"}) line.add_text(name);
  if (level == Level::municipality) for (const auto* name : {"latitude", "longitude", "ddd", "fuso"}) line.add_text(name);
  else line.add_text("municipios");
  for (const auto year : years) line.add_text("populacao_" + std::to_string(year));
  if (level == Level::municipality) line.add_text("na_rede");
}

void add_place(Line& line, Level level, const PlaceLine& place, const std::set<std::int64_t>& years) {
  line.add(place.id.value);
  if (level == Level::municipality) line.add(csv::cell_of(place.ibge6));
  line.add(std::string_view{place.name});
  line.add(std::string_view{place.state});
  if (level == Level::state) line.add_named(place.great_region);
  if (level == Level::municipality) line.add_named(place.region);
  if (level == Level::municipality || level == Level::region) add_macroregions(line, place.macroregions);
  if (level == Level::municipality) {
    line.add(csv::cell_of(place.lat));
    line.add(csv::cell_of(place.lon));
    line.add_text(place.ddd.value_or(""));
    line.add_text(place.zone.value_or(""));
  } else {
    line.add(place.municipalities);
  }
  auto people = place.populations.begin();
  for (const auto year : years) {
    const bool known = people != place.populations.end() && people->year == year;
    line.add(known ? csv::Cell{(people++)->value} : csv::Cell{});
  }
  if (level == Level::municipality) line.add(place.in_network);
}

}  // namespace

void list_places(db::Read& tx, Level level, const std::string& format, Day on, std::ostream& out) {
  const auto lines = places::lines(tx, level, on);
  if (format == "json") {
    out << json::write_described(lines) << "\n";
    return;
  }
  const auto years = years_of(lines);
  csv::Writer writer{*from_word<csv::Dialect>(format)};
  Line header;
  add_header(header, level, years);
  writer.row(header.cells());
  for (const auto& place : lines) {
    Line line;
    add_place(line, level, place, years);
    writer.row(line.cells());
    out << writer.take();
  }
  out << writer.take();
}

}  // namespace teia::app
