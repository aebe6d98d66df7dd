// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "access/session.hpp"
#include "access/routes.hpp"
#include "access/store.hpp"

namespace teia::access {

namespace {

using http::Free;
using http::Reading;
using http::Writing;

struct SignIn {
  std::string login, password;
};
DESCRIBE(SignIn, login, password)

struct NewPassword {
  std::string password;
};
DESCRIBE(NewPassword, password)

struct PasswordChange {
  std::string current, password;
};
DESCRIBE(PasswordChange, current, password)

struct Invitation {
  std::string name;
  std::string login;  ///< what the person will sign in with
  Instant expires_at;
};
DESCRIBE(Invitation, name, login, expires_at)

struct ViewAs {
  PersonId person;
};
DESCRIBE(ViewAs, person)

struct NewToken {
  Uuid id;
  std::string name;
  std::vector<std::string> verbs;
  Day expires_on;
};
DESCRIBE(NewToken, id, name, verbs, expires_on)

struct TokenRow {
  Uuid id;
  std::string name;
  std::vector<std::string> verbs;
  Instant created_at, expires_at;
};
DESCRIBE(TokenRow, id, name, verbs, created_at, expires_at)

struct IssuedToken {
  std::string token;  ///< shown once
  TokenRow row;
};
DESCRIBE(IssuedToken, token, row)

SessionId session_of(const http::Call& call) { return SessionId{call.caller.session}; }

PersonId person_of(const http::Call& call) { return PersonId{call.caller.person}; }

Uuid new_id(http::Call& call) { return Uuid::make(call.now(), call.chance); }

/// The session of somebody who has just proved who they are, and what they see of it.
http::Response enter(db::Write& tx, PersonId person, const http::Call& call) {
  const auto opened = open_session(tx, person, call.request, call.now(), call.chance);
  return with_cookie(call.request, session_payload(tx, opened.id, call.now()), opened.token);
}

/// Argon2id of a text that nobody knows: an unknown login takes as long as a known one.
const std::string& nobodys_hash() {
  static const std::string hash = crypto::hash_password(crypto::random_token());
  return hash;
}

http::Response on_sign_in(Free& call, const SignIn& in) {
  const auto& nobody = nobodys_hash();  // made by the first sign-in of the program, whoever tries
  const auto login = login_of(in.login), peer = peer_of(call.request);
  const auto account = call.store.write([&](db::Write& tx) {
    count_try(tx, login, peer, call.now());
    return tx.one(store::account_by_login, login);
  });
  const bool right = crypto::password_matches(in.password, account ? account->password_hash : nobody);
  if (!account || !right) throw problems::wrong_password();
  return call.store.write([&](db::Write& tx) {
    forgive_try(tx, login, peer, call.now());
    return enter(tx, account->person_id, call);
  });
}

Session on_session(Reading& call) { return session_payload(call.tx, session_of(call), call.now()); }

/// What the browser calls when it starts: the session lives on, at most one write an hour.
http::Response on_keep(Writing& call) {
  constexpr std::int64_t hour = 3'600'000;
  const auto session = call.tx.one(store::session, session_of(call)).value();
  if (call.now().ms - session.seen_at.ms >= hour) {
    call.tx.run(store::touch_session, session.id, call.now(), call.now().plus_days(session_days));
  }
  return with_cookie(call.request, session_payload(call.tx, session.id, call.now()), call.request.cookie(cookie_name));
}

http::Response on_sign_out(Writing& call) {
  call.tx.run(store::revoke_session, session_of(call), call.now());
  return http::Response{204, {{"Set-Cookie", cookie_line(call.request, "", 0)}}, ""};
}

Session on_view_as(Writing& call, const ViewAs& in) {
  people::require_person(call.tx, in.person);
  call.tx.run(store::set_viewing_as, session_of(call), in.person);
  note_act(call.tx, new_id(call), call.now(), person_of(call), "view-as.begin", in.person.text());
  return session_payload(call.tx, session_of(call), call.now());
}

Session on_view_as_myself(Writing& call) {
  const auto session = call.tx.one(store::session, session_of(call)).value();
  if (session.viewing_as) {
    call.tx.run(store::set_viewing_as, session.id, std::nullopt);
    note_act(call.tx, new_id(call), call.now(), session.person_id, "view-as.end", session.viewing_as->text());
  }
  return session_payload(call.tx, session.id, call.now());
}

store::Invited require_invited(db::Read& tx, std::string_view token, Instant now) {
  auto invited = tx.one(store::open_invitation, hash_of(token), now);
  if (!invited) throw problems::bad_invitation();
  return *invited;
}

Invitation on_invitation(Reading& call) {
  const auto invited = require_invited(call.tx, call.path_text("token"), call.now());
  return {invited.name, login_of(invited.email), invited.expires_at};
}

http::Response on_accept(Free& call, const NewPassword& in) {
  const std::string token{call.path_text("token")};
  call.store.read([&](db::Read& tx) { require_invited(tx, token, call.now()); });
  require_good_password(in.password);
  const auto hash = crypto::hash_password(in.password);
  return call.store.write([&](db::Write& tx) {
    const auto invited = require_invited(tx, token, call.now());  // again: two browsers, one link
    tx.run(store::use_invitation, hash_of(token), call.now());
    tx.run(store::revoke_other_sessions, invited.person_id, call.now(), SessionId{});
    set_password_hash(tx, invited.person_id, invited.email, hash, call.now());
    return enter(tx, invited.person_id, call);
  });
}

void on_password(Free& call, const PasswordChange& in) {
  require_good_password(in.password);
  const auto person = person_of(call);
  const auto peer = peer_of(call.request);
  const auto stored = call.store.write([&](db::Write& tx) {
    count_try(tx, person.text(), peer, call.now());
    return tx.one(store::password_of, person);
  });
  if (!crypto::password_matches(in.current, stored.value_or(nobodys_hash()))) throw problems::wrong_password();
  const auto hash = crypto::hash_password(in.password);
  call.store.write([&](db::Write& tx) {
    forgive_try(tx, person.text(), peer, call.now());
    tx.run(store::set_password, person, hash);
    tx.run(store::revoke_other_sessions, person, call.now(), session_of(call));
  });
}

std::vector<SessionRow> on_sessions(Reading& call) { return sessions_of(call.tx, person_of(call), session_of(call), call.now()); }

std::string joined(const std::vector<std::string>& verbs) {
  std::string out;
  for (const auto& verb : verbs) out += (out.empty() ? "" : " ") + verb;
  return out;
}

std::vector<std::string> split(std::string_view verbs) {
  std::vector<std::string> out;
  while (!verbs.empty()) {
    const auto end = std::min(verbs.find(' '), verbs.size());
    out.emplace_back(verbs.substr(0, end));
    verbs.remove_prefix(std::min(end + 1, verbs.size()));
  }
  return out;
}

TokenRow token_row(store::TokenLine line) { return {line.id, std::move(line.name), split(line.verbs), line.created_at, line.expires_at}; }

std::vector<TokenRow> on_tokens(Reading& call) {
  std::vector<TokenRow> rows;
  for (auto& line : call.tx.all(store::tokens_of, person_of(call), call.now())) rows.push_back(token_row(std::move(line)));
  return rows;
}

/// Verbs that the person holds, for a year at most.
IssuedToken on_new_token(Writing& call, const NewToken& in) {
  const auto held = verbs_of(call.tx, person_of(call), call.today());
  const bool all_held = std::all_of(in.verbs.begin(), in.verbs.end(), [&](const auto& verb) {
    return std::find(held.begin(), held.end(), verb) != held.end();
  });
  if (in.verbs.empty() || !all_held) throw problems::missing_right();
  if (in.expires_on <= call.today() || in.expires_on - call.today() > 366) throw problems::bad_expiry();
  const auto expires = instant_of(in.expires_on, 0, capital_zone).plus_days(1);
  const auto token = "teia_" + crypto::random_token();
  call.tx.run(store::insert_token, in.id, hash_of(token), person_of(call), in.name, joined(in.verbs), call.now(), expires);
  note_act(call.tx, new_id(call), call.now(), person_of(call), "token.new", in.id.text());
  return {token, {in.id, in.name, in.verbs, call.now(), expires}};
}

void on_revoke_token(Writing& call) {
  if (call.tx.run(store::revoke_token, call.path<Uuid>("id"), person_of(call), call.now()) == 0) throw teia::problems::not_found();
}

/// One's own, or that of somebody whose access one manages.
void on_revoke_session(Writing& call) {
  const auto id = call.path<SessionId>("id");
  const auto owner = call.tx.one(store::owner_of_session, id);
  if (!owner || (*owner != person_of(call) && !manages(call.tx, person_of(call), *owner, call.today()))) {
    throw teia::problems::not_found();
  }
  call.tx.run(store::revoke_session, id, call.now());
}

}  // namespace

std::vector<http::Route> session_routes() {
  return {
      http::post<on_sign_in>("/v1/session", anyone()),
      http::get<on_session>("/v1/session", signed_in()),
      http::put<on_keep>("/v1/session", own_session()),
      http::del<on_sign_out>("/v1/session", own_session()),
      http::post<on_view_as>("/v1/session/view-as", may(Verb::view_as)),
      http::del<on_view_as_myself>("/v1/session/view-as", own_session()),
      http::get<on_invitation>("/v1/invitations/{token}", anyone()),
      http::post<on_accept>("/v1/invitations/{token}", anyone()),
      http::put<on_password>("/v1/password", own_session()),
      http::get<on_sessions>("/v1/sessions", own_session()),
      http::del<on_revoke_session>("/v1/sessions/{id}", own_session()),
      http::get<on_tokens>("/v1/tokens", own_session()),
      http::post<on_new_token>("/v1/tokens", own_session()),
      http::del<on_revoke_token>("/v1/tokens/{id}", own_session()),
  };
}

}  // namespace teia::access
