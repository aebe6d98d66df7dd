// SPDX-License-Identifier: Apache-2.0
#include "followups/test_world.hpp"
#include "support/statements.hpp"

namespace teia::followups {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Followups : public Corner {};
ON_BOTH_ENGINES(Followups);

TEST_P(Followups, EveryStatementFitsItsTypes) {
  EXPECT_THAT(test::check_every_statement(GetParam(), test::migrations(GetParam())), IsEmpty());
}

TEST_P(Followups, HangOnTheActionAndTellHowManyAreOpen) {
  const auto action = registered(helena, {augustinopolis});
  auto in = agreed("Acesso da técnica ao DigiSUS", cicero);
  in.action = action;
  const auto made = created(helena, in);
  EXPECT_EQ(made.action, action);
  EXPECT_EQ(made.action_title, "Conversa sobre a PAS");
  EXPECT_EQ(made.responsible.name, "Cícero Antunes");
  EXPECT_EQ(made.state, FollowupState::open);
  ASSERT_EQ(made.places.size(), 1u) << "the action's only town";
  EXPECT_EQ(made.places[0].id, augustinopolis);
  EXPECT_TRUE(made.receipt);

  const auto open = [&] {
    actions::Filter mine;
    mine.mine = true;
    return read([&](db::Read& tx) { return actions::list(tx, mine, as(helena)).items.at(0).open_followups; });
  };
  EXPECT_EQ(open(), 1);
  did(cicero, close, made);
  EXPECT_EQ(open(), 0);
}

TEST_P(Followups, OfManyTownsBelongToNoneUnlessSaid) {
  auto in = agreed("Levar transporte sanitário à CIR", helena);
  in.action = registered(helena, {augustinopolis, araguatins});
  EXPECT_THAT(created(helena, in).places, IsEmpty());
}

TEST_P(Followups, EveryFaultIsToldAtOnceWithItsField) {
  NewFollowup in;
  in.id = FollowupId::make(noon, *chance);
  in.operation = operation();
  in.text = " ab ";
  in.kind = "FISCALIZAR";
  in.priority = "ALTA";
  in.due_on = Day::of(2205, 1, 1);
  in.places = {PlaceId{augustinopolis}, PlaceId{999}};
  EXPECT_EQ(refused([&] { created(helena, in); }),
            "followups.too-short@text followups.unknown-code@kind followups.bad-due@due_on places.unknown@places[1]");
  in = agreed(std::string(501, 'a'), cicero);
  EXPECT_EQ(refused([&] { created(helena, in); }), "body.too-long@text");
}

TEST_P(Followups, AreWithAPersonARoleAnInstitutionOrWords) {
  auto in = agreed("Nota sobre o saldo da portaria", helena);
  const auto with = [&](Responsible who) {
    in.id = FollowupId::make(noon, *chance);
    in.operation = operation();
    in.responsible = std::move(who);
    return created(helena, in).responsible;
  };
  EXPECT_EQ(with({std::nullopt, "assessoria", std::nullopt, ""}).organisation, organisations.at("COSEMS-TO"));
  EXPECT_EQ(with({std::nullopt, "coordenador", std::nullopt, ""}).name, "Coordenador(a) de apoio · COSEMS-TO");
  EXPECT_EQ(with({std::nullopt, std::nullopt, organisations.at("SES-TO"), "a área da SES"}).name, "a área da SES");
  EXPECT_EQ(with({std::nullopt, "Secretaria Municipal", std::nullopt, "Secretaria Municipal"}).organisation, std::nullopt);
  EXPECT_EQ(with({std::nullopt, std::nullopt, std::nullopt, "a secretária de Ananás"}).name, "a secretária de Ananás");
  EXPECT_EQ(refused([&] { with({}); }), "followups.needs-responsible@responsible.name");
  EXPECT_EQ(refused([&] { with({cicero, std::nullopt, organisations.at("SES-TO"), "x"}); }), "followups.one-responsible@responsible");
  EXPECT_EQ(refused([&] { with({PersonId::make(noon, *chance), std::nullopt, std::nullopt, "x"}); }), "people.unknown@responsible.person");
}

TEST_P(Followups, TheSameOperationGetsTheSameReceipt) {
  const auto in = agreed("Acesso da técnica ao DigiSUS", cicero);
  const auto first = created(helena, in);
  EXPECT_EQ(created(helena, in).receipt->number, first.receipt->number);
  auto other = in;
  other.text = "Outra coisa combinada";
  EXPECT_EQ(refused([&] { created(helena, other); }), "ledger.operation-reused");
  other.operation = operation();
  EXPECT_EQ(refused([&] { created(helena, other); }), "followups.exists");

  const auto said = deed(first, "Pedido enviado.");
  const auto send = [&] { return write([&](db::Write& tx) { return answer(tx, first.id, said, as(cicero)); }); };
  const auto answered = send();
  did(cicero, start, answered);
  const auto again = send();
  EXPECT_EQ(again.receipt->number, answered.receipt->number);
  EXPECT_EQ(again.answers.size(), 1u) << "the second sending added nothing";
  EXPECT_EQ(again.state, FollowupState::under_way) << "and shows how it stands now";
}

TEST_P(Followups, AChangeMadeOnAnOldRevisionIsRefused) {
  const auto made = created(helena, agreed("Acesso da técnica ao DigiSUS", cicero));
  did(cicero, start, made);
  EXPECT_EQ(refused([&] { did(helena, close, made); }), "followups.stale");
  EXPECT_EQ(seen(helena, made.id).state, FollowupState::under_way);
}

TEST_P(Followups, RunUntilTheyAreClosed) {
  auto one = created(helena, agreed("Acesso da técnica ao DigiSUS", cicero));
  EXPECT_THAT(one.can, ElementsAre("responder", "iniciar", "concluir", "reagendar", "escalar", "repassar", "cancelar"));
  one = did(cicero, start, one);
  EXPECT_EQ(one.state, FollowupState::under_way);
  EXPECT_EQ(refused([&] { did(cicero, start, one); }), "followups.wrong-state");
  one = did(cicero, close, one, "Acesso liberado.");
  EXPECT_EQ(one.state, FollowupState::closed);
  EXPECT_EQ(one.closed_on, today);
  ASSERT_EQ(one.answers.size(), 1u);
  EXPECT_EQ(one.answers[0].who, "Cícero Antunes");
  EXPECT_EQ(one.answers[0].text, "Acesso liberado.");
  EXPECT_THAT(one.can, ElementsAre("reabrir"));
  for (const auto verb : {answer, start, close, cancel, escalate, pass_on}) {
    EXPECT_EQ(refused([&] { did(helena, verb, one, "de novo"); }), "followups.wrong-state");
  }
}

TEST_P(Followups, AnswersSayOrShowSomething) {
  const auto one = created(helena, agreed("Acesso da técnica ao DigiSUS", cicero));
  EXPECT_EQ(refused([&] { did(cicero, answer, one, "  "); }), "followups.needs-text@text");
  EXPECT_EQ(refused([&] { did(cicero, cancel, one); }), "followups.needs-text@text");
  EXPECT_EQ(refused([&] { did(cicero, answer, one, std::string(2001, 'a')); }), "body.too-long@text");

  const std::string hash(64, 'a');
  auto in = deed(one);
  in.evidence = {{hash, "oficio.pdf", "text/html", 1, actions::EvidenceKind::document, false}};
  const auto send = [&] { return write([&](db::Write& tx) { return answer(tx, one.id, in, as(cicero)); }); };
  EXPECT_EQ(refused(send), "attachment.unknown");
  database().connect()->script("insert into attachment (hash, size, content_type, stored_at) values ('" + hash + "', 4096, 'application/pdf', 1)");
  const auto answered = send();
  ASSERT_EQ(answered.answers.size(), 1u);
  EXPECT_EQ(answered.answers[0].evidence.at(0).content_type, "application/pdf") << "as found, not as told";
  EXPECT_EQ(answered.answers[0].evidence[0].size, 4096);
  const auto reads = [&](PersonId who) { return read([&](db::Read& tx) { return may_read_evidence(tx, hash, as(who)); }); };
  EXPECT_TRUE(reads(raimundo));
  EXPECT_FALSE(reads(bruno));
  EXPECT_FALSE(reads(marta));
}

TEST_P(Followups, ANewDayIsAgreedFromTodayOn) {
  auto one = created(helena, agreed("Resposta da SES sobre a eMulti", cicero, Day::of(2025, 4, 30)));
  EXPECT_TRUE(one.overdue);
  EXPECT_EQ(refused([&] { did(cicero, reschedule, one); }), "followups.needs-due@due_on");
  EXPECT_EQ(refused([&] { did(cicero, reschedule, one, "", today.plus(-1)); }), "followups.past-due@due_on");
  EXPECT_EQ(refused([&] { did(cicero, reschedule, one, "", Day::of(2205, 1, 1)); }), "followups.bad-due@due_on");
  one = did(cicero, reschedule, one, "A SES pediu mais uma semana.", today);
  EXPECT_EQ(one.due_on, today);
  EXPECT_FALSE(one.overdue) << "today has not passed";
}

TEST_P(Followups, AreTakenOneLevelFurtherAtATime) {
  auto one = created(helena, agreed("Acionar o CONASEMS sobre a portaria", helena));
  EXPECT_EQ(refused([&] { seen(nadia, one.id); }), "followups.unknown") << "nothing of it is hers yet";
  one = did(helena, escalate, one);
  EXPECT_EQ(one.escalated_to, "coordenação");
  one = did(raimundo, escalate, one, "Precisa do conselho.");
  EXPECT_EQ(one.escalated_to, "secretaria executiva");
  one = did(helena, escalate, one);
  EXPECT_EQ(one.escalated_to, "CONASEMS");
  EXPECT_EQ(refused([&] { did(sandra, escalate, one); }), "followups.top-of-chain");
  one = did(nadia, close, one, "Respondido por ofício.");
  EXPECT_EQ(one.state, FollowupState::closed);

  const auto two = created(raimundo, agreed("Levar à secretaria executiva", raimundo));
  EXPECT_EQ(did(raimundo, escalate, two).escalated_to, "secretaria executiva") << "a coordinator does not take it to themself";
}

TEST_P(Followups, TellTheirHistoryNewestFirst) {
  auto one = created(helena, agreed("Acesso da técnica ao DigiSUS", cicero));
  one = did(cicero, answer, one, "Pedi a senha.");
  one = did(cicero, reschedule, one, "", Day::of(2025, 5, 12));
  one = did(raimundo, cancel, one, "O município já resolveu.");
  std::vector<std::string> sentences;
  for (const auto& line : one.history) sentences.push_back(line.sentence);
  EXPECT_THAT(sentences, ElementsAre("Raimundo encerrou sem concluir: “O município já resolveu.”",
                                     "Cícero combinou novo prazo, de 9\u00a0mai para 12\u00a0mai.",
                                     "Cícero respondeu: “Pedi a senha.”",
                                     "Helena registrou, com Cícero Antunes, até 9\u00a0mai."));
  EXPECT_EQ(one.history[0].who, "Raimundo Sales");
  EXPECT_EQ(one.history[0].receipt_hash, one.receipt->hash);
}

TEST_P(Followups, AreOpenedAgainWithAReason) {
  auto one = created(helena, agreed("Acesso da técnica ao DigiSUS", cicero));
  EXPECT_EQ(refused([&] { did(cicero, reopen, one, "Ainda não."); }), "followups.still-open");
  one = did(cicero, close, one, "Acesso liberado.");
  EXPECT_EQ(refused([&] { did(helena, reopen, one); }), "followups.needs-text@text");
  EXPECT_EQ(refused([&] { did(helena, reopen, one, "O acesso caiu.", today.plus(-1)); }), "followups.past-due@due_on");
  one = did(helena, reopen, one, "O acesso caiu.", Day::of(2025, 5, 20));
  EXPECT_EQ(one.state, FollowupState::open);
  EXPECT_EQ(one.closed_on, std::nullopt);
  EXPECT_EQ(one.due_on, Day::of(2025, 5, 20));
  EXPECT_EQ(one.history.front().sentence, "Helena reabriu: “O acesso caiu.”");
  EXPECT_EQ(listed(helena, [] { FollowupFilter f; f.state = "aberto"; return f; }()).total, 1);
  one = did(raimundo, cancel, one, "mudou");
  EXPECT_EQ(did(raimundo, reopen, one, "Voltou a ser preciso.").state, FollowupState::open);
}

TEST_P(Followups, ArePassedOnToSomebodyElse) {
  auto one = created(helena, agreed("Acesso da técnica ao DigiSUS", bruno));
  const auto to = [&](PersonId who, const FollowupRow& of, Responsible responsible) {
    auto in = deed(of);
    in.responsible = std::move(responsible);
    return write([&](db::Write& tx) { return pass_on(tx, of.id, in, as(who)); });
  };
  EXPECT_EQ(refused([&] { to(bruno, one, {}); }), "followups.needs-responsible@responsible.name");
  EXPECT_EQ(refused([&] { to(cicero, one, {ivo, std::nullopt, std::nullopt, ""}); }), "followups.not-yours");
  one = to(bruno, one, {ivo, std::nullopt, std::nullopt, ""});
  EXPECT_EQ(one.responsible.name, "Ivo Nunes");
  EXPECT_THAT(one.can, IsEmpty()) << "it is no longer his";
  EXPECT_EQ(one.history.front().sentence, "Bruno passou de Bruno Lima para Ivo Nunes.");
  EXPECT_EQ(refused([&] { seen(bruno, one.id); }), "followups.unknown");
  EXPECT_EQ(listed(ivo, [] { FollowupFilter f; f.mine = true; f.q = "ivo digisus"; return f; }()).total, 1);
  EXPECT_EQ(did(ivo, close, seen(ivo, one.id)).state, FollowupState::closed);
}

TEST_P(Followups, OfWhoLeftAreTheSuccessorsToActOnAndStayUnderTheName) {
  const auto one = created(raimundo, agreed("Acesso da técnica ao DigiSUS", helena));
  const auto closed = did(helena, close, created(helena, agreed("Oficina de regulação", helena)));
  FollowupFilter mine;
  mine.mine = true;
  EXPECT_EQ(listed(cicero, mine).total, 0);
  EXPECT_EQ(refused([&] { did(cicero, close, one); }), "followups.not-yours");
  write([&](db::Write& tx) {
    access::hand_over(tx, people::assignments_of(tx, helena).front().id, today, cicero, AssignmentId::make(noon, *chance));
  });
  EXPECT_EQ(listed(cicero, mine).total, 1) << "what is open";
  EXPECT_EQ(listed(cicero, mine).items.at(0).responsible.name, "Helena Barros");
  EXPECT_EQ(seen(cicero, closed.id).responsible.name, "Helena Barros");
  auto in = deed(one, "Passagem do Bico do Papagaio.");
  in.responsible = Responsible{cicero, std::nullopt, std::nullopt, ""};
  const auto passed = write([&](db::Write& tx) { return pass_on(tx, one.id, in, as(cicero)); });
  EXPECT_EQ(passed.history.front().sentence, "Cícero passou de Helena Barros para Cícero Antunes: “Passagem do Bico do Papagaio.”");
}

TEST_P(Followups, AreWholeInTheLedger) {
  const auto one = did(cicero, answer, created(helena, agreed("Acesso da técnica ao DigiSUS", cicero)), "Pedi a senha.");
  const auto entries = read([&](db::Read& tx) { return ledger::history_of(tx, ledger::RecordId{one.id}); });
  ASSERT_EQ(entries.size(), 2u);
  const auto payload = json::parse(entries[1].payload->data);
  EXPECT_EQ(std::get<std::string>(payload.find("text")->is), "Acesso da técnica ao DigiSUS");
  EXPECT_EQ(std::get<json::Array>(payload.find("answers")->is).size(), 1u);
  EXPECT_EQ(std::get<std::string>(payload.find("happened")->find("what")->is), "respondido");
  EXPECT_THAT(read([&](db::Read& tx) { return ledger::verify(tx); }).faults, IsEmpty());
}

// ---- who may ---------------------------------------------------------------------------------------------------------------

TEST_P(Followups, OnlyThoseWithAPartInItChangeIt) {
  const auto responsible_role = Responsible{std::nullopt, "assessoria", std::nullopt, ""};
  const std::map<PersonId, std::string> expected{
      {helena, ""}, {raimundo, ""}, {sandra, ""}, {ivo, ""},                                   // author, coordination, board's secretariat, the role
      {cicero, "followups.not-yours"},                                                          // reads with the team, has no part
      {bruno, "followups.unknown"}, {nadia, "followups.unknown"}, {marta, "followups.unknown"}};  // outside
  for (const auto verb : {answer, start, close, cancel, reschedule, escalate}) {
    for (const auto& [who, refusal] : expected) {
      auto in = agreed("Nota sobre o saldo da portaria", helena);
      in.responsible = responsible_role;
      const auto one = created(helena, in);
      EXPECT_EQ(refused([&] { did(who, verb, one, "dito", Day::of(2025, 5, 20)); }), refusal);
      EXPECT_EQ(refused([&] { seen(who, one.id); }), refusal == "followups.unknown" ? refusal : "");
      if (refusal == "followups.not-yours") { EXPECT_THAT(seen(who, one.id).can, IsEmpty()); }
    }
  }
}

TEST_P(Followups, AResponsiblePersonOrInstitutionElsewhereReadsAndActsWithoutTheAction) {
  auto in = agreed("Acionar o CONASEMS sobre a portaria", bruno);
  in.action = registered(helena, {augustinopolis});
  const auto with_bruno = created(helena, in);
  const auto his = seen(bruno, with_bruno.id);
  EXPECT_EQ(his.action, std::nullopt);
  EXPECT_EQ(his.action_title, std::nullopt) << "the record stays with its team";
  EXPECT_EQ(did(bruno, start, his).state, FollowupState::under_way);

  in = agreed("Acionar o CONASEMS de novo", helena);
  in.responsible = {std::nullopt, std::nullopt, organisations.at("CONASEMS"), ""};
  const auto with_conasems = created(helena, in);
  EXPECT_EQ(did(nadia, answer, with_conasems, "Recebido.").answers.size(), 1u);
  EXPECT_EQ(refused([&] { seen(bruno, with_conasems.id); }), "followups.unknown");
}

TEST_P(Followups, APartEndsWithTheAssignment) {
  const auto past = person("Ana Dias", "coordenador", "COSEMS-TO", {tocantins});
  const auto one = created(helena, agreed("Acesso da técnica ao DigiSUS", cicero));
  EXPECT_TRUE(refused([&] { seen(past, one.id); }).empty());
  write([&](db::Write& tx) {
    access::end_assignment(tx, people::assignments_of(tx, past).at(0).id, Day::of(2025, 5, 4), "mudou de função");
  });
  EXPECT_EQ(refused([&] { seen(past, one.id); }), "followups.unknown");
}

TEST_P(Followups, AManagerReadsWhatWasAgreedWithTheTownAndNotTheAnswers) {
  auto with_town = visit({augustinopolis});
  with_town.content.visibility.municipality = true;
  auto in = agreed("Acesso da técnica ao DigiSUS", cicero);
  in.action = registered(helena, with_town);
  const auto one = did(cicero, answer, created(helena, in), "A técnica está de licença.");
  const auto hers = seen(marta, one.id);
  EXPECT_EQ(hers.text, "Acesso da técnica ao DigiSUS");
  EXPECT_THAT(hers.answers, IsEmpty());
  EXPECT_THAT(hers.history, IsEmpty());
  EXPECT_THAT(hers.can, IsEmpty());
  EXPECT_EQ(refused([&] { did(marta, close, hers); }), "followups.not-yours");

  in = agreed("Conversa só da equipe", cicero);
  in.action = registered(helena, {augustinopolis}, Day::of(2025, 5, 2));
  const auto hidden = created(helena, in);
  EXPECT_EQ(refused([&] { seen(marta, hidden.id); }), "followups.unknown") << "the switch is off";
}

TEST_P(Followups, AreAddedByTheTeamOfTheAction) {
  auto in = agreed("Acesso da técnica ao DigiSUS", cicero);
  in.action = registered(helena, {augustinopolis});
  EXPECT_EQ(refused([&] { created(bruno, in); }), "actions.unknown");
  EXPECT_EQ(refused([&] { created(nadia, in); }), "actions.unknown");
  EXPECT_TRUE(refused([&] { created(cicero, in); }).empty()) << "a colleague of the same team";
  EXPECT_EQ(refused([&] { created(marta, agreed("Sem instituição que encaminhe", marta)); }), "followups.no-institution");
}

// ---- lists -----------------------------------------------------------------------------------------------------------------

std::vector<std::string> texts(const FollowupPage& page) {
  std::vector<std::string> all;
  for (const auto& row : page.items) all.push_back(row.text);
  return all;
}

class FollowupLists : public Corner {
 protected:
  void prepare() override {
    Corner::prepare();
    auto in = agreed("Acesso ao DigiSUS", helena, Day::of(2025, 5, 9));
    in.places = {augustinopolis};
    created(helena, in);
    in = agreed("Resposta da SES", cicero, Day::of(2025, 4, 30));
    in.places = {araguatins};
    created(helena, in);
    created(cicero, agreed("Sem prazo combinado", cicero, std::nullopt));
    did(cicero, close, created(cicero, agreed("Oficina de regulação", cicero)));
    did(raimundo, cancel, created(raimundo, agreed("Já não é preciso", ivo)), "mudou");
  }
  FollowupFilter filter;
};
ON_BOTH_ENGINES(FollowupLists);

TEST_P(FollowupLists, StandByTheDayAgreedThenTheClosedOnes) {
  const auto page = listed(raimundo, filter);
  const auto all = texts(page);
  ASSERT_EQ(all.size(), 5u);
  EXPECT_THAT(std::vector(all.begin(), all.begin() + 3), ElementsAre("Resposta da SES", "Acesso ao DigiSUS", "Sem prazo combinado"));
  EXPECT_EQ(page.total, 5);
  EXPECT_EQ(listed(bruno, filter).total, 0);
}

TEST_P(FollowupLists, FilterByEverything) {
  const auto only = [&](auto&& set) {
    FollowupFilter one;
    set(one);
    return texts(listed(raimundo, one));
  };
  EXPECT_THAT(only([](auto& f) { f.overdue = true; }), ElementsAre("Resposta da SES"));
  EXPECT_THAT(only([](auto& f) { f.state = "concluido"; }), ElementsAre("Oficina de regulação"));
  EXPECT_THAT(only([](auto& f) { f.state = "concluido,cancelado"; }), UnorderedElementsAre("Oficina de regulação", "Já não é preciso"));
  EXPECT_THAT(only([](auto& f) { f.place = araguatins; }), ElementsAre("Resposta da SES"));
  EXPECT_THAT(only([](auto& f) { f.place = bico; }), ElementsAre("Resposta da SES", "Acesso ao DigiSUS"));
  EXPECT_THAT(only([](auto& f) { f.place = tocantins; f.overdue = false; }), ElementsAre("Resposta da SES", "Acesso ao DigiSUS"));
  EXPECT_THAT(only([](auto& f) { f.place = maranhao; }), IsEmpty());
  EXPECT_THAT(only([&](auto& f) { f.responsible = helena; }), ElementsAre("Acesso ao DigiSUS"));
  EXPECT_THAT(only([](auto& f) { f.kind = "ORIENTAR,OUTRO"; f.state = "aberto"; }), ElementsAre("Resposta da SES", "Acesso ao DigiSUS", "Sem prazo combinado"));
  EXPECT_THAT(only([](auto& f) { f.kind = "ARTICULAR"; }), IsEmpty());
  EXPECT_THAT(only([](auto& f) { f.priority = "ALTA"; }), IsEmpty());
  EXPECT_THAT(only([](auto& f) { f.priority = "NORMAL"; f.due_from = Day::of(2025, 5, 1); f.state = "aberto"; }), ElementsAre("Acesso ao DigiSUS"));
  EXPECT_THAT(only([](auto& f) { f.due_to = Day::of(2025, 5, 8); }), ElementsAre("Resposta da SES"));
  EXPECT_THAT(only([](auto& f) { f.q = "regulacao oficinas"; }), ElementsAre("Oficina de regulação"));
  EXPECT_THAT(only([](auto& f) { f.q = "cícero ses"; }), ElementsAre("Resposta da SES"));
  EXPECT_THAT(only([](auto& f) { f.q = "regulação SES"; }), IsEmpty());
  EXPECT_THAT(only([](auto& f) { f.mine = true; }), ElementsAre("Já não é preciso"));
}

TEST_P(FollowupLists, MineAreThoseWithMeOrFromMe) {
  filter.mine = true;
  EXPECT_THAT(texts(listed(helena, filter)), ElementsAre("Resposta da SES", "Acesso ao DigiSUS"));
  EXPECT_THAT(texts(listed(cicero, filter)), ElementsAre("Resposta da SES", "Sem prazo combinado", "Oficina de regulação"));
  EXPECT_THAT(texts(listed(ivo, filter)), ElementsAre("Já não é preciso"));
  auto in = agreed("Nota técnica da assessoria", helena);
  in.responsible = {std::nullopt, "assessoria", std::nullopt, ""};
  created(helena, in);
  EXPECT_THAT(texts(listed(ivo, filter)), ElementsAre("Nota técnica da assessoria", "Já não é preciso"));
}

TEST_P(FollowupLists, PagesGiveEveryRowOnce) {
  std::vector<std::string> all;
  filter.limit = 2;
  do {
    const auto page = listed(raimundo, filter);
    for (auto& text : texts(page)) all.push_back(text);
    EXPECT_EQ(page.total, 5);
    filter.cursor = page.next;
  } while (filter.cursor);
  filter = {};
  EXPECT_EQ(all, texts(listed(raimundo, filter)));
  filter.cursor = "20000/x";
  EXPECT_EQ(refused([&] { listed(raimundo, filter); }), "query.wrong-type@cursor");
}

TEST_P(FollowupLists, LeaveOutThoseOfACancelledAction) {
  auto in = agreed("De uma visita que não houve", helena);
  in.action = registered(helena, {augustinopolis});
  created(helena, in);
  EXPECT_EQ(listed(helena, filter).total, 6);
  write([&](db::Write& tx) { actions::undo(tx, *in.action, {operation()}, as(helena)); });
  EXPECT_EQ(listed(helena, filter).total, 5);
  filter.action = in.action;
  EXPECT_EQ(listed(helena, filter).total, 1);
}

TEST_P(FollowupLists, AreTakenOutAsFilesWithinTheRights) {
  const auto file = [&](PersonId who, ExportFormat format) {
    std::string all;
    read([&](db::Read& tx) { write_list(tx, filter, format, as(who), [&](std::string_view piece) { all += piece; }); });
    return all;
  };
  created(helena, agreed("=SOMA(A1:A9); \"urgente\"", helena, today));
  const auto office = file(raimundo, ExportFormat::csv);
  EXPECT_THAT(office, testing::StartsWith("\xEF\xBB\xBF" "Encaminhamento;Tipo;"));
  EXPECT_THAT(office, HasSubstr("\r\n\"'=SOMA(A1:A9); \"\"urgente\"\"\";Orientar;Helena Barros;05/05/2025;Normal;aberto;não;"));
  EXPECT_THAT(office, HasSubstr("Resposta da SES;Orientar;Cícero Antunes;30/04/2025;Normal;aberto;sim;;Araguatins/TO;"));
  EXPECT_THAT(file(raimundo, ExportFormat::rfc4180), HasSubstr("Resposta da SES,Orientar,Cícero Antunes,2025-04-30,Normal,aberto,true,,Araguatins/TO,"));
  EXPECT_EQ(std::get<json::Array>(json::parse(file(raimundo, ExportFormat::json)).is).size(), 6u);
  EXPECT_EQ(file(bruno, ExportFormat::json), "[]\n");
}

}  // namespace
}  // namespace teia::followups
