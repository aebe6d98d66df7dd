// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include "actions/actions.hpp"
#include "programmes/programmes.hpp"
#include "support/engines.hpp"

/// A few desks of two states' teams for the tests of this folder, on both engines, at noon of 5 May 2025.
namespace teia::actions {

inline const Day today = Day::of(2025, 5, 5);
inline const Instant noon = instant_of(today, 12 * 60, capital_zone);

class Desks : public test::OnBothEngines {
 protected:
  Desks() : OnBothEngines(test::Schema::migrated) {}

  void prepare() override {
    store = std::make_unique<db::Store>(db::Options{.url = url(), .before_batch = &ledger::lock_head});
    store->write([&](db::Write& tx) {
      ledger::open(tx, noon, *chance);
      places::load_territory(tx);
      programmes::install(tx, programmes::catalogue(), noon, *chance);
    });
    helena = person("Helena Barros", "apoiador", "COSEMS-TO", PlaceId{17});
    cicero = person("Cícero Antunes", "apoiador", "COSEMS-TO", PlaceId{17});
    raimundo = person("Raimundo Sales", "coordenador", "COSEMS-TO", PlaceId{17});
  }

  access::Actor person(const std::string& name, const std::string& role, const std::string& organisation, PlaceId where) {
    const auto id = PersonId::make(noon, *chance);
    store->write([&](db::Write& tx) {
      people::add_person(tx, {id, name, std::nullopt, std::nullopt}, noon);
      const auto institution = people::organisation_by_code(tx, organisation)->id;
      access::assign(tx, {AssignmentId::make(noon, *chance), id, role, institution, std::nullopt, {where}, Day::of(2024, 1, 1), {}});
    });
    access::Actor actor;
    actor.person = id, actor.today = today, actor.now = noon;
    return actor;
  }

  ledger::OperationId operation() { return ledger::OperationId::make(noon, *chance); }

  NewAction visit(PlaceId town, const std::string& text) {
    NewAction in;
    in.id = ActionId::make(noon, *chance);
    in.operation = operation();
    in.created_at = noon;
    in.content.type = "VIS";
    in.content.theme = "PLAN.PAS";
    in.content.started_at = instant_of(Day::of(2025, 4, 29), 9 * 60, "America/Araguaina");
    in.content.places = {{town, Presence::direct, std::nullopt}};
    in.content.text = text;
    return in;
  }

  Done registered_whole(const access::Actor& who, const NewAction& in) {
    return store->write([&](db::Write& tx) { return register_action(tx, in, who); });
  }
  ActionId registered(const access::Actor& who, const NewAction& in) { return registered_whole(who, in).id; }

  Done edited(const access::Actor& who, ActionId id, std::int64_t base, const ActionContent& content, std::optional<std::string> reason = {}) {
    return store->write([&](db::Write& tx) { return edit(tx, id, {operation(), base, content, reason}, who); });
  }

  ActionView seen(const access::Actor& who, ActionId id) {
    return store->read([&](db::Read& tx) { return view(tx, id, who); });
  }

  /// The code of the problem, and of its faults with their fields; "" when it went through.
  template <class F>
  static std::string refused(F&& f) {
    try {
      f();
      return "";
    } catch (const Problem& problem) {
      std::string all = problem.faults.empty() ? problem.code : "";
      for (const auto& fault : problem.faults) all += (all.empty() ? "" : " ") + fault.code + "@" + fault.field;
      return all;
    }
  }

  std::unique_ptr<Chance> chance = seeded_chance(12);
  std::unique_ptr<db::Store> store;
  access::Actor helena, cicero, raimundo;
};

}  // namespace teia::actions
