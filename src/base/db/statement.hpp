// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/describe.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

/// SQL statements as constants that know their name, arguments and row. One text serves SQLite and PostgreSQL.
namespace teia::db {

/// The column types that both engines take as they stand.
enum class Column { text, bigint, real, boolean, bytea };

/// A `bytea` value.
struct Bytes {
  std::string data;
  bool operator==(const Bytes&) const = default;
};

struct BytesView {
  std::string_view data;
};

/// An argument on its way to the engine. Views live until the statement has run.
using Param = std::variant<std::monostate, std::int64_t, double, bool, std::string_view, std::string, BytesView>;

/// What travels as which column: ids, days, words, texts and JSON as `text`; whole numbers, keys and instants as `bigint`.
template <class T>
constexpr Column column_of() {
  if constexpr (is_optional<T>) return column_of<typename T::value_type>();
  else if constexpr (std::is_same_v<T, bool>) return Column::boolean;
  else if constexpr (std::is_same_v<T, Bytes>) return Column::bytea;
  else if constexpr (std::is_floating_point_v<T>) return Column::real;
  else if constexpr (Worded<T>) return Column::text;
  else if constexpr (std::is_integral_v<T> || is_key<T> || std::is_same_v<T, Instant>) return Column::bigint;
  else return Column::text;
}

template <class T>
Param param(const T& value) {
  if constexpr (is_optional<T>) return value ? param(*value) : Param{};
  else if constexpr (std::is_same_v<T, bool>) return Param{value};
  else if constexpr (std::is_same_v<T, Bytes>) return Param{BytesView{value.data}};
  else if constexpr (std::is_floating_point_v<T>) return Param{static_cast<double>(value)};
  else if constexpr (Worded<T>) return Param{word_of(value)};
  else if constexpr (std::is_integral_v<T>) return Param{static_cast<std::int64_t>(value)};
  else if constexpr (is_key<T>) return Param{value.value};
  else if constexpr (std::is_same_v<T, Instant>) return Param{value.ms};
  else if constexpr (is_id<T> || std::is_same_v<T, Day>) return Param{value.text()};
  else if constexpr (std::is_same_v<T, json::Value>) return Param{json::write(value)};
  else return Param{std::string_view{value}};
}

/// One row while the engine stands on it. Views live until the next row.
class Cells {
 public:
  virtual ~Cells() = default;
  virtual bool null(int column) = 0;
  virtual std::int64_t integer(int column) = 0;
  virtual double real(int column) = 0;
  virtual bool boolean(int column) = 0;
  virtual std::string_view text(int column) = 0;
  virtual std::string bytes(int column) = 0;
};

/// A stored word, id or day that does not read back: the database was written by something else. Ends the request as internal.
[[noreturn]] void unreadable(std::string_view stored);

template <class T>
T filled_cell(Cells& cells, int column) {
  if constexpr (std::is_same_v<T, bool>) {
    return cells.boolean(column);
  } else if constexpr (std::is_same_v<T, Bytes>) {
    return Bytes{cells.bytes(column)};
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(cells.real(column));
  } else if constexpr (is_key<T>) {
    return T{cells.integer(column)};
  } else if constexpr (std::is_same_v<T, Instant>) {
    return Instant{cells.integer(column)};
  } else if constexpr (std::is_integral_v<T> && !Worded<T>) {
    return static_cast<T>(cells.integer(column));
  } else {
    const std::string_view stored = cells.text(column);
    if constexpr (Worded<T>) {
      if (auto value = from_word<T>(stored)) return *value;
      unreadable(stored);
    } else if constexpr (is_id<T> || std::is_same_v<T, Day>) {
      if (auto value = T::parse(stored)) return *value;
      unreadable(stored);
    } else if constexpr (std::is_same_v<T, json::Value>) {
      return json::parse(stored);
    } else {
      return T{stored};
    }
  }
}

/// Empty where the type has no place for nothing is unreadable too: better one request that fails than a zero that nobody wrote.
template <class T>
T cell(Cells& cells, int column) {
  const bool nothing = cells.null(column);
  if constexpr (is_optional<T>) {
    if (nothing) return std::nullopt;
    return cell<typename T::value_type>(cells, column);
  } else {
    if (nothing) unreadable("null");
    return filled_cell<T>(cells, column);
  }
}

/// A named piece of SQL, whatever it does. Registers itself at program start; a test prepares every one on both engines and
/// compares parameters and columns with the C++ types.
struct Statement {
  struct Field {
    std::string_view name;
    Column type;
    bool optional;
  };

  Statement(std::string_view name, std::string_view sql, bool writes);
  /// For tables that only the database knows (dump.cpp): not registered. Must outlive every connection that runs it.
  explicit Statement(std::string_view sql_) : name("db.passing"), sql(sql_), writes(false) {}
  Statement(const Statement&) = delete;

  std::string_view name;  ///< "actions.by_place": the domain, then what it asks
  std::string_view sql;
  bool writes;
  bool single = false;  ///< the row is one value, not a struct: the only column, whatever its name
  std::vector<Column> params;
  std::vector<Field> fields;  ///< what the row needs, by column name
};

/// All statements of the program, by name.
std::vector<const Statement*> all_statements();

namespace detail {

template <class Row>
void describe_row(Statement& statement) {
  if constexpr (Described<Row>) {
    for_each_field<Row>([&](std::string_view name, auto field) {
      using T = std::remove_cvref_t<decltype(std::declval<Row>().*field)>;
      statement.fields.push_back({name, column_of<T>(), is_optional<T>});
    });
  } else {
    statement.single = true;
    statement.fields.push_back({"", column_of<Row>(), is_optional<Row>});
  }
}

/// `columns[i]` is where the engine puts the i-th field.
template <class Row>
Row read_row(Cells& cells, std::span<const int> columns) {
  if constexpr (Described<Row>) {
    Row row{};
    std::size_t i = 0;
    for_each_field<Row>([&](std::string_view, auto field) {
      using T = std::remove_cvref_t<decltype(row.*field)>;
      row.*field = cell<T>(cells, columns[i++]);
    });
    return row;
  } else {
    return cell<Row>(cells, columns[0]);
  }
}

}  // namespace detail

/// A statement that reads rows.
template <class Row, class... Args>
struct Query : Statement {
  Query(std::string_view name_, std::string_view sql_) : Statement(name_, sql_, false) {
    params = {column_of<Args>()...};
    detail::describe_row<Row>(*this);
  }
};

/// A statement that changes rows. Only a Write runs it.
template <class... Args>
struct Change : Statement {
  Change(std::string_view name_, std::string_view sql_) : Statement(name_, sql_, true) { params = {column_of<Args>()...}; }
};

/// A statement that changes rows and gives them back (`returning`).
template <class Row, class... Args>
struct Returning : Statement {
  Returning(std::string_view name_, std::string_view sql_) : Statement(name_, sql_, true) {
    params = {column_of<Args>()...};
    detail::describe_row<Row>(*this);
  }
};

}  // namespace teia::db
