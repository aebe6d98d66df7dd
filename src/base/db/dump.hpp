// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>

#include "base/db/db.hpp"

/// Whole tables as JSON lines, whatever they hold, so that what one engine gave another takes. Bytes travel as a text that says how
/// it is to be read: "t:" and the text itself when it is one, "x:" and hexadecimal digits otherwise.
namespace teia::db {

constexpr auto words(Column) {
  return std::array{Word{Column::text, "text"}, Word{Column::bigint, "bigint"}, Word{Column::real, "double precision"},
                    Word{Column::boolean, "boolean"}, Word{Column::bytea, "bytea"}};
}

struct TableColumn {
  std::string name;
  Column type = Column::text;
  bool operator==(const TableColumn&) const = default;
};
DESCRIBE(TableColumn, name, type)

struct Table {
  std::string name;
  std::vector<TableColumn> columns;
  bool operator==(const Table&) const = default;
};
DESCRIBE(Table, name, columns)

/// A line that is not a row of its table; the message says why, in Portuguese.
struct NotARow : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Works on a connection that the caller has put inside a transaction, and must live as long as it: its statements stay prepared.
class Dump {
 public:
  Dump(Connection& connection, Engine engine) : connection_(connection), engine_(engine) {}

  /// The tables that exist, by name. Computed columns are left out, and what SQLite's full-text tables keep themselves in; such a
  /// table itself is one of row ids and texts. Asks the database again each time.
  std::vector<Table> tables();

  /// Every row as one line without line feed. `hidden` names columns whose value is written as null.
  void rows(const Table& table, const std::vector<std::string>& hidden, const std::function<void(std::string_view)>& use);
  void add(const Table& table, std::string_view line);  ///< throws NotARow

  /// Rows may come in any order between these two: references from table to table are not looked at until the second, which
  /// throws NotARow when one points nowhere.
  void suspend_references();
  void check_references();

 private:
  const Statement& statement(const std::string& sql, const std::vector<Column>& params = {});
  const Statement& insertion(const Table& table);
  std::vector<std::string> texts(const std::string& sql);
  std::vector<std::string> sqlite_columns(const std::string& table);
  Table described(const std::string& name, std::vector<std::string> columns);
  Table full_text(const std::string& name);

  Connection& connection_;
  Engine engine_;
  std::map<std::string, Statement, std::less<>> statements_;  ///< by their text, which is the key itself
  std::map<std::string, const Statement*> inserts_;           ///< by table
  std::vector<std::string> suspended_;  ///< what makes PostgreSQL's references again
};

}  // namespace teia::db
