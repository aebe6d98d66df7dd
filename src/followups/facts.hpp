// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "followups/followups.hpp"
#include "records/facts.hpp"

namespace teia::followups {

/// Two tables: `followups`, one row each, with the days it took; `followup_places`, one for each of its places.
extern const records::FactKind followup_facts;

}  // namespace teia::followups
