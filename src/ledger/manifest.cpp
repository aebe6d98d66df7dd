// SPDX-License-Identifier: Apache-2.0
#include "ledger/manifest.hpp"

namespace teia::ledger {

std::vector<ManifestStep> steps_of(const std::vector<db::Migration>& migrations) {
  std::vector<ManifestStep> steps;
  for (const auto& step : migrations) steps.push_back({step.number, step.name, crypto::hex(crypto::sha256(step.sql))});
  return steps;
}

std::vector<db::Table> travelling(db::Dump& dump) {
  auto tables = dump.tables();
  std::erase_if(tables, [](const db::Table& table) { return table.name == "migration"; });
  return tables;
}

}  // namespace teia::ledger
