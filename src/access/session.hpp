// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/access.hpp"

/// What the folder's own files share about accounts and sessions; the shapes that travel.
namespace teia::access {

inline constexpr std::string_view cookie_name = "teia_session";

/// Only this of a token is ever stored.
std::string hash_of(std::string_view token);

// ---- what travels ----------------------------------------------------------------------------------------------------------

struct HeldRole {
  std::string role, role_name;
  people::OrganisationRef organisation;
  std::optional<places::PlaceRef> place;  ///< when the assignment has exactly one
  std::optional<std::string> project;
  Day from;
  std::optional<Day> to;
};
DESCRIBE(HeldRole, role, role_name, organisation, place, project, from, to)

struct Session {
  people::PersonRef person;             ///< who signed in
  std::vector<HeldRole> roles;          ///< of `viewing_as`, if anybody; so are verbs, state and territory
  std::vector<std::string> verbs;
  std::string csrf;
  bool demo = false;
  Day today;
  Instant now;
  std::optional<people::PersonRef> viewing_as;
  std::optional<places::PlaceRef> state;  ///< when all assignments lie in one
  std::vector<PlaceId> territory;         ///< municipalities supported today
  Instant expires_at;
};
DESCRIBE(Session, person, roles, verbs, csrf, demo, today, now, viewing_as, state, territory, expires_at)

struct SessionRow {
  SessionId id;
  std::string device;
  Instant created_at, seen_at;
  bool current = false;
};
DESCRIBE(SessionRow, id, device, created_at, seen_at, current)

// ---- sessions ----------------------------------------------------------------------------------------------------------------

/// A new session with its secret, for the cookie.
struct Opened {
  SessionId id;
  std::string token;
};
Opened open_session(db::Write& tx, PersonId person, const http::Request& request, Instant now, Chance& chance);
Session session_payload(db::Read& tx, SessionId id, Instant now);
std::vector<SessionRow> sessions_of(db::Read& tx, PersonId person, SessionId current, Instant now);

/// "Chrome, Android": what a person recognises a session by.
std::string device_label(std::string_view user_agent);

/// JSON with the cookie. `Secure` when the request came by TLS (the transport or a proxy says `X-Forwarded-Proto: https`).
http::Response with_cookie(const http::Request& request, const Session& session, std::string_view token);
std::string cookie_line(const http::Request& request, std::string_view token, std::int64_t seconds);

// ---- sign-in -------------------------------------------------------------------------------------------------------------------

/// Counts a try before the password is looked at, so that many at once do not slip through; throws session.too-many-tries.
void count_try(db::Write& tx, std::string_view login, std::string_view peer, Instant now);
/// The password was right: the login's tries are forgotten, the address's last one too.
void forgive_try(db::Write& tx, std::string_view login, std::string_view peer, Instant now);
/// How long a login or an address waits after so many failures; 0: not at all.
int lock_minutes(std::int64_t failures, std::int64_t free_tries);
/// The client's address; behind a proxy on this machine, what the proxy says.
std::string peer_of(const http::Request& request);

std::string login_of(std::string_view typed);  ///< e-mails as people type them: blanks and case fall away
void require_good_password(std::string_view password);

}  // namespace teia::access
