// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

namespace teia::access {

namespace {

const db::Query<people::Assignment, PersonId, Verb, Day> holding{"access.assignments_holding", R"(
  select a.id, a.person_id, a.role, r.name as role_name, r.network, a.organisation_id, a.project, a.valid_from, a.valid_to, a.cover_for
    from assignment a
    join role r on r.code = a.role
   where a.person_id = $1 and a.valid_from <= $3 and a.valid_to >= $3
     and exists (select 1 from role_grant g where g.role = a.role and g.verb = $2)
   order by a.valid_from, a.id)"};

}  // namespace

std::vector<people::Assignment> assignments_holding(db::Read& tx, PersonId person, Verb verb, Day day) {
  return tx.all(holding, person, verb, day);
}

}  // namespace teia::access
