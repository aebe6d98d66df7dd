// SPDX-License-Identifier: Apache-2.0
#include "indicators/indicators.hpp"

#include <gmock/gmock.h>

#include "actions/facts.hpp"
#include "followups/facts.hpp"

namespace teia::embed {
std::span<const File> indicator_files();
}

namespace teia::indicators {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

const analytics::Schema& schema() {
  static const analytics::ReadModel model{{"", {}, {&actions::action_facts, &followups::followup_facts}}};
  return model.schema();
}

Definition rate() {
  Definition one;
  one.code = "X-1", one.factor = 100, one.polarity = Polarity::higher, one.reference = 75;
  one.denominator = "convites", one.counts = "count(places)", one.over = "count(places)";
  return one;
}

TEST(Catalogue, EveryDefinitionReadsAndTheKnownOnesAreThere) {
  const auto loaded = load(embed::indicator_files(), schema());
  EXPECT_THAT(loaded.faults, IsEmpty());
  EXPECT_EQ(loaded.definitions.size(), 156U);  // the dossier's 153 and the three that its table lacks
  for (const auto* code : {"IA-01", "IA-02", "IA-03", "IA-04", "IA-06", "IA-07", "IA-08", "IA-09", "IA-11", "IA-12", "IA-13", "IA-14", "IA-23"}) {
    const auto one = std::find_if(loaded.definitions.begin(), loaded.definitions.end(), [&](const auto& d) { return d.code == code; });
    ASSERT_NE(one, loaded.definitions.end()) << code;
    EXPECT_TRUE(one->counts && one->concept_ && one->limitations) << code;
    EXPECT_EQ(one->by_place, one->code != "IA-06");
  }
}

TEST(Catalogue, AFaultHasItsFileAndLine) {
  const std::string text = R"(schema = 1
[[indicators]]
code = "X-1"
group = "X"
name = "Um"
numerator = "n"
factor = 0
unit = "%"
polarity = "faixa"
source = "plataforma"
periodicity = "mensal"
level = "UF"
label = "assumed"
counts = 'count(visits)'

[[indicators]]
code = "X-2"
group = "X"
name = "Dois"
numerator = "n"
unit = "n"
factor = 1
polarity = "descritivo"
source = "plataforma"
periodicity = "mensal"
level = "UF"
label = "assumed"
counts = 'count(actions where modality = "de longe" and state = "validada")'
)";
  const embed::File file{"x/indicators.toml", text};
  const auto faults = load(std::span{&file, 1}, schema()).faults;
  EXPECT_THAT(faults, Contains(Field(&Fault::field, "x/indicators.toml:2")).Times(3));
  EXPECT_THAT(faults, Contains(Field(&Fault::message, HasSubstr("não há “visits”"))));
  EXPECT_THAT(faults, Contains(AllOf(Field(&Fault::field, "x/indicators.toml:16"), Field(&Fault::message, HasSubstr("modality: de longe")))));
  EXPECT_THAT(faults, Contains(Field(&Fault::message, HasSubstr("faixa"))));
  EXPECT_THAT(faults, Contains(Field(&Fault::message, HasSubstr("maior que zero"))));
}

TEST(Parts, AreDividedLastAndNothingByNothingIsNoData) {
  EXPECT_EQ(parts_of(rate(), 444, 600).value, 74);
  EXPECT_EQ(parts_of(rate(), 0, 10).value, 0);
  EXPECT_FALSE(parts_of(rate(), 0, 0).value);
  EXPECT_FALSE(parts_of(rate(), std::nullopt, 10).value);
  auto median = rate();
  median.over.reset(), median.factor = 1;
  EXPECT_EQ(parts_of(median, 9, std::nullopt).value, 9);
}

TEST(Standing, GoesByThePolarityAndATenthOfTheReference) {
  auto one = rate();
  EXPECT_EQ(standing_of(one, 75), Standing::met);
  EXPECT_EQ(standing_of(one, 68), Standing::near);
  EXPECT_EQ(standing_of(one, 67), Standing::far);
  EXPECT_EQ(standing_of(one, std::nullopt), Standing::no_data);
  one.polarity = Polarity::lower;
  EXPECT_EQ(standing_of(one, 75), Standing::met);
  EXPECT_EQ(standing_of(one, 80), Standing::near);
  EXPECT_EQ(standing_of(one, 90), Standing::far);
  one.polarity = Polarity::band, one.low = 60, one.high = 70;
  EXPECT_EQ(standing_of(one, 65), Standing::met);
  EXPECT_EQ(standing_of(one, 71), Standing::near);
  EXPECT_EQ(standing_of(one, 72), Standing::far);
  one.polarity = Polarity::descriptive;
  EXPECT_EQ(standing_of(one, 1), Standing::descriptive);
  one.polarity = Polarity::higher, one.reference.reset();
  EXPECT_EQ(standing_of(one, 1), Standing::without_reference);
}

/// Gives each measure a number, and remembers what was asked.
struct Told {
  std::vector<analytics::Question> asked;
  analytics::Answer operator()(const analytics::Question& question) {
    asked.push_back(question);
    analytics::Answer answer;
    answer.from = Day::of(2025, 1, 1), answer.to = answer.on = Day::of(2025, 4, 30), answer.label = question.period.value_or("?");
    answer.period = question.period == "12-meses" ? std::nullopt : question.period;
    for (std::size_t i = 0; i < question.measures.size(); ++i) answer.total.values.emplace_back(static_cast<double>(i % 2 ? 4 : 3));
    answer.by = question.by;
    answer.names.resize(question.by.size());
    return answer;
  }
};

TEST(Board, ComparesWithThePeriodBeforeAndTheSameOfTheYearBefore) {
  Told told;
  const auto made = board({rate()}, {"2025-QD1", {}, {}, {}}, std::ref(told));
  ASSERT_EQ(told.asked.size(), 3U);
  EXPECT_EQ(told.asked[1].period, "2024-QD3");
  EXPECT_EQ(told.asked[2].period, "2024-QD1");
  EXPECT_EQ(made.computed.at(0).now.value, 75);
  EXPECT_EQ(made.previous_label, "2024-QD3");
}

TEST(Board, ARelativePeriodIsComparedWithTheDaysBeforeIt) {
  Told told;
  board({rate()}, {"12-meses", {}, {}, {}}, std::ref(told));
  EXPECT_EQ(told.asked[1].to, Day::of(2024, 12, 31));
  EXPECT_EQ(*told.asked[1].to - *told.asked[1].from, Day::of(2025, 4, 30) - Day::of(2025, 1, 1));
  EXPECT_EQ(told.asked[2].from, Day::of(2024, 1, 3));  // 52 weeks: the same days of the week
}

TEST(Board, WhatCountsPeopleIsNotToldOfATownAndKeepsNothingElseBack) {
  Told told;
  auto people = rate();
  people.code = "X-2", people.by_place = false;
  const auto made = board({rate(), people}, {"2025-QD1", PlaceId{1702554}, {}, {}}, std::ref(told));
  EXPECT_THAT(told.asked.at(0).measures, testing::SizeIs(2));
  EXPECT_EQ(made.computed.at(0).now.value, 75);
  EXPECT_EQ(made.computed.at(1).standing, Standing::no_data);
  EXPECT_THAT(*made.computed.at(1).why_no_data, HasSubstr("não se abre"));
  const auto alone = detail({people}, "X-2", {"2025-QD1", PlaceId{1702554}, {}, {}}, std::ref(told));
  EXPECT_EQ(alone.indicator.standing, Standing::no_data);
  EXPECT_EQ(alone.from, Day::of(2025, 1, 1));
  EXPECT_EQ(board({people}, {"2025-QD1", PlaceId{17}, {}, {}}, std::ref(told)).computed.at(0).now.value, 75);
}

TEST(Detail, OpensByWhatLiesInThePlaceAndByTwelveMonths) {
  Told told;
  const auto made = detail({rate()}, "X-1", {"2025-QD1", PlaceId{17}, {}, {}}, std::ref(told));
  EXPECT_EQ(made.by, "region");
  EXPECT_THAT(told.asked[3].by, ElementsAre("region"));
  EXPECT_THAT(told.asked[4].by, ElementsAre("month"));
  EXPECT_EQ(told.asked[4].from, Day::of(2024, 5, 1));
  EXPECT_EQ(told.asked[4].to, Day::of(2025, 4, 30));
  try {
    detail({rate()}, "X-2", {}, std::ref(told));
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.code, "indicators.unknown");
  }
}

}  // namespace
}  // namespace teia::indicators
