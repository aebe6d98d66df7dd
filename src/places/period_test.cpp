// SPDX-License-Identifier: Apache-2.0
#include "places/period.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "base/json.hpp"

namespace teia::places {
namespace {

struct Told {
  Span span = Span::month;
  Day from, to;
  std::string previous, next;
  std::optional<std::string> last_year;
  std::string label;
};
DESCRIBE(Told, span, from, to, previous, next, last_year, label)

struct Within {
  std::string id;
  Span span = Span::month;
};
DESCRIBE(Within, id, span)

struct Holding {
  Span span = Span::month;
  Day day;
};
DESCRIBE(Holding, span, day)

struct Asked {
  std::string form;
  Day today;
  std::vector<std::string> closed;
};
DESCRIBE(Asked, form, today, closed)

struct Meant {
  Day from, to;
  std::optional<std::string> period;
  std::string label;
};
DESCRIBE(Meant, from, to, period, label)

std::optional<Told> told(const std::string& id) {
  const auto period = Period::parse(id);
  if (!period) return std::nullopt;
  EXPECT_EQ(period->id(), id);
  std::optional<std::string> last_year;
  if (const auto same = period->same_of_last_year()) last_year = same->id();
  return Told{period->span(), period->first(), period->last(), period->previous().id(), period->next().id(), last_year, period->label()};
}

std::vector<std::string> parts(const Within& in) {
  std::vector<std::string> out;
  for (const auto& part : Period::require(in.id).parts(in.span)) out.push_back(part.id());
  return out;
}

std::optional<Meant> meant(const Asked& in) {
  std::vector<Period> closed;
  for (const auto& id : in.closed) closed.push_back(Period::require(id));
  const auto form = Relative::parse(in.form);
  const auto stretch = form ? form->on(in.today, closed) : std::nullopt;
  if (!stretch) return std::nullopt;
  return Meant{stretch->from, stretch->to, stretch->period ? std::optional{stretch->period->id()} : std::nullopt, stretch->label};
}

std::string ran(const std::string& rule, const json::Value& in) {
  if (rule == "period") return json::write_described(told(std::get<std::string>(in.is)));
  if (rule == "parts") return json::write_described(parts(json::read<Within>(in)));
  if (rule == "containing") {
    const auto asked = json::read<Holding>(in);
    return json::write_described(Period::containing(asked.span, asked.day).id());
  }
  if (rule == "relative") return json::write_described(meant(json::read<Asked>(in)));
  return "no rule " + rule;
}

std::string text_of(const json::Value& in, std::string_view field) { return std::get<std::string>(in.find(field)->is); }

TEST(Periods, TheSharedCasesHaveTheSameVerdictAsInTheBrowser) {
  std::ifstream file{TEIA_SOURCE_DIR "/tests/cases/periods.json"};
  const auto cases = json::parse(std::string{std::istreambuf_iterator<char>{file}, {}});
  const auto& list = std::get<json::Array>(cases.is);
  ASSERT_GT(list.size(), 100u);
  for (const auto& one : list) EXPECT_EQ(ran(text_of(one, "rule"), *one.find("in")), json::write(*one.find("out"))) << text_of(one, "name");
}

constexpr std::array spans{Span::week,     Span::month, Span::bimestre,  Span::trimestre,  Span::quadrimestre,
                           Span::semester, Span::year,  Span::triennium, Span::quadrennium};

TEST(Periods, OfEachSpanCoverEveryDayOnce) {
  for (const auto span : spans) {
    auto period = Period::containing(span, Day::of(1999, 12, 20));
    for (int i = 0; i < 1500; ++i, period = period.next()) {
      EXPECT_EQ(period.last().plus(1), period.next().first()) << period.id();
      EXPECT_EQ(period.next().previous(), period);
      EXPECT_EQ(Period::containing(span, period.first()), period);
      EXPECT_EQ(Period::containing(span, period.last()), period);
      EXPECT_LT(period, period.next());
    }
  }
}

TEST(Periods, ThePartsMakeUpTheWhole) {
  for (const auto span : spans) {
    for (const auto part : spans) {
      const auto whole = Period::containing(span, Day::of(2025, 4, 30));
      const auto parts = whole.parts(part);
      if (parts.empty() || part == Span::week) continue;
      EXPECT_EQ(parts.front().first(), whole.first());
      EXPECT_EQ(parts.back().last(), whole.last());
      for (std::size_t i = 1; i < parts.size(); ++i) EXPECT_EQ(parts[i - 1].next(), parts[i]);
    }
  }
}

TEST(Periods, AFirstEpidemiologicalWeekHasFourDaysOfItsYear) {
  for (int year = 1950; year < 2100; ++year) {
    const auto week = Period::require(std::to_string(year) + "-SE01");
    EXPECT_EQ(week.first().weekday(), 0U);
    EXPECT_GE(week.last(), Day::of(year, 1, 4));
    EXPECT_LT(week.last(), Day::of(year, 1, 11));
  }
}

TEST(Periods, WhatIsNoneIsSaid) {
  try {
    Period::require("2025-Q1");
    FAIL();
  } catch (const Problem& problem) {
    EXPECT_EQ(problem.code, "places.unknown-period");
  }
}

}  // namespace
}  // namespace teia::places
