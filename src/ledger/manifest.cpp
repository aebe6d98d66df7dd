// SPDX-License-Identifier: Apache-2.0
#include "ledger/manifest.hpp"

#include <regex>
#include <set>

namespace teia::ledger {

namespace {

/// Tables made by a migration that only one engine takes (0005_search.sqlite.sql) are derived from others.
std::set<std::string> derived(const std::vector<db::Migration>& migrations) {
  static const std::regex create{R"(create\s+(virtual\s+)?table\s+(\w+))", std::regex::icase};
  std::set<std::string> names;
  for (const auto& step : migrations) {
    if (!step.name.ends_with(".sqlite.sql") && !step.name.ends_with(".postgres.sql")) continue;
    const std::string text{step.sql};
    for (std::sregex_iterator found{text.begin(), text.end(), create}, end; found != end; ++found) names.insert((*found)[2]);
  }
  return names;
}

}  // namespace

std::vector<ManifestStep> steps_of(const std::vector<db::Migration>& migrations) {
  std::vector<ManifestStep> steps;
  for (const auto& step : migrations) steps.push_back({step.number, step.name, crypto::hex(crypto::sha256(step.sql))});
  return steps;
}

std::vector<db::Table> travelling(db::Dump& dump, const std::vector<db::Migration>& migrations) {
  const auto stay = derived(migrations);
  auto tables = dump.tables();
  std::erase_if(tables, [&](const db::Table& table) { return table.name == "migration" || stay.contains(table.name); });
  return tables;
}

}  // namespace teia::ledger
