// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <set>

#include "base/text.hpp"
#include "places/names.hpp"
#include "places/store.hpp"

namespace teia::places {

namespace problems {
inline const ProblemKind no_code_column{"places.no-code-column", 422, "A tabela não tem uma coluna com o código do município (code, codigo_ibge, cod_mun).",
                                        "The table has no column with the municipality's code (code, codigo_ibge, cod_mun)."};
inline const ProblemKind nothing_to_import{"places.nothing-to-import", 422, "Nenhuma coluna da tabela diz algo que se possa importar.",
                                           "No column of the table says anything that can be imported."};
inline const ProblemKind not_a_code{"places.not-a-code", 422, "“{value}” não é um código.", "“{value}” is not a code."};
inline const ProblemKind not_a_number{"places.not-a-number", 422, "“{value}” não é um número.", "“{value}” is not a number."};
inline const ProblemKind unknown_municipality{"places.unknown-municipality", 422, "Não há município com o código {value}; para criar um, a linha traz o código de 7 dígitos e o nome (name).",
                                              "There is no municipality with the code {value}; to make one, the row brings the 7-digit code and the name (name)."};
inline const ProblemKind unknown_parent{"places.unknown-parent", 422, "Não há região com o código {value} nesse estado, e a linha não traz o nome dela.",
                                        "There is no region with the code {value} in that state, and the row does not bring its name."};
inline const ProblemKind repeated_row{"places.repeated-row", 422, "O município {value} já apareceu antes na tabela.", "The municipality {value} appeared before in the table."};
}  // namespace problems

namespace {

struct PopulationColumn {
  std::size_t column;
  std::int64_t year;
};

struct ParentColumns {
  Relation relation;
  std::optional<std::size_t> code, name;
};

/// What one row asks for, compared with what is known.
struct Wanted {
  const csv::Row* row;
  PlaceId municipality;
  bool is_new = false;
  std::string name;  ///< '' : stays
  std::vector<std::pair<Relation, PlaceId>> moves;
  std::vector<std::pair<std::int64_t, std::int64_t>> populations;  ///< year, people
  std::optional<std::pair<double, double>> seat;                   ///< lat, lon
  bool changes() const { return !name.empty() || !moves.empty() || !populations.empty() || seat.has_value(); }
};

/// Numbers as offices write them: 22.853 and 22853 are the same people; a decimal comma is a point.
template <class T>
std::optional<T> number(std::string text) {
  if constexpr (std::is_integral_v<T>) std::erase(text, '.');
  std::replace(text.begin(), text.end(), ',', '.');
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

/// `2024`, `population_2024`, `pop_2019`: a column of people in that year.
std::optional<std::int64_t> year_of(std::string_view column) {
  for (std::string_view prefix : {"population_", "populacao_", "pop_"}) {
    if (column.starts_with(prefix)) column.remove_prefix(prefix.size());
  }
  const auto year = column.size() == 4 ? number<std::int64_t>(std::string{column}) : std::nullopt;
  return year && *year >= 1970 && *year < 2100 ? year : std::nullopt;
}

class Importer {
 public:
  Importer(db::Write& write, const TableImport& import) : write_(write), import_(import), table_(csv::read(import.file.bytes)) {
    report_.dry_run = import.dry_run;
    report_.encoding = table_.encoding;
    for (const auto& fault : table_.faults) report_.faults.push_back({fault, import.file.name});
    report_.rows = static_cast<std::int64_t>(table_.rows.size());
    find_columns();
  }

  TerritoryReport run() {
    for (const auto& row : table_.rows) compare(row);
    if (!report_.faults.empty()) return std::move(report_);
    for (const auto& wanted : wanted_) {
      ++(wanted.is_new ? report_.created : wanted.changes() ? report_.changed : report_.unchanged);
      if (!import_.dry_run) apply(wanted);
    }
    return std::move(report_);
  }

 private:
  std::optional<std::size_t> column(std::initializer_list<std::string_view> names) const {
    for (auto name : names) {
      const auto at = std::find_if(table_.columns.begin(), table_.columns.end(), [&](const auto& is) { return text::folded(is) == name; });
      if (at != table_.columns.end()) return static_cast<std::size_t>(at - table_.columns.begin());
    }
    return std::nullopt;
  }

  void find_columns() {
    code_ = column({"code", "codigo_ibge", "cod_mun", "cod_munic", "code_muni", "cd_mun", "codigo"});
    if (!code_) throw problems::no_code_column();
    name_ = column({"name"});
    lat_ = column({"lat", "latitude"});
    lon_ = column({"lon", "longitude"});
    parents_ = {{Relation::region, column({"region", "cod_rs_450", "cod_rs_449", "cod_cgrs", "cod_rs"}),
                 column({"region_name", "nome_rs_450", "nome_rs_449", "nome_cgrs", "nome_rs"})},
                {Relation::macroregion, column({"macroregion", "cod_macro"}), column({"macroregion_name", "nome_macro"})}};
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (const auto year = year_of(text::folded(table_.columns[i]))) people_.push_back({i, *year});
    }
    if (!name_ && !(lat_ && lon_) && !parents_[0].code && !parents_[1].code && people_.empty()) throw problems::nothing_to_import();
  }

  void fault(const csv::Row& row, std::size_t at, const ProblemKind& kind) {
    report_.faults.push_back({csv::fault_at(row.number, table_.columns[at], row.cells[at], kind, {{"value", row.cells[at]}}), import_.file.name});
  }

  /// By 7 or 6 digits; a 7-digit code that nobody has is a new municipality when the row names it.
  std::optional<Wanted> municipality_of(const csv::Row& row) {
    const auto code = number<std::int64_t>(row.cells[*code_]);
    if (!code || *code < 100'000 || *code >= 10'000'000) return fault(row, *code_, problems::not_a_code), std::nullopt;
    Wanted wanted{.row = &row, .municipality = {*code}, .name = {}, .moves = {}, .populations = {}, .seat = {}};
    const std::int64_t first = *code >= 1'000'000 ? *code : *code * 10, last = *code >= 1'000'000 ? *code : first + 9;
    std::optional<PlaceRef> known;
    for (auto id = first; id <= last && !known; ++id) known = find(write_, {id});
    if (known) wanted.municipality = known->id;
    else if (*code < 1'000'000 || !name_ || row.cells[*name_].empty() || !find(write_, state_of({*code}))) {
      return fault(row, *code_, problems::unknown_municipality), std::nullopt;
    }
    wanted.is_new = !known;
    if (!seen_.insert(wanted.municipality).second) return fault(row, *code_, problems::repeated_row), std::nullopt;
    if (name_ && !row.cells[*name_].empty() && (!known || folded(known->name) != folded(row.cells[*name_]))) wanted.name = row.cells[*name_];
    return wanted;
  }

  void compare(const csv::Row& row) {
    auto wanted = municipality_of(row);
    if (!wanted) return;
    for (const auto& parent : parents_) compare_parent(*wanted, parent);
    compare_people(*wanted);
    compare_seat(*wanted);
    wanted_.push_back(std::move(*wanted));
  }

  void compare_parent(Wanted& wanted, const ParentColumns& columns) {
    if (!columns.code || wanted.row->cells[*columns.code].empty()) return;
    const auto code = number<std::int64_t>(wanted.row->cells[*columns.code]);
    if (!code) return fault(*wanted.row, *columns.code, problems::not_a_code);
    const PlaceId parent{*code};
    const bool is_region = columns.relation == Relation::region;
    const bool right_size = is_region ? *code >= 10'000 && *code < 100'000 : *code >= 1'000 && *code < 10'000;
    const bool named = columns.name && !wanted.row->cells[*columns.name].empty();
    if (!right_size || state_of(parent) != state_of(wanted.municipality) || (!named && !find(write_, parent))) {
      return fault(*wanted.row, *columns.code, problems::unknown_parent);
    }
    if (named) parent_names_[parent] = wanted.row->cells[*columns.name];
    if (parent_of(write_, wanted.municipality, columns.relation, import_.from) != parent) wanted.moves.emplace_back(columns.relation, parent);
  }

  void compare_people(Wanted& wanted) {
    const auto known = write_.all(store::populations, wanted.municipality);
    for (const auto& [at, year] : people_) {
      const auto& text = wanted.row->cells[at];
      if (text.empty()) continue;
      const auto people = number<std::int64_t>(text);
      if (!people || *people < 0) return fault(*wanted.row, at, problems::not_a_number);
      const bool same = std::any_of(known.begin(), known.end(), [&](const auto& is) { return is.year == year && is.value == *people; });
      if (!same) wanted.populations.emplace_back(year, *people);
    }
  }

  void compare_seat(Wanted& wanted) {
    if (!lat_ || !lon_ || wanted.row->cells[*lat_].empty()) return;
    const auto lat = number<double>(wanted.row->cells[*lat_]), lon = number<double>(wanted.row->cells[*lon_]);
    if (!lat || *lat < -34.5 || *lat > 6) return fault(*wanted.row, *lat_, problems::not_a_number);
    if (!lon || *lon < -75 || *lon > -28) return fault(*wanted.row, *lon_, problems::not_a_number);
    const auto known = write_.one(store::place, wanted.municipality);
    if (!known || known->lat != lat || known->lon != lon) wanted.seat = {*lat, *lon};
  }

  void apply(const Wanted& wanted) {
    const auto id = wanted.municipality;
    if (wanted.is_new) add_municipality(wanted);
    else if (!wanted.name.empty()) rename(id, wanted.name);
    for (const auto& [relation, parent] : wanted.moves) {
      add_parent(relation, parent);
      move_municipality(write_, {id, relation, parent, import_.from, import_.source});
    }
    for (const auto& [year, people] : wanted.populations) write_.run(store::set_population, id, year, people, import_.source);
    if (wanted.seat) write_.run(store::set_seat, id, wanted.seat->first, wanted.seat->second);
  }

  void add_municipality(const Wanted& wanted) {
    const auto id = wanted.municipality;
    const auto zone = zone_of(write_, state_of(id));
    write_.run(store::add_place, id, Level::municipality, wanted.name, "", state_of(id), std::nullopt, zone, std::nullopt, std::nullopt,
               std::nullopt, true);
    store::name_place(write_, id, wanted.name, "");
  }

  void rename(PlaceId id, const std::string& name) {
    write_.run(store::demote_official_name, id);
    write_.run(store::rename_place, id, name);
    store::name_place(write_, id, name, "");
  }

  void add_parent(Relation relation, PlaceId id) {
    if (find(write_, id)) return;
    std::string name = parent_names_.at(id);
    if (name.starts_with("RS ")) name.erase(0, 3);  // "região de saúde", which the level already says
    const auto level = relation == Relation::region ? Level::region : Level::macroregion;
    write_.run(store::add_place, id, level, name, "", state_of(id), std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, true);
    store::name_place(write_, id, name, "");
  }

  db::Write& write_;
  const TableImport& import_;
  csv::Table table_;
  TerritoryReport report_;
  std::optional<std::size_t> code_, name_, lat_, lon_;
  std::vector<ParentColumns> parents_;
  std::vector<PopulationColumn> people_;
  std::set<PlaceId> seen_;
  std::map<PlaceId, std::string> parent_names_;
  std::vector<Wanted> wanted_;
};

}  // namespace

TerritoryReport import_table(db::Write& write, const TableImport& import) { return Importer{write, import}.run(); }

}  // namespace teia::places
