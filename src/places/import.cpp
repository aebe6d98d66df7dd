// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <set>

#include "base/text.hpp"
#include "places/names.hpp"
#include "places/store.hpp"
#include "places/tables.hpp"

namespace teia::places {

namespace problems {
inline const ProblemKind no_code_column{"places.no-code-column", 422, "A tabela não tem uma coluna com o código do município. Ela pode chamar-se {accepted}.",
                                        "The table has no column with the municipality's code. It may be called {accepted}."};
inline const ProblemKind nothing_to_import{"places.nothing-to-import", 422, "Nenhuma coluna da tabela diz algo que se possa importar. Além do código, ela pode ter {accepted}.",
                                           "No column of the table says anything that can be imported. Besides the code it may have {accepted}."};
inline const ProblemKind not_a_table{"places.not-a-table", 422, "O arquivo não é uma tabela: a primeira linha não tem colunas separadas por ; ou vírgula.",
                                     "The file is not a table: its first line has no columns separated by ; or a comma."};
inline const ProblemKind no_rows{"places.no-rows", 422, "A tabela só tem o cabeçalho: falta ao menos um município.", "The table has its header only: at least one municipality is missing."};
inline const ProblemKind not_a_code{"places.not-a-code", 422, "“{value}” não é um código.", "“{value}” is not a code."};
inline const ProblemKind not_a_number{"places.not-a-number", 422, "“{value}” não é um número.", "“{value}” is not a number."};
inline const ProblemKind unknown_municipality{"places.unknown-municipality", 422, "Não há município com o código {value}; para criar um, a linha traz o código de 7 dígitos e o nome (name).",
                                              "There is no municipality with the code {value}; to make one, the row brings the 7-digit code and the name (name)."};
inline const ProblemKind unknown_parent{"places.unknown-parent", 422, "Não há região com o código {value} nesse estado, e a linha não traz o nome dela.",
                                        "There is no region with the code {value} in that state, and the row does not bring its name."};
inline const ProblemKind repeated_row{"places.repeated-row", 422, "O município {value} já apareceu antes na tabela.", "The municipality {value} appeared before in the table."};
}  // namespace problems

namespace {

/// The headings of a column, folded, the first that a table has wins: those of `teia places list`, of DATASUS and of IBGE.
using Headings = std::vector<std::string_view>;

struct ColumnKind {
  const char* meaning;
  Headings headings;
};

// IBGE's and DATASUS's nome_munic is not among the names: it comes in capitals, without accents.
const ColumnKind code_column{"código do município, 7 ou 6 dígitos", {"code", "codigo_ibge", "cod_mun", "cod_munic", "code_muni", "cd_mun", "codigo"}};
const ColumnKind name_column{"nome do município", {"name", "nome"}};
const ColumnKind lat_column{"latitude da sede", {"lat", "latitude"}}, lon_column{"longitude da sede", {"lon", "longitude"}};
const ColumnKind region_column{"código da região de saúde", {"region", "regiao_codigo", "cod_rs_450", "cod_rs_449", "cod_cgrs", "cod_rs"}};
const ColumnKind region_name_column{"nome da região de saúde", {"region_name", "regiao_nome", "nome_rs_450", "nome_rs_449", "nome_cgrs", "nome_rs"}};
const ColumnKind macro_column{"código da macrorregião", {"macroregion", "macrorregiao_codigo", "cod_macro"}};
const ColumnKind macro_name_column{"nome da macrorregião", {"macroregion_name", "macrorregiao_nome", "nome_macro"}};
constexpr auto people_headings = "2025, populacao_2025, population_2025, pop_2025 (qualquer ano)";

const ColumnKind* const column_kinds[] = {&code_column,        &name_column,  &region_column,     &region_name_column,
                                          &macro_column, &macro_name_column, &lat_column, &lon_column};

std::string listed(const Headings& headings, std::string_view between = ", ") {
  std::string all;
  for (const auto heading : headings) all.append(all.empty() ? "" : between).append(heading);
  return all;
}

/// The first name of each kind but the code's.
std::string kinds_accepted() {
  std::string all;
  for (const auto* kind : column_kinds) {
    if (kind != &code_column) all += std::string{kind->headings.front()} + ", ";
  }
  return all + "populacao_2025";
}

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
  Importer(db::Write& write, const TableImport& import, std::vector<TableChange>& changes)
      : write_(write), import_(import), changes_(changes), table_(csv::read(import.file.bytes)) {
    report_.dry_run = import.dry_run;
    report_.encoding = table_.encoding;
    for (const auto& fault : table_.faults) report_.faults.push_back({fault, import.file.name});
    report_.rows = static_cast<std::int64_t>(table_.rows.size());
    if (table_.columns.empty()) return;  // an empty file, as its fault says
    find_columns();
    if (table_.rows.empty() && table_.faults.empty()) throw problems::no_rows();
  }

  TerritoryReport run() {
    for (const auto& row : table_.rows) compare(row);
    if (!report_.faults.empty()) return std::move(report_);
    for (const auto& wanted : wanted_) {
      ++(wanted.is_new ? report_.created : wanted.changes() ? report_.changed : report_.unchanged);
      tell(wanted);
      if (!import_.dry_run) apply(wanted);
    }
    return std::move(report_);
  }

 private:
  std::optional<std::size_t> column(const ColumnKind& kind) const {
    for (auto name : kind.headings) {
      const auto at = std::find_if(table_.columns.begin(), table_.columns.end(), [&](const auto& is) { return text::folded(is) == name; });
      if (at != table_.columns.end()) return static_cast<std::size_t>(at - table_.columns.begin());
    }
    return std::nullopt;
  }

  void find_columns() {
    code_ = column(code_column);
    if (!code_ && table_.columns.size() == 1) throw problems::not_a_table();
    if (!code_) throw problems::no_code_column({{"accepted", listed(code_column.headings)}});
    name_ = column(name_column);
    lat_ = column(lat_column);
    lon_ = column(lon_column);
    parents_ = {{Relation::region, column(region_column), column(region_name_column)},
                {Relation::macroregion, column(macro_column), column(macro_name_column)}};
    for (std::size_t i = 0; i < table_.columns.size(); ++i) {
      if (const auto year = year_of(text::folded(table_.columns[i]))) people_.push_back({i, *year});
    }
    if (!name_ && !(lat_ && lon_) && !parents_[0].code && !parents_[1].code && people_.empty()) {
      throw problems::nothing_to_import({{"accepted", kinds_accepted()}});
    }
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

  /// Before it is done: afterwards nobody knows what was.
  void tell(const Wanted& wanted) {
    const auto known = find(write_, wanted.municipality);
    const auto state = require(write_, state_of(wanted.municipality)).state;
    const auto place = (known ? known->name : wanted.name) + "/" + state;
    const auto change = [&](std::string what, std::string from, std::string to) { changes_.push_back({place, std::move(what), std::move(from), std::move(to)}); };
    if (wanted.is_new) change("município novo", "", std::to_string(wanted.municipality.value));
    else if (!wanted.name.empty()) change("nome", known->name, wanted.name);
    for (const auto& [relation, parent] : wanted.moves) {
      const auto before = parent_of(write_, wanted.municipality, relation, import_.from);
      change(relation == Relation::region ? "região de saúde" : "macrorregião", before ? name_of(*before) : "", name_of(parent));
    }
    for (const auto& [year, people] : wanted.populations) {
      std::string before;
      for (const auto& is : write_.all(store::populations, wanted.municipality)) {
        if (is.year == year) before = std::to_string(is.value);
      }
      change("população de " + std::to_string(year), before, std::to_string(people));
    }
    if (wanted.seat) {
      const auto row = write_.one(store::place, wanted.municipality);
      const auto seat = [](double lat, double lon) { return fmt::format("{}, {}", lat, lon); };
      change("sede (latitude, longitude)", row && row->lat && row->lon ? seat(*row->lat, *row->lon) : "", seat(wanted.seat->first, wanted.seat->second));
    }
  }

  /// A region that the table makes has its name there only.
  std::string name_of(PlaceId parent) {
    if (const auto known = find(write_, parent)) return known->name;
    return name_in_table(parent) + " (nova)";
  }
  std::string name_in_table(PlaceId id) const {
    std::string name = parent_names_.at(id);
    if (name.starts_with("RS ")) name.erase(0, 3);  // "região de saúde", which the level already says
    return name;
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
    const auto name = name_in_table(id);
    const auto level = relation == Relation::region ? Level::region : Level::macroregion;
    write_.run(store::add_place, id, level, name, "", state_of(id), std::nullopt, std::nullopt, std::nullopt, std::nullopt, std::nullopt, true);
    store::name_place(write_, id, name, "");
  }

  db::Write& write_;
  const TableImport& import_;
  std::vector<TableChange>& changes_;
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

TerritoryReport import_table(db::Write& write, const TableImport& import) {
  std::vector<TableChange> untold;
  return import_table(write, import, untold);
}

TerritoryReport import_table(db::Write& write, const TableImport& import, std::vector<TableChange>& changes) {
  return Importer{write, import, changes}.run();
}

std::string accepted_headings() {
  std::string lines;
  for (const auto* kind : column_kinds) lines += std::string{"  "} + kind->meaning + ": " + listed(kind->headings) + "\n";
  return lines + "  população: " + people_headings + "\n";
}

}  // namespace teia::places
