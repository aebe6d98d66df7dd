// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/sync.hpp"

/// Operations that met a change which they cannot be merged with: kept as they were sent, each a record of its own. Private.
namespace teia::sync {

/// Why an operation was kept.
struct Met {
  std::int64_t revision = 0;  ///< of the record, when they met
  std::string code, message, fields;
};

/// What is already kept under this operation's id: the receipt of the keeping. Throws ledger.operation-reused for other bytes.
std::optional<ledger::Receipt> kept_before(db::Read& tx, const Operation& operation);
ledger::Receipt keep(db::Write& tx, std::string_view kind, const Operation& operation, const Met& met, const access::Actor& actor);

extern const records::Kind conflict_kind;

}  // namespace teia::sync
