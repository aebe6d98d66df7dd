// SPDX-License-Identifier: Apache-2.0
#include "reports/svg.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reports/test_markup.hpp"

namespace teia::reports {
namespace {

using testing::HasSubstr;
using testing::Not;

const Said said{"Título & cia", "Descrição <longa>"};

TEST(Svg, EachChartSaysWhatItShowsAndEscapesEveryText) {
  const std::vector<Bar> all{{"<script>x</script>", 12, 3}, {"a & b", 0, 0}, {std::string(300, 'w'), 7, 0}};
  for (const auto& chart : {bars(said, all), columns(said, all, {"<b>", "&"}), lines(said, {"<jan>"}, {{"a & b", {50}}})}) {
    const auto& text = chart.text();
    EXPECT_EQ(fault_of(text), "");
    EXPECT_THAT(text, testing::StartsWith("<svg "));
    EXPECT_THAT(text, HasSubstr("<title>Título &amp; cia</title><desc>Descrição &lt;longa&gt;</desc>"));
    EXPECT_THAT(text, HasSubstr(R"(role="img")"));
    EXPECT_THAT(text, Not(HasSubstr("<script")));
    EXPECT_THAT(text, Not(HasSubstr("nan")));
  }
  EXPECT_THAT(bars(said, all).text(), Not(HasSubstr(std::string(39, 'w')))) << "a label has room for so many letters";
}

TEST(Svg, EveryValueIsWrittenAndAPartIsHatched) {
  const auto chart = bars(said, {{"Atendimento", 1860, 0}, {"Visita", 52, 20}}).text();
  EXPECT_THAT(chart, HasSubstr(">1.860</text>"));
  EXPECT_THAT(chart, HasSubstr(">52</text>"));
  EXPECT_EQ(count_of(chart, "<path"), 1u) << "hatching is lines, not a pattern";
  const auto months = columns(said, {{"janeiro", 204, 0}, {"abril", 140, 16}}, {"validadas", "à espera"}).text();
  EXPECT_THAT(months, HasSubstr(">16</text>"));
  EXPECT_THAT(months, HasSubstr(">à espera</text>"));
  EXPECT_THAT(columns(said, {{"janeiro", 204, 0}}, {"validadas", "à espera"}).text(), Not(HasSubstr("à espera"))) << "nothing is hatched, nothing to explain";
}

TEST(Svg, ALineHasAGapWhereThereIsNoValue) {
  const auto chart = lines(said, {"jan", "fev", "mar", "abr"}, {{"CIR", {74, std::nullopt, 80, 81}}}).text();
  EXPECT_EQ(count_of(chart, "<circle"), 3u);
  EXPECT_THAT(chart, HasSubstr("74\u00A0%"));
  const auto path = chart.substr(chart.find("<path"));
  EXPECT_EQ(count_of(path.substr(0, path.find("fill=")), "M"), 2u) << "begins twice";
}

TEST(Svg, NothingToShowIsAPictureToo) {
  EXPECT_EQ(fault_of(bars(said, {}).text()), "");
  EXPECT_EQ(fault_of(columns(said, {}, {"a", "b"}).text()), "");
  EXPECT_EQ(fault_of(columns(said, {{"jan", 0, 0}}, {"a", "b"}).text()), "");
  EXPECT_EQ(fault_of(lines(said, {}, {}).text()), "");
}

TEST(Svg, AHatchStaysWithinItsRectangle) {
  const auto text = hatched_rectangle(10, 20, 30, 9).text();
  const auto path = text.substr(text.find("d=\"") + 3);
  for (std::size_t at = 0; path[at] != '"';) {
    const double x = std::stod(path.substr(at + 1)), y = std::stod(path.substr(path.find(' ', at)));
    EXPECT_TRUE(x >= 10 && x <= 40 && y >= 20 && y <= 29) << x << " " << y;
    at = path.find_first_of("ML\"", at + 1);
  }
}

}  // namespace
}  // namespace teia::reports
