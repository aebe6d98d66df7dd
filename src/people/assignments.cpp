// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "people/store.hpp"

namespace teia::people {

namespace {

struct Span {
  PlaceId municipality;
  Day from, to;
};

/// The municipalities of a place within the days, with the days on which each belonged to it.
std::vector<Span> spans_of(db::Read& tx, PlaceId place, Day from, Day to) {
  const auto level = places::require(tx, place).level;
  std::vector<Span> spans;
  if (level == places::Level::region || level == places::Level::macroregion) {
    for (const auto& edge : places::memberships(tx, place)) {
      if (edge.parent == place) spans.push_back({edge.child, std::max(edge.valid_from, from), std::min(edge.valid_to, to)});
    }
    std::erase_if(spans, [](const Span& span) { return span.from > span.to; });
  } else {
    for (const auto municipality : places::municipalities_of(tx, place, from)) spans.push_back({municipality, from, to});
  }
  return spans;
}

void check(db::Read& tx, const NewAssignment& in) {
  require_person(tx, in.person);
  if (!find_role(tx, in.role)) throw problems::role_unknown({{"role", in.role}});
  if (!find_organisation(tx, in.organisation)) throw problems::organisation_unknown({{"organisation", in.organisation.text()}});
  if (in.to && *in.to < in.from) throw problems::dates_reversed({{"from", in.from.brazilian()}, {"to", in.to->brazilian()}});
  for (const auto place : in.places) places::require(tx, place);
}

}  // namespace

std::optional<RoleRow> find_role(db::Read& tx, std::string_view code) { return tx.one(store::role, std::string{code}); }

void insert_assignment(db::Write& tx, const NewAssignment& in, std::optional<AssignmentId> cover_for) {
  check(tx, in);
  tx.run(store::insert_assignment, in.id, in.person, in.role, in.organisation, in.project, in.from, in.to.value_or(places::last_day),
         cover_for);
  for (const auto place : in.places) tx.run(store::insert_assignment_place, in.id, place);
  expand_territory(tx, in.id);
}

void expand_territory(db::Write& tx, AssignmentId id) {
  const auto assignment = require_assignment(tx, id);
  tx.run(store::forget_municipalities, id);
  for (const auto place : places_of(tx, id)) {
    for (const auto& span : spans_of(tx, place, assignment.valid_from, assignment.valid_to)) {
      tx.run(store::put_municipality, id, span.municipality, span.from, span.to);
    }
  }
}

std::vector<AssignmentId> all_assignments(db::Read& tx) { return tx.all(store::all_assignments); }

void end_assignment_row(db::Write& tx, AssignmentId id, Day last_day, std::string_view reason) {
  const auto assignment = require_assignment(tx, id);
  if (last_day < assignment.valid_from) {
    throw problems::dates_reversed({{"from", assignment.valid_from.brazilian()}, {"to", last_day.brazilian()}});
  }
  tx.run(store::end_assignment, id, last_day, std::string{reason});
  expand_territory(tx, id);
}

void note_leave(db::Write& tx, Uuid id, AssignmentId away, AssignmentId cover, Day from, Day to) {
  tx.run(store::insert_leave, id, away, cover, from, to);
}

std::optional<Assignment> find_assignment(db::Read& tx, AssignmentId id) { return tx.one(store::assignment, id); }

Assignment require_assignment(db::Read& tx, AssignmentId id) {
  auto found = find_assignment(tx, id);
  if (!found) throw problems::assignment_unknown();
  return *found;
}

std::vector<Assignment> assignments_of(db::Read& tx, PersonId person) { return tx.all(store::assignments, person); }

std::vector<Assignment> assignments_on(db::Read& tx, PersonId person, Day day) { return tx.all(store::assignments_on, person, day); }

std::vector<PlaceId> places_of(db::Read& tx, AssignmentId id) { return tx.all(store::assignment_places, id); }

std::vector<PlaceId> territory_of(db::Read& tx, PersonId person, Day day) { return tx.all(store::territory, person, day); }

std::vector<Leave> leaves_of(db::Read& tx, AssignmentId id) { return tx.all(store::leaves, id); }

std::vector<Supporter> supporters_of(db::Read& tx, PlaceId municipality, Day day) {
  std::vector<Supporter> all;
  tx.each(store::supporters, [&](store::SupporterRow&& row) {
    const auto to = row.valid_to == places::last_day ? std::nullopt : std::optional{row.valid_to};
    all.push_back({{row.id, row.name}, row.role, row.role_name, row.organisation, row.valid_from, to, row.temporary});
  }, municipality, day);
  return all;
}

}  // namespace teia::people
