// SPDX-License-Identifier: Apache-2.0
#include "closing/closing.hpp"

#include <gmock/gmock.h>

#include "actions/test_world.hpp"
#include "closing/data_set.hpp"
#include "support/statements.hpp"

namespace teia::closing {
namespace {

using actions::noon;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr PlaceId augustinopolis{1702554}, ananas{1701002};

/// Two supporters and a coordinator of Tocantins, at noon of 5 May 2025 unless told otherwise.
class Closing : public actions::Desks {
 protected:
  void prepare() override {
    Desks::prepare();
    cosems = store->read([](db::Read& tx) { return people::organisation_by_code(tx, "COSEMS-TO")->id; });
  }

  static access::Actor on(access::Actor who, Day day) {
    who.today = day;
    who.now = instant_of(day, 12 * 60, capital_zone);
    return who;
  }

  ClosePeriod of(const std::string& period, std::optional<std::string> reason = {}) { return {operation(), cosems, period, std::move(reason)}; }
  ClosingView own(const access::Actor& who, const ClosePeriod& in) {
    return store->write([&](db::Write& tx) { return close_own(tx, in, who); });
  }
  ClosingView own(const access::Actor& who, const std::string& period) { return own(who, of(period)); }
  ClosingView whole(const access::Actor& who, const ClosePeriod& in) {
    return store->write([&](db::Write& tx) { return close_period(tx, in, who); });
  }
  ClosingView whole(const std::string& period, std::optional<std::string> reason = {}) { return whole(raimundo, of(period, std::move(reason))); }
  ClosingView reopened(const access::Actor& who, const ClosingView& closing, const std::string& reason) {
    return store->write([&](db::Write& tx) { return reopen(tx, closing.id, {operation(), closing.revision, reason}, who); });
  }
  void april_closed() {
    own(helena, "2025-04");
    own(cicero, "2025-04");
    whole("2025-04");
  }

  ClosingOffice office(const access::Actor& who, const std::string& period) {
    return store->read([&](db::Read& tx) { return desk(tx, {period}, who).offices.at(0); });
  }
  std::string told(const ClosingView& closing, std::optional<std::int64_t> revision = {}) {
    return store->read([&](db::Read& tx) { return data_set(tx, closing.id, revision, raimundo); });
  }
  Verified verified() {
    return store->read([](db::Read& tx) { return verify(tx); });
  }
  std::string history_of(ActionId id) {
    return store->read([&](db::Read& tx) { return actions::history(tx, id, raimundo); }).front().sentence;
  }
  actions::Done validated(ActionId id, std::int64_t revision) {
    return store->write([&](db::Write& tx) { return actions::validate(tx, id, {operation(), revision}, raimundo); });
  }

  OrganisationId cosems;
  const std::string told_text = "Revisamos as metas da programação.";
};
ON_BOTH_ENGINES(Closing);

TEST_P(Closing, EveryStatementFitsItsTypes) {
  EXPECT_THAT(test::check_every_statement(GetParam(), test::migrations(GetParam())), IsEmpty());
}

TEST_P(Closing, ClimbsFromTheSupporterToTheQuadrimestre) {
  const auto first = registered(helena, visit(augustinopolis, told_text));
  validated(first, 1);
  registered(cicero, visit(ananas, "Conversa sobre a escala da equipe."));
  EXPECT_EQ(refused([&] { whole("2025-04"); }), "closing.waits-for");
  try {
    whole("2025-04");
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.details.at("names"), "Cícero Antunes, Helena Barros");
  }
  const auto mine = own(helena, "2025-04");
  EXPECT_EQ(mine.person->name, "Helena Barros");
  EXPECT_EQ(mine.label, "abril de 2025");
  ASSERT_TRUE(mine.history.at(0).snapshot);
  EXPECT_EQ(mine.history.at(0).snapshot->records, 1);
  EXPECT_EQ(mine.history.at(0).snapshot->validated, 1);
  EXPECT_EQ(refused([&] { whole("2025-04"); }), "closing.waits-for");
  own(cicero, "2025-04");
  const auto april = whole("2025-04");
  EXPECT_EQ(april.history.at(0).snapshot->records, 2);
  EXPECT_EQ(april.history.at(0).snapshot->validated, 1);
  EXPECT_TRUE(april.receipt);
  EXPECT_THAT(april.history.at(0).without, IsEmpty());

  EXPECT_EQ(refused([&] { whole("2025-QD1"); }), "closing.months-open");
  for (const auto* month : {"2025-01", "2025-02", "2025-03"}) whole(month, "Meses de antes da plataforma.");
  const auto quadrimestre = whole("2025-QD1");
  EXPECT_EQ(quadrimestre.history.at(0).snapshot->records, 2);
  EXPECT_EQ(refused([&] { whole("2025-04"); }), "closing.already-closed");

  const auto verdict = verified();
  EXPECT_THAT(verdict.faults, IsEmpty());
  EXPECT_EQ(verdict.closings, 7);
}

TEST_P(Closing, SaysWhoHadNotClosedWhenTheCoordinationClosesAllTheSame) {
  registered(helena, visit(augustinopolis, told_text));
  EXPECT_EQ(refused([&] { whole("2025-04", "já"); }), "closing.needs-reason");
  const auto april = whole("2025-04", "Cícero está de licença e Helena viajou.");
  ASSERT_THAT(april.history.at(0).without, SizeIs(2));
  EXPECT_EQ(april.history.at(0).without.at(1).name, "Helena Barros");
  EXPECT_EQ(april.history.at(0).reason, "Cícero está de licença e Helena viajou.");
}

TEST_P(Closing, IsTheRightOfWhoRegistersForTheOwnAndOfWhoValidatesForTheWhole) {
  const auto rita = person("Rita Coelho", "apoiador", "COSEMS-MA", PlaceId{21});
  EXPECT_EQ(refused([&] { whole(helena, of("2025-04", "Quero fechar o estado.")); }), "rights.missing");
  EXPECT_EQ(refused([&] { own(rita, "2025-04"); }), "rights.missing");
  const auto mine = own(helena, "2025-04");
  EXPECT_EQ(refused([&] { reopened(cicero, mine, "Reabro o mês da colega."); }), "rights.missing");
  EXPECT_EQ(refused([&] { reopened(rita, mine, "Reabro o mês de outro estado."); }), "closing.unknown");
  EXPECT_EQ(refused([&] { store->read([&](db::Read& tx) { return view(tx, mine.id, rita); }); }), "closing.unknown");
  EXPECT_EQ(refused([&] { store->read([&](db::Read& tx) { return data_set(tx, mine.id, {}, rita); }); }), "closing.unknown");
  EXPECT_THAT(store->read([&](db::Read& tx) { return list(tx, {}, rita); }), IsEmpty());
  EXPECT_THAT(store->read([&](db::Read& tx) { return list(tx, {std::nullopt, "2025-04"}, cicero); }), SizeIs(1)) << "the team reads together";
}

TEST_P(Closing, IsOfWholePeriodsThatAreOver) {
  EXPECT_EQ(refused([&] { own(helena, "2025-05"); }), "closing.not-over");
  EXPECT_EQ(refused([&] { own(on(helena, Day::of(2025, 4, 30)), "2025-04"); }), "closing.not-over");
  EXPECT_EQ(refused([&] { own(helena, "2025-QD1"); }), "closing.wrong-span");
  EXPECT_EQ(refused([&] { whole("2025-B1"); }), "closing.wrong-span");
  EXPECT_EQ(refused([&] { whole("2025-Q1"); }), "places.unknown-period");
  const auto in = of("2025-04");
  EXPECT_EQ(own(helena, in).revision, 1);
  EXPECT_EQ(own(helena, in).revision, 1) << "the same operation again";
  auto other = of("2025-03");
  other.operation = in.operation;
  EXPECT_EQ(refused([&] { own(helena, other); }), "ledger.operation-reused");
  EXPECT_EQ(refused([&] { own(helena, "2025-04"); }), "closing.already-closed");
}

TEST_P(Closing, AcceptsALateRecordFlagsItAndCountsItInTheNextReport) {
  registered(helena, visit(augustinopolis, told_text));
  april_closed();
  const auto late = registered_whole(helena, visit(ananas, "Veio quando voltou o sinal da serra."));
  ASSERT_THAT(late.warnings, Not(IsEmpty()));
  EXPECT_EQ(late.warnings.back().code, "fora-do-periodo");
  EXPECT_THAT(late.warnings.back().message, HasSubstr("abril de 2025 já foi fechado"));
  EXPECT_THAT(seen(raimundo, late.id).flags, testing::Contains("fora-do-periodo"));
  EXPECT_EQ(history_of(late.id), "Helena Barros registrou, fora do período.");
  const auto april = office(raimundo, "2025-04");
  ASSERT_THAT(april.changed, SizeIs(1));
  EXPECT_EQ(april.changed.at(0).what, "fora-do-periodo");
  EXPECT_EQ(april.changed.at(0).author, "Helena Barros");
  EXPECT_EQ(april.team->closing->history.at(0).snapshot->records, 1) << "what was told stays";

  // No report told of it yet: it is completed like any fresh record, and may be taken back.
  auto content = seen(helena, late.id).content;
  content.text = "Veio quando voltou o sinal da serra; ficou combinada a escala.";
  edited(helena, late.id, 1, content);
  EXPECT_THAT(seen(raimundo, late.id).flags, testing::Contains("fora-do-periodo"));

  const auto june = Day::of(2025, 6, 3);
  const auto may = own(on(helena, june), "2025-05");
  EXPECT_EQ(may.history.at(0).snapshot->records, 0);
  EXPECT_EQ(may.history.at(0).snapshot->late, 1);
  EXPECT_THAT(told(may), HasSubstr("\nlate " + late.id.text() + " 2 registrada "));
  const auto again = own(on(helena, Day::of(2025, 7, 3)), "2025-06");
  EXPECT_EQ(again.history.at(0).snapshot->late, 0) << "it is told once";
  EXPECT_EQ(refused([&] { edited(helena, late.id, 2, content); }), "actions.needs-reason") << "from then on it is locked like the others";
  EXPECT_THAT(verified().faults, IsEmpty());
}

TEST_P(Closing, APlanCarriedOutInAClosedPeriodIsLate) {
  auto plan = visit(augustinopolis, told_text);
  plan.planned = true;
  const auto id = registered(helena, plan);
  april_closed();
  auto content = plan.content;
  content.text = "Revisamos as metas com a equipe toda.";
  edited(helena, id, 1, content);
  EXPECT_THAT(seen(helena, id).flags, IsEmpty()) << "a plan counts in no report";
  store->write([&](db::Write& tx) { return actions::change_state(tx, id, {operation(), actions::State::registered, ""}, helena); });
  EXPECT_THAT(seen(helena, id).flags, ElementsAre("fora-do-periodo"));
  EXPECT_EQ(history_of(id), "Helena Barros registrou como realizada, fora do período.");
  EXPECT_EQ(own(on(helena, Day::of(2025, 6, 3)), "2025-05").history.at(0).snapshot->late, 1);
  EXPECT_THAT(verified().faults, IsEmpty());
}

TEST_P(Closing, ARecordOfAClosedPeriodChangesByRectificationOnly) {
  const auto in = visit(augustinopolis, told_text);
  const auto id = registered(helena, in), other = registered(helena, visit(ananas, "Outra visita do mesmo dia.")),
             third = registered(cicero, visit(ananas, "A terceira visita, com outra equipe."));
  EXPECT_THAT(seen(helena, id).can, testing::Contains("desfazer"));
  april_closed();
  EXPECT_THAT(seen(helena, id).can, Not(testing::Contains("desfazer")));
  EXPECT_THAT(seen(helena, id).can, testing::Contains("retificar"));

  auto content = in.content;
  content.text = "Revisamos as metas da programação com a equipe.";
  EXPECT_EQ(refused([&] { edited(helena, id, 1, content); }), "actions.needs-reason");
  edited(helena, id, 1, content, "Faltava dizer com quem.");
  EXPECT_EQ(history_of(id), "Helena Barros retificou: “Faltava dizer com quem.”");
  EXPECT_TRUE(seen(raimundo, id).rectified);
  EXPECT_EQ(refused([&] { store->write([&](db::Write& tx) { return actions::undo(tx, other, {operation()}, helena); }); }), "actions.period-closed");
  store->write([&](db::Write& tx) { return actions::cancel(tx, other, {operation(), "Era a visita de outra semana."}, helena); });
  EXPECT_EQ(history_of(other), "Helena Barros retificou, cancelando o registro de um período já fechado: “Era a visita de outra semana.”");

  // Without signal nobody could know: it is kept and waits for the coordination.
  auto offline = cicero;
  offline.said_at = noon.plus_days(-3);
  content.text = "A terceira visita, com outra equipe e o conselho.";
  content.places = {{ananas, actions::Presence::direct, std::nullopt}};
  store->write([&](db::Write& tx) { return actions::edit_or_merge(tx, third, {operation(), 1, content, {}}, offline); });
  EXPECT_EQ(history_of(third), "Cícero Antunes retificou: “Feita sem sinal, ainda sem o motivo.”");
  EXPECT_EQ(seen(raimundo, third).state, actions::State::registered);
  EXPECT_THAT(seen(raimundo, third).flags, testing::Contains("retificada"));

  std::map<std::string, std::string> changed;
  for (const auto& one : office(raimundo, "2025-04").changed) changed[one.action.text()] = one.what;
  EXPECT_EQ(changed, (std::map<std::string, std::string>{{id.text(), "retificada"}, {other.text(), "saiu"}, {third.text(), "retificada"}}));
  EXPECT_THAT(office(helena, "2025-04").changed, SizeIs(2)) << "the own ones";
  EXPECT_THAT(verified().faults, IsEmpty()) << "what was told that day can still be made again";
}

TEST_P(Closing, AJudgementAfterTheClosingIsNoChangeOfWhatWasTold) {
  const auto id = registered(helena, visit(augustinopolis, told_text));
  april_closed();
  validated(id, 1);
  EXPECT_THAT(office(raimundo, "2025-04").changed, IsEmpty());
  EXPECT_THAT(verified().faults, IsEmpty());
}

TEST_P(Closing, ReopensWithAReasonAndClosingAgainTellsAnew) {
  const auto in = visit(augustinopolis, told_text);
  const auto id = registered(helena, in);
  const auto first = own(helena, "2025-04");
  own(cicero, "2025-04");
  const auto april = whole("2025-04");
  EXPECT_EQ(refused([&] { reopened(helena, first, "Faltou uma visita."); }), "closing.held-above");
  EXPECT_EQ(refused([&] { reopened(raimundo, april, "não"); }), "closing.needs-reason");
  const auto open = reopened(raimundo, april, "Faltou a CIR do dia 29.");
  EXPECT_EQ(open.state, ClosingState::reopened);
  EXPECT_EQ(refused([&] { reopened(raimundo, april, "Faltou a CIR do dia 29."); }), "closing.not-closed");
  EXPECT_EQ(refused([&] { edited(helena, id, 1, in.content); }), "actions.needs-reason") << "her own month is still closed";
  reopened(helena, first, "Faltou a CIR do dia 29.");
  edited(helena, id, 1, in.content);
  registered(helena, visit(ananas, "A reunião da CIR que faltava."));
  own(helena, "2025-04");
  const auto again = whole("2025-04");
  EXPECT_EQ(again.id, april.id);
  EXPECT_EQ(again.revision, 3);
  ASSERT_THAT(again.history, SizeIs(3));
  EXPECT_EQ(again.history.at(0).snapshot->records, 2);
  EXPECT_EQ(again.history.at(1).reason, "Faltou a CIR do dia 29.");
  EXPECT_EQ(again.history.at(2).snapshot->records, 1);
  EXPECT_EQ(crypto::hex(crypto::sha256(told(again))), again.history.at(0).snapshot->sha256);
  EXPECT_EQ(crypto::hex(crypto::sha256(told(again, 1))), again.history.at(2).snapshot->sha256) << "the old one stays";
  EXPECT_NE(told(again), told(again, 1));
  const auto verdict = verified();
  EXPECT_THAT(verdict.faults, IsEmpty());
  EXPECT_EQ(verdict.closings, 5);
}

TEST_P(Closing, VerifyFindsAnotherDataSetAndAnotherHash) {
  registered(helena, visit(augustinopolis, told_text));
  const auto mine = own(helena, "2025-04");
  const auto entry = store->read([&](db::Read& tx) { return ledger::entry_of(tx, ledger::RecordId{mine.id}, 1); });
  auto document = json::read<ClosingDocument>(entry->payload->data);
  actions::AsKnown known;
  store->read([&](db::Read& tx) {
    ledger::each_since(tx, 0, [&](ledger::Entry&& one) { return known.hear(one), one.number < entry->number; });
  });
  EXPECT_EQ(compare(document, entry->number, known).fault, "");
  EXPECT_THAT(compare(document, entry->number + 1, known).fault, HasSubstr("não conta até a entrada anterior"));
  auto other = document;
  other.data_set->replace(other.data_set->find(" registrada "), 12, " validada ");
  EXPECT_THAT(compare(other, entry->number, known).fault, HasSubstr("não corresponde ao seu hash"));
  other.sha256 = crypto::hex(crypto::sha256(*other.data_set));
  EXPECT_THAT(compare(other, entry->number, known).fault, HasSubstr("o livro daquele dia dá outro conjunto"));

  database().connect()->script("update closing_step set sha256 = 'outro'");
  EXPECT_THAT(verified().faults, ElementsAre(HasSubstr("a tabela diz outro hash que o livro")));
}

TEST_P(Closing, WhatWasErasedSinceIsComparedByItsEntry) {
  const auto done = registered_whole(helena, visit(augustinopolis, told_text));
  registered(helena, visit(ananas, "Outra visita do mesmo dia."));
  april_closed();
  store->write([&](db::Write& tx) {
    ledger::erase(tx, {done.receipt.number}, "Pedido do titular.", actor_id(raimundo.person), {}, noon, *chance);
  });
  const auto verdict = verified();
  EXPECT_THAT(verdict.faults, IsEmpty());
  EXPECT_EQ(verdict.erased, 2) << "told in her month and in the institution's";
}

TEST_P(Closing, TheDayOfClosingRemindsAndLocksNothing) {
  EXPECT_EQ(office(helena, "2025-04").due_on, Day::of(2025, 5, 5));
  EXPECT_EQ(refused([&] { store->write([&](db::Write& tx) { set_closing_day(tx, {cosems, 10}, helena); }); }), "rights.missing");
  EXPECT_EQ(refused([&] { store->write([&](db::Write& tx) { set_closing_day(tx, {cosems, 31}, raimundo); }); }), "closing.bad-day@day");
  store->write([&](db::Write& tx) { set_closing_day(tx, {cosems, 10}, raimundo); });
  EXPECT_EQ(office(helena, "2025-04").due_on, Day::of(2025, 5, 10));
  const auto late = on(helena, Day::of(2025, 6, 20));
  EXPECT_EQ(refused([&] { registered(late, visit(augustinopolis, told_text)); }), "") << "long past the day, nothing is locked";
}

TEST_P(Closing, TheDeskShowsEachWhatIsTheirs) {
  registered(helena, visit(augustinopolis, told_text));
  own(helena, "2025-04");
  const auto hers = office(helena, "2025-04");
  ASSERT_TRUE(hers.own && hers.team);
  EXPECT_EQ(hers.own->records, 1);
  EXPECT_TRUE(hers.own->can_reopen);
  EXPECT_FALSE(hers.team->can_close);
  EXPECT_THAT(hers.members, IsEmpty()) << "what colleagues registered is not for comparing";
  EXPECT_FALSE(hers.can_set_day);
  const auto his = office(raimundo, "2025-04");
  EXPECT_FALSE(his.own) << "who validates closes the institution's";
  EXPECT_TRUE(his.team->can_close);
  ASSERT_THAT(his.members, SizeIs(2));
  EXPECT_EQ(his.members.at(0).person.name, "Cícero Antunes");
  EXPECT_FALSE(his.members.at(0).state);
  EXPECT_EQ(his.members.at(1).state, ClosingState::closed);
  EXPECT_EQ(his.members.at(1).waiting, 1);
  const auto quadrimestre = office(raimundo, "2025-QD1");
  ASSERT_THAT(quadrimestre.months, SizeIs(4));
  EXPECT_EQ(quadrimestre.months.at(3).label, "abril de 2025");
  EXPECT_THAT(quadrimestre.members, IsEmpty());
}

}  // namespace
}  // namespace teia::closing
