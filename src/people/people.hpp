// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/db/db.hpp"
#include "ledger/ledger.hpp"
#include "places/places.hpp"

/// People, organisations, accounts and dated assignments. A person is not an account: participants and focal points have none.
namespace teia {

using PersonId = Id<struct PersonTag>;
using OrganisationId = Id<struct OrganisationTag>;
using AssignmentId = Id<struct AssignmentTag>;
using SessionId = Id<struct SessionTag>;

/// The ledger's opaque actor is the person's id.
inline ledger::ActorId actor_id(PersonId person) { return ledger::ActorId{person}; }

}  // namespace teia

namespace teia::people {

namespace problems {
inline const ProblemKind person_unknown{"people.unknown", 404, "Não encontramos essa pessoa.", "There is no such person."};
inline const ProblemKind organisation_unknown{"people.organisation-unknown", 422, "Não conhecemos a instituição {organisation}.", "There is no organisation {organisation}."};
inline const ProblemKind role_unknown{"people.role-unknown", 422, "Não existe o papel {role}.", "There is no role {role}."};
inline const ProblemKind assignment_unknown{"people.assignment-unknown", 404, "Não encontramos essa atribuição.", "There is no such assignment."};
inline const ProblemKind dates_reversed{"people.dates-reversed", 422, "O fim ({to}) vem antes do início ({from}).", "The end ({to}) comes before the start ({from})."};
inline const ProblemKind leave_outside{"people.leave-outside", 422, "A licença precisa caber na atribuição, que vai de {from} a {to}.", "The leave must lie within the assignment, which runs from {from} to {to}."};
inline const ProblemKind same_person{"people.same-person", 422, "Escolha outra pessoa.", "Choose another person."};
inline const ProblemKind email_taken{"people.email-taken", 409, "Já existe uma conta com este e-mail.", "There is an account with this e-mail already."};
inline const ProblemKind name_too_short{"people.name-too-short", 422, "Escreva o nome da pessoa.", "Write the person's name."};
inline const ProblemKind bad_email{"people.bad-email", 422, "“{email}” não parece um e-mail.", "“{email}” does not look like an e-mail address."};
inline const ProblemKind email_needed{"people.email-needed", 422, "Para entrar no sistema a pessoa precisa de um e-mail.", "To sign in the person needs an e-mail address."};
}  // namespace problems

struct PersonRef {
  PersonId id;
  std::string name;
};
DESCRIBE(PersonRef, id, name)

struct OrganisationRef {
  OrganisationId id;
  std::string code, name;
};
DESCRIBE(OrganisationRef, id, code, name)

struct OrganisationRow : OrganisationRef {
  std::string kind;
  std::string state;  ///< sigla or ''
};
DESCRIBE_ALSO(OrganisationRow, (OrganisationRef), kind, state)

struct NewPerson {
  PersonId id;
  std::string name;
  std::optional<std::string> email, phone;
};
DESCRIBE(NewPerson, id, name, email, phone)

struct NewAssignment {
  AssignmentId id;
  PersonId person;
  std::string role;
  OrganisationId organisation;
  std::optional<std::string> project;
  std::vector<PlaceId> places;  ///< of any level; what the person supports or answers for
  Day from;
  std::optional<Day> to;
};
DESCRIBE(NewAssignment, id, person, role, organisation, project, places, from, to)

/// A current or past function of a person.
struct Assignment {
  AssignmentId id;
  PersonId person_id;
  std::string role, role_name, network;
  OrganisationId organisation_id;
  std::optional<std::string> project;
  Day valid_from, valid_to;
  std::optional<AssignmentId> cover_for;
};
DESCRIBE(Assignment, id, person_id, role, role_name, network, organisation_id, project, valid_from, valid_to, cover_for)

struct Leave {
  Day from_on, to_on;
  PersonId cover_id;
  std::string cover_name;
};
DESCRIBE(Leave, from_on, to_on, cover_id, cover_name)

// ---- organisations -------------------------------------------------------------------------------------------------------

struct Organisation {
  OrganisationId id;
  std::string code, name, short_name, kind;
  std::optional<PlaceId> state_id;
};
DESCRIBE(Organisation, id, code, name, short_name, kind, state_id)

/// Adds or renames by code; ids stay.
void load_organisations(db::Write& tx, const std::vector<Organisation>& organisations);
std::optional<Organisation> find_organisation(db::Read& tx, OrganisationId id);
std::optional<Organisation> organisation_by_code(db::Read& tx, std::string_view code);
std::vector<OrganisationRow> search_organisations(db::Read& tx, std::string_view q, std::optional<std::string> kind);

// ---- people --------------------------------------------------------------------------------------------------------------

/// `by` is who may manage the person until there is a first assignment; nobody for the program itself and imports.
void add_person(db::Write& tx, const NewPerson& person, Instant now, std::optional<PersonId> by = {});
std::optional<PersonRef> find_person(db::Read& tx, PersonId id);
PersonRef require_person(db::Read& tx, PersonId id);
/// Accents, case and order of words ignored.
std::string folded(std::string_view text);
/// Whether every word of `q` begins a word of the folded name.
bool matches(std::string_view folded_name, std::string_view q);

// ---- assignments (rights follow them: access.hpp remakes the grants) --------------------------------------------------------

struct RoleRow {
  std::string code, name, network;
};
DESCRIBE(RoleRow, code, name, network)

std::optional<RoleRow> find_role(db::Read& tx, std::string_view code);
void insert_assignment(db::Write& tx, const NewAssignment& in, std::optional<AssignmentId> cover_for);
/// Works out the municipalities of an assignment again, dated by today's knowledge of the composition.
void expand_territory(db::Write& tx, AssignmentId id);
void end_assignment_row(db::Write& tx, AssignmentId id, Day last_day, std::string_view reason);
/// The person is away; the cover's assignment answers meanwhile.
void note_leave(db::Write& tx, Uuid id, AssignmentId away, AssignmentId cover, Day from, Day to);
std::optional<Assignment> find_assignment(db::Read& tx, AssignmentId id);
Assignment require_assignment(db::Read& tx, AssignmentId id);
std::vector<AssignmentId> all_assignments(db::Read& tx);
std::vector<Assignment> assignments_of(db::Read& tx, PersonId person);              ///< all, newest first
std::vector<Assignment> assignments_on(db::Read& tx, PersonId person, Day day);     ///< in force
std::vector<PlaceId> places_of(db::Read& tx, AssignmentId id);                      ///< as given
/// The municipalities that the person supports on the day: assignments of roles that register actions.
std::vector<PlaceId> territory_of(db::Read& tx, PersonId person, Day day);
std::vector<Leave> leaves_of(db::Read& tx, AssignmentId id);                        ///< latest first

/// From the day on somebody goes on at the institution with what the person left behind there, and with what had been left to the
/// person before. Records and names stay where they are.
void note_succession(db::Write& tx, PersonId who_left, OrganisationId organisation, PersonId successor, Day from);
/// Whether the person goes on today with what somebody left behind at the institution: the successor works there, the other no more.
bool succeeds(db::Read& tx, PersonId person, PersonId who_left, OrganisationId organisation, Day today);

/// What the person stands for today: institutions, roles there, and whom they succeed. The same text, the same standing.
std::string standing_of(db::Read& tx, PersonId person, Day today);

/// The same condition within a statement: $1 the successor.
#define TEIA_SUCCEEDS(who_left, organisation, today)                                                                       \
  " exists (select 1 from succession u where u.successor_id = $1 and u.person_id = " who_left                            \
  " and u.organisation_id = " organisation " and" TEIA_SUCCESSION_HOLDS(today) ") "
#define TEIA_SUCCESSION_HOLDS(today)                                                                                          \
  " u.from_on <= " today                                                                                                     \
  " and exists (select 1 from assignment works where works.person_id = u.successor_id"                                   \
  " and works.organisation_id = u.organisation_id and works.valid_from <= " today " and works.valid_to >= " today ")"                  \
  " and not exists (select 1 from assignment stays where stays.person_id = u.person_id"                                  \
  " and stays.organisation_id = u.organisation_id and stays.valid_from <= " today " and stays.valid_to >= " today ") "

struct Supporter {
  PersonRef person;
  std::string role, role_name, organisation;
  Day from;
  std::optional<Day> to;
  bool temporary = false;  ///< covers somebody's leave
};
DESCRIBE(Supporter, person, role, role_name, organisation, from, to, temporary)

/// Who supports this municipality on the day (roles that register actions), the one with the smallest territory first. A person
/// on leave is not among them; the cover is.
std::vector<Supporter> supporters_of(db::Read& tx, PlaceId municipality, Day day);

}  // namespace teia::people
