// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "people/people.hpp"

/// Every SQL statement of the domain.
namespace teia::people::store {

struct SupporterRow {
  PersonId id;
  std::string name, role, role_name, organisation;
  Day valid_from, valid_to;
  bool temporary = false;
};
DESCRIBE(SupporterRow, id, name, role, role_name, organisation, valid_from, valid_to, temporary)

extern const db::Change<OrganisationId, std::string, std::string, std::string, std::string, std::optional<PlaceId>> put_organisation;
extern const db::Query<Organisation, OrganisationId> organisation;
extern const db::Query<Organisation, std::string> organisation_by_code;
extern const db::Query<OrganisationRow, std::optional<std::string>> organisations;

extern const db::Change<PersonId, std::string, std::string, std::optional<std::string>, std::optional<std::string>, Instant,
                        std::optional<PersonId>>
    insert_person;
extern const db::Query<PersonRef, PersonId> person;

extern const db::Query<RoleRow, std::string> role;
extern const db::Change<AssignmentId, PersonId, std::string, OrganisationId, std::optional<std::string>, Day, Day,
                        std::optional<AssignmentId>>
    insert_assignment;
extern const db::Change<AssignmentId, PlaceId> insert_assignment_place;
extern const db::Change<AssignmentId, Day, std::string> end_assignment;
extern const db::Query<Assignment, AssignmentId> assignment;
extern const db::Query<Assignment, PersonId> assignments;
extern const db::Query<Assignment, PersonId, Day> assignments_on;
extern const db::Query<AssignmentId> all_assignments;
extern const db::Query<PlaceId, AssignmentId> assignment_places;

extern const db::Change<AssignmentId> forget_municipalities;
extern const db::Change<AssignmentId, PlaceId, Day, Day> put_municipality;
extern const db::Query<PlaceId, PersonId, Day> territory;
extern const db::Query<SupporterRow, PlaceId, Day> supporters;

extern const db::Change<Uuid, AssignmentId, AssignmentId, Day, Day> insert_leave;
extern const db::Query<Leave, AssignmentId> leaves;

}  // namespace teia::people::store
