// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ledger/ledger.hpp"

/// Operations that several servers know by their index, because devices send through whichever answers.
namespace teia::test {

/// Every seventh operation has an id that two devices use for different things: each peer has its own bytes for it.
inline std::size_t variant_of(std::size_t index, std::size_t peer) { return index % 7 == 0 ? peer : 0; }

inline ledger::NewEntry peer_operation(std::size_t index, std::size_t variant) {
  const auto same = seeded_chance(index);
  ledger::NewEntry entry;
  entry.operation = ledger::OperationId::make({1}, *same);
  entry.record = ledger::RecordId::make({1}, *same);
  entry.kind = "note";
  entry.payload = std::string(index % 900, 'p') + std::to_string(index) + "/" + std::to_string(variant);
  entry.operation_hash = crypto::sha256(entry.payload);
  return entry;
}

/// As a domain's verb does.
inline ledger::Receipt submit(db::Write& tx, const ledger::NewEntry& entry) {
  if (const auto before = ledger::receipt_of(tx, entry.operation, entry.operation_hash)) return *before;
  return ledger::append(tx, entry, {2000});
}

}  // namespace teia::test
