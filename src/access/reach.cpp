// SPDX-License-Identifier: Apache-2.0
#include "access/reach.hpp"

#include <algorithm>

#include "access/routes.hpp"
#include "access/store.hpp"

namespace teia::access {

namespace {

/// Whether a role stays within the institution that it is held in: whoever manages one institution may give it.
bool stays_inside(db::Read& tx, std::string_view role) {
  const auto grants = tx.all(store::role_grants);
  return std::all_of(grants.begin(), grants.end(), [&](const auto& grant) {
    const auto reach = from_word<Reach>(grant.reach);
    return grant.role != role || reach == Reach::own || reach == Reach::institution || reach == Reach::place;
  });
}

bool may_give(db::Read& tx, PersonId caller, std::string_view network, std::string_view role, OrganisationId organisation, Day today) {
  const auto mine = tx.all(store::holds_of, caller, Verb::assignment_manage, today);
  return std::any_of(mine.begin(), mine.end(), [&](const auto& hold) {
    if (hold.reach == Reach::everything) return true;
    return hold.reach == Reach::institution && hold.organisation_id == organisation && hold.network == network && stays_inside(tx, role);
  });
}

void require_places_inside(db::Read& tx, const people::NewAssignment& in) {
  const auto state = people::find_organisation(tx, in.organisation).value().state_id;
  for (const auto place : in.places) {
    if (state && places::state_of(place) != *state) throw problems::place_out_of_reach({{"place", places::require(tx, place).name}});
  }
}

}  // namespace

bool reaches(db::Read& tx, PersonId caller, Verb verb, PersonId person, Day today) {
  return tx.one(store::reached, caller, verb, today, person).value_or(0) > 0;
}

bool manages(db::Read& tx, PersonId caller, PersonId person, Day today) {
  if (!reaches(tx, caller, Verb::people_manage, person, today)) return false;
  const auto all = people::assignments_of(tx, person);
  return std::all_of(all.begin(), all.end(), [&](const auto& a) {
    return a.valid_to < today || may_give(tx, caller, a.network, a.role, a.organisation_id, today);
  });
}

void require_manages(db::Read& tx, PersonId caller, PersonId person, Day today) {
  if (!reaches(tx, caller, Verb::people_manage, person, today)) throw people::problems::person_unknown();
  if (!manages(tx, caller, person, today)) throw problems::person_out_of_reach();
}

void require_may_give(db::Read& tx, PersonId caller, const people::NewAssignment& in, Day today) {
  const auto role = people::find_role(tx, in.role);
  if (!role) throw people::problems::role_unknown({{"role", in.role}});
  if (!people::find_organisation(tx, in.organisation)) {
    throw people::problems::organisation_unknown({{"organisation", in.organisation.text()}});
  }
  if (!may_give(tx, caller, role->network, in.role, in.organisation, today)) {
    const auto mine = institutions_for(tx, caller, Verb::assignment_manage, today);
    const bool inside = std::find(mine.begin(), mine.end(), in.organisation) != mine.end();
    throw inside ? problems::role_out_of_reach() : problems::missing_right();
  }
  if (!holds_everything(tx, caller, Verb::assignment_manage, today)) {
    require_places_inside(tx, in);
    require_manages(tx, caller, in.person, today);
  }
}

people::Assignment require_governed(db::Read& tx, PersonId caller, AssignmentId id, Day today) {
  auto found = people::require_assignment(tx, id);
  if (!may_give(tx, caller, found.network, found.role, found.organisation_id, today)) throw people::problems::assignment_unknown();
  return found;
}

}  // namespace teia::access
