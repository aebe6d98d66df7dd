// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"
#include "people/people.hpp"
#include "places/places.hpp"
#include "programmes/programmes.hpp"

namespace teia::programmes {

namespace {

std::map<std::string, PlaceId> states_by_sigla(db::Read& tx, Day today) {
  std::map<std::string, PlaceId> states;
  for (const auto& state : places::list(tx, places::Level::state, std::nullopt, today)) states[state.state] = state.id;
  return states;
}

void install_organisations(db::Write& tx, const Catalogue& catalogue, Instant now, Chance& chance) {
  const auto states = states_by_sigla(tx, local_day(now, capital_zone));
  std::vector<people::Organisation> organisations;
  for (const auto& each : catalogue.organisations) {
    const auto known = people::organisation_by_code(tx, each.code);
    const auto id = known ? known->id : OrganisationId::make(now, chance);
    const auto state = each.state ? std::optional{states.at(*each.state)} : std::nullopt;
    organisations.push_back({id, each.code, each.name, each.label, each.kind, state});
  }
  people::load_organisations(tx, organisations);
}

void install_roles(db::Write& tx, const Catalogue& catalogue) {
  std::vector<people::RoleRow> roles;
  std::vector<access::RoleGrant> grants;
  for (const auto& role : catalogue.roles) {
    roles.push_back({role.code, role.name, role.network});
    for (const auto& grant : role.grants) grants.push_back({role.code, grant.verb, grant.reach});
  }
  access::load_roles(tx, roles, grants);
}

}  // namespace

void install(db::Write& tx, const Catalogue& from, Instant now, Chance& chance) {
  install_organisations(tx, from, now, chance);
  install_roles(tx, from);
}

}  // namespace teia::programmes
