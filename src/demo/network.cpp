// SPDX-License-Identifier: Apache-2.0
#include "demo/network.hpp"

#include <array>

#include "demo/names.hpp"

namespace teia::demo {

namespace {

/// Supporters of each state, summing to 174: two each, the rest by half a share of the towns and half a share of the regions.
struct Team {
  std::int64_t state;
  std::size_t supporters;
};
constexpr std::array teams{Team{11, 4},  Team{12, 3}, Team{13, 4}, Team{14, 2}, Team{15, 5}, Team{16, 3},  Team{17, 5}, Team{21, 7}, Team{22, 6},
                           Team{23, 7},  Team{24, 5}, Team{25, 7}, Team{26, 6}, Team{27, 4}, Team{28, 4},  Team{29, 10}, Team{31, 23}, Team{32, 3},
                           Team{33, 4},  Team{35, 18}, Team{41, 9}, Team{42, 7}, Team{43, 12}, Team{50, 3}, Team{51, 6}, Team{52, 7}};
constexpr std::int64_t without_coordinator = 35;  ///< São Paulo: two of its supporters validate each other's team, so that 25 coordinate

static_assert([] {
  std::size_t all = 0;
  for (const auto& team : teams) all += team.supporters;
  return all == 174 && teams.size() == 26;
}());

class Gathering {
 public:
  Gathering(db::Write& tx, Dice& dice, Day since, Instant now, const std::string& hash)
      : tx_(tx), dice_(dice), since_(since), now_(now), hash_(hash) {}

  Network all() {
    for (const auto& team : teams) state_team(team);
    for (int i = 1; i <= 20; ++i) person("nacional" + std::to_string(i), "conasems-nacional", "CONASEMS", {}, "");
    for (int i = 1; i <= 30; ++i) person("bp" + std::to_string(i), "bp-equipe", "BP", {}, "");
    for (int i = 1; i <= 25; ++i) person("conass" + std::to_string(i), "conass-consultor", "CONASS", {}, "");
    login("nacional1", "coordenação nacional da Rede");
    person("admin", "administrador", "CONASEMS", {}, "administração");
    access::mark_demo(tx_);
    return std::move(network_);
  }

 private:
  static std::string address(const std::string& local) { return local + "@exemplo.org.br"; }

  void login(const std::string& local, const std::string& what) { network_.logins.push_back({address(local), names_.at(local), what}); }

  /// `what` makes it a login that the program shows.
  PersonId person(const std::string& local, const char* role, const std::string& organisation, const std::vector<PlaceId>& territory,
                  const std::string& what) {
    const auto id = PersonId::make(now_, dice_.chance());
    const auto name = invented_name(dice_);
    people::add_person(tx_, {id, name, address(local), std::nullopt}, now_);
    assign(id, role, organisation, territory);
    access::set_password_hash(tx_, id, address(local), hash_, now_);
    names_[local] = name;
    if (!what.empty()) login(local, what);
    return id;
  }

  void assign(PersonId id, const char* role, const std::string& organisation, const std::vector<PlaceId>& territory) {
    const auto institution = people::organisation_by_code(tx_, organisation);
    if (!institution) throw std::logic_error("no organisation " + organisation);
    const bool of_project = organisation == "CONASEMS" || organisation == "BP";
    const auto project = of_project ? std::optional<std::string>{"rede-conasems-cosems"} : std::nullopt;  // whose sums they read
    access::assign(tx_, {AssignmentId::make(now_, dice_.chance()), id, role, institution->id, project, territory, since_, std::nullopt});
  }

  void state_team(const Team& team) {
    const auto place = places::require(tx_, PlaceId{team.state});
    State state{place.id, place.state, places::zone_of(tx_, place.id), {}};
    std::string local = state.sigla;
    for (auto& letter : local) letter = static_cast<char>(letter | 0x20);
    const auto cosems = "COSEMS-" + state.sigla;
    const auto first = network_.supporters.size();
    supporters(team, state, local, cosems);
    if (team.state == without_coordinator) {
      for (std::size_t i = first; i < first + 2; ++i) {
        assign(network_.supporters[i].person, "coordenador", cosems, {state.id});
        state.validators.push_back(network_.supporters[i].person);
      }
    } else {
      state.validators.push_back(person("coordenacao." + local, "coordenador", cosems, {state.id}, ""));
    }
    person("facilitacao." + local, "facilitador", cosems, {state.id}, "");
    person("executiva." + local, "secretario-executivo", cosems, {state.id}, "");
    for (int i = 1; i <= 9; ++i) person("diretoria" + std::to_string(i) + "." + local, "diretoria", cosems, {state.id}, "");
    for (int i = 1; i <= 6; ++i) person("assessoria" + std::to_string(i) + "." + local, "assessoria", cosems, {state.id}, "");
    managers(state, cosems);
    if (state.sigla == "TO") {
      login("apoio1.to", "apoio no Tocantins");
      login("coordenacao.to", "coordenação do apoio no Tocantins");
      login("executiva.to", "secretaria-executiva do COSEMS-TO");
      login("gestao.1702554", "secretaria de saúde de Augustinópolis");
    }
    if (state.sigla == "MG") login("coordenacao.mg", "coordenação do apoio em Minas Gerais, o maior estado");
    network_.states.emplace(state.id, std::move(state));
  }

  /// The state's regions are dealt out in turn.
  void supporters(const Team& team, const State& state, const std::string& local, const std::string& cosems) {
    const auto first = network_.regions.size();
    for (const auto& region : places::list(tx_, places::Level::region, state.id, since_)) {
      auto towns = places::municipalities_of(tx_, region.id, since_);
      dice_.shuffle(towns);
      network_.regions.push_back({region.id, region.name, std::move(towns)});
    }
    for (std::size_t i = 0; i < team.supporters; ++i) {
      Supporter supporter;
      std::vector<PlaceId> territory;
      for (std::size_t region = first + i; region < network_.regions.size(); region += team.supporters) {
        supporter.regions.push_back(region);
        territory.push_back(network_.regions[region].id);
      }
      supporter.person = person("apoio" + std::to_string(i + 1) + "." + local, "apoiador", cosems, territory, "");
      supporter.device = ledger::DeviceId::make(now_, dice_.chance());
      supporter.state = state.id;
      network_.supporters.push_back(supporter);
    }
  }

  void managers(const State& state, const std::string& cosems) {
    for (const auto& town : places::list(tx_, places::Level::municipality, state.id, since_)) {
      if (!places::page(tx_, town.id, since_).in_network) continue;
      person("gestao." + std::to_string(town.id.value), "gestor-municipal", cosems, {town.id}, "");
    }
  }

  db::Write& tx_;
  Dice& dice_;
  Day since_;
  Instant now_;
  const std::string& hash_;
  Network network_;
  std::map<std::string, std::string> names_;
};

}  // namespace

Network gather(db::Store& store, Dice& dice, Day since, Instant now) {
  const auto hash = crypto::hash_password(password);
  return store.write([&](db::Write& tx) { return Gathering{tx, dice, since, now, hash}.all(); });
}

}  // namespace teia::demo
