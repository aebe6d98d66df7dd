// SPDX-License-Identifier: Apache-2.0
#include "access/store.hpp"

namespace teia::access::store {

// Whose rows the caller reaches: $1 caller · $2 verb · $3 today. By what the caller holds today; their functions of any time.
// A person without any function yet is reached by who added them.
#define REACHED(person)                                                                                                  \
  " (exists (select 1 from assignment mine join role_grant g on g.role = mine.role"                                      \
  "           where mine.person_id = $1 and g.verb = $2 and mine.valid_from <= $3 and mine.valid_to >= $3"               \
  "             and (g.reach = 'everything'"                                                                             \
  "                  or (g.reach = 'institution' and exists (select 1 from assignment a where a.person_id = " person     \
  "                       and a.organisation_id = mine.organisation_id))"                                                \
  "                  or (g.reach = 'project' and exists (select 1 from assignment a where a.person_id = " person         \
  "                       and a.project = mine.project))"                                                                \
  "                  or exists (select 1 from person p where p.id = " person " and p.created_by = $1"                    \
  "                       and not exists (select 1 from assignment a where a.person_id = p.id))))) "

const db::Query<PersonLine, PersonId, Verb, Day> people{"access.people", R"(
  select who.id, who.name, who.folded_name,
         exists (select 1 from account c where c.person_id = who.id) as has_account,
         (select max(s.seen_at) from session s where s.person_id = who.id) as last_seen_at,
         (select count(distinct m.place_id) from assignment a join assignment_municipality m on m.assignment_id = a.id
           where a.person_id = who.id and m.valid_from <= $3 and m.valid_to >= $3
             and exists (select 1 from role_grant w where w.role = a.role and w.verb = 'action.write')) as territory_count
    from person who
   where)" REACHED("who.id") R"(order by who.folded_name, who.id)"};

const db::Query<FunctionLine, PersonId, Verb, Day> functions{"access.functions", R"(
  select f.person_id, f.role, r.name as role_name, coalesce(s.sigla, '') as state
    from assignment f
    join role r on r.code = f.role
    join organisation o on o.id = f.organisation_id
    left join place s on s.id = o.state_id
   where f.valid_from <= $3 and f.valid_to >= $3 and)" REACHED("f.person_id") R"(order by f.person_id, f.valid_from, f.id)"};

const db::Query<std::int64_t, PersonId, Verb, Day, PersonId> reached{
    "access.reached", "select count(*) from person who where" REACHED("who.id") "and who.id = $4"};

#undef REACHED

const db::Query<Contact, PersonId> contact{"access.contact", R"(
  select who.email, who.phone, who.created_by, exists (select 1 from account c where c.person_id = who.id) as has_account
    from person who where who.id = $1)"};

const db::Change<PersonId, std::optional<std::string>, std::optional<std::string>> set_contact{
    "access.set_contact", "update person set email = $2, phone = $3 where id = $1"};

}  // namespace teia::access::store
