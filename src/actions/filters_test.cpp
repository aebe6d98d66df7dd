// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "actions/test_world.hpp"

namespace teia::actions {
namespace {

using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Filters : public Desks {
 protected:
  std::vector<std::string> found(const std::function<void(Filter&)>& set) {
    Filter filter;
    set(filter);
    std::vector<std::string> texts;
    for (const auto& row : store->read([&](db::Read& tx) { return list(tx, filter, raimundo).items; })) texts.push_back(row.excerpt);
    return texts;
  }

  void prepare() override {
    Desks::prepare();
    auto one = visit(PlaceId{1702554}, "Reuniões com os hospitais da região");
    one.content.results = {"DUVIDA", "ACORDO"};
    one.content.tags = {"Atenção Básica"};
    one.content.coauthors = {cicero.person};
    registered(helena, one);
    auto two = visit(PlaceId{1702208}, "Conversa sobre a gestão municipal");
    two.content.space = "CIR";
    two.content.results = {"ACORDO"};
    registered(helena, two);
    registered(cicero, visit(PlaceId{1702208}, "Só de quem apoia o Médio Norte"));
  }
};
ON_BOTH_ENGINES(Filters);

constexpr auto hospitals = "Reuniões com os hospitais da região", council = "Conversa sobre a gestão municipal", alone = "Só de quem apoia o Médio Norte";

TEST_P(Filters, KnowSpacesResultsTagsAndEveryAuthor) {
  EXPECT_THAT(found([](Filter& f) { f.space = "CIR"; }), UnorderedElementsAre(council));
  EXPECT_THAT(found([](Filter& f) { f.space = "CIB"; }), IsEmpty());
  EXPECT_THAT(found([](Filter& f) { f.result = "DUVIDA"; }), UnorderedElementsAre(hospitals));
  EXPECT_THAT(found([](Filter& f) { f.result = "ACORDO,DOCUMENTO"; }), UnorderedElementsAre(hospitals, council));
  EXPECT_THAT(found([](Filter& f) { f.tag = "atencao basica"; }), UnorderedElementsAre(hospitals));
  EXPECT_THAT(found([](Filter& f) { f.tag = "atenção"; }), IsEmpty()) << "a tag is one whole";
  EXPECT_THAT(found([&](Filter& f) { f.coauthor = cicero.person; }), UnorderedElementsAre(hospitals, alone));
  EXPECT_THAT(found([&](Filter& f) { f.author = helena.person; f.coauthor = cicero.person; }), UnorderedElementsAre(hospitals));
}

TEST_P(Filters, WordsFindSingularsAndPlurals) {
  for (const auto* q : {"reunião", "reuniao", "hospital", "hospitais reuniões"}) {
    EXPECT_THAT(found([&](Filter& f) { f.q = q; }), UnorderedElementsAre(hospitals)) << q;
  }
  for (const auto* q : {"gestões", "municipais", "gestao municipal"}) {
    EXPECT_THAT(found([&](Filter& f) { f.q = q; }), UnorderedElementsAre(council)) << q;
  }
}

TEST_P(Filters, AreMadeAgainWhereAnOlderProgramMadeThem) {
  database().connect()->script("update action_search set terms = 'velho'; delete from action_label;");
  EXPECT_THAT(found([](Filter& f) { f.q = "hospital"; }), IsEmpty());
  index_again(*store);
  EXPECT_THAT(found([](Filter& f) { f.q = "hospital"; }), UnorderedElementsAre(hospitals));
  EXPECT_THAT(found([](Filter& f) { f.tag = "Atenção Básica"; }), UnorderedElementsAre(hospitals));
  database().connect()->script("update action_search set terms = 'velho'");
  index_again(*store);
  EXPECT_THAT(found([](Filter& f) { f.q = "hospital"; }), IsEmpty()) << "once is enough";
}

}  // namespace
}  // namespace teia::actions
