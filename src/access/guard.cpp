// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "access/session.hpp"
#include "access/store.hpp"

namespace teia::access {

namespace {

constexpr std::string_view bearer = "Bearer ";

Uuid device_of(const http::Request& request) { return Uuid::parse(request.header("x-device")).value_or(Uuid{}); }

bool lists(std::string_view verbs, std::string_view verb) {
  return (" " + std::string{verbs} + " ").find(" " + std::string{verb} + " ") != std::string::npos;
}

/// The right of a person on a day. Rights that are no verb were dealt with before.
void require_somewhere(db::Read& tx, PersonId person, std::string_view right, Instant now) {
  const auto verb = from_word<Verb>(right);
  if (!verb || !holds_somewhere(tx, person, *verb, local_day(now, capital_zone))) throw problems::missing_right();
}

/// "signed-in", "signed-in any-token", and "signed-in action.read followup.answer" (signed_in_or_token_of).
bool any_session(const http::Right& right) { return right.name().substr(0, right.name().find(' ')) == signed_in().name(); }

/// The verbs that open a route to a token: the route's own, or those that stand beside "signed-in".
std::vector<std::string_view> token_verbs(const http::Right& right) {
  std::vector<std::string_view> verbs;
  auto rest = right.name();
  for (auto end = rest.find(' '); end != rest.npos; end = rest.find(' ')) {
    verbs.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  verbs.push_back(rest);
  std::erase(verbs, signed_in().name());
  return verbs;
}

/// What was agreed is read by who reads nothing more: the handlers answer by the person's rights, which a token never widens to.
bool within(db::Read& tx, const store::Token& token, Verb verb, Day today) {
  if (verb != Verb::action_read_agreed || lists(token.verbs, word_of(Verb::action_read))) return true;
  return !holds_somewhere(tx, token.person_id, Verb::action_read, today);
}

/// Only routes whose verb the token lists, and what any token opens; never the session's own, never "any session" alone.
http::Caller token_caller(db::Read& tx, std::string_view secret, const http::Request& request, const http::Right& right, Instant now) {
  const auto token = tx.one(store::token_by_hash, hash_of(secret), now);
  if (!token) throw problems::no_session();
  if (right.name() == signed_in_or_token().name()) return {token->person_id, {}, device_of(request), {}, false};
  auto verbs = token_verbs(right);
  std::erase_if(verbs, [&](auto verb) { return !lists(token->verbs, verb); });
  const auto today = local_day(now, capital_zone);
  const bool held = std::any_of(verbs.begin(), verbs.end(), [&](auto name) {
    const auto verb = from_word<Verb>(name);
    return verb && holds_somewhere(tx, token->person_id, *verb, today) && within(tx, *token, *verb, today);
  });
  if (!held) throw problems::missing_right();
  return {token->person_id, {}, device_of(request), {}, false, !lists(token->verbs, word_of(Verb::action_read_analysis))};
}

bool over(const store::Session& session, Instant now) { return session.revoked_at || session.expires_at <= now; }

http::Caller caller_of(const store::Session& session, const http::Request& request) {
  http::Caller caller{session.person_id, session.id, device_of(request), {}, false};
  if (session.viewing_as) caller.person = *session.viewing_as, caller.behind = session.person_id, caller.read_only = true;
  return caller;
}

}  // namespace

bool opens_to_tokens(const http::Right& right) {
  const auto verbs = token_verbs(right);
  return right.name() == signed_in_or_token().name() || std::any_of(verbs.begin(), verbs.end(), [](auto verb) { return from_word<Verb>(verb).has_value(); });
}

http::Caller guard(db::Read& tx, const http::Request& request, const http::Right& right, Instant now) {
  const bool open = right.name() == anyone().name();
  const bool changes = request.method != http::Method::get;
  const auto authorization = request.header("authorization");
  if (!open && authorization.starts_with(bearer)) {
    return token_caller(tx, authorization.substr(bearer.size()), request, right, now);
  }

  const auto cookie = request.cookie(cookie_name);
  const auto session = cookie.empty() ? std::nullopt : tx.one(store::session_by_hash, hash_of(cookie));
  if (open) {
    // Signing somebody in from another site's page, as somebody else, is forgery too; the browser tells (Fetch Metadata).
    if (changes && request.header("sec-fetch-site") == "cross-site") throw problems::bad_csrf();
    if (!session || over(*session, now) || changes) return {{}, {}, device_of(request), {}, false};
    return caller_of(*session, request);
  }
  if (!session) throw problems::no_session();
  if (over(*session, now)) throw problems::session_over();
  if (changes && !crypto::same(request.header("x-csrf-token"), session->csrf)) throw problems::bad_csrf();

  auto caller = caller_of(*session, request);
  if (right.name() == own_session().name()) return {session->person_id, session->id, caller.device, {}, false};
  if (caller.read_only && changes) throw problems::read_only();
  if (!any_session(right)) require_somewhere(tx, PersonId{caller.person}, right.name(), now);
  return caller;
}

}  // namespace teia::access
