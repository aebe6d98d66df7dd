// SPDX-License-Identifier: Apache-2.0
#include "actions/record.hpp"

#include <algorithm>

namespace teia::actions {

namespace {

constexpr const char* rede = "rede-conasems-cosems";

/// A PASES record belongs to CONASS and to the secretariat of each state that it touches.
std::vector<OrganisationId> pases_owners(db::Read& tx, const ActionContent& content, const people::Organisation& institution) {
  std::vector<OrganisationId> owners{institution.id};
  const auto add = [&](const std::optional<people::Organisation>& found) {
    if (found && std::find(owners.begin(), owners.end(), found->id) == owners.end()) owners.push_back(found->id);
  };
  add(people::organisation_by_code(tx, "CONASS"));
  for (const auto& place : content.places) {
    if (const auto state = places::find(tx, places::state_of(place.place))) add(people::organisation_by_code(tx, "SES-" + state->state));
  }
  for (const auto& id : content.organisations) {
    if (const auto found = people::find_organisation(tx, id); found && found->code.starts_with("SES-")) add(found);
  }
  return owners;
}

}  // namespace

Owner owner_of(db::Read& tx, ActionContent& content, const access::Actor& actor) {
  const auto& catalogue = programmes::catalogue();
  for (const auto& assignment : access::assignments_holding(tx, actor.person, access::Verb::action_write, actor.today)) {
    const auto code = content.project ? *content.project : assignment.project ? *assignment.project : std::string{assignment.network == "rede" ? rede : ""};
    const auto* project = programmes::find_project(catalogue, code);
    if (!project || project->network != assignment.network) continue;
    if (assignment.project && *assignment.project != code) continue;
    const auto institution = people::find_organisation(tx, assignment.organisation_id);
    if (!institution) continue;
    content.project = code;
    return {project, *institution, assignment.network,
            assignment.network == "rede" ? std::vector{institution->id} : pases_owners(tx, content, *institution)};
  }
  throw problems::no_institution();
}

Day day_of(db::Read& tx, const ActionContent& content, const people::Organisation& institution) {
  if (!content.places.empty()) return local_day(content.started_at, places::zone_of(tx, content.places.front().place));
  if (institution.state_id) return local_day(content.started_at, places::zone_of(tx, *institution.state_id));
  return local_day(content.started_at, capital_zone);
}

}  // namespace teia::actions
