// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/db/migrate.hpp"

namespace teia::test {

/// Prepares every statement that this program registers on a database with these migrations and compares its parameters and
/// columns with the C++ types. Gives the faults, one sentence each; none: all fit. Statements of other tests in the same program
/// count too, so their tables must be among the migrations.
std::vector<std::string> check_every_statement(db::Engine engine, const std::vector<db::Migration>& migrations);

}  // namespace teia::test
