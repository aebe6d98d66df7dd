// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "access/reach.hpp"
#include "access/routes.hpp"
#include "access/session.hpp"
#include "access/store.hpp"
#include "base/http/file.hpp"

namespace teia::access {

namespace {

using http::Reading;
using http::Writing;

struct PeopleFilter {
  std::optional<std::string> q, state, role;
};
DESCRIBE(PeopleFilter, q, state, role)

struct PersonRow {
  PersonId id;
  std::string name;
  std::vector<std::string> roles;  ///< names of today's functions
  std::string state;               ///< sigla; '' for national functions and none
  std::int64_t territory_count = 0;
  bool active = false;             ///< has a function today
  bool has_account = false;
  std::optional<Instant> last_seen_at;
};
DESCRIBE(PersonRow, id, name, roles, state, territory_count, active, has_account, last_seen_at)

struct PeopleFile : PeopleFilter {
  http::FileFormat format = http::FileFormat::csv;
};
DESCRIBE_ALSO(PeopleFile, (PeopleFilter), format)

struct LeaveView {
  Day from, to;
  people::PersonRef cover;
};
DESCRIBE(LeaveView, from, to, cover)

struct AssignmentView {
  AssignmentId id;
  std::string role, role_name;
  people::OrganisationRef organisation;
  std::optional<std::string> project;
  std::vector<places::PlaceRef> places;
  Day from;
  std::optional<Day> to;
  std::optional<people::PersonRef> cover_for;
  std::optional<LeaveView> leave;  ///< under way or to come
};
DESCRIBE(AssignmentView, id, role, role_name, organisation, project, places, from, to, cover_for, leave)

struct PersonView {
  PersonId id;
  std::string name;
  std::optional<std::string> email, phone;  ///< for the person and for who manages them
  std::vector<AssignmentView> assignments;  ///< newest first
  bool has_account = false;
  bool may_manage = false;
  std::vector<SessionRow> sessions;         ///< likewise
};
DESCRIBE(PersonView, id, name, email, phone, assignments, has_account, may_manage, sessions)

struct InvitationLink {
  std::string url;  ///< path on this server
  Instant expires_at;
};
DESCRIBE(InvitationLink, url, expires_at)

struct ContactChange {
  std::optional<std::string> email, phone;
};
DESCRIBE(ContactChange, email, phone)

struct Ending {
  Day on;
  std::string reason;
};
DESCRIBE(Ending, on, reason)

struct LeaveRequest {
  Day from, to;
  PersonId cover;
};
DESCRIBE(LeaveRequest, from, to, cover)

struct HandOver {
  PersonId to;
  Day on;
};
DESCRIBE(HandOver, to, on)

struct OrganisationFilter {
  std::optional<std::string> q, kind;
};
DESCRIBE(OrganisationFilter, q, kind)

PersonId person_of(const http::Call& call) { return PersonId{call.caller.person}; }

void note(Writing& call, std::string_view act, const Uuid& about) {
  note_act(call.tx, Uuid::make(call.now(), call.chance), call.now(), person_of(call), act, about.text());
}

// ---- reading -----------------------------------------------------------------------------------------------------------------

/// Today's functions of everybody within reach, by person.
std::multimap<PersonId, store::FunctionLine> functions_of_all(Reading& call) {
  std::multimap<PersonId, store::FunctionLine> all;
  call.tx.each(store::functions, [&](store::FunctionLine&& line) { all.emplace(line.person_id, std::move(line)); }, person_of(call),
               Verb::people_read, call.today());
  return all;
}

std::vector<PersonRow> on_people(Reading& call, const PeopleFilter& filter) {
  const auto functions = functions_of_all(call);
  std::vector<PersonRow> rows;
  call.tx.each(store::people, [&](store::PersonLine&& line) {
    if (filter.q && !people::matches(line.folded_name, *filter.q)) return;
    PersonRow row{line.id, std::move(line.name), {}, "", line.territory_count, false, line.has_account, line.last_seen_at};
    bool in_role = !filter.role, in_state = !filter.state;
    const auto [first, last] = functions.equal_range(line.id);
    for (auto at = first; at != last; ++at) {
      const auto& function = at->second;
      row.active = true;
      if (row.state.empty()) row.state = function.state;
      if (std::find(row.roles.begin(), row.roles.end(), function.role_name) == row.roles.end()) row.roles.push_back(function.role_name);
      in_role = in_role || function.role == *filter.role;
      in_state = in_state || function.state == *filter.state;
    }
    if (in_role && in_state) rows.push_back(std::move(row));
  }, person_of(call), Verb::people_read, call.today());
  return rows;
}

/// The list for who may take lists out as well.
http::Response on_people_file(Reading& call, const PeopleFile& in) {
  if (!holds_somewhere(call.tx, person_of(call), Verb::export_run, call.today())) throw problems::missing_right();
  return http::file_of("pessoas", in.format, {"Nome", "Funções", "UF", "Municípios apoiados", "Em função", "Tem acesso", "Último acesso", "Código"},
                       on_people(call, in), [](csv::Writer& table, const PersonRow& one) {
                         std::string roles;
                         for (const auto& role : one.roles) roles += (roles.empty() ? "" : " | ") + role;
                         csv::Cell seen;
                         if (one.last_seen_at) seen = csv::Moment{local_day(*one.last_seen_at, capital_zone), local_minute(*one.last_seen_at, capital_zone)};
                         const auto id = one.id.text();
                         table.row({one.name, roles, one.state, one.territory_count, one.active, one.has_account, seen, id});
                       });
}

std::optional<LeaveView> leave_of(db::Read& tx, AssignmentId id, Day today) {
  for (const auto& leave : people::leaves_of(tx, id)) {
    if (leave.to_on >= today) return LeaveView{leave.from_on, leave.to_on, {leave.cover_id, leave.cover_name}};
  }
  return std::nullopt;
}

AssignmentView view_of(db::Read& tx, const people::Assignment& a, Day today) {
  const auto organisation = people::find_organisation(tx, a.organisation_id).value();
  AssignmentView view{a.id, a.role, a.role_name, {organisation.id, organisation.code, organisation.name}, a.project, {}, a.valid_from,
                      a.valid_to == places::last_day ? std::nullopt : std::optional{a.valid_to}, {}, leave_of(tx, a.id, today)};
  for (const auto place : people::places_of(tx, a.id)) view.places.push_back(places::require(tx, place));
  if (a.cover_for) view.cover_for = people::require_person(tx, people::require_assignment(tx, *a.cover_for).person_id);
  return view;
}

PersonView view_of(db::Read& tx, PersonId id, const http::Call& call) {
  const auto caller = person_of(call);
  const auto person = people::require_person(tx, id);
  const auto contact = tx.one(store::contact, id).value();
  PersonView view{person.id, person.name, {}, {}, {}, contact.has_account, manages(tx, caller, id, call.today()), {}};
  for (const auto& a : people::assignments_of(tx, id)) view.assignments.push_back(view_of(tx, a, call.today()));
  if (view.may_manage || (id == caller && call.caller.behind.empty())) {
    view.email = contact.email, view.phone = contact.phone;
    view.sessions = sessions_of(tx, id, SessionId{call.caller.session}, call.now());
  }
  return view;
}

PersonView on_person(Reading& call) {
  const auto id = call.path<PersonId>("id");
  if (!reaches(call.tx, person_of(call), Verb::people_read, id, call.today())) throw people::problems::person_unknown();
  return view_of(call.tx, id, call);
}

std::vector<people::OrganisationRow> on_organisations(Reading& call, const OrganisationFilter& filter) {
  return people::search_organisations(call.tx, filter.q.value_or(""), filter.kind);
}

// ---- writing -----------------------------------------------------------------------------------------------------------------

void require_good_email(const std::optional<std::string>& email) {
  if (!email) return;
  const auto at = email->find('@');
  const bool good = at != std::string::npos && at > 0 && at + 1 < email->size() && email->find_first_of(" \t\r\n<>,;") == std::string::npos;
  if (!good) throw people::problems::bad_email({{"email", *email}});
}

/// The same person again is the same answer, so that a request may be repeated.
PersonView on_new_person(Writing& call, const people::NewPerson& in) {
  require_good_email(in.email);
  if (people::find_person(call.tx, in.id)) {
    require_manages(call.tx, person_of(call), in.id, call.today());
  } else {
    people::add_person(call.tx, in, call.now(), person_of(call));
    note(call, "person.new", in.id);
  }
  return view_of(call.tx, in.id, call);
}

PersonView on_contact(Writing& call, const ContactChange& in) {
  const auto id = call.path<PersonId>("id");
  require_manages(call.tx, person_of(call), id, call.today());
  require_good_email(in.email);
  call.tx.run(store::set_contact, id, in.email, in.phone);
  note(call, "person.contact", id);
  return view_of(call.tx, id, call);
}

InvitationLink on_invite(Writing& call) {
  const auto id = call.path<PersonId>("id");
  require_manages(call.tx, person_of(call), id, call.today());
  const auto expires = call.now().plus_days(invitation_days);
  const auto token = invite(call.tx, id, call.now(), expires);
  note(call, "person.invite", id);
  return {"/convite/" + token, expires};
}

AssignmentView on_assign(Writing& call, const people::NewAssignment& in) {
  if (!people::find_assignment(call.tx, in.id)) {
    require_may_give(call.tx, person_of(call), in, call.today());
    assign(call.tx, in);
    note(call, "assignment.new", in.id);
  }
  return view_of(call.tx, require_governed(call.tx, person_of(call), in.id, call.today()), call.today());
}

AssignmentView on_end(Writing& call, const Ending& in) {
  const auto id = require_governed(call.tx, person_of(call), call.path<AssignmentId>("id"), call.today()).id;
  end_assignment(call.tx, id, in.on, in.reason);
  note(call, "assignment.end", id);
  return view_of(call.tx, people::require_assignment(call.tx, id), call.today());
}

/// Somebody else gets what `given` gives: only if the caller could give it to them.
void require_may_pass(Writing& call, const people::Assignment& given, PersonId to) {
  people::require_person(call.tx, to);
  const bool everywhere = holds_everything(call.tx, person_of(call), Verb::assignment_manage, call.today());
  if (!everywhere) require_manages(call.tx, person_of(call), to, call.today());
  if (to == given.person_id) throw people::problems::same_person();
}

AssignmentView on_leave(Writing& call, const LeaveRequest& in) {
  const auto away = require_governed(call.tx, person_of(call), call.path<AssignmentId>("id"), call.today());
  require_may_pass(call, away, in.cover);
  cover_leave(call.tx, away.id, in.from, in.to, in.cover, AssignmentId::make(call.now(), call.chance), Uuid::make(call.now(), call.chance));
  note(call, "assignment.leave", away.id);
  return view_of(call.tx, away, call.today());
}

AssignmentView on_hand_over(Writing& call, const HandOver& in) {
  const auto old = require_governed(call.tx, person_of(call), call.path<AssignmentId>("id"), call.today());
  require_may_pass(call, old, in.to);
  const auto fresh = AssignmentId::make(call.now(), call.chance);
  hand_over(call.tx, old.id, in.on, in.to, fresh);
  note(call, "assignment.hand-over", old.id);
  return view_of(call.tx, people::require_assignment(call.tx, fresh), call.today());
}

}  // namespace

std::vector<http::Route> people_routes() {
  return {
      http::get<on_people>("/v1/people", may(Verb::people_read)),
      http::get<on_people_file>("/v1/people.csv", may(Verb::people_read)),
      http::post<on_new_person>("/v1/people", may(Verb::people_manage)),
      http::get<on_person>("/v1/people/{id}", may(Verb::people_read)),
      http::put<on_contact>("/v1/people/{id}/contact", may(Verb::people_manage)),
      http::post<on_invite>("/v1/people/{id}/invitation", may(Verb::people_manage)),
      http::post<on_assign>("/v1/assignments", may(Verb::assignment_manage)),
      http::post<on_end>("/v1/assignments/{id}/end", may(Verb::assignment_manage)),
      http::post<on_leave>("/v1/assignments/{id}/leave", may(Verb::assignment_manage)),
      http::post<on_hand_over>("/v1/assignments/{id}/hand-over", may(Verb::assignment_manage)),
      http::get<on_organisations>("/v1/organisations", signed_in_or_token()),
  };
}

const std::vector<http::Route> routes = [] {
  auto all = session_routes();
  for (auto& route : people_routes()) all.push_back(std::move(route));
  return all;
}();

}  // namespace teia::access
