// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <future>

#include "access/access.hpp"
#include "base/http/dispatch.hpp"
#include "support/engines.hpp"

/// A small country for the tests of this folder: two states, six towns, four institutions, the roles that matter; and a caller
/// that goes through guard and routes as a browser does.
namespace teia::access {

inline constexpr PlaceId tocantins{17}, bahia{29}, bico{17001}, jalapao{17002}, salvador_region{29001};
inline constexpr PlaceId palmas{1700001}, araguatins{1700002}, ponte_alta{1700003}, mateiros{1700004}, salvador{2900001};
inline const Day today = Day::of(2025, 5, 5);
inline const Instant noon = instant_of(today, 12 * 60, capital_zone);
inline const Day long_ago = Day::of(2020, 1, 1);

inline constexpr std::string_view small_country = R"(
  insert into place (id, level, name, sigla, state_id, in_network) values
    (17, 'estado', 'Tocantins', 'TO', 17, true), (29, 'estado', 'Bahia', 'BA', 29, true),
    (17001, 'regiao', 'Bico do Papagaio', '', 17, true), (17002, 'regiao', 'Jalapão', '', 17, true),
    (29001, 'regiao', 'Salvador', '', 29, true),
    (1700001, 'municipio', 'Palmas', '', 17, true), (1700002, 'municipio', 'Araguatins', '', 17, true),
    (1700003, 'municipio', 'Ponte Alta', '', 17, true), (1700004, 'municipio', 'Mateiros', '', 17, true),
    (2900001, 'municipio', 'Salvador', '', 29, true);
  insert into place_edge (child_id, relation, valid_from, valid_to, parent_id, note) values
    (1700001, 'regiao', '0001-01-01', '9999-12-31', 17001, ''), (1700002, 'regiao', '0001-01-01', '9999-12-31', 17001, ''),
    (1700003, 'regiao', '0001-01-01', '2025-02-28', 17001, ''), (1700003, 'regiao', '2025-03-01', '9999-12-31', 17002, 'CIB'),
    (1700004, 'regiao', '0001-01-01', '9999-12-31', 17002, ''), (2900001, 'regiao', '0001-01-01', '9999-12-31', 29001, '');
)";

inline std::vector<people::RoleRow> small_roles() {
  return {{"apoiador", "Apoiador(a)", "rede"},        {"coordenador", "Coordenador(a)", "rede"}, {"secretario", "Secretário(a)-executivo(a)", "rede"},
          {"gestor", "Gestor(a) municipal", "rede"},  {"nacional", "CONASEMS", "rede"},          {"ministerio", "Ministério", "rede"},
          {"ses", "Equipe da SES", "pases"},          {"administrador", "Administração", "teia"}};
}

inline std::vector<RoleGrant> small_grants() {
  std::vector<RoleGrant> all;
  const auto add = [&](const char* role, const char* reach, std::initializer_list<const char*> verbs) {
    for (const auto* verb : verbs) all.push_back({role, verb, reach});
  };
  add("apoiador", "institution", {"action.read", "action.read-analysis", "people.read", "aggregate.read"});
  add("apoiador", "own", {"action.write"});
  add("coordenador", "institution",
      {"action.read", "action.read-analysis", "action.validate", "people.read", "people.manage", "assignment.manage"});
  add("coordenador", "own", {"action.write"});
  add("secretario", "institution", {"action.read", "people.read"});
  add("gestor", "place", {"action.read-agreed", "aggregate.read"});
  add("nacional", "network", {"action.read"});
  add("nacional", "project", {"people.read", "aggregate.read"});
  add("ministerio", "project", {"aggregate.read"});
  add("ses", "institution", {"action.read"});
  add("ses", "network", {"action.read"});
  add("administrador", "everything", {"people.read", "people.manage", "assignment.manage", "aggregate.read", "view-as"});
  return all;
}

/// Runs on both engines: the country, the institutions, the roles are there; people come as the test names them.
class SmallWorld : public test::OnBothEngines {
 protected:
  SmallWorld() : OnBothEngines(test::Schema::migrated) {}

  template <class F>
  auto write(F&& f) { return store->write(f); }
  template <class F>
  auto read(F&& f) { return store->read(f); }

  void prepare() override {
    database().connect()->script(small_country);
    store = std::make_unique<db::Store>(db::Options{.url = url()});
    write([&](db::Write& tx) {
      for (const auto& [code, state] : std::initializer_list<std::pair<const char*, std::optional<PlaceId>>>{
               {"COSEMS-TO", tocantins}, {"COSEMS-BA", bahia}, {"SES-TO", tocantins}, {"CONASEMS", std::nullopt}}) {
        organisations[code] = OrganisationId::make(noon, *chance);
        people::load_organisations(tx, {{organisations[code], code, code, code, "X", state}});
      }
      load_roles(tx, small_roles(), small_grants());
    });
  }

  PersonId person(const std::string& name) {
    const auto id = PersonId::make(noon, *chance);
    write([&](db::Write& tx) { people::add_person(tx, {id, name, name + "@teia.org", "63 9"}, noon); });
    return id;
  }

  AssignmentId function(PersonId who, const char* role, const char* organisation, std::vector<PlaceId> where = {},
                        std::optional<std::string> project = "rede", Day from = long_ago, std::optional<Day> to = {}) {
    const auto id = AssignmentId::make(noon, *chance);
    write([&](db::Write& tx) { assign(tx, {id, who, role, organisations.at(organisation), project, where, from, to}); });
    return id;
  }

  AtomId atom(Part part, const char* owner, std::string network = "", std::optional<PlaceId> place = {}) {
    return write([&](db::Write& tx) { return atom_for(tx, {part, {organisations.at(owner)}, network, "rede", place}); });
  }

  bool may(PersonId who, Verb verb, AtomId what, Day day = today) {
    return read([&](db::Read& tx) { return holds(tx, who, verb, what, day); });
  }

  // ---- through guard and routes ----------------------------------------------------------------------------------------------

  struct Browser {
    std::string cookie, csrf, bearer;
    std::string peer = "10.0.0.1";
  };
  struct Answer {
    int status = 0;
    std::string code;  ///< of a problem
    json::Value body;
    std::string cookie;  ///< the Set-Cookie line
    const json::Value& operator[](std::string_view name) const {
      static const json::Value none;
      const auto* found = body.find(name);
      return found ? *found : none;
    }
    std::string text(std::string_view name) const {
      const auto* is = std::get_if<std::string>(&(*this)[name].is);
      return is ? *is : "";
    }
    std::size_t size() const { return std::get<json::Array>(body.is).size(); }
  };

  Answer ask(const Browser& browser, http::Method method, const std::string& path, const std::string& body = "", http::Pairs query = {}) {
    auto request = std::make_shared<http::Request>();
    request->method = method, request->path = path, request->body = body, request->query = std::move(query), request->peer = browser.peer;
    if (!browser.cookie.empty()) request->headers.emplace_back("cookie", "teia_session=" + browser.cookie);
    if (!browser.csrf.empty()) request->headers.emplace_back("x-csrf-token", browser.csrf);
    if (!browser.bearer.empty()) request->headers.emplace_back("authorization", "Bearer " + browser.bearer);
    std::promise<http::Response> promise;
    dispatcher().handle(request, [&](http::Response response) { promise.set_value(std::move(response)); });
    auto response = promise.get_future().get();

    Answer answer{response.status, "", {}, ""};
    const auto& text = std::get<std::string>(response.body);
    if (!text.empty()) answer.body = json::parse(text);
    answer.code = answer.text("code");
    for (const auto& [name, value] : response.headers) {
      if (name == "Set-Cookie") answer.cookie = value;
    }
    return answer;
  }

  static constexpr const char* password = "seis palavras bem ditas";

  void account(PersonId who, const std::string& login) {
    static const std::string hash = crypto::hash_password(password);
    write([&](db::Write& tx) { set_password_hash(tx, who, login, hash, noon); });
  }

  Browser signed_in_as(const std::string& login) {
    Browser browser;
    const auto answer = ask(browser, http::Method::post, "/v1/session", sign_in(login, password));
    EXPECT_EQ(answer.status, 200);
    return entered(answer);
  }
  static Browser entered(const Answer& answer) {
    Browser browser;
    browser.csrf = answer.text("csrf");
    browser.cookie = answer.cookie.substr(answer.cookie.find('=') + 1);
    browser.cookie.resize(browser.cookie.find(';'));
    return browser;
  }
  static std::string sign_in(const std::string& login, const std::string& with) {
    return R"({"login":")" + login + R"(","password":")" + with + R"("})";
  }

  const http::Dispatcher& dispatcher() {
    if (!dispatcher_) {
      const auto inline_pool = [](const std::function<void()>& f) { return f(), true; };
      dispatcher_ = std::make_unique<http::Dispatcher>(http::Dispatcher::Parts{*store, clock, *chance, guard, inline_pool}, routes);
    }
    return *dispatcher_;
  }

  std::unique_ptr<Chance> chance = seeded_chance(4);
  SetClock clock{noon};
  std::map<std::string, OrganisationId> organisations;
  std::unique_ptr<db::Store> store;

 private:
  std::unique_ptr<http::Dispatcher> dispatcher_;
};

}  // namespace teia::access
