// SPDX-License-Identifier: Apache-2.0
#include "base/db/dump.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "base/crypto.hpp"

namespace teia::db {

namespace {

std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

bool is_text(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto length = static_cast<std::int64_t>(bytes.size());
  for (std::int64_t at = 0; at < length;) {
    UChar32 letter;
    U8_NEXT(data, at, length, letter);
    if (letter < 0) return false;
  }
  return true;
}

void write_cell(std::string& line, Cells& cells, int column, Column type) {
  if (cells.null(column)) {
    line += "null";
    return;
  }
  switch (type) {
    case Column::bigint: line += std::to_string(cells.integer(column)); break;
    case Column::real: json::write_number(line, cells.real(column)); break;
    case Column::boolean: line += cells.boolean(column) ? "true" : "false"; break;
    case Column::text:
      if (!is_text(cells.text(column))) throw Error("a stored text is not UTF-8", false);
      json::write_string(line, cells.text(column));
      break;
    case Column::bytea: {
      const auto bytes = cells.bytes(column);
      json::write_string(line, is_text(bytes) ? "t:" + bytes : "x:" + crypto::hex(bytes));
    }
  }
}

template <class T>
const T& expect(const json::Value& value, const TableColumn& column) {
  if (const auto* is = std::get_if<T>(&value.is)) return *is;
  throw NotARow(fmt::format("a coluna {} deveria ser {}", column.name, word_of(column.type)));
}

std::string bytes_of(const std::string& told, const TableColumn& column) {
  if (told.starts_with("t:")) return told.substr(2);
  const auto decoded = told.starts_with("x:") ? crypto::from_hex(std::string_view{told}.substr(2)) : std::nullopt;
  if (!decoded) throw NotARow(fmt::format("os bytes da coluna {} não se leem", column.name));
  return *decoded;
}

/// The bytes that a bytea refers to are put into `kept`, which lives until the row is in.
Param param_of(const json::Value& value, const TableColumn& column, std::string& kept) {
  if (value.null()) return {};
  switch (column.type) {
    case Column::bigint: return expect<std::int64_t>(value, column);
    case Column::boolean: return expect<bool>(value, column);
    case Column::text: return std::string_view{expect<std::string>(value, column)};
    case Column::real:
      if (const auto* whole = std::get_if<std::int64_t>(&value.is)) return static_cast<double>(*whole);
      return expect<double>(value, column);
    case Column::bytea: break;
  }
  kept = bytes_of(expect<std::string>(value, column), column);
  return BytesView{kept};
}

json::Value parsed(std::string_view line) {
  try {
    return json::parse(line);
  } catch (const Problem&) {
    throw NotARow("a linha não é JSON");
  }
}

std::vector<std::string> names_of(const Table& table) {
  std::vector<std::string> names;
  for (const auto& column : table.columns) names.push_back(quoted(column.name));
  return names;
}

}  // namespace

const Statement& Dump::statement(const std::string& sql, const std::vector<Column>& params) {
  const auto [found, fresh] = statements_.try_emplace(sql, std::string_view{});
  if (fresh) {
    found->second.sql = found->first;
    found->second.params = params;
  }
  return found->second;
}

std::vector<std::string> Dump::texts(const std::string& sql) {
  std::vector<std::string> all;
  connection_.run(statement(sql), {}, [&](Cells& cells, std::span<const int>) {
    all.emplace_back(cells.text(0));
    return true;
  });
  return all;
}

std::vector<Table> Dump::tables() {
  std::vector<Table> all;
  if (engine_ == Engine::sqlite) {
    const std::string listed = "select name from pragma_table_list where schema = 'main' and name not like 'sqlite_%' and type = ";
    for (const auto& name : texts(listed + "'table'")) all.push_back(described(name, sqlite_columns(name)));
    for (const auto& name : texts(listed + "'virtual'")) all.push_back(full_text(name));
  } else {
    for (const auto& name : texts("select tablename::text from pg_tables where schemaname = current_schema()")) {
      all.push_back(described(name, texts(fmt::format("select column_name::text from information_schema.columns where table_schema = current_schema() "
                                                      "and table_name = '{}' and is_generated = 'NEVER' order by ordinal_position", name))));
    }
  }
  std::sort(all.begin(), all.end(), [](const Table& a, const Table& b) { return a.name < b.name; });  // engines sort each their way
  return all;
}

std::vector<std::string> Dump::sqlite_columns(const std::string& table) {
  return texts(fmt::format("select name from pragma_table_xinfo('{}') where hidden = 0 order by cid", table));
}

/// FTS5 keeps texts under row ids; PostgreSQL's table for the same search has those columns, and computes the rest.
Table Dump::full_text(const std::string& name) {
  Table table{name, {{"rowid", Column::bigint}}};
  for (auto& column : sqlite_columns(name)) table.columns.push_back(TableColumn{std::move(column), Column::text});
  return table;
}

Table Dump::described(const std::string& name, std::vector<std::string> columns) {
  for (auto& column : columns) column = quoted(column);
  Table table{name, {}};
  const auto seen = connection_.describe(statement(fmt::format("select {} from {} limit 0", fmt::join(columns, ", "), quoted(name))));
  for (const auto& [column, type] : seen.columns) {
    if (!type) throw Error(fmt::format("{}.{} has a type that the other engine does not know", name, column), false);
    table.columns.push_back(TableColumn{column, *type});
  }
  return table;
}

void Dump::rows(const Table& table, const std::vector<std::string>& hidden, const std::function<void(std::string_view)>& use) {
  const auto& all = statement(fmt::format("select {} from {}", fmt::join(names_of(table), ", "), quoted(table.name)));
  std::string line;
  connection_.run(all, {}, [&](Cells& cells, std::span<const int>) {
    line.clear();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const auto& column = table.columns[i];
      line += i == 0 ? '{' : ',';
      json::write_string(line, column.name);
      line += ':';
      if (std::find(hidden.begin(), hidden.end(), column.name) != hidden.end()) line += "null";
      else write_cell(line, cells, static_cast<int>(i), column.type);
    }
    line += '}';
    use(line);
    return true;
  });
}

const Statement& Dump::insertion(const Table& table) {
  auto& known = inserts_[table.name];
  if (known) return *known;
  std::vector<Column> types;
  std::vector<std::string> places;
  for (const auto& column : table.columns) {
    types.push_back(column.type);
    places.push_back(fmt::format("${}", places.size() + 1));
  }
  known = &statement(fmt::format("insert into {} ({}) values ({})", quoted(table.name), fmt::join(names_of(table), ", "), fmt::join(places, ", ")), types);
  return *known;
}

void Dump::add(const Table& table, std::string_view line) {
  const auto row = parsed(line);
  const auto* object = std::get_if<json::Object>(&row.is);
  if (!object || object->size() != table.columns.size()) throw NotARow("a linha não tem as colunas da tabela " + table.name);
  std::vector<Param> params;
  std::vector<std::string> kept(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto& column = table.columns[i];
    const auto* value = row.find(column.name);
    if (!value) throw NotARow("falta a coluna " + column.name);
    params.push_back(param_of(*value, column, kept[i]));
  }
  try {
    connection_.run(insertion(table), params, {});
  } catch (const Error& refused) {
    if (refused.storage) throw;
    throw NotARow("o banco recusa a linha");
  }
}

void Dump::suspend_references() {
  if (engine_ == Engine::sqlite) return connection_.script("pragma defer_foreign_keys = on");
  const std::string of_schema = " from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace order by oid";
  suspended_ = texts("select format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))" + of_schema);
  for (const auto& drop : texts("select format('alter table %s drop constraint %I', conrelid::regclass, conname)" + of_schema)) connection_.script(drop);
}

void Dump::check_references() {
  if (engine_ == Engine::sqlite) {
    const auto broken = texts("select \"table\" || ' → ' || parent from pragma_foreign_key_check order by 1 limit 1");
    if (!broken.empty()) throw NotARow("uma referência aponta para o que não existe: " + broken.front());
    return;
  }
  for (const auto& add : std::exchange(suspended_, {})) {
    try {
      connection_.script(add);
    } catch (const Error& refused) {
      if (refused.storage) throw;
      throw NotARow("uma referência aponta para o que não existe: " + add);
    }
  }
}

}  // namespace teia::db
