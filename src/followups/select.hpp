// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "followups/store.hpp"

/// The pieces that statements about follow-ups are joined from, at compile time. Parameters, always the same:
///   $1 person · $2 verb · $3 today

// Who answers for the organisation (and role, if one is named) today.
#define FOLLOWUP_MEMBER(organisation, role)                                                                              \
  " exists (select 1 from assignment m where m.person_id = $1 and m.valid_from <= $3 and m.valid_to >= $3"             \
  " and m.organisation_id = " organisation " and (m.role = " role " or " role " is null)"                             \
  " and exists (select 1 from role_grant g where g.role = m.role and g.verb = 'followup.answer')) "

#define FOLLOWUP_MINE                                                                  \
  " (f.author_id = $1 or f.responsible_person = $1 or"                                \
  FOLLOWUP_MEMBER("f.responsible_organisation", "f.responsible_role") "or"            \
  FOLLOWUP_MEMBER("f.escalated_organisation", "f.escalated_role") "or"                \
  TEIA_SUCCEEDS("f.responsible_person", "f.owner_id", "$3") ") "

// While it hangs on an action, the action's atom decides: its owners and switches may have changed since.
#define FOLLOWUP_ATOM "coalesce(a.atom_id, f.atom_id)"

#define FOLLOWUP_AGREED                                                                                                   \
  " exists (select 1 from action_place l join access_grant g on g.atom_id = l.agreed_atom_id"                           \
  " where l.action_id = f.action_id and g.person_id = $1 and g.verb = 'action.read-agreed'"                             \
  " and g.valid_from <= $3 and g.valid_to >= $3) "

#define FOLLOWUP_COORDINATED                                                                                              \
  " exists (select 1 from access_grant c where c.person_id = $1 and c.verb in ('followup.write', 'followup.answer')"    \
  " and c.atom_id = " FOLLOWUP_ATOM " and c.valid_from <= $3 and c.valid_to >= $3) "

#define FOLLOWUP_READABLE " (" TEIA_MAY(FOLLOWUP_ATOM) "or" FOLLOWUP_MINE "or" FOLLOWUP_AGREED ") "

#define FOLLOWUP_FROM " from followup f left join action a on a.id = f.action_id "

#define FOLLOWUP_SELECT                                                                                                          \
  "select f.id, f.revision, f.action_id, a.title as action_title, f.author_id, f.owner_id, f.atom_id, f.text, f.kind,"         \
  " f.responsible_person, f.responsible_role, f.responsible_organisation, f.responsible_name, f.due_on, f.priority, f.state,"  \
  " f.turn, f.escalated_to, f.escalated_role, f.escalated_organisation, f.closed_on, f.created_at,"                            \
  " coalesce(" TEIA_MAY("a.atom_id") ", false) as reads_action,"                                                                       \
  " coalesce(" TEIA_MAY(FOLLOWUP_ATOM) "or" FOLLOWUP_MINE ", false) as reads,"                                                  \
  " coalesce(" FOLLOWUP_MINE "or" FOLLOWUP_COORDINATED ", false) as acts" FOLLOWUP_FROM
