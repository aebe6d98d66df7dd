// SPDX-License-Identifier: Apache-2.0
#include "actions/actions.hpp"
#include "followups/followups.hpp"
#include "sync/conflicts.hpp"

namespace teia::sync {

std::span<const records::Kind* const> kinds() {
  static const std::array all{&actions::action_kind, &actions::analysis_kind, &followups::followup_kind, &conflict_kind};
  return all;
}

}  // namespace teia::sync
