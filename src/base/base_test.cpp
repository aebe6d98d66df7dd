// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"

namespace teia {
namespace sample {

enum class Shade { light, dark };
constexpr auto words(Shade) { return std::array{Word{Shade::light, "clara"}, Word{Shade::dark, "escura"}}; }

struct Leaf {
  std::string name;
  std::optional<std::int64_t> weight;
};
DESCRIBE(Leaf, name, weight)

struct Tree {
  Id<struct TreeTag> id;
  Key<struct PlaceTag> place;
  Shade shade = Shade::light;
  Day planted_on;
  Instant seen_at;
  std::vector<Leaf> leaves;
};
DESCRIBE(Tree, id, place, shade, planted_on, seen_at, leaves)

}  // namespace sample

using sample::Tree;

const char* whole = R"({"id":"01890a5d-ac96-774b-bcce-b302099a8057","place":1721000,"shade":"escura","planted_on":"2025-04-29",)"
                    R"("seen_at":"2025-04-29T20:42:00.000Z","leaves":[{"name":"fo\"lha","weight":null},{"name":"ã","weight":3}]})";

std::vector<std::string> faults_of(std::string_view text) {
  std::vector<std::string> out;
  try {
    json::read<Tree>(text);
  } catch (const Problem& problem) {
    for (const auto& fault : problem.faults) out.push_back(fault.code + " " + fault.field);
    if (out.empty()) out.push_back(problem.code);
  }
  return out;
}

TEST(Json, ADescribedStructComesBackAsItWent) {
  EXPECT_EQ(json::write_described(json::read<Tree>(whole)), whole);
}

TEST(Json, EveryFaultIsNamedWithItsField) {
  EXPECT_THAT(faults_of(R"({"id":"x","shade":"azul","planted_on":"2025-02-30","seen_at":1,"leaves":[{"nome":"a"}],"more":1})"),
              testing::ElementsAre("body.wrong-type id", "body.missing place", "body.unknown-word shade", "body.wrong-type planted_on",
                                   "body.wrong-type seen_at", "body.missing leaves[0].name", "body.unknown-field leaves[0].nome",
                                   "body.unknown-field more"));
}

TEST(Json, AWholeOfTheWrongShapeNamesNoField) {
  EXPECT_THAT(faults_of("[]"), testing::ElementsAre("body.wrong-shape "));
  try {
    json::read<Tree>("[]");
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.faults.at(0).message, "O conteúdo enviado deveria ser um objeto.");
  }
}

TEST(Json, WhatIsNotJsonIsMalformed) {
  for (const auto* text : {"", "{", "{}x", "[1,]", "\"\\q\"", "nul"}) {
    EXPECT_THAT(faults_of(text), testing::ElementsAre("body.malformed")) << text;
  }
  EXPECT_THAT(faults_of(std::string(100, '[') + std::string(100, ']')), testing::ElementsAre("body.malformed"));
  EXPECT_THAT(faults_of(R"({"height":1e310})"), testing::ElementsAre("body.malformed")) << "infinity could not be written again";
}

TEST(Time, DaysAndInstantsReadWhatTheyWrite) {
  EXPECT_EQ(Day::parse("2024-02-29")->plus(1).text(), "2024-03-01");
  EXPECT_EQ(Day::parse("2025-02-29"), std::nullopt);
  EXPECT_EQ(Day::of(2025, 4, 29).brazilian(), "29/04/2025");
  EXPECT_EQ(Instant::parse("2025-04-29T17:42:00-03:00")->text(), "2025-04-29T20:42:00.000Z");
  EXPECT_EQ(Instant{-1}.text(), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(Instant::parse("0001-01-01T00:00:00+00:01"), std::nullopt) << "in the year 0";
  EXPECT_EQ(Instant::parse("9999-12-31T23:59:59-00:01"), std::nullopt) << "five digits";
  EXPECT_EQ(Instant::parse("9999-12-31T23:59:59.999Z")->text(), "9999-12-31T23:59:59.999Z");
}

TEST(Time, TheLocalDayDependsOnTheZone) {
  const auto at = *Instant::parse("2025-05-01T03:30:00Z");
  EXPECT_EQ(local_day(at, "America/Araguaina").text(), "2025-05-01");
  EXPECT_EQ(local_day(at, "America/Rio_Branco").text(), "2025-04-30");
  EXPECT_EQ(local_minute(at, "America/Araguaina"), 30);
  EXPECT_EQ(instant_of(Day::of(2025, 5, 1), 30, "America/Araguaina"), at);
}

TEST(Uuid, VersionSevenSortsByTimeAndReadsBack) {
  auto chance = seeded_chance(7);
  const auto a = Uuid::make({1'745'959'320'000}, *chance), b = Uuid::make({1'745'959'320'001}, *chance);
  EXPECT_LT(a, b);
  EXPECT_EQ(a.text()[14], '7');
  EXPECT_EQ(Uuid::parse(a.text()), a);
  EXPECT_EQ(Uuid::parse("01890a5d-ac96-774b-bcce-b302099a805"), std::nullopt);
  EXPECT_EQ(Uuid::parse("01890a5d+ac96-774b-bcce-b302099a8057"), std::nullopt);
}

TEST(Problems, EveryKindSpeaksBothLanguagesAndHasOneCode) {
  std::string_view last;
  for (const auto* kind : problem_catalogue()) {
    EXPECT_NE(kind->code, last);
    EXPECT_FALSE(kind->pt.empty() || kind->en.empty()) << kind->code;
    EXPECT_TRUE(kind->status >= 400 && kind->status < 600) << kind->code;
    last = kind->code;
  }
}

}  // namespace teia
