// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/access.hpp"

namespace teia::access {

/// The next entry of a record as its actor makes it, by this operation; the caller adds schema, payload and attachments.
/// `revision` 1 is the record's first; `hash` is of what was asked, so that a repeat is known (ledger.hpp).
inline ledger::NewEntry entry_by(const Actor& actor, ledger::RecordId record, std::int64_t revision, std::string kind,
                                 ledger::OperationId operation, const crypto::Hash& hash) {
  ledger::NewEntry entry;
  entry.record = record;
  entry.revision = revision;
  if (revision > 1) entry.bases = {revision - 1};
  entry.kind = std::move(kind);
  entry.actor = actor_id(actor.person);
  entry.device = actor.device;
  entry.operation = operation;
  entry.operation_hash = hash;
  entry.device_at = actor.when();
  return entry;
}

}  // namespace teia::access
