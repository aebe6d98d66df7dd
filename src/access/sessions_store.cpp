// SPDX-License-Identifier: Apache-2.0
#include "access/store.hpp"

namespace teia::access::store {

const db::Query<Account, std::string> account_by_login{
    "access.account_by_login", "select person_id, password_hash from account where login = $1"};

const db::Query<std::string, PersonId> password_of{"access.password_of", "select password_hash from account where person_id = $1"};

const db::Query<PersonId, std::string> login_owner{"access.login_owner", "select person_id from account where login = $1"};

const db::Change<PersonId, std::string, std::string, Instant> put_account{"access.put_account", R"(
  insert into account (person_id, login, password_hash, created_at) values ($1, $2, $3, $4)
  on conflict (person_id) do update set login = excluded.login, password_hash = excluded.password_hash)"};

const db::Change<PersonId, std::string> set_password{
    "access.set_password", "update account set password_hash = $2 where person_id = $1"};

const db::Query<Failure, std::string> failure{
    "access.failure", "select failures, locked_until_at from sign_in_failure where key = $1"};

const db::Change<std::string, std::int64_t, Instant, Instant> put_failure{"access.put_failure", R"(
  insert into sign_in_failure (key, failures, last_at, locked_until_at) values ($1, $2, $3, $4)
  on conflict (key) do update set failures = excluded.failures, last_at = excluded.last_at,
                                  locked_until_at = excluded.locked_until_at)"};

const db::Change<std::string> forget_failure{"access.forget_failure", "delete from sign_in_failure where key = $1"};

const db::Change<Instant> forget_old_failures{"access.forget_old_failures", "delete from sign_in_failure where last_at < $1"};

#define SESSIONS "select id, csrf, person_id, viewing_as, seen_at, expires_at, revoked_at from session "

const db::Query<Session, std::string> session_by_hash{"access.session_by_hash", SESSIONS "where token_hash = $1"};

const db::Query<Session, SessionId> session{"access.session", SESSIONS "where id = $1"};

#undef SESSIONS

const db::Change<SessionId, std::string, std::string, PersonId, std::string, Instant, Instant> insert_session{
    "access.insert_session", R"(
  insert into session (id, token_hash, csrf, person_id, device, created_at, seen_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $6, $7))"};

const db::Change<SessionId, Instant, Instant> touch_session{
    "access.touch_session", "update session set seen_at = $2, expires_at = $3 where id = $1"};

const db::Change<SessionId, std::optional<PersonId>> set_viewing_as{
    "access.set_viewing_as", "update session set viewing_as = $2 where id = $1"};

const db::Change<SessionId, Instant> revoke_session{
    "access.revoke_session", "update session set revoked_at = $2 where id = $1 and revoked_at is null"};

const db::Change<PersonId, Instant, SessionId> revoke_other_sessions{"access.revoke_other_sessions", R"(
  update session set revoked_at = $2 where person_id = $1 and id <> $3 and revoked_at is null)"};

const db::Query<SessionLine, PersonId, Instant> sessions_of{"access.sessions_of", R"(
  select id, device, created_at, seen_at from session
   where person_id = $1 and revoked_at is null and expires_at > $2
   order by seen_at desc, id)"};

const db::Query<PersonId, SessionId> owner_of_session{"access.owner_of_session", "select person_id from session where id = $1"};

const db::Query<std::optional<std::string>, PersonId> email_of{"access.email_of", "select email from person where id = $1"};

const db::Change<std::string, PersonId, Instant, Instant> insert_invitation{"access.insert_invitation", R"(
  insert into invitation (token_hash, person_id, created_at, expires_at) values ($1, $2, $3, $4))"};

const db::Change<PersonId> forget_open_invitations{
    "access.forget_open_invitations", "delete from invitation where person_id = $1 and used_at is null"};

const db::Query<Invited, std::string, Instant> open_invitation{"access.open_invitation", R"(
  select i.person_id, p.name, coalesce(p.email, '') as email, i.expires_at
    from invitation i join person p on p.id = i.person_id
   where i.token_hash = $1 and i.used_at is null and i.expires_at > $2)"};

const db::Change<std::string, Instant> use_invitation{
    "access.use_invitation", "update invitation set used_at = $2 where token_hash = $1 and used_at is null"};

const db::Query<Token, std::string, Instant> token_by_hash{"access.token_by_hash", R"(
  select id, person_id, verbs from api_token where token_hash = $1 and revoked_at is null and expires_at > $2)"};

const db::Change<Uuid, std::string, PersonId, std::string, std::string, Instant, Instant> insert_token{"access.insert_token", R"(
  insert into api_token (id, token_hash, person_id, name, verbs, created_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7))"};

const db::Change<Uuid, PersonId, Instant> revoke_token{"access.revoke_token", R"(
  update api_token set revoked_at = $3 where id = $1 and person_id = $2 and revoked_at is null)"};

const db::Query<TokenLine, PersonId, Instant> tokens_of{"access.tokens_of", R"(
  select id, name, verbs, created_at, expires_at from api_token
   where person_id = $1 and revoked_at is null and expires_at > $2
   order by created_at desc, id)"};

const db::Change<Uuid, Instant, PersonId, std::string, std::string> insert_log{
    "access.insert_log", "insert into access_log (id, at, person_id, act, about) values ($1, $2, $3, $4, $5)"};

const db::Change<> set_demo{"access.set_demo", "insert into installation (id, demo) values (1, true) on conflict (id) do update set demo = true"};

const db::Query<bool> demo{"access.demo", "select demo from installation where id = 1"};

}  // namespace teia::access::store
