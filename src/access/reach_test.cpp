// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>
#include <tuple>

#include "access/test_world.hpp"

namespace teia::access {
namespace {

/// What is stored, read back whole.
struct Held {
  PersonId person_id;
  Verb verb{};
  AtomId atom_id;
  Day valid_from, valid_to;
  auto operator<=>(const Held&) const = default;
};
DESCRIBE(Held, person_id, verb, atom_id, valid_from, valid_to)
const db::Query<Held> all_held{"reach_test.all_held", R"(
  select person_id, verb, atom_id, valid_from, valid_to from access_grant order by person_id, verb, atom_id, valid_from, valid_to)"};

struct Town {
  AssignmentId assignment_id;
  PlaceId place_id;
  Day valid_from, valid_to;
};
DESCRIBE(Town, assignment_id, place_id, valid_from, valid_to)
const db::Query<Town> all_towns{"reach_test.all_towns",
                                "select assignment_id, place_id, valid_from, valid_to from assignment_municipality order by assignment_id"};

/// The same rule as the SQL, written as a person would say it.
bool matches(const people::Assignment& a, Reach reach, const Atom& atom, const Town* town) {
  switch (reach) {
    case Reach::own: return false;
    case Reach::institution: return std::find(atom.owners.begin(), atom.owners.end(), a.organisation_id) != atom.owners.end();
    case Reach::network: return !atom.network.empty() && atom.network == a.network;
    case Reach::project: return !atom.project.empty() && a.project == atom.project;
    case Reach::place: return town && town->assignment_id == a.id && atom.place == town->place_id;
    case Reach::everything: return true;
  }
  return false;
}

bool about_atoms(Verb verb) {
  static const std::set<Verb> all{Verb::action_read, Verb::action_read_analysis, Verb::action_read_agreed, Verb::action_validate,
                                  Verb::aggregate_read};
  return all.count(verb) > 0;  // of those in small_grants()
}

class Reaches : public SmallWorld {
 protected:
  template <class T>
  T pick(const std::vector<T>& from) { return from[chance->next() % from.size()]; }
  bool sometimes() { return chance->next() % 3 == 0; }
  Day some_day() { return Day::of(2025, 1, 1).plus(static_cast<std::int32_t>(chance->next() % 200)); }
  const char* some_organisation() { return pick<const char*>({"COSEMS-TO", "COSEMS-BA", "SES-TO", "CONASEMS"}); }

  void add_atom() {
    Atom atom{pick<Part>({Part::record, Part::analysis, Part::agreed}), {organisations.at(some_organisation())},
              pick<std::string>({"", "rede", "pases"}), pick<std::string>({"rede", "pases-sp"}), {}};
    if (sometimes()) atom.owners.push_back(organisations.at(some_organisation()));
    if (atom.part == Part::agreed) atom.place = pick<PlaceId>({palmas, araguatins, ponte_alta, mateiros, salvador});
    const auto id = write([&](db::Write& tx) { return atom_for(tx, atom); });
    atoms_[id] = atom;
  }

  void add_assignment() {
    std::vector<PlaceId> where;
    while (sometimes()) where.push_back(pick<PlaceId>({tocantins, bico, jalapao, palmas, ponte_alta, salvador}));
    std::optional<std::string> project;
    if (!sometimes()) project = pick<std::string>({"rede", "pases-sp"});
    const auto from = some_day();
    const auto to = sometimes() ? std::optional{from.plus(static_cast<std::int32_t>(chance->next() % 90))} : std::nullopt;
    assignments_.push_back(function(pick(people_), pick(small_roles()).code.c_str(), some_organisation(), where, project, from, to));
  }

  void end_assignment_somewhere() {
    if (assignments_.empty()) return;
    const auto id = pick(assignments_);
    write([&](db::Write& tx) {
      const auto a = people::require_assignment(tx, id);
      end_assignment(tx, id, a.valid_from.plus(static_cast<std::int32_t>(chance->next() % 60)), "");
    });
  }

  std::set<Held> expected() {
    std::set<Held> all;
    const auto towns = read([](db::Read& tx) { return tx.all(all_towns); });
    for (const auto id : assignments_) {
      const auto a = read([&](db::Read& tx) { return people::require_assignment(tx, id); });
      for (const auto& grant : small_grants()) {
        if (grant.role == a.role) add_expected(all, a, *from_word<Verb>(grant.verb), *from_word<Reach>(grant.reach), towns);
      }
    }
    return all;
  }

  void add_expected(std::set<Held>& all, const people::Assignment& a, Verb verb, Reach reach, const std::vector<Town>& towns) {
    if (!about_atoms(verb)) return;
    const auto part = reach == Reach::place ? Part::agreed : part_of(verb);
    for (const auto& [id, atom] : atoms_) {
      if (atom.part != part) continue;
      if (reach != Reach::place && matches(a, reach, atom, nullptr)) all.insert({a.person_id, verb, id, a.valid_from, a.valid_to});
      for (const auto& town : towns) {
        if (reach == Reach::place && matches(a, reach, atom, &town)) all.insert({a.person_id, verb, id, town.valid_from, town.valid_to});
      }
    }
  }

  std::set<Held> stored() {
    const auto rows = read([](db::Read& tx) { return tx.all(all_held); });
    return {rows.begin(), rows.end()};
  }

  std::vector<PersonId> people_;
  std::vector<AssignmentId> assignments_;
  std::map<AtomId, Atom> atoms_;
};
ON_BOTH_ENGINES(Reaches);

TEST_P(Reaches, AnyOrderOfAtomsAndAssignmentsGivesTheGrantsThatTheRuleSays) {
  for (const auto* name : {"Ana", "Beto", "Carla", "Davi"}) people_.push_back(person(name));
  for (int step = 0; step < 120; ++step) {
    const auto what = chance->next() % 10;
    if (what < 5) add_atom();
    else if (what < 9) add_assignment();
    else end_assignment_somewhere();
  }
  const auto wanted = expected();
  EXPECT_GT(wanted.size(), 100U);
  EXPECT_EQ(stored(), wanted);
}

TEST_P(Reaches, RemakingEverythingChangesNothing) {
  people_ = {person("Ana"), person("Beto")};
  for (int step = 0; step < 30; ++step) add_atom(), add_assignment();
  const auto before = stored();
  write([](db::Write& tx) { refresh_territories(tx); });
  EXPECT_EQ(stored(), before);
}

TEST_P(Reaches, TheConditionInAQueryAsksTheSame) {
  static const db::Query<AtomId, PersonId, Verb, Day> readable{
      "reach_test.readable", "select t.id from atom t where" TEIA_MAY("t.id") "order by t.id"};
  people_ = {person("Ana"), person("Beto")};
  for (int step = 0; step < 30; ++step) add_atom(), add_assignment();
  for (const auto who : people_) {
    const auto day = some_day();
    const auto found = read([&](db::Read& tx) { return tx.all(readable, who, Verb::action_read, day); });
    for (const auto& [id, atom] : atoms_) {
      EXPECT_EQ(std::binary_search(found.begin(), found.end(), id), may(who, Verb::action_read, id, day));
    }
  }
}

}  // namespace
}  // namespace teia::access
