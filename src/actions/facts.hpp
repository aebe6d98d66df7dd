// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"
#include "records/facts.hpp"

namespace teia::actions {

/// Three tables: `actions`, one row an action; `places`, one for each municipality or other place of it; `authors`, one for each
/// author. The latter two repeat the action's own columns, so that a question reads one table.
extern const records::FactKind action_facts;

}  // namespace teia::actions
