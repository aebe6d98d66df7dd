// SPDX-License-Identifier: Apache-2.0
#include "followups/test_world.hpp"
#include "support/statements.hpp"
#include "sync/files.hpp"
#include "sync/test_replica.hpp"

namespace teia::sync {
namespace {

using namespace followups;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Sync : public Corner {
 protected:
  void prepare() override {
    Corner::prepare();
    device = ledger::DeviceId::make(noon, *chance);
  }

  Replica::Ask asks(PersonId who, Day day = today) {
    return [this, who, day](const PullAsked& asked) { return read([&](db::Read& tx) { return sync::pull(tx, asked, as(who, day)); }); };
  }
  Replica replica_of(PersonId who, Day day = today) {
    Replica replica{Day::of(2024, 5, 5)};
    replica.pull(asks(who, day));
    return replica;
  }

  /// The verb's own structure as a device sends it.
  template <class Body>
  Operation sent(std::string verb, Uuid record, const Body& body) {
    return {body.operation, std::move(verb), record, 1, noon, json::write_described(body)};
  }
  Operation registering(const actions::NewAction& in) { return sent("action.register", in.id, in); }
  Operation editing(ActionId id, std::int64_t base, actions::ActionContent content, std::optional<std::string> reason = {}) {
    return sent("action.edit", id, actions::EditAction{operation(), base, std::move(content), std::move(reason)});
  }

  std::vector<PushedOperation> pushed(PersonId who, std::vector<Operation> operations) {
    PushAsked asked;
    asked.device = device;
    asked.operations = std::move(operations);
    return sync::push(*store, asked, as(who)).outcomes;
  }
  PushedOperation pushed_one(PersonId who, const Operation& one) { return pushed(who, {one}).at(0); }

  actions::ActionView record(PersonId who, ActionId id) {
    return read([&](db::Read& tx) { return actions::view(tx, id, as(who)); });
  }
  std::int64_t head() {
    return read([](db::Read& tx) { return ledger::head(tx).number; });
  }

  ledger::DeviceId device;
};
ON_BOTH_ENGINES(Sync);

TEST_P(Sync, EveryStatementFitsItsTypes) { EXPECT_THAT(test::check_every_statement(GetParam(), test::migrations(GetParam())), IsEmpty()); }

// ---- pull ------------------------------------------------------------------------------------------------------------------

TEST_P(Sync, AReplicaHoldsWhatItsPersonReadsAndNothingElse) {
  const auto mine = registered(helena, {augustinopolis});
  const auto others = registered(bruno, {balsas});
  auto with_analysis = visit({araguatins});
  with_analysis.analysis = "A secretária está só com a equipe nova.";
  const auto told = registered(cicero, with_analysis);

  const auto replica = replica_of(helena);
  EXPECT_TRUE(replica.has("action", mine));
  EXPECT_TRUE(replica.has("action", told));
  EXPECT_FALSE(replica.has("action", others));
  EXPECT_TRUE(replica.has("action.analysis", told)) << "the state's team reads the analysis";
  EXPECT_THAT(json::write(replica.of("action", told).body), testing::Not(HasSubstr("equipe nova"))) << "never inside the record";

  const auto secretary = replica_of(sandra);
  EXPECT_TRUE(secretary.has("action", told));
  EXPECT_FALSE(secretary.has("action.analysis", told)) << "the executive secretary does not";
  EXPECT_THAT(replica_of(marta).documents, IsEmpty());
}

TEST_P(Sync, NewsComeSinceTheCursorAndOnlyThose) {
  const auto first = registered(helena, {augustinopolis});
  auto replica = replica_of(cicero);
  const auto second = registered(helena, {araguatins});
  write([&](db::Write& tx) { actions::cancel(tx, first, {operation(), "Foi engano."}, as(helena)); });

  PullAsked asked;
  asked.cursor = replica.cursor;
  for (const auto& name : replica.scope()) asked.scope.push_back({name, Day::of(2024, 5, 5)});
  const auto answer = asks(cicero)(asked);
  EXPECT_EQ(answer.documents.size(), 2u);
  EXPECT_FALSE(answer.more);
  EXPECT_EQ(answer.cursor->number, head());
  replica.pull(asks(cicero));
  EXPECT_TRUE(replica.has("action", second));
  EXPECT_EQ(*replica.of("action", first).body.find("state"), (json::Value{std::string{"cancelada"}}));
}

TEST_P(Sync, SmallPagesBringTheSameAsLargeOnes) {
  for (int i = 0; i < 23; ++i) {
    const auto id = registered(i % 2 ? helena : cicero, {i % 3 ? augustinopolis : ananas}, today.plus(-i / 2));
    auto in = agreed("Combinado número " + std::to_string(i), cicero);
    in.action = id;
    if (i % 4 == 0) created(helena, in);
  }
  const auto large = replica_of(raimundo);
  for (const std::int64_t limit : {1, 2, 7}) {
    Replica small{Day::of(2024, 5, 5)};
    small.pull(asks(raimundo), limit);
    ASSERT_EQ(small.documents.size(), large.documents.size()) << limit;
    for (const auto& [ref, document] : large.documents) {
      EXPECT_EQ(json::write(small.documents.at(ref).body), json::write(document.body)) << limit;
    }
  }
}

TEST_P(Sync, OldRecordsStayOutsideTheWindowAlsoWhenTheyChange) {
  const auto old = registered(helena, {augustinopolis}, Day::of(2024, 3, 1));
  auto replica = replica_of(cicero);
  EXPECT_FALSE(replica.has("action", old));
  write([&](db::Write& tx) { actions::cancel(tx, old, {operation(), "Foi engano."}, as(helena)); });
  replica.pull(asks(cicero));
  EXPECT_FALSE(replica.has("action", old));
}

TEST_P(Sync, WhoLosesTheFunctionLosesTheRecordsAndWhoEntersReceivesThem) {
  const auto id = registered(helena, {augustinopolis});
  auto cicero_had = replica_of(cicero);
  ASSERT_TRUE(cicero_had.has("action", id));
  write([&](db::Write& tx) {
    access::end_assignment(tx, people::assignments_of(tx, cicero).at(0).id, today.plus(-1), "saiu");
    access::assign(tx, {AssignmentId::make(noon, *chance), bruno, "apoiador", organisations.at("COSEMS-TO"), std::nullopt, {bico}, today, {}});
  });
  cicero_had.pull(asks(cicero));
  EXPECT_FALSE(cicero_had.has("action", id));
  EXPECT_TRUE(replica_of(bruno).has("action", id));
}

TEST_P(Sync, ARecordThatMovesToAnotherAudienceTakesItsFollowupsAlong) {
  auto open_to_all = visit({augustinopolis});
  open_to_all.content.visibility.network = true;
  const auto id = registered(helena, open_to_all);
  auto in = agreed("Levar à CIR de junho", cicero);
  in.action = id;
  const auto followup = created(helena, in).id;
  auto national = replica_of(nadia);
  ASSERT_TRUE(national.has("action", id));
  ASSERT_TRUE(national.has("followup", followup));

  auto content = record(helena, id).content;
  content.visibility.network = false;
  pushed_one(helena, editing(id, 1, content));
  national.pull(asks(nadia));
  EXPECT_FALSE(national.has("action", id));
  EXPECT_FALSE(national.has("followup", followup));
  EXPECT_TRUE(replica_of(cicero).has("followup", followup));

  content.visibility.network = true;
  pushed_one(helena, editing(id, 2, content));
  national.pull(asks(nadia));
  EXPECT_TRUE(national.has("action", id));
  EXPECT_TRUE(national.has("followup", followup));
}

TEST_P(Sync, WhoAnswersForAFollowupHasItWithoutTheRecord) {
  const auto id = registered(helena, {augustinopolis});
  auto in = agreed("Mandar o modelo da nota", bruno);
  in.action = id;
  const auto followup = created(helena, in).id;
  const auto replica = replica_of(bruno);
  ASSERT_TRUE(replica.has("followup", followup));
  EXPECT_THAT(replica.of("followup", followup).audiences, ElementsAre(testing::StartsWith("named-")));
  EXPECT_FALSE(replica.has("action", id));
}

TEST_P(Sync, ACursorOfAnotherHistoryIsToldWhereThePresentOneBegan) {
  registered(helena, {augustinopolis});
  auto replica = replica_of(helena);
  auto forged = *replica.cursor;
  forged.hash = std::string(64, 'a');
  PullAsked asked;
  asked.cursor = forged;
  auto answer = asks(helena)(asked);
  ASSERT_TRUE(answer.reset);
  EXPECT_THAT(answer.documents, IsEmpty());
  asked.cursor = ledger::Cursor{replica.cursor->epoch, replica.cursor->number + 100, replica.cursor->hash};
  EXPECT_TRUE(asks(helena)(asked).reset) << "a cursor from the future";
}

TEST_P(Sync, AfterARestoreAReplicaEndsWithWhatTheServerHas) {
  const auto before = registered(helena, {augustinopolis});
  auto replica = replica_of(cicero);
  write([&](db::Write& tx) { ledger::open_epoch(tx, noon, *chance); });
  const auto after = registered(helena, {araguatins});
  replica.pull(asks(cicero));
  EXPECT_TRUE(replica.has("action", before));
  EXPECT_TRUE(replica.has("action", after));
  EXPECT_EQ(replica.cursor->number, head());
}

TEST_P(Sync, WhatCannotBeAskedIsRefused) {
  PullAsked asked;
  asked.scope = {{"tudo", today}};
  EXPECT_EQ(refused([&] { asks(helena)(asked); }), "sync.unknown-audience");
  asked.scope.assign(most_audiences + 1, {"1", today});
  EXPECT_EQ(refused([&] { asks(helena)(asked); }), "sync.too-many");
  asked.scope = {};
  asked.protocol = 0;
  EXPECT_EQ(refused([&] { asks(helena)(asked); }), "sync.too-old");
  EXPECT_EQ(refused([&] { pushed(helena, std::vector<Operation>(most_operations + 1)); }), "sync.too-many");
}

// ---- push ------------------------------------------------------------------------------------------------------------------

TEST_P(Sync, AnOperationIsCarriedOutOnceAndHasItsReceiptEachTime) {
  const auto in = visit({augustinopolis});
  const auto first = pushed_one(helena, registering(in));
  ASSERT_EQ(first.outcome, SyncOutcome::accepted);
  EXPECT_EQ(crypto::hex(crypto::sha256(*first.header)), first.receipt->hash);
  const auto header = ledger::read_header(*first.header);
  EXPECT_EQ(header.at("operation"), in.operation.text());
  EXPECT_EQ(header.at("record"), in.id.text());
  EXPECT_EQ(header.at("device"), device.text());

  const auto numbers = head();
  const auto again = pushed_one(helena, registering(in));
  EXPECT_EQ(again.outcome, SyncOutcome::duplicate);
  EXPECT_EQ(again.receipt->hash, first.receipt->hash);
  EXPECT_EQ(head(), numbers);

  auto other = in;
  other.content.text = "Outro texto com o mesmo código de envio.";
  const auto reused = pushed_one(helena, registering(other));
  EXPECT_EQ(reused.outcome, SyncOutcome::refused);
  EXPECT_EQ(reused.problem->code, "ledger.operation-reused");
}

TEST_P(Sync, OneBadOperationStopsNoOther) {
  auto far_away = visit({balsas});
  const auto good = visit({augustinopolis});
  Operation nonsense{operation(), "action.explode", Uuid{}, 1, noon, "{}"};
  nonsense.body = "{\"operation\":\"" + nonsense.operation.text() + "\"}";
  auto broken = registering(visit({ananas}));
  broken.body = "{";
  auto swapped = registering(visit({ananas}));
  swapped.operation = operation();
  const auto outcomes = pushed(helena, {registering(far_away), nonsense, broken, swapped, registering(good)});
  EXPECT_EQ(outcomes[0].problem->faults.empty() ? outcomes[0].problem->code : outcomes[0].problem->faults[0].code, "actions.outside-scope");
  EXPECT_EQ(outcomes[1].problem->code, "sync.unknown-verb");
  EXPECT_EQ(outcomes[2].problem->code, "body.malformed");
  EXPECT_EQ(outcomes[3].problem->code, "sync.other-operation");
  EXPECT_EQ(outcomes[4].outcome, SyncOutcome::accepted);
  EXPECT_EQ(record(helena, good.id).revision, 1);
}

TEST_P(Sync, TheDevicesTimeIsKeptAsSaidBesideTheServers) {
  const auto in = agreed("Enviar a nota técnica", helena);
  created(helena, in, today.plus(-3));
  auto operation = sent("followup.close", in.id, deed(seen(helena, in.id), "Enviada."));
  operation.at = noon.plus_days(-1);
  const auto closed = pushed_one(helena, operation);
  ASSERT_EQ(closed.outcome, SyncOutcome::accepted);
  EXPECT_EQ(seen(helena, in.id).closed_on, today.plus(-1)) << "closed when it was done, not when it arrived";
  EXPECT_EQ(ledger::read_header(*closed.header).at("device-time"), std::to_string(operation.at.ms));

  const auto other = agreed("Outra nota técnica", helena);
  created(helena, other, today.plus(-3));
  auto wrong = sent("followup.close", other.id, deed(seen(helena, other.id), "Enviada."));
  wrong.at = noon.plus_days(4000);
  EXPECT_EQ(pushed_one(helena, wrong).outcome, SyncOutcome::accepted);
  EXPECT_EQ(seen(helena, other.id).closed_on, today) << "a clock that cannot be right decides nothing";
}

// ---- merging ---------------------------------------------------------------------------------------------------------------

TEST_P(Sync, TwoWhoChangedDifferentThingsAreBothRight) {
  auto in = visit({augustinopolis});
  in.content.coauthors = {cicero};
  registered(helena, in);
  auto hers = record(helena, in.id).content, his = hers;
  hers.text = "Revisamos as metas da PAS; falta o anexo.";
  hers.tags = {"pas-2026"};
  his.what_changed = "A equipe passou a usar o painel.";
  his.tags = {"painel"};
  ASSERT_EQ(pushed_one(helena, editing(in.id, 1, hers)).outcome, SyncOutcome::accepted);
  const auto merged = pushed_one(cicero, editing(in.id, 1, his));
  ASSERT_EQ(merged.outcome, SyncOutcome::merged);
  EXPECT_THAT(merged.fields, Contains("text"));
  EXPECT_EQ(ledger::read_header(*merged.header).at("base"), "2,1");
  const auto now = record(raimundo, in.id);
  EXPECT_EQ(now.content.text, hers.text);
  EXPECT_EQ(now.content.what_changed, his.what_changed);
  EXPECT_THAT(now.content.tags, testing::UnorderedElementsAre("pas-2026", "painel"));
}

TEST_P(Sync, TwoTextsForOneAreKeptBothUntilTheirAuthorDecides) {
  auto in = visit({augustinopolis});
  in.content.coauthors = {cicero};
  registered(helena, in);
  auto hers = record(helena, in.id).content, his = hers;
  hers.text = "O que Helena escreveu sobre a visita.";
  his.text = "O que Cícero escreveu sobre a visita.";
  pushed_one(helena, editing(in.id, 1, hers));
  const auto operation = editing(in.id, 1, his);
  const auto kept = pushed_one(cicero, operation);
  ASSERT_EQ(kept.outcome, SyncOutcome::conflict);
  EXPECT_EQ(kept.problem->code, "actions.edit-conflict");
  EXPECT_EQ(crypto::hex(crypto::sha256(*kept.header)), kept.receipt->hash) << "kept, and proven to be";
  EXPECT_EQ(ledger::read_header(*kept.header).at("record"), operation.operation.text());
  EXPECT_EQ(record(helena, in.id).content.text, hers.text) << "nothing was overwritten";

  const auto again = pushed_one(cicero, operation);
  EXPECT_EQ(again.outcome, SyncOutcome::conflict);
  EXPECT_EQ(again.receipt->hash, kept.receipt->hash);

  auto replica = replica_of(cicero);
  ASSERT_TRUE(replica.has("conflict", *kept.conflict));
  const auto& body = replica.of("conflict", *kept.conflict).body;
  EXPECT_THAT(json::write(*body.find("body")), HasSubstr("Cícero escreveu"));
  EXPECT_EQ(*body.find("fields"), (json::Value{std::string{"text"}}));
  EXPECT_FALSE(replica_of(raimundo).has("conflict", *kept.conflict)) << "what he wrote is his until he decides";

  his.text = hers.text + " " + his.text;
  EXPECT_EQ(pushed_one(cicero, editing(in.id, 2, his)).outcome, SyncOutcome::accepted);
  const auto settle = this->operation();
  const Operation settled{settle, "conflict.settle", *kept.conflict, 1, noon, "{\"operation\":\"" + settle.text() + "\"}"};
  EXPECT_EQ(pushed_one(cicero, settled).outcome, SyncOutcome::accepted);
  EXPECT_EQ(pushed_one(cicero, settled).outcome, SyncOutcome::duplicate);
  replica.pull(asks(cicero));
  EXPECT_FALSE(replica.of("conflict", *kept.conflict).body.find("settled_at")->null());
  EXPECT_EQ(pushed_one(helena, {settle, "conflict.settle", *kept.conflict, 1, noon, settled.body}).problem->code, "sync.conflict-unknown");
}

/// A device corrects the same text twice before anybody answers: the second edit is no quarrel with the first, and neither hides what
/// others wrote meanwhile.
TEST_P(Sync, AnEditThatStandsOnOneStillUnansweredMeetsOthersAsItsAuthorSawIt) {
  auto in = visit({augustinopolis});
  in.content.coauthors = {cicero};
  registered(helena, in);
  auto first = record(helena, in.id).content, others = first;
  first.text = "Revisamos as metas da PAS com a equipe.";
  auto second = first;
  second.text = "Revisamos as metas da PAS com a equipe; falta o anexo.";
  const auto standing_on = [&](const actions::ActionContent& base, const actions::ActionContent& content) {
    return sent("action.edit", in.id, actions::EditAction{operation(), 1, content, {}, base});
  };
  others.what_changed = "A equipe passou a usar o painel.";
  const auto told = record(helena, in.id).content;
  ASSERT_EQ(pushed_one(cicero, editing(in.id, 1, others)).outcome, SyncOutcome::accepted);

  const auto sent_together = pushed(helena, {standing_on(told, first), standing_on(first, second)});
  EXPECT_EQ(sent_together[0].outcome, SyncOutcome::merged);
  EXPECT_EQ(sent_together[1].outcome, SyncOutcome::merged);
  EXPECT_EQ(record(raimundo, in.id).content.text, second.text);
  EXPECT_EQ(record(raimundo, in.id).content.what_changed, others.what_changed) << "said while both waited, and still there";

  // the first is kept as a conflict; what stands on it changes nothing of the text that it never saw
  auto third = second, fourth = second;
  third.text = "O que Helena escreveu por último sobre a visita.";
  fourth.text = third.text;
  fourth.tags = {"pas-2026"};
  others = record(cicero, in.id).content;
  others.text = "O que Cícero escreveu sobre a visita.";
  const auto now = record(helena, in.id);
  ASSERT_EQ(pushed_one(cicero, editing(in.id, now.revision, others)).outcome, SyncOutcome::accepted);
  const auto edits = [&](const actions::ActionContent& base, const actions::ActionContent& content) {
    return sent("action.edit", in.id, actions::EditAction{operation(), now.revision, content, {}, base});
  };
  const auto kept = pushed(helena, {edits(now.content, third), edits(third, fourth)});
  EXPECT_EQ(kept[0].outcome, SyncOutcome::conflict);
  EXPECT_EQ(kept[1].outcome, SyncOutcome::merged);
  EXPECT_EQ(record(raimundo, in.id).content.text, others.text) << "nothing was overwritten";
  EXPECT_THAT(record(raimundo, in.id).content.tags, ElementsAre("pas-2026"));
}

TEST_P(Sync, NothingMergesUnderAValidationOrIntoWhatWasCancelled) {
  const auto validated = registered(helena, {augustinopolis});
  const auto cancelled = registered(helena, {araguatins});
  auto content = record(helena, validated).content;
  write([&](db::Write& tx) { actions::validate(tx, validated, {operation(), 1}, as(raimundo)); });
  write([&](db::Write& tx) { actions::cancel(tx, cancelled, {operation(), "Foi engano."}, as(helena)); });
  content.text = "Escrito sem sinal, antes de saber da validação.";
  for (const auto id : {validated, cancelled}) {
    const auto outcome = pushed_one(helena, editing(id, 1, content));
    EXPECT_EQ(outcome.outcome, SyncOutcome::conflict);
    EXPECT_TRUE(outcome.receipt);
  }
  EXPECT_EQ(record(helena, validated).state, actions::State::validated);
}

TEST_P(Sync, AJudgementOfAnOlderRevisionIsAConflictAndNotAJudgement) {
  const auto id = registered(helena, {augustinopolis});
  auto content = record(helena, id).content;
  content.text = "Com o que faltava sobre o prazo da CIR.";
  pushed_one(helena, editing(id, 1, content));
  const auto late = pushed_one(raimundo, sent("action.validate", id, actions::Judgement{operation(), 1}));
  EXPECT_EQ(late.outcome, SyncOutcome::conflict);
  EXPECT_EQ(record(helena, id).state, actions::State::registered);
  EXPECT_EQ(pushed_one(raimundo, sent("action.validate", id, actions::Judgement{operation(), 2})).outcome, SyncOutcome::accepted);
}

TEST_P(Sync, WhoWroteBeforeTheReturnStillHasToReadItsReason) {
  const auto id = registered(helena, {augustinopolis});
  auto content = record(helena, id).content;
  write([&](db::Write& tx) { actions::return_to_author(tx, id, {operation(), 1, "Faltou o prazo."}, as(raimundo)); });
  content.tags = {"pas"};
  EXPECT_NE(pushed_one(helena, editing(id, 1, content)).outcome, SyncOutcome::conflict);
  const auto now = record(helena, id);
  EXPECT_EQ(now.state, actions::State::returned);
  EXPECT_THAT(now.content.tags, ElementsAre("pas"));
  ASSERT_TRUE(now.returned);
}

TEST_P(Sync, AnswersToAFollowupAddUpAndClosingTwiceIsAConflict) {
  const auto in = agreed("Levar o transporte à CIR", cicero);
  const auto made = created(helena, in);
  EXPECT_EQ(pushed_one(cicero, sent("followup.answer", in.id, deed(made, "Falei com a secretária."))).outcome, SyncOutcome::accepted);
  EXPECT_EQ(pushed_one(helena, sent("followup.answer", in.id, deed(made, "A CIR é dia 12."))).outcome, SyncOutcome::merged);
  EXPECT_EQ(seen(helena, in.id).answers.size(), 2u);
  EXPECT_EQ(pushed_one(cicero, sent("followup.close", in.id, deed(seen(cicero, in.id), "Foi à pauta."))).outcome, SyncOutcome::accepted);
  EXPECT_EQ(pushed_one(helena, sent("followup.close", in.id, deed(made, "Fechado."))).outcome, SyncOutcome::conflict);
}

TEST_P(Sync, TheAnalysisOfOthersIsInNoConflictThatTheyRead) {
  auto in = visit({augustinopolis});
  in.content.coauthors = {cicero};
  registered(helena, in);
  const auto analysis = [&](std::int64_t base, const std::string& text) {
    return sent("action.analysis", in.id, actions::AnalysisEdit{operation(), base, text});
  };
  ASSERT_EQ(pushed_one(helena, analysis(0, "Leitura de Helena.")).outcome, SyncOutcome::accepted);
  EXPECT_EQ(pushed_one(cicero, analysis(0, "Leitura de Cícero.")).outcome, SyncOutcome::conflict);
  for (const auto& who : {helena, raimundo, sandra, nadia}) {
    for (const auto& [ref, document] : replica_of(who).documents) {
      EXPECT_THAT(json::write(document.body), testing::Not(HasSubstr("Leitura de Cícero")));
    }
  }
}

// ---- files -----------------------------------------------------------------------------------------------------------------

TEST_P(Sync, AFileComesInPiecesAfterTheTextAndFromWhereItStopped) {
  test::Folder folder;
  const ledger::Attachments attachments{folder.path()};
  const Uploads uploads{attachments};
  const std::string bytes = "%PDF-1.4\n" + std::string(5000, 'x') + "\n%%EOF\n";
  const auto hash = crypto::hex(crypto::sha256(bytes));
  auto in = visit({augustinopolis});
  in.content.evidence = {{hash, "ata.pdf", "application/pdf", std::ssize(bytes), actions::EvidenceKind::document, false}};
  ASSERT_EQ(pushed_one(helena, registering(in)).outcome, SyncOutcome::accepted);
  EXPECT_THAT(record(helena, in.id).missing_files, ElementsAre(hash));

  const auto piece = [&](std::int64_t from, std::int64_t count) {
    return uploads.add(*store, hash, {from, from + count - 1, std::ssize(bytes)}, std::string_view{bytes}.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(count)), helena, noon);
  };
  EXPECT_EQ(piece(0, 2000).received, 2000);
  EXPECT_EQ(refused([&] { piece(0, 2000); }), "sync.wrong-offset");
  EXPECT_EQ(uploads.state(*store, hash, helena).received, 2000);
  EXPECT_EQ(uploads.state(*store, hash, cicero).received, 0) << "each uploads a file of their own";
  EXPECT_TRUE(piece(2000, std::ssize(bytes) - 2000).whole);
  EXPECT_THAT(record(helena, in.id).missing_files, IsEmpty());
  EXPECT_TRUE(uploads.state(*store, hash, cicero).whole);

  const auto other = std::string(64, 'b');
  EXPECT_EQ(refused([&] { uploads.add(*store, other, {0, std::ssize(bytes) - 1, std::ssize(bytes)}, bytes, helena, noon); }), "sync.wrong-hash");
  EXPECT_EQ(uploads.state(*store, other, helena).received, 0);
  EXPECT_EQ(refused([&] { uploads.add(*store, other, {0, 0, 30'000'000}, "x", helena, noon); }), "attachment.too-large");
}

TEST(ContentRange, IsReadStrictly) {
  EXPECT_EQ(read_range("bytes 0-99/100")->to, 99);
  for (const auto* bad : {"", "bytes", "bytes 0-99", "bytes 5-4/10", "bytes 0-100/100", "bytes -1-2/3", "items 0-1/2", "bytes 0-99/*", "bytes 0-9 /100"}) {
    EXPECT_FALSE(read_range(bad)) << bad;
  }
}

// ---- devices ---------------------------------------------------------------------------------------------------------------

TEST_P(Sync, ALostDeviceReadsNothingAndWhatItStillSendsWaitsForItsAuthor) {
  const DeviceReport report{"Celular de Helena", "2026.11", 3, noon, 1000, 100000};
  const auto secret = write([&](db::Write& tx) { return report_device(tx, device, report, as(helena)).secret; });
  EXPECT_EQ(write([&](db::Write& tx) { return report_device(tx, device, report, as(helena)).secret; }), secret) << "one secret for its life";
  EXPECT_EQ(refused([&] { write([&](db::Write& tx) { report_device(tx, device, report, as(cicero)); }); }), "sync.device-of-another");
  EXPECT_EQ(read([&](db::Read& tx) { return devices(tx, as(raimundo)).at(0).waiting; }), 3) << "the coordinator sees who may need help";
  EXPECT_THAT(read([&](db::Read& tx) { return devices(tx, as(cicero)); }), IsEmpty());
  EXPECT_EQ(refused([&] { write([&](db::Write& tx) { lose_device(tx, device, as(bruno)); }); }), "sync.device-unknown");

  const auto proof = crypto::hex(crypto::sha256(*crypto::from_hex(secret)));
  const auto in = visit({augustinopolis});
  const FarewellAsked asked{1, device, proof, {registering(in)}};
  const auto farewell_of = [&](const FarewellAsked& what) { return write([&](db::Write& tx) { return farewell(tx, what, noon); }); };
  EXPECT_FALSE(farewell_of(asked).wipe) << "it is not lost";
  write([&](db::Write& tx) { lose_device(tx, device, as(raimundo)); });
  EXPECT_FALSE(farewell_of({1, device, std::string(64, '0'), {registering(in)}}).wipe) << "somebody else's guess";
  const auto farewell = farewell_of(asked);
  EXPECT_TRUE(farewell.wipe);
  EXPECT_EQ(farewell.kept, 1);
  EXPECT_EQ(farewell_of(asked).kept, 1) << "the same again changes nothing";
  EXPECT_EQ(pushed_one(helena, registering(visit({ananas}))).outcome, SyncOutcome::quarantined);
  EXPECT_EQ(refused([&] { write([&](db::Write& tx) { report_device(tx, device, report, as(helena)); }); }), "sync.device-lost");

  EXPECT_THAT(read([&](db::Read& tx) { return quarantined(tx, as(raimundo)); }), IsEmpty()) << "its author decides, nobody else reads it";
  ASSERT_EQ(read([&](db::Read& tx) { return quarantined(tx, as(helena)).size(); }), 2u);
  EXPECT_EQ(decide(*store, in.operation, {true}, as(helena)).outcome, SyncOutcome::accepted);
  EXPECT_EQ(record(helena, in.id).revision, 1);
  EXPECT_EQ(read([&](db::Read& tx) { return quarantined(tx, as(helena)).size(); }), 1u);
}

}  // namespace
}  // namespace teia::sync
