// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/http/http.hpp"
#include "people/people.hpp"

/// Verbs, roles, grants: the one predicate. Roles are data (packages/common/roles.toml → role_grant); a part of a record carries an
/// atom; an assignment gives dated grants of atoms; pages, API, search, exports and dashboards ask with one SQL fragment.
/// docs/decisions/0002-rights.md.
namespace teia::access {

namespace problems {
inline const ProblemKind no_session{"session.none", 401, "Entre para continuar. O que você escreveu fica guardado.", "Sign in to go on. What you wrote is kept."};
inline const ProblemKind session_over{"session.over", 401, "Sua sessão terminou. Entre de novo; o que você escreveu está guardado.", "Your session is over. Sign in again; what you wrote is kept."};
inline const ProblemKind bad_csrf{"session.bad-csrf", 403, "Esta página ficou aberta tempo demais. Atualize e tente de novo.", "This page was open for too long. Reload it and try again."};
inline const ProblemKind read_only{"session.read-only", 403, "Você está vendo como outra pessoa: aqui não se grava nada.", "You are looking as somebody else: nothing is saved here."};
inline const ProblemKind missing_right{"rights.missing", 403, "Isto não faz parte das suas atribuições. Se deveria fazer, fale com a coordenação.", "This is not within your assignments. If it should be, talk to your coordinator."};
inline const ProblemKind wrong_password{"session.wrong-password", 401, "E-mail ou senha não conferem.", "E-mail or password do not match."};
inline const ProblemKind too_many_tries{"session.too-many-tries", 429, "Muitas tentativas. Espere {minutes} min e tente de novo.", "Too many tries. Wait {minutes} min and try again."};
inline const ProblemKind bad_invitation{"session.bad-invitation", 410, "Este convite já foi usado ou venceu. Peça outro à coordenação.", "This invitation was used or has expired. Ask for another one."};
inline const ProblemKind weak_password{"session.weak-password", 422, "A senha precisa de pelo menos {min} caracteres.", "The password needs at least {min} characters."};
inline const ProblemKind bad_expiry{"session.bad-expiry", 422, "A chave vale de um dia a um ano.", "A token lasts from one day to one year."};
inline const ProblemKind role_out_of_reach{"rights.role-out-of-reach", 403, "Esta função só pode ser dada pela administração do sistema.", "Only the system's administrators may give this function."};
inline const ProblemKind place_out_of_reach{"rights.place-out-of-reach", 403, "{place} fica fora do estado da sua instituição.", "{place} lies outside your institution's state."};
inline const ProblemKind person_out_of_reach{"rights.person-out-of-reach", 403, "Esta pessoa tem funções em outra instituição; só a administração do sistema pode fazer isto.", "This person has functions elsewhere; only the system's administrators may do this."};
}  // namespace problems

enum class Verb {
  action_read, action_read_analysis, action_read_agreed, action_write, action_validate, followup_write, followup_answer, people_read,
  people_manage, assignment_manage, place_manage, aggregate_read, import_run, export_run, view_as, system_manage
};
constexpr auto words(Verb) {
  return std::array{Word{Verb::action_read, "action.read"},       Word{Verb::action_read_analysis, "action.read-analysis"},
                    Word{Verb::action_read_agreed, "action.read-agreed"}, Word{Verb::action_write, "action.write"},
                    Word{Verb::action_validate, "action.validate"}, Word{Verb::followup_write, "followup.write"},
                    Word{Verb::followup_answer, "followup.answer"}, Word{Verb::people_read, "people.read"},
                    Word{Verb::people_manage, "people.manage"},   Word{Verb::assignment_manage, "assignment.manage"},
                    Word{Verb::place_manage, "place.manage"},     Word{Verb::aggregate_read, "aggregate.read"},
                    Word{Verb::import_run, "import.run"},         Word{Verb::export_run, "export.run"},
                    Word{Verb::view_as, "view-as"},               Word{Verb::system_manage, "system.manage"}};
}

inline http::Right may(Verb verb) { return http::Right::verb(word_of(verb)); }
inline http::Right signed_in() { return http::Right::signed_in(); }
/// Any session; and, where `signed_in` lets no API token in, a token that lists one of these verbs while its person holds it.
template <Verb... verbs>
http::Right signed_in_or_token_of() {
  static const std::string name = [] {
    std::string all{signed_in().name()};
    ((all += ' ', all += word_of(verbs)), ...);
    return all;
  }();
  return http::Right::verb(name);
}
/// Any session and any API token: lists that are public anyway (territory, vocabularies, institutions).
/// Whether some API token opens routes with this right.
bool opens_to_tokens(const http::Right& right);
inline http::Right signed_in_or_token() { return http::Right::signed_in_or_token(); }
inline http::Right anyone() { return http::Right::anyone(); }
/// The browser session itself, whoever it looks as: sign out, own password, own tokens, end of "ver como". No API token has one.
inline http::Right own_session() { return http::Right::verb("own-session"); }

/// The part of a record that an atom guards.
enum class Part { record, analysis, agreed };
constexpr auto words(Part) {
  return std::array{Word{Part::record, "record"}, Word{Part::analysis, "analysis"}, Word{Part::agreed, "agreed"}};
}
/// Which part a verb is about: read and validate the record, read-analysis the analysis, read-agreed what was agreed.
Part part_of(Verb verb);

enum class Reach { own, institution, network, place, project, everything };
constexpr auto words(Reach) {
  return std::array{Word{Reach::own, "own"},     Word{Reach::institution, "institution"}, Word{Reach::network, "network"},
                    Word{Reach::place, "place"}, Word{Reach::project, "project"},         Word{Reach::everything, "everything"}};
}

using AtomId = Key<struct AtomTag>;

/// What decides who reaches a part of a record. Equal specs are one atom. Immutable: a record whose owners or switches change gets
/// another atom with its new revision.
struct Atom {
  Part part = Part::record;
  std::vector<OrganisationId> owners;  ///< owning institutions: a COSEMS; for PASES the secretariat and CONASS
  std::string network;                 ///< "rede" or "pases" when the switch *network* is on; '' when off
  std::string project;
  std::optional<PlaceId> place;        ///< Part::agreed: the municipality whose manager may read; one atom for each
};

/// The atom's number, made (with the grants that follow) when it is new.
AtomId atom_for(db::Write& tx, const Atom& atom);

/// The one condition, for any row with an atom: exactly these three parameters come first in the query that uses it.
///   $1 person · $2 verb · $3 today
/// The list of the person's atoms is made once for a query, not once for a row, and never chooses the query's plan (hence the
/// `+`): a scoped answer walks the same road as an unscoped one. docs/decisions/0002-rights.md has the figures.
#define TEIA_MAY(atom_column) " +" atom_column " in" TEIA_HELD_ATOMS

/// The atoms themselves, by the same parameters: where they shall lead to the rows of whoever holds few.
#define TEIA_HELD_ATOMS                                                                                                 \
  " (select held.atom_id from access_grant held where held.person_id = $1 and held.verb = $2 and held.valid_from <= $3" \
  " and held.valid_to >= $3) "

/// The towns that the person answers for by the verb with reach *place*, by the same parameters: a manager's own, for sums.
#define TEIA_OWN_TOWNS                                                                                                  \
  " (select m.place_id from assignment n join role_grant g on g.role = n.role and g.verb = $2 and g.reach = 'place'"   \
  "    join assignment_municipality m on m.assignment_id = n.id"                                                       \
  "   where n.person_id = $1 and m.valid_from <= $3 and m.valid_to >= $3) "

/// A signed-in caller as the domains see it.
struct Actor {
  PersonId person;
  ledger::DeviceId device;
  Day today;
  Instant now;
  bool looking_as = false;  ///< an administrator looks as `person`, or a token acts that does not name it: never the analysis
  std::optional<Instant> said_at = {};  ///< by sync: when the person did it, by the device's clock; its files may still be on their way

  bool by_sync() const { return said_at.has_value(); }
  Instant when() const { return said_at.value_or(now); }
};

/// Whether the person holds the verb for this atom on the day. The same question as TEIA_MAY, for one atom.
bool holds(db::Read& tx, PersonId person, Verb verb, AtomId atom, Day day);
/// Whether the person holds the verb anywhere, by any reach (what a route asks before it looks at an object).
bool holds_somewhere(db::Read& tx, PersonId person, Verb verb, Day day);
void require(db::Read& tx, PersonId person, Verb verb, AtomId atom, Day day);  ///< throws missing_right
/// The same for a caller; whoever looks as somebody else never holds the verb that reads the analysis.
bool holds(db::Read& tx, const Actor& actor, Verb verb, AtomId atom);
std::vector<std::string> verbs_of(db::Read& tx, PersonId person, Day day);
/// The atoms for which the caller holds the verb today.
std::vector<AtomId> held_atoms(db::Read& tx, const Actor& actor, Verb verb);

/// Whether the person holds the verb without limit (an administrator).
bool holds_everything(db::Read& tx, PersonId person, Verb verb, Day day);
/// The institutions for which the person may do this (institution reach), in force on the day.
std::vector<OrganisationId> institutions_for(db::Read& tx, PersonId person, Verb verb, Day day);
/// The assignments in force on the day whose role has the verb, by any reach; the oldest first.
std::vector<people::Assignment> assignments_holding(db::Read& tx, PersonId person, Verb verb, Day day);

/// Whether the caller holds this verb over the person: who may see how they fare, or act in their stead.
bool reaches(db::Read& tx, const Actor& caller, Verb verb, PersonId person);
/// Ends the person's sessions but this one (none: all).
void end_sessions(db::Write& tx, PersonId person, Instant now, Uuid except);

struct RoleGrant {
  std::string role, verb, reach;
};
DESCRIBE(RoleGrant, role, verb, reach)
/// Brings role and role_grant to what the packages say; remakes all grants when something changed.
void load_roles(db::Write& tx, const std::vector<people::RoleRow>& roles, const std::vector<RoleGrant>& grants);

// ---- assignments: the verbs that change who may what ----------------------------------------------------------------------

void assign(db::Write& tx, const people::NewAssignment& in);
void end_assignment(db::Write& tx, AssignmentId id, Day last_day, std::string_view reason);
/// Somebody covers a leave: a temporary assignment with the same role, institution and territory.
void cover_leave(db::Write& tx, AssignmentId id, Day from, Day to, PersonId cover, AssignmentId cover_assignment, Uuid leave_id);
/// The territory passes to another person from a day on; records stay with who wrote them.
void hand_over(db::Write& tx, AssignmentId id, Day from, PersonId to, AssignmentId new_assignment);
/// After a change of composition: remakes what follows from territory given as regions.
void refresh_territories(db::Write& tx);

// ---- who is calling ----------------------------------------------------------------------------------------------------

Actor actor_of(const http::Call& call);

/// The guard of the program: cookie session with CSRF, or `Authorization: Bearer` token; then the right. A token opens only the
/// routes whose verb it lists. A route for anyone knows its caller on GET alone, where no forged request does harm.
http::Caller guard(db::Read& tx, const http::Request& request, const http::Right& right, Instant now);

/// A one-time link for a person without password (or who forgot it): "/convite/" and the token that this gives. Only its hash is
/// kept; earlier links of the person end. The person needs an e-mail: it is the login. Throws people.email-needed, email_taken.
std::string invite(db::Write& tx, PersonId person, Instant now, Instant expires);
/// For the demo world and tests: an account with a password already hashed.
void set_password_hash(db::Write& tx, PersonId person, std::string_view login, std::string_view hash, Instant now);
inline constexpr std::size_t least_password_letters = 10;
inline constexpr int invitation_days = 7;
inline constexpr int session_days = 30;  ///< without use

/// The demo world says on every screen that its data are fictitious.
void mark_demo(db::Write& tx);
bool is_demo(db::Read& tx);

/// Administrators' acts and looking as somebody else; not in the ledger, because no record changes.
void note_act(db::Write& tx, Uuid id, Instant now, PersonId person, std::string_view act, std::string_view about);

extern const std::vector<http::Route> routes;

}  // namespace teia::access
