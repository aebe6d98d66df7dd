// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/access.hpp"

/// Who may act on whom. The rule against climbing: whoever manages one institution gives, ends and passes on only functions of that
/// institution and network whose rights stay inside it, over places of its state, to people who hold nothing beyond.
namespace teia::access {

/// Whether the person is within what the caller holds this verb for; outside it they do not exist.
bool reaches(db::Read& tx, PersonId caller, Verb verb, PersonId person, Day today);

void require_manages(db::Read& tx, PersonId caller, PersonId person, Day today);  ///< people.unknown, rights.person-out-of-reach
void require_may_give(db::Read& tx, PersonId caller, const people::NewAssignment& in, Day today);
/// The assignment, when the caller may end it, cover it or pass it on; otherwise people.assignment-unknown.
people::Assignment require_governed(db::Read& tx, PersonId caller, AssignmentId id, Day today);

}  // namespace teia::access
