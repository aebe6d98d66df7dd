// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "sync/sync.hpp"

/// What the folder's own files share about devices. Private.
namespace teia::sync {

bool is_lost(db::Read& tx, ledger::DeviceId id);
/// Operations of a lost device wait for a person; the same one again changes nothing. How many are new.
std::int64_t put_aside(db::Write& tx, ledger::DeviceId device, PersonId person, const std::vector<Operation>& operations, Instant now);
PushedOperation carry_out(db::Store& store, const Operation& operation, access::Actor actor);

}  // namespace teia::sync
