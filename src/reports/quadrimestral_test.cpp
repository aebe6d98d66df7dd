// SPDX-License-Identifier: Apache-2.0
#include "reports/quadrimestral.hpp"

#include <gmock/gmock.h>

#include "actions/test_world.hpp"
#include "reports/reports.hpp"
#include "support/statements.hpp"

namespace teia::reports {
namespace {

using actions::noon;
using actions::Presence;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr PlaceId augustinopolis{1702554}, ananas{1701002}, araguatins{1702208};

/// Two supporters and a coordinator of Tocantins, at noon of 5 May 2025.
class Quadrimestral : public actions::Desks {
 protected:
  QuadrimestralData gathered(const access::Actor& who, const std::string& state = "TO") {
    return store->read([&](db::Read& tx) { return gather(tx, council_of(tx, state), quadrimestre("2025-QD1", who.today), who); });
  }
  std::string made(const access::Actor& who, const std::string& state, const std::string& period = "2025-QD1") {
    return store->read([&](db::Read& tx) { return quadrimestral(tx, {state, period}, "https://teia.exemplo.org.br", who); });
  }
  std::string made_for_server(const std::string& state, Instant now = noon) {
    return store->read([&](db::Read& tx) { return quadrimestral(tx, {state, "2025-QD1"}, "", now); });
  }
  ActionId meeting(const std::string& title, std::vector<actions::ActionPlace> places) {
    auto in = visit(ananas, "Participei da reunião da comissão regional.");
    in.content.type = "REU_CIR";
    in.content.space = "CIR";
    in.content.title = title;
    in.content.places = std::move(places);
    return registered(helena, in);
  }
  void agreed(ActionId action, std::optional<Day> due) {
    followups::NewFollowup in;
    in.id = FollowupId::make(noon, *chance);
    in.operation = operation();
    in.action = action;
    in.text = "Enviar a nota técnica à região.";
    in.kind = "NOTA";
    in.priority = "NORMAL";
    in.responsible.person = helena.person;
    in.due_on = due;
    store->write([&](db::Write& tx) { followups::create(tx, in, helena); });
  }
};
ON_BOTH_ENGINES(Quadrimestral);

TEST_P(Quadrimestral, CountsWhatIsRegisteredAndWhatIsValidatedSideBySide) {
  auto in = visit(augustinopolis, "Revisamos as metas da programação.");
  in.content.results = {"DUVIDA"};
  const auto first = registered(helena, in);
  store->write([&](db::Write& tx) { actions::validate(tx, first, {operation(), 1}, raimundo); });
  registered(cicero, visit(ananas, "Conversa sobre a escala da equipe."));
  const auto data = gathered(raimundo);
  EXPECT_EQ(data.registered, 2);
  EXPECT_EQ(data.validated, 1);
  EXPECT_EQ(data.waiting, 1);
  ASSERT_THAT(data.by_month, SizeIs(4));
  EXPECT_EQ(data.by_month[3].registered, 2);
  EXPECT_EQ(data.by_month[3].validated, 1);
  ASSERT_THAT(data.results, SizeIs(1));
  EXPECT_EQ(data.results[0].validated, 1);
  EXPECT_EQ(data.with_contact, 2);
  EXPECT_EQ(data.municipalities, 139);
  EXPECT_THAT(data.regions, SizeIs(8));
  ASSERT_THAT(data.records, SizeIs(2));
  EXPECT_GT(data.records[0].receipt, 0);
  EXPECT_TRUE(data.draft());
}

TEST_P(Quadrimestral, AMeetingCountsItsSeatsAndIsExtraordinaryWhenItsTitleSaysSo) {
  const auto towns = [](Presence last) { return std::vector<actions::ActionPlace>{{augustinopolis, Presence::present, true}, {ananas, Presence::present, false}, {araguatins, last, std::nullopt}}; };
  meeting("CIR Bico do Papagaio", towns(Presence::invited));
  meeting("CIR Bico do Papagaio · EXTRAORDINÁRIA", towns(Presence::present));
  const auto cir = gathered(raimundo).cir;
  EXPECT_EQ(cir.meetings, 2);
  EXPECT_EQ(cir.ordinary, 1);
  EXPECT_EQ(cir.extraordinary, 1);
  EXPECT_EQ(cir.summoned, 6);
  EXPECT_EQ(cir.present, 5);
  ASSERT_THAT(cir.sittings, SizeIs(2));
  EXPECT_EQ(cir.sittings[0].region, "Bico do Papagaio");
}

TEST_P(Quadrimestral, FollowupsAreThoseOfThePeriodsActions) {
  const auto action = registered(helena, visit(augustinopolis, "Revisamos as metas da programação."));
  agreed(action, Day::of(2025, 5, 30));
  agreed(action, std::nullopt);
  auto in = visit(ananas, "Conversa de maio, já fora do período.");
  in.content.started_at = instant_of(Day::of(2025, 5, 2), 9 * 60, "America/Araguaina");
  agreed(registered(helena, in), Day::of(2025, 5, 30));
  const auto data = gathered(raimundo);
  EXPECT_EQ(data.registered, 1);
  EXPECT_EQ(data.all_followups().total(), 2);
  EXPECT_EQ(data.all_followups().open, 2);
}

TEST_P(Quadrimestral, AClosedOneSaysWhatTheClosingTold) {
  registered(helena, visit(augustinopolis, "Revisamos as metas da programação."));
  store->write([&](db::Write& tx) {
    const auto cosems = people::organisation_by_code(tx, "COSEMS-TO")->id;
    for (const auto* period : {"2025-01", "2025-02", "2025-03", "2025-04", "2025-QD1"}) closing::close_period(tx, {operation(), cosems, period, "Fechamento para a assembleia."}, raimundo);
  });
  const auto data = gathered(raimundo);
  ASSERT_TRUE(data.closed);
  EXPECT_EQ(data.closed->records, 1);
  EXPECT_EQ(data.closed->by, "Raimundo Sales");
  EXPECT_THAT(data.closed->sha256, SizeIs(64));
  EXPECT_THAT(made(raimundo, "TO"), HasSubstr(data.closed->sha256));
}

TEST_P(Quadrimestral, IsForWhoReadsTheInstitutionsRecords) {
  const auto rita = person("Rita Coelho", "coordenador", "COSEMS-MA", PlaceId{21});
  const auto nadia = person("Nádia Prado", "conasems-nacional", "CONASEMS", places::brasil);
  registered(helena, visit(augustinopolis, "Revisamos as metas da programação."));
  EXPECT_THAT(made(helena, "17"), HasSubstr("Augustinópolis"));
  EXPECT_EQ(refused([&] { made(rita, "TO"); }), "rights.missing");
  EXPECT_EQ(refused([&] { made(nadia, "TO"); }), "rights.missing");
  EXPECT_THAT(made(rita, "MA"), testing::Not(HasSubstr("Augustinópolis")));
}

TEST_P(Quadrimestral, AStateWithoutDataIsCalmAndAStrangeOneIsAProblem) {
  EXPECT_THAT(made_for_server("AC"), HasSubstr("Não há ações do apoio registradas"));
  EXPECT_THAT(made_for_server("SP"), HasSubstr("São Paulo"));
  EXPECT_EQ(refused([&] { made_for_server("DF"); }), "reports.unknown-state");
  EXPECT_EQ(refused([&] { made_for_server("<script>"); }), "reports.unknown-state");
  EXPECT_EQ(refused([&] { made(raimundo, "TO", "2025-Q1"); }), "places.unknown-period");
  EXPECT_EQ(refused([&] { made(raimundo, "TO", "2025-04"); }), "reports.not-quadrimestre");
  EXPECT_EQ(refused([&] { made(raimundo, "TO", "2025-QD3"); }), "reports.not-begun");
}

TEST_P(Quadrimestral, TheServersOwnIsReadAsTheCoordinationDoes) {
  registered(helena, visit(augustinopolis, "Revisamos as metas da programação."));
  EXPECT_EQ(made_for_server("TO"), made_for_server("TO"));
  EXPECT_THAT(made_for_server("TO"), HasSubstr("Augustinópolis"));
  store->write([&](db::Write& tx) {
    for (const auto& who : {helena, cicero, raimundo}) access::end_assignment(tx, people::assignments_of(tx, who.person).front().id, Day::of(2025, 5, 4), "");
  });
  EXPECT_EQ(refused([&] { made_for_server("TO"); }), "reports.nobody-reads");
}

TEST(ReportFile, ItsFormIsInItsName) {
  EXPECT_EQ(form_of("r.pdf"), ReportForm::pdf);
  EXPECT_EQ(form_of("/tmp/a.b/r.html"), ReportForm::html);
  EXPECT_THROW(form_of("r.docx.exe"), Problem);
}

}  // namespace
}  // namespace teia::reports
