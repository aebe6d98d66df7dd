// SPDX-License-Identifier: Apache-2.0
#include "people/people.hpp"

#include <set>

/// Who goes on with what somebody left behind.
namespace teia::people {

namespace {

const db::Change<PersonId, PersonId, OrganisationId, Day> insert_succession{"people.insert_succession", R"(
  insert into succession (successor_id, person_id, organisation_id, from_on)
  select cast($1 as text), left_by.person_id, cast($3 as text), cast($4 as text)
    from (select cast($2 as text) as person_id
           union
          select u.person_id from succession u where u.successor_id = $2 and u.organisation_id = $3) left_by
   where left_by.person_id <> $1
  on conflict do nothing)"};

const db::Query<std::int64_t, PersonId, PersonId, Day, OrganisationId> count_succession{
    "people.succeeds", "select count(*) from succession u where u.successor_id = $1 and u.person_id = $2 and u.organisation_id = $4 and"
                       TEIA_SUCCESSION_HOLDS("$3")};

const db::Query<std::string, PersonId, Day> select_successions{"people.successions",
                                                              "select u.person_id || '@' || u.organisation_id from succession u where u.successor_id = $1 and"
                                                              TEIA_SUCCESSION_HOLDS("$2") "order by u.person_id, u.organisation_id"};

}  // namespace

std::string standing_of(db::Read& tx, PersonId person, Day today) {
  std::set<std::string> all;
  for (const auto& one : assignments_on(tx, person, today)) all.insert(one.role + "@" + one.organisation_id.text());
  for (auto& one : tx.all(select_successions, person, today)) all.insert(std::move(one));
  std::string text;
  for (const auto& one : all) text += one + " ";
  return text;
}

void note_succession(db::Write& tx, PersonId who_left, OrganisationId organisation, PersonId successor, Day from) {
  tx.run(insert_succession, successor, who_left, organisation, from);
}

bool succeeds(db::Read& tx, PersonId person, PersonId who_left, OrganisationId organisation, Day today) {
  return tx.one(count_succession, person, who_left, today, organisation).value_or(0) > 0;
}

}  // namespace teia::people
