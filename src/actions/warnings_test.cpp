// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "actions/test_world.hpp"

namespace teia::actions {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr PlaceId augustinopolis{1702554}, araguatins{1702208};

class Warnings : public Desks {
 protected:
  std::vector<std::string> warned(const access::Actor& who, const NewAction& in) {
    std::vector<std::string> codes;
    for (const auto& one : registered_whole(who, in).warnings) codes.push_back(one.code);
    return codes;
  }
  /// In person, at nine of the same day, two hours long.
  NewAction at_nine(PlaceId town, const std::string& text, bool guessed = false) {
    auto in = visit(town, text);
    if (guessed) in.hour_guessed = true;
    return in;
  }
};
ON_BOTH_ENGINES(Warnings);

TEST_P(Warnings, TwoQuickRecordsInARowWithGuessedHoursAreNoFault) {
  EXPECT_THAT(warned(helena, at_nine(augustinopolis, "Revisamos as metas da programação.", true)), IsEmpty());
  EXPECT_THAT(warned(helena, at_nine(araguatins, "Tiramos dúvidas do relatório.", true)), IsEmpty());
  EXPECT_THAT(warned(helena, at_nine(PlaceId{1701002}, "A equipe pediu uma oficina.")), IsEmpty()) << "one hour stated says nothing of the others";
}

TEST_P(Warnings, StatedHoursInTwoTownsAreTwoPlaces) {
  EXPECT_THAT(warned(helena, at_nine(augustinopolis, "Revisamos as metas da programação.")), IsEmpty());
  EXPECT_THAT(warned(helena, at_nine(araguatins, "Tiramos dúvidas do relatório.")), ElementsAre("dois-lugares"));
  auto meeting = at_nine(augustinopolis, "Oficina com as equipes da atenção.");
  meeting.content.type = "OFI";
  EXPECT_THAT(warned(helena, meeting), ElementsAre("dois-lugares")) << "of the other town; where it is itself is one place";
}

TEST_P(Warnings, ToldTwiceIsTheSameTownOrTheSameWords) {
  EXPECT_THAT(warned(helena, at_nine(augustinopolis, "Revisamos as metas da programação anual com a equipe.", true)), IsEmpty());
  EXPECT_THAT(warned(helena, at_nine(augustinopolis, "Tiramos dúvidas do relatório.", true)), ElementsAre("possivel-repetida"));
  EXPECT_THAT(warned(helena, at_nine(araguatins, "Revisamos com a equipe as metas da programação anual", true)), ElementsAre("possivel-repetida"));
  EXPECT_THAT(warned(cicero, at_nine(augustinopolis, "Outra conversa, de outra pessoa.")), ElementsAre("possivel-repetida", "possivel-repetida"));
}

TEST_P(Warnings, AnHourThatIsMendedIsStated) {
  registered(helena, at_nine(augustinopolis, "Revisamos as metas da programação."));
  const auto guessed = at_nine(araguatins, "Tiramos dúvidas do relatório.", true);
  const auto id = registered(helena, guessed);
  auto content = guessed.content;
  content.text = "Tiramos dúvidas do relatório de gestão.";
  EXPECT_THAT(edited(helena, id, 1, content).warnings, IsEmpty());
  content.started_at = content.started_at.plus_minutes(30);
  ASSERT_EQ(edited(helena, id, 2, content).warnings.size(), 1U);
}

}  // namespace
}  // namespace teia::actions
