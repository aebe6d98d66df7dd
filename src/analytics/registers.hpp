// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "analytics/duck.hpp"
#include "analytics/expression.hpp"
#include "base/db/db.hpp"

/// What is no record of the ledger and is counted beside them: the territory with its dated composition, and who supported when. Small;
/// copied whole when it changed. Private to this folder.
namespace teia::analytics::registers {

void describe(Schema& schema);
extern const char* const tables;  ///< DDL
/// Something that is another text whenever a row of the registers is another.
std::string state_of(db::Read& tx);
void copy(db::Read& tx, duck::Connection& duck);

}  // namespace teia::analytics::registers
