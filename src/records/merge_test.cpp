// SPDX-License-Identifier: Apache-2.0
#include "records/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace teia::records {
namespace {

using How = FieldRule::How;
using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<FieldRule> rules{{"tags", How::set}, {"places", How::rows, "place"}, {"switches", How::members}};

Merged merged(std::string_view base, std::string_view now, std::string_view sent) {
  return merge(json::parse(base), json::parse(now), json::parse(sent), rules);
}

TEST(Merge, WhoAloneChangedAFieldHasIt) {
  const auto out = merged(R"({"text":"a","title":"t"})", R"({"text":"b","title":"t"})", R"({"text":"a","title":"u"})");
  EXPECT_EQ(json::write(out.content), R"({"text":"b","title":"u"})");
  EXPECT_THAT(out.conflicts, IsEmpty());
  EXPECT_THAT(out.taken, ElementsAre("text"));
}

TEST(Merge, TwoTextsForOneAreAConflictAndThePresentOneStands) {
  const auto out = merged(R"({"text":"a"})", R"({"text":"b"})", R"({"text":"c"})");
  EXPECT_EQ(json::write(out.content), R"({"text":"b"})");
  EXPECT_THAT(out.conflicts, ElementsAre("text"));
}

TEST(Merge, TheSameChangeTwiceIsNoConflict) {
  const auto out = merged(R"({"text":"a"})", R"({"text":"b"})", R"({"text":"b"})");
  EXPECT_THAT(out.conflicts, IsEmpty());
  EXPECT_THAT(out.taken, IsEmpty());
}

TEST(Merge, ASetKeepsWhatEitherAddedAndLosesWhatEitherTookOut) {
  const auto out = merged(R"({"tags":["a","b","c"]})", R"({"tags":["b","c","d"]})", R"({"tags":["a","c","e"]})");
  EXPECT_EQ(json::write(out.content), R"({"tags":["c","d","e"]})");
  EXPECT_THAT(out.conflicts, IsEmpty());
}

TEST(Merge, RowsAreApart) {
  const auto out = merged(R"({"places":[{"place":1,"how":"x"},{"place":2,"how":"x"}]})", R"({"places":[{"place":1,"how":"y"},{"place":2,"how":"x"}]})",
                          R"({"places":[{"place":1,"how":"x"},{"place":3,"how":"x"}]})");
  EXPECT_EQ(json::write(out.content), R"({"places":[{"place":1,"how":"y"},{"place":3,"how":"x"}]})");
  EXPECT_THAT(out.conflicts, IsEmpty());
}

TEST(Merge, ARowTakenOutHereAndChangedThereIsAConflict) {
  const auto out = merged(R"({"places":[{"place":1,"how":"x"}]})", R"({"places":[{"place":1,"how":"y"}]})", R"({"places":[]})");
  EXPECT_EQ(json::write(out.content), R"({"places":[{"place":1,"how":"y"}]})");
  EXPECT_THAT(out.conflicts, ElementsAre("places"));
}

TEST(Merge, RowsWithOneKeyTwiceAreNotToldApart) {
  const auto out = merged(R"({"places":[]})", R"({"places":[{"place":1,"how":"x"},{"place":1,"how":"y"}]})", R"({"places":[]})");
  EXPECT_EQ(json::write(out.content), R"({"places":[{"place":1,"how":"x"},{"place":1,"how":"y"}]})");
}

TEST(Merge, MembersOfAnObjectAreApart) {
  const auto out = merged(R"({"switches":{"a":false,"b":false}})", R"({"switches":{"a":true,"b":false}})", R"({"switches":{"a":false,"b":true}})");
  EXPECT_EQ(json::write(out.content), R"({"switches":{"a":true,"b":true}})");
}

TEST(Merge, NullAndMissingAreOne) {
  const auto out = merged(R"({"text":"a"})", R"({"text":"a","origin":null})", R"({"text":"a","origin":"x"})");
  EXPECT_EQ(json::write(out.content), R"({"text":"a","origin":"x"})");
}

/// Small random contents, so that the same values meet often.
class Contents {
 public:
  explicit Contents(unsigned seed) : random_(seed) {}
  json::Value next() {
    json::Value out;
    out.set("text").is = word();
    out.set("title").is = word();
    json::Array tags, places;
    for (const auto* tag : {"a", "b", "c"}) if (flip()) tags.push_back({std::string{tag}});
    for (std::int64_t place = 1; place <= 3; ++place) {
      if (!flip()) continue;
      json::Value row;
      row.set("place").is = place;
      row.set("how").is = word();
      places.push_back(std::move(row));
    }
    out.set("tags").is = std::move(tags);
    out.set("places").is = std::move(places);
    out.set("switches").set("a").is = flip();
    return out;
  }

 private:
  bool flip() { return random_() % 2 == 0; }
  std::string word() { return std::string(1, static_cast<char>('x' + random_() % 3)); }
  std::mt19937 random_;
};

/// The same text for contents that differ in nothing but the order of their lists.
std::string in_order(const json::Value& content) {
  std::map<std::string, std::string> fields;
  for (auto [name, value] : std::get<json::Object>(content.is)) {
    if (auto* list = std::get_if<json::Array>(&value.is)) std::sort(list->begin(), list->end(), [](auto& a, auto& b) { return json::write(a) < json::write(b); });
    fields[name] = json::write(value);
  }
  std::string all;
  for (const auto& [name, value] : fields) all += name + "=" + value + "\n";
  return all;
}

TEST(Merge, OneSideAloneIsThatSideAndNeverAConflict) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Contents contents{seed};
    const auto base = contents.next();
    const auto other = contents.next();
    for (const auto& out : {merge(base, base, other, rules), merge(base, other, base, rules), merge(base, other, other, rules)}) {
      EXPECT_THAT(out.conflicts, IsEmpty()) << seed;
      EXPECT_EQ(in_order(out.content), in_order(other)) << seed;
    }
  }
}

TEST(Merge, WhoComesFirstDecidesNothingButWhichOfTwoConflictingValuesStands) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    Contents contents{seed};
    const auto base = contents.next(), one = contents.next(), other = contents.next();
    const auto first = merge(base, one, other, rules), second = merge(base, other, one, rules);
    EXPECT_EQ(first.conflicts.size(), second.conflicts.size()) << seed;
    for (const auto& field : first.conflicts) {
      EXPECT_THAT(second.conflicts, testing::Contains(field)) << seed;
    }
    if (!first.conflicts.empty()) continue;
    EXPECT_EQ(in_order(first.content), in_order(second.content)) << seed;
  }
}

}  // namespace
}  // namespace teia::records
