// SPDX-License-Identifier: Apache-2.0
#include "places/names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace teia::places {
namespace {

using testing::Contains;
using testing::ElementsAre;

TEST(Names, WhatPeopleTypeIsTheSameName) {
  const std::pair<const char*, const char*> same[] = {
      {"Santa Bárbara d'Oeste", "Sta. Bárbara do oeste"}, {"Santa Bárbara d'Oeste", "SANTA BARBARA D’OESTE"},
      {"Mogi Mirim", "Moji Mirim"},                       {"São João del Rei", "s. joao del-rei"},
      {"São Luiz do Paraitinga", "Sao Luís de Paraitinga"}, {"Presidente Castello Branco", "presidente castelo branco"},
      {"Iguaracy", "Iguaraci"},                           {"Nossa Senhora da Glória", "N. Sra. da Gloria"},
      {"Santo Antônio do Içá", "Sto Antonio Iça"},        {"Ji-Paraná", "ji parana"},
      {"São Thomé das Letras", "São Tomé das Letras"}};
  for (const auto& [official, typed] : same) EXPECT_EQ(folded(official), folded(typed)) << official << " / " << typed;
}

TEST(Names, DifferentNamesStayApart) {
  EXPECT_NE(folded("Santa Maria"), folded("Santa Mariana"));
  EXPECT_NE(folded("Bom Jesus"), folded("Bom Jesus da Lapa"));
}

TEST(Names, TheLastLetterMayBeTheBeginningOfAWord) {
  EXPECT_THAT(folded_words("S"), ElementsAre("s"));
  EXPECT_THAT(folded_words("bom jesus s"), ElementsAre("bom", "gesus", "s"));
}

TEST(Names, ASmallWordAloneIsNotLost) { EXPECT_THAT(folded_words("do"), ElementsAre("do")); }

TEST(Names, NothingIsLeftOfSigns) {
  EXPECT_TRUE(folded_words(" -.'’ ").empty());
  EXPECT_TRUE(indexed_words("").empty());
}

TEST(Names, WordsRunTogetherAreIndexed) {
  EXPECT_THAT(indexed_words("Ji-Paraná"), Contains("giparana"));
  EXPECT_THAT(indexed_words("Olho d'Água"), Contains("dagua"));
}

TEST(Names, BrokenUtf8IsRead) { EXPECT_NO_THROW(indexed_words("\xff\xc3(\xe2\x80")); }

}  // namespace
}  // namespace teia::places
