// SPDX-License-Identifier: Apache-2.0
#include "demo/cast.hpp"

namespace teia::demo {

namespace {

struct Role {
  const char* name;
  const char* email;
  const char* role;
  const char* organisation;
  std::vector<const char*> places;  ///< names of regions or municipalities of Tocantins
  const char* what;                 ///< "" does not sign in from the list
};

const std::vector<Role>& roles() {
  static const std::vector<Role> all{
      {"Helena Barros", "helena", "apoiador", "COSEMS-TO", {"Bico do Papagaio"}, "apoiadora no Bico do Papagaio"},
      {"Cícero Antunes", "cicero", "apoiador", "COSEMS-TO", {"Médio Norte Araguaia"}, "apoiador no Médio Norte Araguaia"},
      {"Davi Pacheco", "davi", "apoiador", "COSEMS-TO", {"Cerrado Tocantins Araguaia", "Capim Dourado"}, ""},
      {"Jussara Lemos", "jussara", "apoiador", "COSEMS-TO", {"Cantão", "Ilha do Bananal"}, ""},
      {"Noemi Prado", "noemi", "apoiador", "COSEMS-TO", {"Amor Perfeito", "Sudeste"}, ""},
      {"Raimundo Sales", "raimundo", "coordenador", "COSEMS-TO", {"Tocantins"}, "coordenador do apoio no Tocantins"},
      {"Ivone Teles", "ivone", "facilitador", "COSEMS-TO", {"Tocantins"}, ""},
      {"Sônia Vilela", "sonia", "secretario-executivo", "COSEMS-TO", {"Tocantins"}, "secretária-executiva do COSEMS-TO"},
      {"Marta Queiroz", "marta", "gestor-municipal", "COSEMS-TO", {"Augustinópolis"}, "secretária de saúde de Augustinópolis"},
      {"Otávio Reis", "otavio", "conasems-nacional", "CONASEMS", {}, "coordenação nacional da Rede"},
      {"Lúcia Amaral", "lucia", "bp-equipe", "BP", {}, ""},
      {"Rita Coelho", "rita", "apoiador", "COSEMS-MA", {}, "apoiadora no Maranhão (não vê o Tocantins)"},
      {"Fábio Nery", "fabio", "conass-consultor", "CONASS", {}, ""},
      {"Celina Dourado", "celina", "ses-equipe", "SES-TO", {"Tocantins"}, ""},
      {"Administração da Teia", "admin", "administrador", "CONASEMS", {}, "administração"}};
  return all;
}

std::string email_of(const Role& role) { return std::string{role.email} + "@exemplo.org.br"; }

PlaceId place_named(db::Read& tx, const std::string& name) {
  for (const auto level : {places::Level::region, places::Level::municipality, places::Level::state}) {
    for (const auto& place : places::list(tx, level, PlaceId{17}, Day::of(2025, 1, 1))) {
      if (place.name == name) return place.id;
    }
  }
  if (name == "Tocantins") return PlaceId{17};
  throw std::logic_error("the territory has no " + name);
}

void appear(db::Write& tx, const Role& role, Cast& cast, const std::string& hash, Chance& chance, Instant now) {
  const auto id = PersonId::make(now, chance);
  people::add_person(tx, {id, role.name, email_of(role), std::nullopt}, now);
  std::vector<PlaceId> territory;
  for (const auto* name : role.places) territory.push_back(place_named(tx, name));
  const auto institution = people::organisation_by_code(tx, role.organisation);
  if (!institution) throw std::logic_error(std::string{"no organisation "} + role.organisation);
  const bool of_project = std::string_view{role.organisation} == "CONASEMS" || std::string_view{role.organisation} == "BP";
  const auto project = of_project ? std::optional<std::string>{"rede-conasems-cosems"} : std::nullopt;  // whose sums they read
  access::assign(tx, {AssignmentId::make(now, chance), id, role.role, institution->id, project, territory, Day::of(2024, 1, 8), std::nullopt});
  access::set_password_hash(tx, id, email_of(role), hash, now);
  cast.by_name[role.name] = id;
  if (*role.what) cast.logins.push_back({email_of(role), role.name, role.what});
}

}  // namespace

PersonId Cast::supporter_of(const std::string& region, Day day) const {
  const bool on_leave = day >= Day::of(2025, 3, 10) && day <= Day::of(2025, 4, 8);
  if (region == "Bico do Papagaio") return by_name.at(on_leave ? "Cícero Antunes" : "Helena Barros");
  for (const auto& role : roles()) {
    for (const auto* place : role.places) {
      if (region == place) return by_name.at(role.name);
    }
  }
  throw std::logic_error("nobody supports " + region);
}

Cast assemble(db::Store& store, Chance& chance, Instant now) {
  Cast cast;
  const auto hash = crypto::hash_password(password);
  store.write([&](db::Write& tx) {
    for (const auto& role : roles()) appear(tx, role, cast, hash, chance, now);
    const auto assignment = people::assignments_of(tx, cast.by_name.at("Helena Barros")).front();
    access::cover_leave(tx, assignment.id, Day::of(2025, 3, 10), Day::of(2025, 4, 8), cast.by_name.at("Cícero Antunes"),
                        AssignmentId::make(now, chance), Uuid::make(now, chance));
    access::mark_demo(tx);
  });
  cast.coordinator = cast.by_name.at("Raimundo Sales");
  return cast;
}

}  // namespace teia::demo
