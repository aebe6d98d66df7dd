// SPDX-License-Identifier: Apache-2.0
#include "base/db/migrate.hpp"

#include <gtest/gtest.h>

#include "support/engines.hpp"

namespace teia::db {
namespace {

class Migrations : public test::OnBothEngines {
 protected:
  void prepare() override { connection = database().connect(); }
  std::unique_ptr<Connection> connection;
};
ON_BOTH_ENGINES(Migrations);

TEST_P(Migrations, EachStepIsTakenOnceAndItsTextMayNotChange) {
  constexpr std::string_view wrong = "nonsense", both = "create table b (x bigint); insert into a values (1)";
  const bool sqlite = GetParam() == Engine::sqlite;
  const embed::File files[] = {{"0001_a.sql", "create table a (x bigint)"},
                               {"0002_b.postgres.sql", sqlite ? wrong : both},
                               {"0002_b.sqlite.sql", sqlite ? both : wrong}};
  const auto steps = migrations_for(GetParam(), files);
  EXPECT_EQ(migrate(*connection, steps, {0}, {}), 2);
  EXPECT_EQ(migrate(*connection, steps, {0}, [] { FAIL() << "nothing to do, nothing to back up"; }), 0);
  auto changed = steps;
  changed[0].sql = "create table a (y bigint)";
  EXPECT_THROW(migrate(*connection, changed, {0}, {}), Error);
  EXPECT_THROW(migrate(*connection, {steps[0]}, {0}, {}), Error);
}

TEST_P(Migrations, ABackupComesBeforeTheFirstStepOnADatabaseInUse) {
  const std::vector<Migration> steps{{1, "0001_a.sql", "create table a (x bigint)"}, {2, "0002_b.sql", "create table b (x bigint)"}};
  int backups = 0;
  const auto backup = [&] { ++backups; };
  migrate(*connection, {steps[0]}, {0}, backup);
  EXPECT_EQ(backups, 0) << "a new database holds nothing";
  migrate(*connection, steps, {0}, backup);
  EXPECT_EQ(backups, 1);
}

TEST_P(Migrations, AFailingStepLeavesTheDatabaseAsItWas) {
  const embed::File files[] = {{"0001_a.sql", "create table a (x bigint); create nonsense"}};
  EXPECT_THROW(migrate(*connection, migrations_for(GetParam(), files), {0}, {}), Error);
  EXPECT_NO_THROW(connection->script("create table a (x bigint)"));
}

TEST(MigrationFiles, AMissingOrRepeatedNumberIsAMistake) {
  const embed::File hole[] = {{"0001_a.sql", ""}, {"0003_c.sql", ""}};
  EXPECT_THROW(migrations_for(Engine::sqlite, hole), Error);
  const embed::File twice[] = {{"0001_a.sql", ""}, {"0001_b.sql", ""}};
  EXPECT_THROW(migrations_for(Engine::sqlite, twice), Error);
}

}  // namespace
}  // namespace teia::db
