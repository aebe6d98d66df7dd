// SPDX-License-Identifier: Apache-2.0
#include "access/access.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

#include "access/store.hpp"

namespace teia::access {

namespace {

/// Equal specs have equal keys.
std::string key_of(const Atom& atom, const std::vector<OrganisationId>& owners) {
  std::string key{word_of(atom.part)};
  key += "|" + atom.network + "|" + atom.project + "|" + (atom.place ? std::to_string(atom.place->value) : "");
  for (const auto& owner : owners) key += "|" + owner.text();
  return key;
}

std::vector<OrganisationId> in_order(std::vector<OrganisationId> owners) {
  std::sort(owners.begin(), owners.end());
  owners.erase(std::unique(owners.begin(), owners.end()), owners.end());
  return owners;
}

AtomId make_atom(db::Write& tx, const Atom& atom, const std::string& key, const std::vector<OrganisationId>& owners) {
  const auto id = tx.take(store::insert_atom, key, atom.part, atom.network, atom.project, atom.place).value();
  for (const auto& owner : owners) tx.run(store::insert_owner, id, owner);
  tx.run(store::grant_atom, id);
  return id;
}

void remake_grants(db::Write& tx, AssignmentId id) {
  tx.run(store::forget_assignment_grants, id);
  tx.run(store::grant_assignment, id);
}

bool about_records(Verb verb) {
  switch (verb) {
    case Verb::action_read: case Verb::action_read_analysis: case Verb::action_read_agreed: case Verb::action_validate:
    case Verb::followup_write: case Verb::followup_answer: case Verb::aggregate_read: case Verb::export_run: return true;
    default: return false;
  }
}

/// The part of the atoms that a grant can match. Only what was agreed has a place.
std::string_view guarded_part(Verb verb, Reach reach) {
  if (!about_records(verb)) return "";
  return word_of(reach == Reach::place ? Part::agreed : part_of(verb));
}

}  // namespace

Part part_of(Verb verb) {
  if (verb == Verb::action_read_analysis) return Part::analysis;
  if (verb == Verb::action_read_agreed) return Part::agreed;
  return Part::record;
}

AtomId atom_for(db::Write& tx, const Atom& atom) {
  const auto owners = in_order(atom.owners);
  const auto key = key_of(atom, owners);
  if (const auto known = tx.one(store::atom, key)) return *known;
  return make_atom(tx, atom, key, owners);
}

bool holds(db::Read& tx, PersonId person, Verb verb, AtomId atom, Day day) {
  return tx.one(store::held, person, verb, day, atom).value_or(0) > 0;
}

bool holds(db::Read& tx, const Actor& actor, Verb verb, AtomId atom) {
  if (actor.looking_as && verb == Verb::action_read_analysis) return false;
  return holds(tx, actor.person, verb, atom, actor.today);
}

bool holds_somewhere(db::Read& tx, PersonId person, Verb verb, Day day) {
  return tx.one(store::held_somewhere, person, verb, day).value_or(0) > 0;
}

void require(db::Read& tx, PersonId person, Verb verb, AtomId atom, Day day) {
  if (!holds(tx, person, verb, atom, day)) throw problems::missing_right();
}

std::vector<AtomId> held_atoms(db::Read& tx, const Actor& actor, Verb verb) {
  if (actor.looking_as && verb == Verb::action_read_analysis) return {};
  return tx.all(store::held_atoms, actor.person, verb, actor.today);
}

std::vector<std::string> verbs_of(db::Read& tx, PersonId person, Day day) { return tx.all(store::verbs, person, day); }

bool holds_everything(db::Read& tx, PersonId person, Verb verb, Day day) {
  const auto all = tx.all(store::holds_of, person, verb, day);
  return std::any_of(all.begin(), all.end(), [](const auto& hold) { return hold.reach == Reach::everything; });
}

std::vector<OrganisationId> institutions_for(db::Read& tx, PersonId person, Verb verb, Day day) {
  return tx.all(store::institutions, person, verb, day);
}

bool reaches(db::Read& tx, const Actor& caller, Verb verb, PersonId person) {
  return tx.one(store::reached, caller.person, verb, caller.today, person).value_or(0) > 0;
}

void end_sessions(db::Write& tx, PersonId person, Instant now, Uuid except) {
  tx.run(store::revoke_other_sessions, person, now, SessionId{except});
}

void load_roles(db::Write& tx, const std::vector<people::RoleRow>& roles, const std::vector<RoleGrant>& grants) {
  const auto role_key = [](const auto& r) { return std::tie(r.code, r.name, r.network); };
  const auto grant_key = [](const auto& g) { return std::tie(g.role, g.verb, g.reach); };
  const auto same = [](auto wanted, auto known, auto key) {
    const auto before = [&](const auto& a, const auto& b) { return key(a) < key(b); };
    std::sort(wanted.begin(), wanted.end(), before), std::sort(known.begin(), known.end(), before);
    return std::equal(wanted.begin(), wanted.end(), known.begin(), known.end(), [&](auto& a, auto& b) { return key(a) == key(b); });
  };
  if (same(roles, tx.all(store::roles), role_key) && same(grants, tx.all(store::role_grants), grant_key)) return;

  for (const auto& role : roles) tx.run(store::put_role, role.code, role.name, role.network);
  tx.run(store::forget_role_grants);
  for (const auto& grant : grants) {
    const auto verb = from_word<Verb>(grant.verb);
    const auto reach = from_word<Reach>(grant.reach);
    if (!verb || !reach) throw std::invalid_argument("role " + grant.role + ": " + grant.verb + " " + grant.reach);
    tx.run(store::insert_role_grant, grant.role, grant.verb, std::string{guarded_part(*verb, *reach)}, grant.reach);
  }
  tx.run(store::forget_grants);
  tx.run(store::grant_everything);
}

void assign(db::Write& tx, const people::NewAssignment& in) {
  people::insert_assignment(tx, in, std::nullopt);
  tx.run(store::grant_assignment, in.id);
}

void end_assignment(db::Write& tx, AssignmentId id, Day last_day, std::string_view reason) {
  people::end_assignment_row(tx, id, last_day, reason);
  remake_grants(tx, id);
}

void cover_leave(db::Write& tx, AssignmentId id, Day from, Day to, PersonId cover, AssignmentId cover_assignment, Uuid leave_id) {
  const auto away = people::require_assignment(tx, id);
  if (from < away.valid_from || to > away.valid_to) {
    throw people::problems::leave_outside({{"from", away.valid_from.brazilian()}, {"to", away.valid_to.brazilian()}});
  }
  people::insert_assignment(tx, {cover_assignment, cover, away.role, away.organisation_id, away.project, people::places_of(tx, id), from, to},
                            id);
  people::note_leave(tx, leave_id, id, cover_assignment, from, to);
  tx.run(store::grant_assignment, cover_assignment);
}

void hand_over(db::Write& tx, AssignmentId id, Day from, PersonId to, AssignmentId new_assignment) {
  const auto old = people::require_assignment(tx, id);
  const auto until = old.valid_to == places::last_day ? std::nullopt : std::optional{old.valid_to};
  end_assignment(tx, id, from.plus(-1), "hand-over");
  assign(tx, {new_assignment, to, old.role, old.organisation_id, old.project, people::places_of(tx, id), from, until});
  people::note_succession(tx, old.person_id, old.organisation_id, to, from);
}

void refresh_territories(db::Write& tx) {
  for (const auto id : people::all_assignments(tx)) people::expand_territory(tx, id);
  tx.run(store::forget_grants);
  tx.run(store::grant_everything);
}

Actor actor_of(const http::Call& call) {
  return {PersonId{call.caller.person}, ledger::DeviceId{call.caller.device}, call.today(), call.now(), !call.caller.behind.empty() || call.caller.narrow};
}

}  // namespace teia::access
