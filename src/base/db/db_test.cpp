// SPDX-License-Identifier: Apache-2.0
#include "base/db/db.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <limits>

#include "support/engines.hpp"

namespace teia::db {
namespace {

struct Note {
  Id<struct NoteTag> id;
  std::optional<std::string> text;
  std::int64_t weight = 0;
  bool kept = false;
  Day written_on;
};
DESCRIBE(Note, id, text, weight, kept, written_on)

const Change<Id<NoteTag>, std::optional<std::string>, std::int64_t, bool, Day> keep{
    "db_test.keep", "insert into note (id, text, weight, kept, written_on) values ($1, $2, $3, $4, $5)"};
const Query<Note> all_notes{"db_test.all", "select kept, weight, id, text, written_on from note order by weight, id"};
const Query<std::int64_t, std::optional<std::int64_t>> count_over{
    "db_test.count_over", "select count(*) from note where (weight > $1 or $1 is null)"};
const Change<std::int64_t, std::int64_t> move{"db_test.move", "update note set weight = $2 where weight = $1"};
const Returning<std::int64_t, std::int64_t> raise{
    "db_test.raise", "update note set weight = weight + 10 where weight >= $1 returning weight"};

constexpr std::string_view schema =
    "create table note (id text primary key, text text, weight bigint not null, kept boolean not null, written_on text not null)";

Note note(std::int64_t weight) {
  return {Id<NoteTag>::make({weight}, system_chance()), "ação", weight, true, Day::of(2025, 4, 29)};
}

void put(Write& w, const Note& n) { w.run(keep, n.id, n.text, n.weight, n.kept, n.written_on); }

std::int64_t count(Store& store) {
  return *store.read([](Read& r) { return r.one(count_over, std::nullopt); });
}

class Stores : public test::OnBothEngines {
 protected:
  void prepare() override { database().connect()->script(schema); }
};
ON_BOTH_ENGINES(Stores);

TEST_P(Stores, WhatWasWrittenIsReadByColumnName) {
  Store store{{.url = url()}};
  auto kept = note(3);
  kept.text.reset();
  store.write([&](Write& w) { put(w, kept); });
  const auto rows = store.read([](Read& r) { return r.all(all_notes); });
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].id, kept.id);
  EXPECT_EQ(rows[0].text, std::nullopt);
  EXPECT_TRUE(rows[0].kept);
  EXPECT_EQ(rows[0].written_on.text(), "2025-04-29");
}

TEST_P(Stores, AFailedOperationLeavesItsNeighboursInTheBatch) {
  Store store{{.url = url()}};
  std::vector<std::future<bool>> outcomes;
  for (int i = 0; i < 50; ++i) {
    auto told = std::make_shared<std::promise<bool>>();
    outcomes.push_back(told->get_future());
    store.submit(
        [i](Write& w) {
          put(w, note(i));
          if (i % 5 == 0) throw teia::problems::not_found();
        },
        [told](std::exception_ptr error) { told->set_value(!error); });
  }
  int kept = 0;
  for (auto& outcome : outcomes) kept += outcome.get() ? 1 : 0;
  EXPECT_EQ(kept, 40);
  EXPECT_EQ(count(store), 40);
  EXPECT_EQ(store.read([](Read& r) { return r.one(count_over, 24); }), 20);
}

TEST_P(Stores, ARefusalBeforeAnyChangeLeavesTheBatchAsItIs) {
  Store store{{.url = url()}};
  std::promise<void> gather;
  store.submit([all_here = gather.get_future().share()](Write&) { all_here.wait(); }, [](auto) {});
  std::atomic<int> runs = 0, refused = 0;
  std::promise<void> done;
  for (int i = 0; i < 10; ++i) {
    store.submit(
        [&, i](Write& w) {
          ++runs;
          if (i % 2) throw teia::problems::not_found();
          put(w, note(i));
        },
        [&, i](std::exception_ptr error) {
          if (error) ++refused;
          if (i == 9) done.set_value();
        });
  }
  gather.set_value();
  done.get_future().wait();
  EXPECT_EQ(runs, 10) << "nothing was done twice";
  EXPECT_EQ(refused, 5);
  EXPECT_EQ(count(store), 5);
}

TEST_P(Stores, AStatementThatTheEngineRefusesUndoesItsOperationAlone) {
  Store store{{.url = url()}};
  const auto twice = note(1);
  const auto outcome = [&](const Store::Job& job) {
    auto told = std::make_shared<std::promise<bool>>();
    auto known = told->get_future();
    store.submit(job, [told](std::exception_ptr error) { told->set_value(!error); });
    return known;
  };
  auto first = outcome([&](Write& w) { put(w, twice); });
  auto second = outcome([&](Write& w) { put(w, note(2)); put(w, twice); });
  auto third = outcome([&](Write& w) { put(w, note(3)); });
  EXPECT_TRUE(first.get());
  EXPECT_FALSE(second.get());
  EXPECT_TRUE(third.get());
  EXPECT_EQ(count(store), 2);
}

TEST_P(Stores, ARefusedStatementIsOurMistakeAndNoStorageProblem) {
  Store store{{.url = url()}};
  const auto twice = note(1);
  store.write([&](Write& w) { put(w, twice); });
  try {
    store.write([&](Write& w) { put(w, twice); });
    FAIL() << "the key was there";
  } catch (const Error& refused) {
    EXPECT_FALSE(refused.storage);
    EXPECT_THAT(refused.what(), testing::HasSubstr("db_test.keep"));
    EXPECT_THAT(refused.what(), testing::Not(testing::HasSubstr(twice.id.text())));
  }
}

TEST_P(Stores, AFullQueueSaysSo) {
  std::promise<void> started, go;
  auto gone = go.get_future();
  Store store{{.url = url(), .queue = 1}};
  store.submit([&](Write&) { started.set_value(); gone.wait(); }, [](auto) {});
  started.get_future().wait();
  EXPECT_TRUE(store.submit([](Write&) {}, [](auto) {}));
  EXPECT_FALSE(store.submit([](Write&) {}, [](auto) {}));
  EXPECT_THROW(store.write([](Write&) {}), Problem);
  go.set_value();
}

TEST_P(Stores, AReaderCannotChangeAnything) {
  auto reader = connect(url(), false);
  EXPECT_THROW(reader->script("delete from note"), Error);
}

TEST_P(Stores, AReadSeesOneMoment) {
  Store store{{.url = url()}};
  store.read([&](Read& r) {
    EXPECT_EQ(r.one(count_over, std::nullopt), 0);
    store.write([&](Write& w) { put(w, note(1)); });
    EXPECT_EQ(r.one(count_over, std::nullopt), 0);
  });
  EXPECT_EQ(count(store), 1);
}

TEST_P(Stores, AWriteSeesWhatItWrote) {
  Store store{{.url = url()}};
  store.write([](Write& w) {
    for (int i = 0; i < 3; ++i) put(w, note(i));
    EXPECT_EQ(w.run(move, 1, 7), 1);
    EXPECT_EQ(w.run(move, 99, 7), 0);
    EXPECT_EQ(w.take(raise, 7), 17);
    EXPECT_EQ(w.take(raise, 99), std::nullopt);
    EXPECT_EQ(w.one(count_over, 2), 1);
  });
  EXPECT_EQ(count(store), 3);
}

TEST_P(Stores, RowsCanBeLeftBeforeTheirEndAndAskedAboutOnTheWay) {
  Store store{{.url = url()}};
  store.write([](Write& w) {
    for (int i = 0; i < 200; ++i) put(w, note(i));
  });
  store.read([](Read& r) {
    std::vector<std::int64_t> seen;
    r.each(all_notes, [&](Note&& n) { seen.push_back(n.weight); return n.weight < 2; });
    EXPECT_THAT(seen, testing::ElementsAre(0, 1, 2));

    std::int64_t above = 0;
    r.each(all_notes, [&](Note&& n) { above += *r.one(count_over, n.weight); });
    EXPECT_EQ(above, 199 * 200 / 2);

    EXPECT_THROW(r.each(all_notes, [](Note&&) { throw teia::problems::not_found(); }), Problem);
    EXPECT_EQ(r.one(count_over, std::nullopt), 200);
  });
}

TEST_P(Stores, WhatFollowsACommitIsNotCalledForAnUndoneOperation) {
  Store store{{.url = url()}};
  int called = 0;
  store.write([&](Write& w) { w.after_commit([&] { ++called; }); });
  EXPECT_THROW(store.write([&](Write& w) { w.after_commit([&] { called += 10; }); throw teia::problems::not_found(); }), Problem);
  EXPECT_EQ(called, 1);
}

struct Everything {
  std::optional<std::string> text;
  std::optional<std::int64_t> whole;
  std::optional<double> real;
  std::optional<bool> truth;
  std::optional<Bytes> bytes;
  bool operator==(const Everything&) const = default;
};
DESCRIBE(Everything, text, whole, real, truth, bytes)

using Column5 = Change<std::optional<std::string>, std::optional<std::int64_t>, std::optional<double>, std::optional<bool>,
                       std::optional<Bytes>>;
const Column5 keep_everything{"db_test.keep_everything",
                              "insert into everything (text, whole, real, truth, bytes) values ($1, $2, $3, $4, $5)"};
const Query<Everything> read_everything{"db_test.read_everything", "select text, whole, real, truth, bytes from everything"};

class Columns : public test::OnBothEngines {
 protected:
  void prepare() override {
    database().connect()->script(
        "create table everything (text text, whole bigint, real double precision, truth boolean, bytes bytea)");
  }

  Everything back(const Everything& in) {
    const auto connection = database().connect();
    connection->script("delete from everything");
    Write{*connection}.run(keep_everything, in.text, in.whole, in.real, in.truth, in.bytes);
    return *Read{*connection}.one(read_everything);
  }
};
ON_BOTH_ENGINES(Columns);

TEST_P(Columns, EveryTypeComesBackAsItWent) {
  std::string every_byte;
  for (int i = 0; i < 256; ++i) every_byte += static_cast<char>(i);
  const auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
  for (const auto& in : {Everything{},
                         Everything{"", 0, 0.0, false, Bytes{}},
                         Everything{"Sant'Ana \"d'Oeste\"\n\\x41 – 🌾", least, 0.1, true, Bytes{every_byte}},
                         Everything{"\\N", most, -1.7976931348623157e308, false, Bytes{"\\x00"}},
                         Everything{"null", -1, 5e-324, true, Bytes{std::string(1, '\0')}}}) {
    EXPECT_EQ(back(in), in) << in.text.value_or("nothing");
  }
}

}  // namespace
}  // namespace teia::db
