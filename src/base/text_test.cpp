// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace teia::text {

TEST(Text, AccentsAndInflectionDoNotMatterToASearch) {
  for (const auto* same : {"vacinação", "vacinacao", "Vacinações", "VACINACOES"}) EXPECT_EQ(search_terms(same), "vacin") << same;
  EXPECT_EQ(search_terms("municípios"), search_terms("municipio"));
  EXPECT_EQ(search_terms("a oficina de regulação"), search_terms("Oficinas, Regulacao!"));
  EXPECT_EQ(search_terms("referência"), search_terms("referencias"));
  EXPECT_NE(search_terms("regulação"), search_terms("região"));
}

TEST(Text, WordsAreFoundWhateverStandsBetweenThem) {
  const auto both = search_terms("regulação") + " " + search_terms("vacinas");
  for (const auto* joined : {"regulação, vacinas", "regulação—vacinas", "“Regulação” · VACINAS…", "regulação\tvacinas"}) {
    EXPECT_EQ(search_terms(joined), both) << joined;
    EXPECT_EQ(search_terms(joined), both) << "asked again: " << joined;
  }
  const std::string long_word(60, 'x');
  EXPECT_EQ(search_terms(long_word + " vacinas"), long_word + " " + search_terms("vacinas"));
}

TEST(Text, NothingToFindIsNothing) {
  EXPECT_EQ(search_terms(""), "");
  EXPECT_EQ(search_terms(" de – da … "), "");
}

TEST(Text, LettersAreCodePointsAndCutsKeepWholeWords) {
  EXPECT_EQ(letters("ação👍"), 5u);
  EXPECT_EQ(first_letters("Revisamos as metas", 30), "Revisamos as metas");
  EXPECT_EQ(first_letters("Revisamos as metas", 14), "Revisamos as…");
  EXPECT_EQ(first_letters("çççççç", 4), "ççç…");
  EXPECT_EQ(trimmed("  a b \n"), "a b");
  EXPECT_EQ(folded("São João d'ÁGUA"), "sao joao d'agua");
  EXPECT_EQ(folded("№ 𝐀 ™ Ⅻ"), "no a tm xii") << "capitals hidden in a sign";
}

}  // namespace teia::text
