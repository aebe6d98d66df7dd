// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <stdexcept>

#include "base/csv.hpp"
#include "base/embed.hpp"
#include "places/names.hpp"
#include "places/store.hpp"

namespace teia::embed {
std::span<const File> territory();  // src/places/territory, see CMakeLists.txt
}

namespace teia::places {
namespace {

constexpr std::string_view census = "IBGE, Censo Demográfico 2022", estimate = "IBGE, estimativa de 1º de julho de 2024";

csv::Table embedded(std::string_view path) {
  for (const auto& file : embed::territory()) {
    if (file.path != path) continue;
    auto text = file.bytes;
    while (text.starts_with('#')) text.remove_prefix(text.find('\n') + 1);  // sources
    return csv::read(text);
  }
  throw std::logic_error("territory table missing");
}

template <class T>
std::optional<T> number(const std::string& text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional{value} : std::nullopt;
}

std::optional<PlaceId> code(const std::string& text) {
  const auto value = number<std::int64_t>(text);
  return value ? std::optional{PlaceId{*value}} : std::nullopt;
}

std::optional<std::string> unless_empty(const std::string& text) { return text.empty() ? std::nullopt : std::optional{text}; }

void add(db::Write& write, const store::PlaceRow& row) {
  write.run(store::add_place, row.id, row.level, row.name, row.sigla, row.state_id, row.capital_id, row.zone, row.ddd, row.lat, row.lon,
            row.in_network);
  store::name_place(write, row.id, row.name, "");
}

std::int64_t load_states(db::Write& write) {
  const auto table = embedded("states.csv");
  for (const auto& [line, cells] : table.rows) {
    const auto id = *code(cells[0]);
    const auto level = id == brasil ? Level::country : id.value < 10 ? Level::great_region : Level::state;
    const bool is_state = level == Level::state;
    add(write, {id, level, cells[2], is_state ? cells[1] : "", is_state ? std::optional{id} : std::nullopt, code(cells[4]),
                unless_empty(cells[5]), {}, {}, {}, cells[6] == "yes"});
    if (is_state) store::name_place(write, id, cells[1], "sigla");
  }
  return static_cast<std::int64_t>(table.rows.size());
}

std::int64_t load_parents(db::Write& write, std::string_view path, Level level) {
  const auto table = embedded(path);
  for (const auto& [line, cells] : table.rows) {
    const auto id = *code(cells[0]);
    add(write, {id, level, cells[2], "", code(cells[1]), {}, {}, {}, {}, {}, state_of(id) != PlaceId{53}});
  }
  return static_cast<std::int64_t>(table.rows.size());
}

std::int64_t load_municipalities(db::Write& write) {
  const auto table = embedded("municipalities.csv");
  for (const auto& [line, cells] : table.rows) {
    const auto id = *code(cells[0]);
    add(write, {id, Level::municipality, cells[1], "", code(cells[2]), {}, cells[8], cells[7], number<double>(cells[5]),
                number<double>(cells[6]), cells[11] == "yes"});
    if (const auto region = code(cells[3])) write.run(store::add_edge, id, Relation::region, first_day, last_day, *region, "");
    if (const auto macro = code(cells[4])) write.run(store::add_edge, id, Relation::macroregion, first_day, last_day, *macro, "");
    if (const auto people = number<std::int64_t>(cells[9])) write.run(store::set_population, id, 2022, *people, std::string{census});
    if (const auto people = number<std::int64_t>(cells[10])) write.run(store::set_population, id, 2024, *people, std::string{estimate});
  }
  return static_cast<std::int64_t>(table.rows.size());
}

void load_former_names(db::Write& write) {
  for (const auto& row : embedded("former_names.csv").rows) store::name_place(write, *code(row.cells[0]), row.cells[1], row.cells[2]);
}

}  // namespace

namespace store {

void name_place(db::Write& write, PlaceId id, const std::string& name, const std::string& reason) {
  write.run(add_name, id, name, reason);
  for (const auto& word : indexed_words(name)) write.run(add_word, word, id);
}

}  // namespace store

std::int64_t load_territory(db::Write& write) {
  if (write.one(store::places_known).value_or(0) > 0) return 0;
  auto loaded = load_states(write);
  loaded += load_parents(write, "macroregions.csv", Level::macroregion);
  loaded += load_parents(write, "health_regions.csv", Level::region);
  loaded += load_municipalities(write);
  load_former_names(write);
  return loaded;
}

}  // namespace teia::places
