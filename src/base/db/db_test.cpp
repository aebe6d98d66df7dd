// SPDX-License-Identifier: Apache-2.0
#include "base/db/db.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/db/migrate.hpp"

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

constexpr std::string_view schema =
    "create table note (id text primary key, text text, weight bigint not null, kept boolean not null, written_on text not null)";

class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string url() const { return "sqlite:" + (path_ / "test.sqlite").string(); }

 private:
  std::filesystem::path path_ = std::filesystem::temp_directory_path() / Uuid::make({0}, system_chance()).text();
};

Note note(std::int64_t weight) {
  return {Id<NoteTag>::make({weight}, system_chance()), "ação", weight, true, Day::of(2025, 4, 29)};
}

void put(Write& w, const Note& n) { w.run(keep, n.id, n.text, n.weight, n.kept, n.written_on); }

class Sqlite : public testing::Test {
 protected:
  void SetUp() override { connect(folder.url(), true)->script(schema); }
  Folder folder;
};

TEST_F(Sqlite, WhatWasWrittenIsReadByColumnName) {
  Store store{{.url = folder.url()}};
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

TEST_F(Sqlite, AFailedOperationLeavesItsNeighboursInTheBatch) {
  Store store{{.url = folder.url()}};
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
  EXPECT_EQ(store.read([](Read& r) { return r.one(count_over, std::nullopt); }), 40);
  EXPECT_EQ(store.read([](Read& r) { return r.one(count_over, 24); }), 20);
}

TEST_F(Sqlite, AFullQueueSaysSo) {
  std::promise<void> started, go;
  auto gone = go.get_future();
  Store store{{.url = folder.url(), .queue = 1}};
  store.submit([&](Write&) { started.set_value(); gone.wait(); }, [](auto) {});
  started.get_future().wait();
  EXPECT_TRUE(store.submit([](Write&) {}, [](auto) {}));
  EXPECT_FALSE(store.submit([](Write&) {}, [](auto) {}));
  EXPECT_THROW(store.write([](Write&) {}), Problem);
  go.set_value();
}

TEST_F(Sqlite, AReaderCannotChangeAnything) {
  auto reader = connect(folder.url(), false);
  EXPECT_THROW(reader->script("delete from note"), Error);
}

TEST_F(Sqlite, AReadSeesOneMoment) {
  Store store{{.url = folder.url()}};
  store.read([&](Read& r) {
    EXPECT_EQ(r.one(count_over, std::nullopt), 0);
    store.write([&](Write& w) { put(w, note(1)); });
    EXPECT_EQ(r.one(count_over, std::nullopt), 0);
  });
  EXPECT_EQ(store.read([](Read& r) { return r.one(count_over, std::nullopt); }), 1);
}

TEST(Migrations, EachStepIsTakenOnceAndItsTextMayNotChange) {
  Folder folder;
  auto connection = connect(folder.url(), true);
  const embed::File files[] = {{"0001_a.sql", "create table a (x bigint)"},
                               {"0002_b.postgres.sql", "nonsense"},
                               {"0002_b.sqlite.sql", "create table b (x bigint); insert into a values (1)"}};
  const auto steps = migrations_for(Engine::sqlite, files);
  EXPECT_EQ(migrate(*connection, steps, {0}, {}), 2);
  EXPECT_EQ(migrate(*connection, steps, {0}, [] { FAIL() << "nothing to do, nothing to back up"; }), 0);
  auto changed = steps;
  changed[0].sql = "create table a (y bigint)";
  EXPECT_THROW(migrate(*connection, changed, {0}, {}), Error);
  EXPECT_THROW(migrate(*connection, {steps[0]}, {0}, {}), Error);
}

TEST(Migrations, AFailingStepLeavesTheDatabaseAsItWas) {
  Folder folder;
  auto connection = connect(folder.url(), true);
  const embed::File files[] = {{"0001_a.sql", "create table a (x bigint); create nonsense"}};
  EXPECT_THROW(migrate(*connection, migrations_for(Engine::sqlite, files), {0}, {}), Error);
  EXPECT_NO_THROW(connection->script("create table a (x bigint)"));
}

}  // namespace
}  // namespace teia::db
