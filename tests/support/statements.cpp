// SPDX-License-Identifier: Apache-2.0
#include "support/statements.hpp"

#include <algorithm>

#include "support/engines.hpp"

namespace teia::test {

namespace {

using db::Column;

std::string_view name_of(Column column) {
  switch (column) {
    case Column::text: return "text";
    case Column::bigint: return "bigint";
    case Column::real: return "double precision";
    case Column::boolean: return "boolean";
    case Column::bytea: return "bytea";
  }
  return "?";
}

class Check {
 public:
  Check(const db::Statement& statement, db::Described seen) : statement_(statement), seen_(std::move(seen)) {}

  std::vector<std::string> faults() {
    params();
    if (statement_.single) single();
    else fields(), unread();
    return std::move(faults_);
  }

 private:
  void fault(const std::string& what) { faults_.push_back(std::string{statement_.name} + ": " + what); }

  void same(const std::string& what, Column declared, std::optional<Column> seen) {
    if (seen && *seen != declared) {
      fault(what + " is " + std::string{name_of(declared)} + " in C++ and " + std::string{name_of(*seen)} + " in the database");
    }
  }

  void params() {
    const auto declared = statement_.params.size(), used = seen_.params.size();
    if (declared != used) return fault("takes " + std::to_string(declared) + " arguments and uses " + std::to_string(used));
    for (std::size_t i = 0; i < used; ++i) same("$" + std::to_string(i + 1), statement_.params[i], seen_.params[i]);
  }

  void single() {
    if (seen_.columns.size() != 1) return fault("reads one value and gives " + std::to_string(seen_.columns.size()) + " columns");
    same("its value", statement_.fields[0].type, seen_.columns[0].second);
  }

  /// That every field has its column was seen when the statement was prepared.
  void fields() {
    for (const auto& field : statement_.fields) {
      for (const auto& [name, type] : seen_.columns) {
        if (name == field.name) same(name, field.type, type);
      }
    }
  }

  void unread() {
    for (const auto& [name, type] : seen_.columns) {
      const auto& fields = statement_.fields;
      if (std::none_of(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; })) {
        fault("gives a column " + name + " that nothing reads");
      }
    }
  }

  const db::Statement& statement_;
  db::Described seen_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> check_every_statement(db::Engine engine, const std::vector<db::Migration>& migrations) {
  const TestDatabase database{engine};
  const auto connection = database.connect();
  db::migrate(*connection, migrations, Instant{0}, {});
  std::vector<std::string> all;
  for (const auto* statement : db::all_statements()) {
    try {
      for (auto& fault : Check{*statement, connection->describe(*statement)}.faults()) all.push_back(std::move(fault));
    } catch (const db::Error& refused) {
      all.push_back(refused.what());
    }
  }
  return all;
}

}  // namespace teia::test
