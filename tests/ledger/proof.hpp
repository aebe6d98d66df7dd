// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <string>

#include "note.hpp"

namespace teia::test {

/// What the writers were told: number → hash.
using Receipts = std::map<std::int64_t, std::string>;

/// Everything that is wrong, in words: a receipt without its entry, a chain that does not verify, an entry without its row in the
/// table beside the ledger or the other way round.
std::vector<std::string> broken_promises(db::Store& store, const Receipts& receipts);

long from_environment(const char* name, long otherwise);

}  // namespace teia::test
