// SPDX-License-Identifier: Apache-2.0
#include "access/store.hpp"

namespace teia::access::store {

const db::Query<people::RoleRow> roles{"access.roles", "select code, name, network from role order by code"};

const db::Query<RoleGrant> role_grants{"access.role_grants", "select role, verb, reach from role_grant order by role, verb, reach"};

const db::Change<std::string, std::string, std::string> put_role{"access.put_role", R"(
  insert into role (code, name, network) values ($1, $2, $3)
  on conflict (code) do update set name = excluded.name, network = excluded.network)"};

const db::Change<> forget_role_grants{"access.forget_role_grants", "delete from role_grant"};

const db::Change<std::string, std::string, std::string, std::string> insert_role_grant{
    "access.insert_role_grant", "insert into role_grant (role, verb, part, reach) values ($1, $2, $3, $4)"};

const db::Query<AtomId, std::string> atom{"access.atom", "select id from atom where key = $1"};

// One writer at a time on both engines (the ledger's head is locked first): the next number is free.
const db::Returning<AtomId, std::string, Part, std::string, std::string, std::optional<PlaceId>> insert_atom{"access.insert_atom", R"(
  insert into atom (id, key, part, network, project, place_id)
  select coalesce(max(id), 0) + 1, cast($1 as text), cast($2 as text), cast($3 as text), cast($4 as text), cast($5 as bigint) from atom
  returning id)"};

const db::Change<AtomId, OrganisationId> insert_owner{
    "access.insert_owner", "insert into atom_owner (atom_id, organisation_id) values ($1, $2)"};

// The rule of reach, once: what each assignment (a) holds of each atom (t) by what its role is granted (g). The same text remakes
// one assignment, serves one new atom, or remakes everything. `own` is no grant: the domains look at who wrote.
#define GRANTS_THAT_FOLLOW(filter)                                                                                        \
  "insert into access_grant (person_id, verb, atom_id, valid_from, valid_to, assignment_id)\n"                           \
  "select person_id, verb, atom_id, valid_from, max(valid_to), assignment_id from (\n"                                   \
  "  select a.person_id, g.verb, t.id as atom_id, a.valid_from, a.valid_to, a.id as assignment_id\n"                     \
  "    from assignment a join role_grant g on g.role = a.role and g.reach = 'institution'\n"                             \
  "    join atom_owner o on o.organisation_id = a.organisation_id join atom t on t.id = o.atom_id and t.part = g.part\n" \
  "   where " filter "\n"                                                                                                \
  "  union all\n"                                                                                                        \
  "  select a.person_id, g.verb, t.id, a.valid_from, a.valid_to, a.id\n"                                                 \
  "    from assignment a join role_grant g on g.role = a.role and g.reach = 'network'\n"                                 \
  "    join role r on r.code = a.role join atom t on t.network = r.network and t.part = g.part\n"                        \
  "   where t.network <> '' and " filter "\n"                                                                            \
  "  union all\n"                                                                                                        \
  "  select a.person_id, g.verb, t.id, a.valid_from, a.valid_to, a.id\n"                                                 \
  "    from assignment a join role_grant g on g.role = a.role and g.reach = 'project'\n"                                 \
  "    join atom t on t.project = a.project and t.part = g.part\n"                                                       \
  "   where t.project <> '' and " filter "\n"                                                                            \
  "  union all\n"                                                                                                        \
  "  select a.person_id, g.verb, t.id, m.valid_from, m.valid_to, a.id\n"                                                 \
  "    from assignment a join role_grant g on g.role = a.role and g.reach = 'place'\n"                                   \
  "    join assignment_municipality m on m.assignment_id = a.id\n"                                                       \
  "    join atom t on t.place_id = m.place_id and t.part = g.part\n"                                                     \
  "   where " filter "\n"                                                                                                \
  "  union all\n"                                                                                                        \
  "  select a.person_id, g.verb, t.id, a.valid_from, a.valid_to, a.id\n"                                                 \
  "    from assignment a join role_grant g on g.role = a.role and g.reach = 'everything' join atom t on t.part = g.part\n" \
  "   where " filter "\n"                                                                                                \
  ") follows group by person_id, verb, atom_id, valid_from, assignment_id"

const db::Change<AtomId> grant_atom{"access.grant_atom", GRANTS_THAT_FOLLOW("t.id = $1")};
const db::Change<AssignmentId> grant_assignment{"access.grant_assignment", GRANTS_THAT_FOLLOW("a.id = $1")};
const db::Change<> grant_everything{"access.grant_everything", GRANTS_THAT_FOLLOW("1 = 1")};

#undef GRANTS_THAT_FOLLOW

const db::Change<AssignmentId> forget_assignment_grants{
    "access.forget_assignment_grants", "delete from access_grant where assignment_id = $1"};

const db::Change<> forget_grants{"access.forget_grants", "delete from access_grant"};

const db::Query<std::int64_t, PersonId, Verb, Day, AtomId> held{"access.held", R"(
  select count(*) from access_grant
   where person_id = $1 and verb = $2 and valid_from <= $3 and valid_to >= $3 and atom_id = $4)"};

const db::Query<std::int64_t, PersonId, Verb, Day> held_somewhere{"access.held_somewhere", R"(
  select count(*) from assignment a join role_grant g on g.role = a.role
   where a.person_id = $1 and g.verb = $2 and a.valid_from <= $3 and a.valid_to >= $3)"};

const db::Query<AtomId, PersonId, Verb, Day> held_atoms{"access.held_atoms", R"(
  select distinct atom_id from access_grant
   where person_id = $1 and verb = $2 and valid_from <= $3 and valid_to >= $3 order by atom_id)"};

const db::Query<std::string, PersonId, Day> verbs{"access.verbs", R"(
  select distinct g.verb from assignment a join role_grant g on g.role = a.role
   where a.person_id = $1 and a.valid_from <= $2 and a.valid_to >= $2 order by g.verb)"};

const db::Query<OrganisationId, PersonId, Verb, Day> institutions{"access.institutions", R"(
  select distinct a.organisation_id from assignment a join role_grant g on g.role = a.role
   where a.person_id = $1 and g.verb = $2 and g.reach = 'institution' and a.valid_from <= $3 and a.valid_to >= $3
   order by a.organisation_id)"};

const db::Query<Hold, PersonId, Verb, Day> holds_of{"access.holds_of", R"(
  select a.organisation_id, r.network, g.reach
    from assignment a join role r on r.code = a.role join role_grant g on g.role = a.role
   where a.person_id = $1 and g.verb = $2 and a.valid_from <= $3 and a.valid_to >= $3
   order by a.id, g.reach)"};

}  // namespace teia::access::store
