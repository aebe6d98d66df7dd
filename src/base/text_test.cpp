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

TEST(Text, PluralsThatChangeTheEndFindTheirSingular) {
  const std::pair<const char*, const char*> pairs[] = {
      {"reunião", "reuniões"}, {"gestão", "gestões"},       {"ação", "ações"},         {"órgão", "órgãos"},       {"cidadão", "cidadãos"},
      {"capitão", "capitães"}, {"municipal", "municipais"}, {"hospital", "hospitais"}, {"estadual", "estaduais"}, {"papel", "papéis"},
      {"móvel", "móveis"},     {"responsável", "responsáveis"}, {"disponível", "disponíveis"}, {"difícil", "difíceis"}, {"útil", "úteis"},
      {"perfil", "perfis"},    {"infantil", "infantis"},    {"lençol", "lençóis"},     {"azul", "azuis"},         {"viagem", "viagens"},
      {"jovem", "jovens"},     {"gestor", "gestores"},      {"mulher", "mulheres"},    {"vez", "vezes"},          {"setor", "setores"},
      {"indicador", "indicadores"}, {"conselho", "conselhos"}, {"equipe", "equipes"},  {"referência", "referências"}, {"raiz", "raízes"},
      {"secretaria", "secretarias"}, {"diretriz", "diretrizes"}, {"saúde", "saude"},   {"mês", "meses"},
      {"país", "países"},      {"análise", "análises"}, {"hemodiálise", "hemodiálises"},     {"crise", "crises"},       {"lei", "leis"},           {"base", "bases"}};
  for (const auto& [one, many] : pairs) {
    EXPECT_EQ(search_terms(one), search_terms(many)) << one << " " << many;
    EXPECT_EQ(search_terms(folded(one)), search_terms(folded(many))) << folded(one) << " " << folded(many);
    EXPECT_EQ(search_terms(folded(one)), search_terms(many)) << folded(one) << " " << many;
  }
  for (const auto& [one, other] : std::initializer_list<std::pair<const char*, const char*>>{
           {"mais", "mal"}, {"gestão", "gestor"}, {"municipal", "município"}, {"hospital", "hospício"}, {"pais", "pal"}}) {
    EXPECT_NE(search_terms(one), search_terms(other)) << one << " " << other;
  }
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
