// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/db/db.hpp"
#include "support/engines.hpp"

/// What only a server can do: be lost and come back, refuse to wait, keep a transaction that has failed.
namespace teia::db {
namespace {

const Query<std::int64_t> own_process{"postgres_test.own_process", "select cast(pg_backend_pid() as bigint)"};
const Query<bool, std::int64_t> cut{"postgres_test.cut", "select pg_terminate_backend(cast($1 as integer))"};
const Query<std::int64_t, std::int64_t> fails_at_last{"postgres_test.fails_at_last",
                                                      "select 1 / ($1 - n) from generate_series(1, $1) as n"};
const Query<std::int64_t, std::int64_t> half{"postgres_test.half", "select $1 / 2.0"};

class Postgres : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto why = test::missing(Engine::postgres)) GTEST_SKIP() << *why;
    database.emplace(Engine::postgres);
  }

  void end_session_of(Connection& connection) {
    const auto process = *Read{connection}.one(own_process);
    EXPECT_EQ(Read{*database->connect()}.one(cut, process), true);
  }

  std::optional<test::TestDatabase> database;
};

TEST_F(Postgres, ALostConnectionIsAStorageProblemAndComesBackAtTheNextTransaction) {
  const auto connection = database->connect(false);
  connection->begin_read();
  end_session_of(*connection);
  try {
    Read{*connection}.one(own_process);
    FAIL() << "the session was cut";
  } catch (const Error& lost) {
    EXPECT_TRUE(lost.storage) << lost.what();
  }
  connection->end_read();
  connection->begin_read();
  EXPECT_TRUE(Read{*connection}.one(own_process)) << "prepared again in the new session";
  connection->end_read();
  EXPECT_THROW(connection->script("create table a (x bigint)"), Error) << "still a reader";
}

TEST_F(Postgres, AConnectionLostBetweenTransactionsIsNotNoticed) {
  Store store{{.url = database->url()}};
  const auto of_writer = [&] { return store.write([](Write& w) { return *w.one(own_process); }); };
  const auto before = of_writer();
  ASSERT_EQ(Read{*database->connect()}.one(cut, before), true);
  EXPECT_NE(of_writer(), before);
}

TEST_F(Postgres, AServerThatIsNotThereIsAStorageProblem) {
  try {
    connect("postgresql://teia@/teia?host=/nowhere", true);
    FAIL() << "nobody listens there";
  } catch (const Error& refused) {
    EXPECT_TRUE(refused.storage);
  }
}

TEST_F(Postgres, ACommitOfAFailedTransactionIsNoSuccess) {
  const auto connection = database->connect();
  connection->begin_write();
  connection->script("create table a (x bigint)");
  EXPECT_THROW(connection->script("nonsense"), Error);
  EXPECT_THROW(connection->commit(), Error);
}

TEST_F(Postgres, RowsArriveBeforeTheLastIsKnown) {
  const auto connection = database->connect(false);
  std::int64_t seen = 0;
  try {
    Read{*connection}.each(fails_at_last, [&](std::int64_t) { ++seen; }, 1000);
    FAIL() << "divided by zero";
  } catch (const Error& refused) {
    EXPECT_FALSE(refused.storage);
    EXPECT_THAT(refused.what(), testing::HasSubstr("22012"));
  }
  EXPECT_EQ(seen, 999) << "an export holds one row, not all";
  EXPECT_TRUE(Read{*connection}.one(own_process)) << "the connection goes on";
}

TEST_F(Postgres, ANumberThatDoesNotFitIsNotReadAsAnother) {
  const auto connection = database->connect(false);
  EXPECT_THROW(Read{*connection}.one(half, 3), Error);
  EXPECT_THROW(Read{*connection}.one(half, 4), Error) << "2.0000 is no whole number either: cast it";
}

TEST_F(Postgres, AWriterDoesNotWaitForEverForAnother) {
  const auto one = database->connect(), other = database->connect();
  one->script("create table head (x bigint)");
  one->begin_write();
  one->script("lock table head");
  other->script("set lock_timeout = '50ms'");
  other->begin_write();
  try {
    other->script("lock table head");
    FAIL() << "the lock was taken";
  } catch (const Error& refused) {
    EXPECT_TRUE(refused.storage);
  }
  other->rollback();
  one->rollback();
}

}  // namespace
}  // namespace teia::db
