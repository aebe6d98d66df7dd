// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "access/session.hpp"
#include "access/store.hpp"

namespace teia::access {

namespace {

std::optional<Day> end_of(Day valid_to) { return valid_to == places::last_day ? std::nullopt : std::optional{valid_to}; }

HeldRole held_role(db::Read& tx, const people::Assignment& a) {
  const auto organisation = people::find_organisation(tx, a.organisation_id).value();
  const auto given = people::places_of(tx, a.id);
  return {a.role, a.role_name, {organisation.id, organisation.code, organisation.name},
          given.size() == 1 ? places::find(tx, given.front()) : std::nullopt, a.project, a.valid_from, end_of(a.valid_to)};
}

/// Where an assignment lies: the states of its places, or of its institution when it has none.
void add_states(db::Read& tx, const people::Assignment& a, std::set<PlaceId>& states) {
  const auto given = people::places_of(tx, a.id);
  for (const auto place : given) states.insert(places::state_of(place));
  if (given.empty()) states.insert(people::find_organisation(tx, a.organisation_id).value().state_id.value_or(places::brasil));
}

std::optional<places::PlaceRef> only_state(db::Read& tx, const std::vector<people::Assignment>& assignments) {
  std::set<PlaceId> states;
  for (const auto& a : assignments) add_states(tx, a, states);
  if (states.size() != 1 || *states.begin() == places::brasil) return std::nullopt;
  return places::find(tx, *states.begin());
}

/// Nobody reads the analysis by looking as somebody else.
std::vector<std::string> verbs_shown(db::Read& tx, PersonId person, Day today, bool looking_as) {
  auto verbs = verbs_of(tx, person, today);
  if (looking_as) std::erase(verbs, word_of(Verb::action_read_analysis));
  return verbs;
}

bool has(std::string_view text, std::string_view word) { return text.find(word) != std::string_view::npos; }

template <std::size_t N>
std::string_view first_known(std::string_view text, const std::pair<std::string_view, std::string_view> (&known)[N]) {
  for (const auto& [sign, name] : known) {
    if (has(text, sign)) return name;
  }
  return {};
}

}  // namespace

std::string device_label(std::string_view user_agent) {
  // The order matters: Edge and Samsung also say Chrome, Chrome also says Safari, Android also says Linux.
  static constexpr std::pair<std::string_view, std::string_view> browsers[] = {
      {"SamsungBrowser", "Samsung Internet"}, {"Edg", "Edge"}, {"OPR/", "Opera"}, {"Firefox", "Firefox"}, {"Chrome", "Chrome"},
      {"CriOS", "Chrome"}, {"Safari", "Safari"}};
  static constexpr std::pair<std::string_view, std::string_view> systems[] = {
      {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS", "macOS"}, {"Linux", "Linux"}};
  const std::string browser{first_known(user_agent, browsers)}, system{first_known(user_agent, systems)};
  if (browser.empty() && system.empty()) return "Outro programa";
  return browser.empty() ? system : system.empty() ? browser : browser + ", " + system;
}

Opened open_session(db::Write& tx, PersonId person, const http::Request& request, Instant now, Chance& chance) {
  Opened opened{SessionId::make(now, chance), crypto::random_token()};
  tx.run(store::insert_session, opened.id, hash_of(opened.token), crypto::random_token(), person,
         device_label(request.header("user-agent")), now, now.plus_days(session_days));
  return opened;
}

Session session_payload(db::Read& tx, SessionId id, Instant now) {
  const auto session = tx.one(store::session, id);
  if (!session) throw problems::no_session();
  const auto person = session->viewing_as.value_or(session->person_id);
  const auto today = local_day(now, capital_zone);
  const auto assignments = people::assignments_on(tx, person, today);

  Session out;
  out.person = people::require_person(tx, session->person_id);
  for (const auto& a : assignments) out.roles.push_back(held_role(tx, a));
  out.verbs = verbs_shown(tx, person, today, session->viewing_as.has_value());
  out.csrf = session->csrf;
  out.demo = is_demo(tx);
  out.today = today, out.now = now, out.expires_at = session->expires_at;
  if (session->viewing_as) out.viewing_as = people::require_person(tx, person);
  out.state = only_state(tx, assignments);
  out.territory = people::territory_of(tx, person, today);
  return out;
}

std::vector<SessionRow> sessions_of(db::Read& tx, PersonId person, SessionId current, Instant now) {
  std::vector<SessionRow> rows;
  for (auto& line : tx.all(store::sessions_of, person, now)) {
    rows.push_back({line.id, std::move(line.device), line.created_at, line.seen_at, line.id == current});
  }
  return rows;
}

std::string cookie_line(const http::Request& request, std::string_view token, std::int64_t seconds) {
  const std::string secure = request.header("x-forwarded-proto") == "https" ? "; Secure" : "";
  return std::string{cookie_name} + "=" + std::string{token} + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(seconds) + secure;
}

http::Response with_cookie(const http::Request& request, const Session& session, std::string_view token) {
  auto response = http::json_response(200, json::write_described(session));
  response.header("Set-Cookie", cookie_line(request, token, std::int64_t{session_days} * 86'400));
  return response;
}

}  // namespace teia::access
