// SPDX-License-Identifier: Apache-2.0
#include "followups/escalation.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace teia::followups {
namespace {

std::vector<std::string> climbed(std::span<const Level> chain, std::size_t stands) {
  std::vector<std::string> levels;
  std::optional<std::string_view> current;
  while (const auto* level = next_level(chain, current, stands)) {
    levels.emplace_back(level->said);
    current = level->said;
  }
  return levels;
}

TEST(Escalation, GoesFromTheSupporterToConasemsOneLevelAtATime) {
  EXPECT_EQ(climbed(chain_of("COSEMS", "COSEMS-TO"), 0), (std::vector<std::string>{"coordenação", "secretaria executiva", "CONASEMS"}));
}

TEST(Escalation, ACoordinatorDoesNotTakeItToThemself) {
  EXPECT_EQ(climbed(chain_of("COSEMS", "COSEMS-TO"), 1), (std::vector<std::string>{"secretaria executiva", "CONASEMS"}));
  EXPECT_EQ(climbed(chain_of("COSEMS", "COSEMS-TO"), 3), std::vector<std::string>{});
}

TEST(Escalation, ThePasesHasItsOwnRoad) {
  EXPECT_EQ(climbed(chain_of("SES", "SES-TO"), 0), (std::vector<std::string>{"coordenação", "CONASS"}));
  EXPECT_EQ(climbed(chain_of("CONSELHO_NACIONAL", "CONASS"), 0), std::vector<std::string>{"coordenação do PASES"});
  EXPECT_TRUE(chain_of("CONSELHO_NACIONAL", "CONASEMS").empty());
}

}  // namespace
}  // namespace teia::followups
