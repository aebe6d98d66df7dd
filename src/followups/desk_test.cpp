// SPDX-License-Identifier: Apache-2.0
#include "followups/desk.hpp"
#include "followups/test_world.hpp"

namespace teia::followups {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Desk : public Corner {
 protected:
  std::vector<std::string> pending_of(PersonId who) {
    std::vector<std::string> all;
    for (const auto& item : read([&](db::Read& tx) { return pending(tx, as(who)); })) {
      all.push_back(std::string{word_of(item.kind)} + ": " + item.title + (item.detail.empty() ? "" : " | " + item.detail));
    }
    return all;
  }
  Counters counted(PersonId who) { return read([&](db::Read& tx) { return counters(tx, as(who)); }); }
  Home home_of(PersonId who) { return read([&](db::Read& tx) { return home(tx, as(who)); }); }
  PlaceSupport support_for(PersonId who, PlaceId place) { return read([&](db::Read& tx) { return support(tx, place, as(who)); }); }

  void returned_by_raimundo(ActionId id, const std::string& reason) {
    write([&](db::Write& tx) { actions::return_to_author(tx, id, {operation(), 1, reason}, as(raimundo)); });
  }
};
ON_BOTH_ENGINES(Desk);

TEST_P(Desk, WhatCameBackStandsAboveWhatIsDue) {
  returned_by_raimundo(registered(helena, {augustinopolis}), "Faltou dizer quem ficou com a nota técnica.");
  created(helena, agreed("Resposta da SES sobre a eMulti", cicero, Day::of(2025, 4, 30)));
  auto in = agreed("Acesso da técnica ao DigiSUS", helena, Day::of(2025, 5, 12));
  in.places = {augustinopolis};
  created(raimundo, in);
  created(helena, agreed("Daqui a oito dias", helena, Day::of(2025, 5, 13)));
  created(helena, agreed("Sem prazo", helena, std::nullopt));
  did(helena, close, created(helena, agreed("Já concluído", helena, today)));
  EXPECT_THAT(pending_of(helena),
              ElementsAre("acao-devolvida: Conversa sobre a PAS | Raimundo, 5\u00a0mai",
                          "encaminhamento-vencido: Resposta da SES sobre a eMulti | com Cícero Antunes",
                          "encaminhamento-vence: Acesso da técnica ao DigiSUS | Augustinópolis"));
  EXPECT_EQ(read([&](db::Read& tx) { return pending(tx, as(helena)); }).at(0).reason, "Faltou dizer quem ficou com a nota técnica.");
  EXPECT_EQ(counted(helena).pending, 3);
  EXPECT_EQ(counted(helena).returned, 1);
  EXPECT_THAT(pending_of(bruno), IsEmpty());
}

TEST_P(Desk, WhatCameBackToWhoLeftWaitsForTheSuccessor) {
  returned_by_raimundo(registered(helena, {augustinopolis}), "Faltou dizer quem ficou com a nota técnica.");
  EXPECT_THAT(pending_of(cicero), IsEmpty());
  write([&](db::Write& tx) {
    access::hand_over(tx, people::assignments_of(tx, helena).front().id, today, cicero, AssignmentId::make(noon, *chance));
  });
  EXPECT_THAT(pending_of(cicero), ElementsAre("acao-devolvida: Conversa sobre a PAS | Raimundo, 5\u00a0mai"));
  EXPECT_EQ(counted(cicero).returned, 1);
}

TEST_P(Desk, AnAudioWithoutTextAndAPlannedDayThatPassedWaitForTheirAuthor) {
  const std::string hash(64, 'b');
  database().connect()->script("insert into attachment (hash, size, content_type, stored_at) values ('" + hash + "', 9, 'audio/ogg', 1)");
  auto told = visit({augustinopolis});
  told.content.text.clear();
  told.content.evidence = {{hash, "relato.ogg", "audio/ogg", 9, actions::EvidenceKind::audio, false}};
  registered(helena, told);
  auto planned = visit({araguatins}, Day::of(2025, 5, 2));
  planned.planned = true;
  registered(helena, planned);
  EXPECT_THAT(pending_of(helena), ElementsAre("acao-sem-texto: Conversa sobre a PAS | Só áudio por enquanto: falta o texto.",
                                              "prevista: Conversa sobre a PAS | Era para 2\u00a0mai. Aconteceu?"));
  EXPECT_EQ(counted(helena).pending, 2);
}

TEST_P(Desk, ACoordinatorSeesHowManyWaitAndNotTheOwn) {
  registered(helena, {augustinopolis});
  registered(cicero, {araguatins});
  registered(raimundo, {ananas});
  registered(bruno, {balsas});
  EXPECT_THAT(pending_of(raimundo), ElementsAre("validar: 2 registros esperam a sua leitura"));
  EXPECT_EQ(counted(raimundo).validation, 2);
  EXPECT_EQ(counted(raimundo).pending, 0);
  EXPECT_EQ(counted(helena).validation, 0);
}

TEST_P(Desk, WhatIsEscalatedIsWithTheNextLevel) {
  const auto one = created(helena, agreed("Acionar o CONASEMS", helena, today));
  EXPECT_EQ(counted(sandra).pending, 0);
  did(raimundo, escalate, one);
  EXPECT_THAT(pending_of(sandra), ElementsAre("encaminhamento-vence: Acionar o CONASEMS | com Helena Barros"));
}

TEST_P(Desk, TheFirstPageShowsMyMonthAndWhoWasNotMetForLong) {
  const auto first = registered(helena, {augustinopolis}, Day::of(2025, 4, 10));
  write([&](db::Write& tx) { actions::validate(tx, first, {operation(), 1}, as(raimundo)); });
  registered(helena, {augustinopolis}, Day::of(2025, 4, 20));
  auto meeting = visit({araguatins}, Day::of(2025, 4, 24));
  meeting.content.type = "REU_CIR";
  meeting.content.places.push_back({ananas, actions::Presence::invited, std::nullopt});
  registered(helena, meeting);
  registered(helena, {ananas}, Day::of(2025, 2, 20));
  registered(helena, {augustinopolis}, Day::of(2025, 5, 3));
  auto undone = visit({ananas}, Day::of(2025, 4, 28));
  registered(helena, undone);
  write([&](db::Write& tx) { actions::undo(tx, undone.id, {operation()}, as(helena)); });
  const auto one = created(helena, agreed("Acesso da técnica ao DigiSUS", helena));
  write([&](db::Write& tx) { close(tx, one.id, deed(one), as(helena, Day::of(2025, 4, 30))); });
  created(helena, agreed("Ainda aberto", cicero));

  const auto page = home_of(helena);
  EXPECT_EQ(page.month.from, Day::of(2025, 4, 1)) << "until the 5th, the month that is being reported";
  EXPECT_EQ(page.month.to, Day::of(2025, 4, 30));
  EXPECT_EQ(page.month.actions, 3);
  EXPECT_EQ(page.month.validated, 1);
  EXPECT_EQ(page.month.cir, 1);
  EXPECT_EQ(page.month.places, 2) << "invited is not contact";
  EXPECT_EQ(page.month.places_in_territory, 3);
  EXPECT_EQ(page.month.followups_closed, 1);
  EXPECT_EQ(page.month.followups_open, 1);
  EXPECT_EQ(page.month.by_type.at(0).code, "VIS");
  EXPECT_EQ(page.month.by_type[0].value, 2);
  EXPECT_EQ(page.recent.size(), 5u);
  ASSERT_EQ(page.without_contact.size(), 1u);
  EXPECT_EQ(page.without_contact[0].place.id, ananas);
  EXPECT_EQ(page.without_contact[0].last_on, Day::of(2025, 2, 20));
  EXPECT_EQ(page.without_contact[0].days, 74);
  EXPECT_EQ(page.without_contact[0].actions, 1);
  EXPECT_EQ(page.without_contact[0].region->name, "Bico do Papagaio");
  EXPECT_THAT(page.without_contact[0].supporters, testing::Contains("Helena Barros"));
}

TEST_P(Desk, ATownNeverMetComesFirst) {
  registered(helena, {ananas}, Day::of(2025, 2, 20));
  registered(helena, {augustinopolis});
  const auto silent = home_of(helena).without_contact;
  ASSERT_EQ(silent.size(), 2u);
  EXPECT_EQ(silent[0].place.id, araguatins);
  EXPECT_EQ(silent[0].days, std::nullopt);
  EXPECT_EQ(silent[1].place.id, ananas);
}

TEST_P(Desk, APlacePageHelpsBeforeItMeasures) {
  auto in = agreed("Levar o modelo da PAS com as metas revistas", helena, Day::of(2025, 5, 8));
  in.action = registered(helena, {augustinopolis}, Day::of(2025, 4, 29));
  created(helena, in);
  registered(cicero, {augustinopolis, araguatins}, Day::of(2025, 3, 3));
  registered(helena, {augustinopolis}, Day::of(2024, 5, 1));

  const auto page = support_for(cicero, augustinopolis);
  EXPECT_EQ(page.last_contact_on, Day::of(2025, 4, 29));
  EXPECT_EQ(page.days_since_contact, 6);
  EXPECT_EQ(page.actions_12_months, 2);
  EXPECT_EQ(page.recent.size(), 3u);
  ASSERT_EQ(page.open_followups.size(), 1u);
  EXPECT_EQ(page.by_theme.at(0).name, "PAS");
  EXPECT_EQ(page.by_theme[0].value, 2);
  EXPECT_EQ(page.supporters.at(0).person.name, "Helena Barros");
  EXPECT_THAT(page.before_you_go, ElementsAre("Em aberto até 8\u00a0mai: Levar o modelo da PAS com as metas revistas (com Helena Barros).",
                                              "O último contato foi em 29\u00a0abr: Conversa sobre a PAS."));

  const auto region = support_for(cicero, bico);
  EXPECT_EQ(region.actions_12_months, 2) << "an action with two of its towns counts once";
  EXPECT_EQ(region.open_followups.size(), 1u);
  EXPECT_THAT(region.before_you_go, IsEmpty());
  EXPECT_EQ(support_for(cicero, tocantins).last_contact_on, Day::of(2025, 4, 29));
  EXPECT_EQ(support_for(cicero, norte).actions_12_months, 2);
}

TEST_P(Desk, ANeighbourFindsNothingOfAnotherTeamOnAPlacePage) {
  auto in = agreed("Levar o modelo da PAS", helena);
  in.action = registered(helena, {augustinopolis});
  created(helena, in);
  const auto page = support_for(bruno, augustinopolis);
  EXPECT_EQ(page.last_contact_on, std::nullopt);
  EXPECT_EQ(page.actions_12_months, 0);
  EXPECT_THAT(page.recent, IsEmpty());
  EXPECT_THAT(page.open_followups, IsEmpty());
  EXPECT_THAT(page.by_theme, IsEmpty());
}

TEST_P(Desk, AManagerReadsTheContactsWhoseSwitchIsOnAndCountsAll) {
  auto with_town = visit({augustinopolis}, Day::of(2025, 4, 29));
  with_town.content.visibility.municipality = true;
  auto in = agreed("Levar o modelo da PAS", helena);
  in.action = registered(helena, with_town);
  created(helena, in);
  registered(helena, {augustinopolis}, Day::of(2025, 5, 2));
  const auto page = support_for(marta, augustinopolis);
  EXPECT_EQ(page.last_contact_on, Day::of(2025, 5, 2)) << "a day reveals no content";
  EXPECT_EQ(page.days_since_contact, 3);
  EXPECT_EQ(page.actions_12_months, 2);
  EXPECT_EQ(page.by_theme.at(0).value, 1) << "a theme would";
  EXPECT_EQ(page.open_followups.size(), 1u);
  EXPECT_THAT(page.before_you_go, testing::Contains("O último contato foi em 2\u00a0mai."));

  const auto neighbour = support_for(marta, araguatins);
  EXPECT_EQ(neighbour.last_contact_on, std::nullopt) << "not her town";
}

TEST(Month, IsTheOneBeforeWhileItsReportIsOpen) {
  const auto span = [](Day day) { return month_of(day).first.text() + " " + month_of(day).last.text(); };
  EXPECT_EQ(span(Day::of(2025, 5, 5)), "2025-04-01 2025-04-30");
  EXPECT_EQ(span(Day::of(2025, 5, 6)), "2025-05-01 2025-05-31");
  EXPECT_EQ(span(Day::of(2025, 1, 1)), "2024-12-01 2024-12-31");
  EXPECT_EQ(span(Day::of(2024, 2, 29)), "2024-02-01 2024-02-29");
}

}  // namespace
}  // namespace teia::followups
