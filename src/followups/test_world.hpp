// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gmock/gmock.h>

#include "followups/followups.hpp"
#include "programmes/programmes.hpp"
#include "support/engines.hpp"

/// A corner of Tocantins for the tests of this folder, on both engines, under a clock that stands at 5 May 2025: a few towns, the
/// institutions, the roles of the packages, and people who hold them.
namespace teia::followups {

inline constexpr PlaceId tocantins{17}, maranhao{21}, bico{17002}, norte{1701};
inline constexpr PlaceId augustinopolis{1702554}, araguatins{1702208}, ananas{1701002}, balsas{2101400};
inline const Day today = Day::of(2025, 5, 5);
inline const Instant noon = instant_of(today, 12 * 60, capital_zone);

inline constexpr std::string_view corner = R"(
  insert into place (id, level, name, sigla, state_id, zone, in_network) values
    (0, 'pais', 'Brasil', '', null, null, true),
    (17, 'estado', 'Tocantins', 'TO', 17, 'America/Araguaina', true), (21, 'estado', 'Maranhão', 'MA', 21, 'America/Fortaleza', true),
    (1701, 'macrorregiao', 'Macrorregião Norte', '', 17, null, true), (17002, 'regiao', 'Bico do Papagaio', '', 17, null, true),
    (1702554, 'municipio', 'Augustinópolis', '', 17, 'America/Araguaina', true),
    (1702208, 'municipio', 'Araguatins', '', 17, 'America/Araguaina', true),
    (1701002, 'municipio', 'Ananás', '', 17, 'America/Araguaina', true),
    (2101400, 'municipio', 'Balsas', '', 21, 'America/Fortaleza', true);
  insert into place_edge (child_id, relation, valid_from, valid_to, parent_id, note) values
    (1702554, 'regiao', '0001-01-01', '9999-12-31', 17002, ''), (1702208, 'regiao', '0001-01-01', '9999-12-31', 17002, ''),
    (1701002, 'regiao', '0001-01-01', '9999-12-31', 17002, ''), (1702554, 'macrorregiao', '0001-01-01', '9999-12-31', 1701, '');
)";

class Corner : public test::OnBothEngines {
 protected:
  Corner() : OnBothEngines(test::Schema::migrated) {}

  template <class F>
  auto write(F&& f) { return store->write(f); }
  template <class F>
  auto read(F&& f) { return store->read(f); }

  void prepare() override {
    database().connect()->script(corner);
    store = std::make_unique<db::Store>(db::Options{.url = url(), .before_batch = &ledger::lock_head});
    write([&](db::Write& tx) {
      ledger::open(tx, noon, *chance);
      load_packages(tx);
    });
    helena = person("Helena Barros", "apoiador", "COSEMS-TO", {bico});
    cicero = person("Cícero Antunes", "apoiador", "COSEMS-TO", {araguatins});
    raimundo = person("Raimundo Sales", "coordenador", "COSEMS-TO", {tocantins});
    sandra = person("Sandra Reis", "secretario-executivo", "COSEMS-TO", {tocantins});
    ivo = person("Ivo Nunes", "assessoria", "COSEMS-TO", {tocantins});
    nadia = person("Nádia Prado", "conasems-nacional", "CONASEMS", {places::brasil});
    bruno = person("Bruno Lima", "apoiador", "COSEMS-MA", {balsas});
    marta = person("Marta Queiroz", "gestor-municipal", "COSEMS-TO", {augustinopolis});
  }

  void load_packages(db::Write& tx) {
    std::vector<people::RoleRow> roles;
    std::vector<access::RoleGrant> grants;
    for (const auto& role : programmes::catalogue().roles) {
      roles.push_back({role.code, role.name, role.network});
      for (const auto& grant : role.grants) grants.push_back({role.code, grant.verb, grant.reach});
    }
    access::load_roles(tx, roles, grants);
    for (const auto* code : {"COSEMS-TO", "COSEMS-MA", "CONASEMS", "CONASS", "SES-TO"}) {
      const auto* known = programmes::find_organisation(programmes::catalogue(), code);
      const auto state = known->state == "TO" ? std::optional{tocantins} : known->state == "MA" ? std::optional{maranhao} : std::nullopt;
      organisations[code] = OrganisationId::make(noon, *chance);
      people::load_organisations(tx, {{organisations[code], code, known->name, code, known->kind, state}});
    }
  }

  PersonId person(const std::string& name, const std::string& role, const std::string& organisation, std::vector<PlaceId> where) {
    const auto id = PersonId::make(noon, *chance);
    write([&](db::Write& tx) {
      people::add_person(tx, {id, name, std::nullopt, std::nullopt}, noon);
      access::assign(tx, {AssignmentId::make(noon, *chance), id, role, organisations.at(organisation), std::nullopt, where, Day::of(2024, 1, 1), {}});
    });
    return id;
  }

  access::Actor as(PersonId who, Day day = today) const { return {who, {}, day, noon.plus_days(day - today)}; }
  ledger::OperationId operation() { return ledger::OperationId::make(noon, *chance); }

  // ---- actions ---------------------------------------------------------------------------------------------------------------

  actions::NewAction visit(std::vector<PlaceId> towns, Day day = today) {
    actions::NewAction in;
    in.id = ActionId::make(noon, *chance);
    in.operation = operation();
    in.content.type = "VIS";
    in.content.theme = "PLAN.PAS";
    in.content.started_at = instant_of(day, 9 * 60, capital_zone);
    in.content.title = "Conversa sobre a PAS";
    in.content.text = "Revisamos as metas da PAS com a equipe da secretaria.";
    for (const auto town : towns) in.content.places.push_back({town, actions::Presence::direct, std::nullopt});
    in.created_at = in.content.started_at;
    return in;
  }

  ActionId registered(PersonId who, const actions::NewAction& in) {
    return write([&](db::Write& tx) { return actions::register_action(tx, in, as(who)).id; });
  }
  ActionId registered(PersonId who, std::vector<PlaceId> towns, Day day = today) { return registered(who, visit(std::move(towns), day)); }

  // ---- follow-ups --------------------------------------------------------------------------------------------------------------

  NewFollowup agreed(const std::string& text, PersonId with, std::optional<Day> due = Day::of(2025, 5, 9)) {
    NewFollowup in;
    in.id = FollowupId::make(noon, *chance);
    in.operation = operation();
    in.text = text;
    in.kind = "ORIENTAR";
    in.priority = "NORMAL";
    in.responsible.person = with;
    in.due_on = due;
    return in;
  }

  FollowupView created(PersonId who, const NewFollowup& in, Day day = today) {
    return write([&](db::Write& tx) { return create(tx, in, as(who, day)); });
  }

  FollowupDeed deed(const FollowupRow& of, const std::string& text = "", std::optional<Day> due = {}) {
    return {operation(), of.revision, text, due, {}};
  }

  using Verb = FollowupView (*)(db::Write&, FollowupId, const FollowupDeed&, const access::Actor&);
  FollowupView did(PersonId who, Verb verb, const FollowupRow& of, const std::string& text = "", std::optional<Day> due = {}) {
    const auto in = deed(of, text, due);
    return write([&](db::Write& tx) { return verb(tx, of.id, in, as(who)); });
  }

  FollowupView seen(PersonId who, FollowupId id) {
    return read([&](db::Read& tx) { return view(tx, id, as(who)); });
  }

  FollowupPage listed(PersonId who, const FollowupFilter& filter, Day day = today) {
    return read([&](db::Read& tx) { return list(tx, filter, as(who, day)); });
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

  std::unique_ptr<Chance> chance = seeded_chance(6);
  std::map<std::string, OrganisationId> organisations;
  std::unique_ptr<db::Store> store;
  PersonId helena, cicero, raimundo, sandra, ivo, nadia, bruno, marta;
};

}  // namespace teia::followups
