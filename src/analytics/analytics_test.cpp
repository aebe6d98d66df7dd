// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "actions/facts.hpp"
#include "actions/figures.hpp"
#include "actions/test_world.hpp"
#include "analytics/analytics.hpp"
#include "followups/facts.hpp"
#include "support/statements.hpp"

namespace teia::analytics {
namespace {

using actions::noon;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

constexpr PlaceId augustinopolis{1702554}, ananas{1701002}, palmas{1721000}, bico{17002}, tocantins{17};

class Analytics : public actions::Desks {
 protected:
  void prepare() override {
    Desks::prepare();
    model = std::make_unique<ReadModel>(Model{"", {}, {&actions::action_facts, &followups::followup_facts}});
  }

  static Question of(std::string measure, std::vector<std::string> by = {}) {
    Question question;
    question.measures = {std::move(measure)};
    question.by = std::move(by);
    question.period = "2025-QD1";
    return question;
  }
  Answer asked(const Question& question, const access::Actor& who) {
    return store->read([&](db::Read& tx) { return ask(*model, tx, question, who); });
  }
  std::optional<double> total(const std::string& measure) { return asked(of(measure), raimundo).total.values.at(0); }
  std::map<std::string, double> opened(const Question& question, const access::Actor& who) {
    std::map<std::string, double> out;
    for (const auto& row : asked(question, who).rows) {
      std::string key;
      for (const auto& part : row.key) key += (key.empty() ? "" : " ") + part;
      out[key] = *row.values.at(0);
    }
    return out;
  }

  ActionId visited(const access::Actor& who, PlaceId town, Day day, const std::string& text) {
    auto in = visit(town, text);
    in.content.started_at = instant_of(day, 9 * 60, "America/Araguaina");
    return registered(who, in);
  }
  void validated(ActionId id, std::int64_t revision = 1) {
    store->write([&](db::Write& tx) { return actions::validate(tx, id, {operation(), revision}, raimundo); });
  }

  std::unique_ptr<ReadModel> model;
};
ON_BOTH_ENGINES(Analytics);

TEST_P(Analytics, EveryStatementFitsItsTypes) {
  EXPECT_THAT(test::check_every_statement(GetParam(), test::migrations(GetParam())), IsEmpty());
}

TEST_P(Analytics, CountsWhatWasJustWritten) {
  EXPECT_EQ(total("count(actions)"), 0);
  const auto first = visited(helena, augustinopolis, Day::of(2025, 3, 10), "Revisamos as metas da programação.");
  visited(cicero, ananas, Day::of(2025, 4, 2), "Conversa sobre a escala da equipe.");
  EXPECT_EQ(total("count(actions)"), 2);
  EXPECT_EQ(total("count(actions where state = \"validada\")"), 0);
  validated(first);
  EXPECT_EQ(total("count(actions where state = \"validada\")"), 1);
  EXPECT_EQ(total("count(actions)"), 2);
  EXPECT_EQ(total("distinct(places.place where contact)"), 2);
}

TEST_P(Analytics, OpensByTimeAndPlace) {
  visited(helena, augustinopolis, Day::of(2025, 3, 10), "Revisamos as metas da programação.");
  visited(helena, augustinopolis, Day::of(2025, 3, 31), "Voltamos às metas da programação.");
  visited(cicero, palmas, Day::of(2025, 4, 2), "Conversa sobre a escala da equipe.");
  EXPECT_THAT(opened(of("count(actions)", {"month"}), raimundo), ElementsAre(Pair("2025-03", 2), Pair("2025-04", 1)));
  EXPECT_THAT(opened(of("count(actions)", {"municipality"}), raimundo), ElementsAre(Pair("1702554", 2), Pair("1721000", 1)));
  EXPECT_THAT(opened(of("count(actions)", {"region", "month"}), raimundo), ElementsAre(Pair("17002 2025-03", 2), Pair("17006 2025-04", 1)));
  auto in_region = of("count(actions)");
  in_region.place = bico;
  EXPECT_EQ(asked(in_region, raimundo).total.values.at(0), 2);
  EXPECT_EQ(asked(of("count(actions)", {"region"}), raimundo).names.at(0).at("17002"), "Bico do Papagaio");
}

TEST_P(Analytics, AnActionOfManyTownsIsOneInEachRegionAndOneInAll) {
  auto in = visit(augustinopolis, "Oficina com três municípios da programação.");
  in.content.places = {{augustinopolis, actions::Presence::present, true}, {ananas, actions::Presence::present, false}, {palmas, actions::Presence::invited, {}}};
  in.content.minutes = 90;
  registered(helena, in);
  EXPECT_EQ(total("count(actions)"), 1);
  EXPECT_EQ(total("sum(actions.minutes)"), 90);
  EXPECT_EQ(total("distinct(places.place where contact)"), 2);
  EXPECT_EQ(total("distinct(places.place)"), 3);
  const auto by_region = opened(of("sum(actions.minutes)", {"region"}), raimundo);
  for (const auto& [region, minutes] : by_region) EXPECT_EQ(minutes, 90) << region;
  EXPECT_EQ(opened(of("count(actions)", {"uf"}), raimundo).at("17"), 1);
}

TEST_P(Analytics, StandsAsItWasKnownAtAnEarlierEntry) {
  const auto first = visited(helena, augustinopolis, Day::of(2025, 3, 10), "Revisamos as metas da programação.");
  asked(of("count(actions)"), raimundo);
  const auto then = model->heard();
  validated(first);
  visited(cicero, ananas, Day::of(2025, 4, 2), "Conversa sobre a escala da equipe.");
  auto question = of("count(actions)");
  question.measures.push_back("count(actions where state = \"validada\")");
  EXPECT_THAT(asked(question, raimundo).total.values, ElementsAre(2, 1));
  question.known_on = then;
  EXPECT_THAT(asked(question, raimundo).total.values, ElementsAre(1, 0));
  question.known_on = model->heard() + 1;
  EXPECT_EQ(refused([&] { asked(question, raimundo); }), "analytics.unknown-number");
  // Made again from the ledger it knows the past as well.
  store->read([&](db::Read& tx) { model->rebuild(tx); });
  question.known_on = then;
  EXPECT_THAT(asked(question, raimundo).total.values, ElementsAre(1, 0));
}

TEST_P(Analytics, CountsOnlyWhatTheReaderMayCount) {
  const auto neighbour = person("Ana Moura", "coordenador", "COSEMS-MA", PlaceId{21});
  const auto manager = person("Marta Lima", "gestor-municipal", "COSEMS-TO", augustinopolis);
  visited(helena, augustinopolis, Day::of(2025, 3, 10), "Revisamos as metas da programação.");
  visited(cicero, ananas, Day::of(2025, 4, 2), "Conversa sobre a escala da equipe.");
  EXPECT_EQ(asked(of("count(actions)"), raimundo).total.values.at(0), 2);
  EXPECT_EQ(asked(of("count(actions)"), neighbour).total.values.at(0), 0);
  const auto hers = asked(of("count(actions)"), manager);
  EXPECT_EQ(hers.total.values.at(0), 1);
  EXPECT_FALSE(hers.hides_small);  // one's own town is no small cell
  EXPECT_EQ(store->read([&](db::Read& tx) { return behind(*model, tx, of("count(actions)"), 10, raimundo); }).size(), 2U);
  EXPECT_THAT(store->read([&](db::Read& tx) { return behind(*model, tx, of("count(actions)"), 10, manager); }), IsEmpty());
}

TEST_P(Analytics, WhoMayOnlyReadSumsSeesNoSmallOnes) {
  access::Actor national;  // counts the whole project, reads only what is shown to the network
  national.person = PersonId::make(noon, *chance), national.today = actions::today, national.now = noon;
  store->write([&](db::Write& tx) {
    people::add_person(tx, {national.person, "Otávio Reis", std::nullopt, std::nullopt}, noon);
    access::assign(tx, {AssignmentId::make(noon, *chance), national.person, "conasems-nacional", people::organisation_by_code(tx, "CONASEMS")->id,
                        "rede-conasems-cosems", {places::brasil}, Day::of(2024, 1, 1), {}});
  });
  for (int day = 1; day <= 4; ++day) visited(helena, augustinopolis, Day::of(2025, 3, 10 + static_cast<unsigned>(day)), "Revisamos as metas da programação.");
  const auto few = asked(of("count(actions)"), national);
  EXPECT_FALSE(few.total.values.at(0));
  EXPECT_TRUE(few.hides_small);
  EXPECT_EQ(asked(of("count(actions)"), raimundo).total.values.at(0), 4) << "the team reads each of them";
  visited(helena, augustinopolis, Day::of(2025, 3, 20), "Revisamos as metas da programação.");
  EXPECT_EQ(asked(of("count(actions)"), national).total.values.at(0), 5);
  EXPECT_EQ(asked(of("count(actions where type = \"OFI\")"), national).total.values.at(0), 0) << "nothing is nothing";
  EXPECT_THAT(store->read([&](db::Read& tx) { return behind(*model, tx, of("count(actions)"), 10, national); }), IsEmpty());
}

TEST_P(Analytics, ItsFileIsTakenUpWhereItStoodAndThrownAwayWhenItDoesNotRead) {
  const test::Folder folder;
  const auto file = (folder.path() / "analytics.duckdb").string();
  const auto open = [&] { model = std::make_unique<ReadModel>(Model{file, {}, {&actions::action_facts, &followups::followup_facts}}); };
  open();
  visited(helena, augustinopolis, Day::of(2025, 3, 10), "Revisamos as metas da programação.");
  EXPECT_EQ(total("count(actions)"), 1);
  const auto stood = model->heard();
  model.reset(), open();
  EXPECT_EQ(total("count(actions)"), 1);
  EXPECT_EQ(model->heard(), stood);
  visited(cicero, ananas, Day::of(2025, 4, 2), "Conversa sobre a escala da equipe.");
  EXPECT_EQ(total("count(actions)"), 2);
  EXPECT_EQ(std::filesystem::status(file).permissions() & std::filesystem::perms::others_all, std::filesystem::perms::none);

  model.reset();
  std::ofstream{file, std::ios::trunc} << "not a database";
  open();
  EXPECT_EQ(total("count(actions)"), 2);
}

TEST_P(Analytics, AnotherEpochIsHeardFromItsBeginning) {
  visited(helena, augustinopolis, Day::of(2025, 3, 10), "Revisamos as metas da programação.");
  EXPECT_EQ(total("count(actions)"), 1);
  store->write([&](db::Write& tx) { ledger::open_epoch(tx, noon, *chance); });
  visited(cicero, ananas, Day::of(2025, 4, 2), "Conversa sobre a escala da equipe.");
  EXPECT_EQ(total("count(actions)"), 2);
}

TEST_P(Analytics, TheTerritoryIsCountedBesideTheRecords) {
  auto question = of("count(municipalities where network)");
  question.place = tocantins;
  EXPECT_EQ(asked(question, raimundo).total.values.at(0), 139);
  question.measures = {"count(municipalities where network) - distinct(places.place where contact last 60 days)"};
  visited(helena, augustinopolis, Day::of(2025, 4, 10), "Revisamos as metas da programação.");
  visited(helena, ananas, Day::of(2025, 1, 10), "Há mais de sessenta dias antes do fim.");
  EXPECT_EQ(asked(question, raimundo).total.values.at(0), 138);
  question.by = {"month"};
  EXPECT_THAT(opened(question, raimundo), ElementsAre(Pair("2025-01", 138), Pair("2025-02", 138), Pair("2025-03", 139), Pair("2025-04", 138)));
  EXPECT_EQ(total("distinct(assignments.person where role = \"apoiador\")"), 2);
}

TEST_P(Analytics, WhatIsAskedWronglyIsSaidWithItsPlace) {
  const auto why = [&](const std::string& measure) {
    try {
      total(measure);
      return std::string{"-"};
    } catch (const Problem& problem) {
      return problem.details.contains("at") ? problem.details.at("at") + ": " + problem.details.at("why") : problem.code;
    }
  };
  EXPECT_THAT(why("count(visits)"), HasSubstr("7: não há “visits”") );
  EXPECT_THAT(why("sum(actions.type)"), HasSubstr("não é um número"));
  EXPECT_THAT(why("count(actions where colour = \"x\")"), HasSubstr("não tem “colour”"));
  EXPECT_THAT(why("count(actions where state = 3)"), HasSubstr("este valor não serve"));
  EXPECT_THAT(why("count(actions) extra"), HasSubstr("sobra texto"));
  EXPECT_THAT(why("count(actions where state = \"a\"; drop table actions)"), HasSubstr("este sinal não tem lugar"));
  EXPECT_EQ(refused([&] { asked(of("count(actions)", {"author"}), raimundo); }), "analytics.unknown-dimension");
  EXPECT_EQ(refused([&] { asked(of("count(authors)", {"region"}), raimundo); }), "analytics.not-by-place");
  EXPECT_EQ(refused([&] { asked(of("count(actions)", {"month", "year"}), raimundo); }), "analytics.too-wide");
  auto never = of("count(actions)");
  never.period = "2025-13";
  EXPECT_EQ(refused([&] { asked(never, raimundo); }), "places.unknown-period");
}

}  // namespace
}  // namespace teia::analytics
