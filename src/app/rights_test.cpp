// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>

#include "actions/actions.hpp"
#include "app/test_program.hpp"
#include "demo/cast.hpp"
#include "followups/followups.hpp"

/// Walks every route of the program as every role, inside and outside its territory. Two rules hold whatever the table says; the
/// whole answer is docs/rights.txt, so that a change of anybody's rights is seen in review. TEIA_REMAKE=1 writes it again.
namespace teia::app::test {
namespace {

const std::vector<std::string> who{"-", "helena", "raimundo", "ivone", "sonia", "marta", "otavio", "lucia", "fabio", "celina", "rita", "admin"};

/// What a pattern's {id} stands for, inside Tocantins and outside it.
struct Things {
  std::string action, followup, person, assignment, place;
};

class Walk {
 public:
  explicit Walk(db::Engine engine) : program_(engine) {
    cast_ = demo::assemble(program_.system().store(), *chance_, demo::story_now().plus_days(-480));
    inside_ = things("Helena Barros", PlaceId{1702554}, *chance_);
    outside_ = things("Rita Coelho", PlaceId{2105302}, *chance_);
  }

  std::string table() {
    std::vector<std::string> lines;
    for (const auto& route : program_.dispatcher().routes()) lines.push_back(line(route));
    std::sort(lines.begin(), lines.end());
    std::string out = "Status of every route for every role, inside and outside Tocantins (422: allowed, the empty body is not).\n";
    out += fmt::format("{:<60}", "");
    for (const auto& name : who) out += fmt::format("{:<9}", name == "-" ? "stranger" : name);
    for (const auto& one : lines) out += "\n" + one;
    return out + "\n\n" + tokens();
  }

  std::vector<std::string> faults;

 private:
  /// For each reading route the verbs of which one alone, in an API token, lets it in.
  std::string tokens() {
    const std::vector<std::pair<std::string, std::vector<std::string>>> makers{
        {"raimundo", {"action.read", "action.read-analysis", "action.write", "action.validate", "followup.write", "followup.answer",
                      "people.read", "people.manage", "assignment.manage", "aggregate.read", "import.run", "export.run"}},
        {"marta", {"action.read-agreed"}},
        {"admin", {"place.manage", "view-as", "system.manage"}}};
    std::map<std::string, std::string> opened;
    for (const auto& [name, verbs] : makers) {
      for (const auto& verb : verbs) {
        const auto token = new_token(name, verb);
        for (const auto& route : program_.dispatcher().routes()) {
          if (route.method != http::Method::get || route.right.name() == http::Right::anyone().name()) continue;
          http::Request request;
          request.path = target(route.pattern, inside_);
          request.headers = {{"authorization", "Bearer " + token}};
          const auto status = program_.ask(std::move(request)).status;
          auto& line = opened[std::string{route.pattern}];
          if (status != 401 && status != 403) line += " " + verb;
        }
      }
    }
    std::string out = "What an API token of one verb alone reads: the route, the verbs.\n";
    for (const auto& [pattern, verbs] : opened) out += fmt::format("{:<52}{}\n", pattern, verbs.empty() ? " -" : verbs);
    return out;
  }

  std::string new_token(const std::string& name, const std::string& verb) {
    const Browser browser{program_, name + "@exemplo.org.br"};
    const auto body = fmt::format(R"({{"id":"{}","name":"Volta","verbs":["{}"],"expires_on":"2025-12-31"}})",
                                  Uuid::make(demo::story_now(), *chance_).text(), verb);
    const auto reply = browser.ask(http::Method::post, "/v1/tokens", body);
    return std::get<std::string>(json::parse(std::get<std::string>(reply.body)).find("token")->is);
  }

  Things things(const std::string& author, PlaceId place, Chance& chance) {
    const auto person = cast_.by_name.at(author);
    const auto now = demo::story_now();
    const access::Actor actor{person, {}, local_day(now, capital_zone), now};
    return program_.system().store().write([&](db::Write& tx) {
      actions::NewAction action;
      action.id = ActionId::make(now, chance);
      action.operation = ledger::OperationId::make(now, chance);
      action.created_at = now;
      action.content.type = "VIS";
      action.content.started_at = now.plus_days(-1);
      action.content.places = {{place, actions::Presence::direct, std::nullopt}};
      action.content.theme = "PLAN.PAS";
      action.content.text = "Uma visita para a volta pelas rotas.";
      actions::register_action(tx, action, actor);
      followups::NewFollowup followup;
      followup.id = FollowupId::make(now, chance);
      followup.operation = ledger::OperationId::make(now, chance);
      followup.action = action.id;
      followup.text = "Um encaminhamento para a volta.";
      followup.kind = "ORIENTAR";
      followup.responsible.person = person;
      followup.priority = "NORMAL";
      followups::create(tx, followup, actor);
      return Things{action.id.text(), followup.id.text(), person.text(), people::assignments_of(tx, person).front().id.text(),
                    std::to_string(place.value)};
    });
  }

  static std::string target(std::string_view pattern, const Things& things) {
    std::string path{pattern};
    const auto put = [&](const char* hole, const std::string& value) {
      if (const auto at = path.find(hole); at != std::string::npos) path.replace(at, std::string_view{hole}.size(), value);
    };
    if (path.starts_with("/v1/actions")) put("{id}", things.action);
    if (path.starts_with("/v1/followups")) put("{id}", things.followup);
    if (path.starts_with("/v1/people")) put("{id}", things.person);
    if (path.starts_with("/v1/assignments")) put("{id}", things.assignment);
    if (path.starts_with("/v1/places")) put("{id}", things.place);
    put("{id}", "01890a5d-ac96-774b-bcce-b302099a8057");
    put("{code}", "rede-conasems-cosems");
    put("{revision}", "1");
    put("{token}", "nenhum");
    put("{hash}", "00");
    return path;
  }

  int status(const http::Route& route, const std::string& name, const Things& things) {
    auto& browser = browsers_[name];
    if (!browser) browser = std::make_unique<Browser>(program_, name == "-" ? "" : name + "@exemplo.org.br");
    const auto body = route.method == http::Method::get || route.method == http::Method::del ? "" : "{}";
    const auto status = browser->ask(route.method, target(route.pattern, things), body).status;
    if (route.pattern.starts_with("/v1/session")) browser.reset();  // it may have ended: sign in again for the next
    return status;
  }

  std::string line(const http::Route& route) {
    auto out = fmt::format("{:<52} {:<7}", route.pattern, word_of(route.method));
    for (const auto& name : who) {
      const int here = status(route, name, inside_), there = status(route, name, outside_);
      out += fmt::format("{:<9}", here == there ? std::to_string(here) : fmt::format("{}/{}", here, there));
      const bool anyone = route.right.name() == http::Right::anyone().name();
      if (name == "-" && !anyone && here != 401) faults.push_back(out + ": a stranger is let in");
      if (name == "rita" && here < 400 && there >= 400) faults.push_back(out + ": another state sees more than its own");
    }
    return out.substr(0, out.find_last_not_of(' ') + 1);
  }

  Program program_;
  std::unique_ptr<Chance> chance_ = seeded_chance(1);
  std::map<std::string, std::unique_ptr<Browser>> browsers_;
  demo::Cast cast_;
  Things inside_, outside_;
};

TEST(Rights, EveryRouteIsWalkedAsEveryRoleInsideAndOutside) {
  Walk walk{db::Engine::sqlite};
  const auto table = walk.table();
  for (const auto& fault : walk.faults) ADD_FAILURE() << fault;
  const auto path = TEIA_SOURCE_DIR "/docs/rights.txt";
  if (std::getenv("TEIA_REMAKE")) std::ofstream{path} << table;
  EXPECT_EQ(teia::test::content(path), table) << "docs/rights.txt is not what the program does; look at the difference, then TEIA_REMAKE=1";
}

}  // namespace
}  // namespace teia::app::test
