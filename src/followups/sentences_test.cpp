// SPDX-License-Identifier: Apache-2.0
#include "followups/sentences.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace teia::followups {
namespace {

const Day today = Day::of(2025, 5, 6);

Happened deed(What what, std::string text = "") { return {what, std::move(text), {}, std::nullopt, std::nullopt}; }
Told by_cicero() { return {"Cícero Antunes", "Cícero Antunes", false, Day::of(2025, 5, 9), std::nullopt}; }

TEST(Sentences, TellWhoDidWhatAndWhen) {
  EXPECT_EQ(sentence_of(deed(What::answered, "Acesso liberado."), by_cicero(), today), "Cícero respondeu: “Acesso liberado.”");
  EXPECT_EQ(sentence_of(deed(What::started), by_cicero(), today), "Cícero começou a cuidar disto.");
  EXPECT_EQ(sentence_of(deed(What::closed), by_cicero(), today), "Cícero concluiu.");
  EXPECT_EQ(sentence_of(deed(What::cancelled, "Já resolvido pela SES."), by_cicero(), today),
            "Cícero encerrou sem concluir: “Já resolvido pela SES.”");
}

TEST(Sentences, ANewOneSaysWithWhomItIs) {
  auto told = by_cicero();
  told.who = "Helena Barros";
  EXPECT_EQ(sentence_of(deed(What::created), told, today), "Helena registrou, com Cícero Antunes, até 9\u00a0mai.");
  told.own = true;
  told.due_on.reset();
  EXPECT_EQ(sentence_of(deed(What::created), told, today), "Helena ficou com isto.");
}

TEST(Sentences, ANewDayNamesBothAndALevelItsArticle) {
  auto moved = deed(What::rescheduled, "A SES pediu mais uma semana.");
  moved.due_before = Day::of(2024, 12, 30);
  EXPECT_EQ(sentence_of(moved, by_cicero(), today),
            "Cícero combinou novo prazo, de 30\u00a0dez 2024 para 9\u00a0mai: “A SES pediu mais uma semana.”");
  auto told = by_cicero();
  told.escalated_to = "secretaria executiva";
  EXPECT_EQ(sentence_of(deed(What::escalated), told, today), "Cícero levou à secretaria executiva.");
  told.escalated_to = "CONASEMS";
  EXPECT_EQ(sentence_of(deed(What::escalated), told, today), "Cícero levou ao CONASEMS.");
}

TEST(Sentences, WhatIsReopenedOrPassedOnSaysSo) {
  EXPECT_EQ(sentence_of(deed(What::reopened, "A SES recuou."), by_cicero(), today), "Cícero reabriu: “A SES recuou.”");
  auto passed = deed(What::passed_on);
  passed.responsible_before = "Helena Barros";
  EXPECT_EQ(sentence_of(passed, by_cicero(), today), "Cícero passou de Helena Barros para Cícero Antunes.");
}

TEST(Sentences, PlacesAreNamedUpToTwo) {
  const auto named = [](const char* name) { return places::PlaceRef{{}, places::Level::municipality, name, "TO"}; };
  EXPECT_EQ(some_of({}), "");
  EXPECT_EQ(some_of({named("Ananás"), named("Axixá")}), "Ananás e Axixá");
  EXPECT_EQ(some_of({named("Ananás"), named("Axixá"), named("Buriti"), named("Itaguatins")}), "Ananás, Axixá e mais 2");
}

TEST(BeforeYouGoing, WhatIsOpenStandsAboveTheLastContact) {
  FollowupRow late, next;
  late.text = "Resposta da SES sobre a eMulti.";
  late.responsible.name = "SES-TO";
  late.due_on = Day::of(2025, 4, 30);
  late.overdue = true;
  next.text = "Levar o modelo da PAS";
  next.responsible.name = "Helena Barros";
  next.due_on = Day::of(2025, 5, 8);
  EXPECT_THAT(before_you_go({Day::of(2025, 4, 29), "Visita · Augustinópolis · PAS", {late, next}}, today),
              testing::ElementsAre("Era para 30\u00a0abr, vale combinar novo prazo: Resposta da SES sobre a eMulti (com SES-TO).",
                                   "Em aberto até 8\u00a0mai: Levar o modelo da PAS (com Helena Barros).",
                                   "O último contato foi em 29\u00a0abr: Visita · Augustinópolis · PAS."));
}

TEST(BeforeYouGoing, ALongSilenceAndAFirstTimeAreSaidKindly) {
  EXPECT_THAT(before_you_go({}, today), testing::ElementsAre("Ainda não há contato registrado aqui: boa hora para se apresentar."));
  EXPECT_THAT(before_you_go({Day::of(2025, 2, 12), "Visita", {}}, today),
              testing::ElementsAre("Faz 83 dias desde o último contato, em 12\u00a0fev."));
}

}  // namespace
}  // namespace teia::followups
