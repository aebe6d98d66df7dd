// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ledger/ledger.hpp"

/// A domain in miniature: one kind of record with one table beside the ledger.
namespace teia::test {

inline constexpr std::string_view note_table = "create table proof_note (number bigint primary key, hash text not null, note text not null)";

struct Note {
  std::int64_t number = 0;
  std::string hash, note;
};
DESCRIBE(Note, number, hash, note)

inline const db::Change<std::int64_t, std::string, std::string> insert_note{
    "proof.insert_note", "insert into proof_note (number, hash, note) values ($1, $2, $3)"};

inline ledger::NewEntry note_entry(std::string note, ledger::OperationId operation, Chance& chance) {
  ledger::NewEntry entry;
  entry.record = ledger::RecordId::make({1}, chance);
  entry.kind = "note";
  entry.operation = operation;
  entry.operation_hash = crypto::sha256(note);
  entry.payload = std::move(note);
  return entry;
}

/// Registers a note, as a domain's verb does: in the ledger and in its table, in one operation.
inline ledger::Receipt register_note(db::Write& tx, const ledger::NewEntry& entry) {
  const auto receipt = ledger::append(tx, entry, {2000});
  tx.run(insert_note, receipt.number, receipt.hash, entry.payload);
  return receipt;
}

}  // namespace teia::test
