// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/access.hpp"

/// Every SQL statement of the domain.
namespace teia::access::store {

// ---- roles, atoms, grants --------------------------------------------------------------------------------------------------

extern const db::Query<people::RoleRow> roles;
extern const db::Query<RoleGrant> role_grants;
extern const db::Change<std::string, std::string, std::string> put_role;
extern const db::Change<> forget_role_grants;
extern const db::Change<std::string, std::string, std::string, std::string> insert_role_grant;

extern const db::Query<AtomId, std::string> atom;
extern const db::Returning<AtomId, std::string, Part, std::string, std::string, std::optional<PlaceId>> insert_atom;
extern const db::Change<AtomId, OrganisationId> insert_owner;

extern const db::Change<AtomId> grant_atom;
extern const db::Change<AssignmentId> grant_assignment;
extern const db::Change<> grant_everything;
extern const db::Change<AssignmentId> forget_assignment_grants;
extern const db::Change<> forget_grants;

extern const db::Query<std::int64_t, PersonId, Verb, Day, AtomId> held;
extern const db::Query<std::int64_t, PersonId, Verb, Day> held_somewhere;
extern const db::Query<std::string, PersonId, Day> verbs;
extern const db::Query<AtomId, PersonId, Verb, Day> held_atoms;
extern const db::Query<OrganisationId, PersonId, Verb, Day> institutions;

/// A role held, with how far it reaches for one verb.
struct Hold {
  OrganisationId organisation_id;
  std::string network;
  Reach reach = Reach::own;
};
DESCRIBE(Hold, organisation_id, network, reach)
extern const db::Query<Hold, PersonId, Verb, Day> holds_of;

// ---- accounts and sessions -------------------------------------------------------------------------------------------------

struct Account {
  PersonId person_id;
  std::string password_hash;
};
DESCRIBE(Account, person_id, password_hash)
extern const db::Query<Account, std::string> account_by_login;
extern const db::Query<std::string, PersonId> password_of;
extern const db::Query<PersonId, std::string> login_owner;
extern const db::Change<PersonId, std::string, std::string, Instant> put_account;
extern const db::Change<PersonId, std::string> set_password;

struct Failure {
  std::int64_t failures = 0;
  Instant locked_until_at;
};
DESCRIBE(Failure, failures, locked_until_at)
extern const db::Query<Failure, std::string> failure;
extern const db::Change<std::string, std::int64_t, Instant, Instant> put_failure;
extern const db::Change<std::string> forget_failure;
extern const db::Change<Instant> forget_old_failures;

struct Session {
  SessionId id;
  std::string csrf;
  PersonId person_id;
  std::optional<PersonId> viewing_as;
  Instant seen_at, expires_at;
  std::optional<Instant> revoked_at;
};
DESCRIBE(Session, id, csrf, person_id, viewing_as, seen_at, expires_at, revoked_at)
extern const db::Query<Session, std::string> session_by_hash;
extern const db::Query<Session, SessionId> session;
extern const db::Change<SessionId, std::string, std::string, PersonId, std::string, Instant, Instant> insert_session;
extern const db::Change<SessionId, Instant, Instant> touch_session;
extern const db::Change<SessionId, std::optional<PersonId>> set_viewing_as;
extern const db::Change<SessionId, Instant> revoke_session;
extern const db::Change<PersonId, Instant, SessionId> revoke_other_sessions;

struct SessionLine {
  SessionId id;
  std::string device;
  Instant created_at, seen_at;
};
DESCRIBE(SessionLine, id, device, created_at, seen_at)
extern const db::Query<SessionLine, PersonId, Instant> sessions_of;
extern const db::Query<PersonId, SessionId> owner_of_session;

struct Invited {
  PersonId person_id;
  std::string name, email;
  Instant expires_at;
};
DESCRIBE(Invited, person_id, name, email, expires_at)
extern const db::Query<std::optional<std::string>, PersonId> email_of;
extern const db::Change<std::string, PersonId, Instant, Instant> insert_invitation;
extern const db::Change<PersonId> forget_open_invitations;
extern const db::Query<Invited, std::string, Instant> open_invitation;
extern const db::Change<std::string, Instant> use_invitation;

struct Token {
  Uuid id;
  PersonId person_id;
  std::string verbs;  ///< by blanks
};
DESCRIBE(Token, id, person_id, verbs)
extern const db::Query<Token, std::string, Instant> token_by_hash;
extern const db::Change<Uuid, std::string, PersonId, std::string, std::string, Instant, Instant> insert_token;
extern const db::Change<Uuid, PersonId, Instant> revoke_token;

struct TokenLine {
  Uuid id;
  std::string name, verbs;
  Instant created_at, expires_at;
};
DESCRIBE(TokenLine, id, name, verbs, created_at, expires_at)
extern const db::Query<TokenLine, PersonId, Instant> tokens_of;

extern const db::Change<Uuid, Instant, PersonId, std::string, std::string> insert_log;
extern const db::Change<> set_demo;
extern const db::Query<bool> demo;

// ---- people, as far as the caller reaches ------------------------------------------------------------------------------------

struct PersonLine {
  PersonId id;
  std::string name, folded_name;
  bool has_account = false;
  std::optional<Instant> last_seen_at;
  std::int64_t territory_count = 0;
};
DESCRIBE(PersonLine, id, name, folded_name, has_account, last_seen_at, territory_count)
extern const db::Query<PersonLine, PersonId, Verb, Day> people;

struct FunctionLine {
  PersonId person_id;
  std::string role, role_name, state;
};
DESCRIBE(FunctionLine, person_id, role, role_name, state)
extern const db::Query<FunctionLine, PersonId, Verb, Day> functions;

extern const db::Query<std::int64_t, PersonId, Verb, Day, PersonId> reached;

struct Contact {
  std::optional<std::string> email, phone;
  std::optional<PersonId> created_by;
  bool has_account = false;
};
DESCRIBE(Contact, email, phone, created_by, has_account)
extern const db::Query<Contact, PersonId> contact;
extern const db::Change<PersonId, std::optional<std::string>, std::optional<std::string>> set_contact;

}  // namespace teia::access::store
