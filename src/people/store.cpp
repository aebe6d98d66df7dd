// SPDX-License-Identifier: Apache-2.0
#include "people/store.hpp"

namespace teia::people::store {

const db::Change<OrganisationId, std::string, std::string, std::string, std::string, std::optional<PlaceId>> put_organisation{
    "people.put_organisation", R"(
  insert into organisation (id, code, name, short_name, kind, state_id) values ($1, $2, $3, $4, $5, $6)
  on conflict (code) do update set name = excluded.name, short_name = excluded.short_name, kind = excluded.kind,
                                   state_id = excluded.state_id)"};

const db::Query<Organisation, OrganisationId> organisation{
    "people.organisation", "select id, code, name, short_name, kind, state_id from organisation where id = $1"};

const db::Query<Organisation, std::string> organisation_by_code{
    "people.organisation_by_code", "select id, code, name, short_name, kind, state_id from organisation where code = $1"};

const db::Query<OrganisationRow, std::optional<std::string>> organisations{"people.organisations", R"(
  select o.id, o.code, o.name, o.kind, coalesce(s.sigla, '') as state
    from organisation o left join place s on s.id = o.state_id
   where (o.kind = $1 or $1 is null)
   order by o.code, o.id)"};

const db::Change<PersonId, std::string, std::string, std::optional<std::string>, std::optional<std::string>, Instant,
                 std::optional<PersonId>>
    insert_person{"people.insert_person", R"(
  insert into person (id, name, folded_name, email, phone, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7))"};

const db::Query<PersonRef, PersonId> person{"people.person", "select id, name from person where id = $1"};

const db::Query<RoleRow, std::string> role{"people.role", "select code, name, network from role where code = $1"};

const db::Change<AssignmentId, PersonId, std::string, OrganisationId, std::optional<std::string>, Day, Day, std::optional<AssignmentId>>
    insert_assignment{"people.insert_assignment", R"(
  insert into assignment (id, person_id, role, organisation_id, project, valid_from, valid_to, cover_for)
  values ($1, $2, $3, $4, $5, $6, $7, $8))"};

const db::Change<AssignmentId, PlaceId> insert_assignment_place{"people.insert_assignment_place", R"(
  insert into assignment_place (assignment_id, place_id) values ($1, $2) on conflict do nothing)"};

const db::Change<AssignmentId, Day, std::string> end_assignment{
    "people.end_assignment", "update assignment set valid_to = $2, ended_reason = $3 where id = $1"};

#define ASSIGNMENTS                                                                                                           \
  "  select a.id, a.person_id, a.role, r.name as role_name, r.network, a.organisation_id, a.project, a.valid_from, a.valid_to,\n" \
  "         a.cover_for\n"                                                                                                    \
  "    from assignment a join role r on r.code = a.role\n"

const db::Query<Assignment, AssignmentId> assignment{"people.assignment", ASSIGNMENTS "where a.id = $1"};

const db::Query<Assignment, PersonId> assignments{"people.assignments", ASSIGNMENTS R"(
   where a.person_id = $1 order by a.valid_from desc, a.id)"};

const db::Query<Assignment, PersonId, Day> assignments_on{"people.assignments_on", ASSIGNMENTS R"(
   where a.person_id = $1 and a.valid_from <= $2 and a.valid_to >= $2 order by a.valid_from, a.id)"};

#undef ASSIGNMENTS

const db::Query<AssignmentId> all_assignments{"people.all_assignments", "select id from assignment order by id"};

const db::Query<PlaceId, AssignmentId> assignment_places{
    "people.assignment_places", "select place_id from assignment_place where assignment_id = $1 order by place_id"};

const db::Change<AssignmentId> forget_municipalities{
    "people.forget_municipalities", "delete from assignment_municipality where assignment_id = $1"};

// The same town by two of the places given (a region and the town itself): the longer span holds.
const db::Change<AssignmentId, PlaceId, Day, Day> put_municipality{"people.put_municipality", R"(
  insert into assignment_municipality (assignment_id, place_id, valid_from, valid_to) values ($1, $2, $3, $4)
  on conflict (assignment_id, place_id, valid_from) do update set valid_to = excluded.valid_to
   where excluded.valid_to > assignment_municipality.valid_to)"};

// Supporting is what roles do that register actions; a board or an administration has a place too and supports nothing.
const db::Query<PlaceId, PersonId, Day> territory{"people.territory", R"(
  select distinct m.place_id
    from assignment a join assignment_municipality m on m.assignment_id = a.id
   where a.person_id = $1 and m.valid_from <= $2 and m.valid_to >= $2
     and exists (select 1 from role_grant g where g.role = a.role and g.verb = 'action.write')
   order by m.place_id)"};

// Whoever is on leave gives way to the cover. The one with the smaller territory first: the supporter before the coordinator.
const db::Query<SupporterRow, PlaceId, Day> supporters{"people.supporters", R"(
  select p.id, p.name, a.role, r.name as role_name, o.short_name as organisation, a.valid_from, a.valid_to,
         (a.cover_for is not null) as temporary
    from assignment_municipality m
    join assignment a on a.id = m.assignment_id
    join person p on p.id = a.person_id
    join role r on r.code = a.role
    join organisation o on o.id = a.organisation_id
   where m.place_id = $1 and m.valid_from <= $2 and m.valid_to >= $2
     and exists (select 1 from role_grant g where g.role = a.role and g.verb = 'action.write')
     and not exists (select 1 from assignment_leave l where l.assignment_id = a.id and l.from_on <= $2 and l.to_on >= $2)
   order by (select count(*) from assignment_municipality n where n.assignment_id = a.id), p.folded_name, p.id, a.id)"};

const db::Change<Uuid, AssignmentId, AssignmentId, Day, Day> insert_leave{"people.insert_leave", R"(
  insert into assignment_leave (id, assignment_id, cover_assignment_id, from_on, to_on) values ($1, $2, $3, $4, $5))"};

const db::Query<Leave, AssignmentId> leaves{"people.leaves", R"(
  select l.from_on, l.to_on, p.id as cover_id, p.name as cover_name
    from assignment_leave l join assignment c on c.id = l.cover_assignment_id join person p on p.id = c.person_id
   where l.assignment_id = $1
   order by l.from_on desc, l.id)"};

}  // namespace teia::people::store
