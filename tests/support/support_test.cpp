// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "base/db/db.hpp"
#include "support/engines.hpp"
#include "support/statements.hpp"

namespace teia::test {
namespace {

using testing::Contains;
using testing::Each;
using testing::HasSubstr;
using testing::StartsWith;

struct Leaf {
  Id<struct LeafTag> id;
  std::optional<std::string> name;
  std::int64_t weight;
  double length;
  bool green;
  db::Bytes seed;
};
DESCRIBE(Leaf, id, name, weight, length, green, seed)

const db::Query<Leaf, std::int64_t> heavy{
    "support_test.heavy", "select id, name, weight, length, green, seed from leaf where weight > $1 order by id"};
const db::Query<std::int64_t, std::optional<std::string>> count{
    "support_test.count", "select count(*) from leaf where (name = $1 or $1 is null)"};
const db::Change<std::int64_t, Id<LeafTag>> weigh{"support_test.weigh", "update leaf set weight = $1 where id = $2"};

constexpr std::string_view schema =
    "create table leaf (id text primary key, name text, weight bigint not null, length double precision not null, "
    "green boolean not null, seed bytea not null)";

std::vector<db::Migration> steps() { return {{1, "0001_leaf.sql", schema}}; }

class Statements : public OnBothEngines {};
ON_BOTH_ENGINES(Statements);

namespace wrong {
const db::Query<std::int64_t> column{"wrong.column", "select wieght from leaf"};
const db::Query<Leaf> missing{"wrong.missing", "select id, name, weight, length, green from leaf"};
const db::Query<std::string> type{"wrong.type", "select weight from leaf"};
const db::Query<std::int64_t> two{"wrong.two", "select weight, length from leaf"};
const db::Query<Leaf> unread{"wrong.unread", "select id, name, weight, length, green, seed, 1 as spare from leaf"};
const db::Change<std::int64_t, std::int64_t> unused{"wrong.unused", "delete from leaf where weight = $1"};
const db::Change<std::int64_t> cast{"wrong.cast", "update leaf set name = $1"};
}  // namespace wrong

TEST_P(Statements, RightOnesPassAndWrongOnesAreNamed) {
  const auto faults = check_every_statement(GetParam(), steps());
  EXPECT_THAT(faults, Contains(HasSubstr("wrong.column")));
  EXPECT_THAT(faults, Contains(HasSubstr("wrong.missing gives no column seed")));
  EXPECT_THAT(faults, Contains(HasSubstr("wrong.type: its value is text in C++ and bigint in the database")));
  EXPECT_THAT(faults, Contains(HasSubstr("wrong.two: reads one value and gives 2 columns")));
  EXPECT_THAT(faults, Contains(HasSubstr("wrong.unused: takes 2 arguments and uses 1")));
  EXPECT_THAT(faults, Contains(HasSubstr("wrong.unread: gives a column spare")));
  EXPECT_THAT(faults, Each(StartsWith("wrong.")));
  // SQLite does not know the type of a parameter.
  if (GetParam() == db::Engine::postgres) {
    EXPECT_THAT(faults, Contains(HasSubstr("wrong.cast: $1 is bigint in C++ and text")));
  }
}

class Databases : public OnBothEngines {
 protected:
  void prepare() override { database().connect()->script("create table a (x bigint); insert into a values (7)"); }
};
ON_BOTH_ENGINES(Databases);

TEST_P(Databases, EachTestHasItsOwn) {
  const TestDatabase other{GetParam()};
  EXPECT_NO_THROW(database().connect()->script("select x from a"));
  EXPECT_THROW(other.connect()->script("select x from a"), db::Error);
}

TEST_P(Databases, GoWithTheTest) {
  std::string url;
  {
    const TestDatabase other{GetParam()};
    url = other.url();
    EXPECT_NO_THROW(db::connect(url, true));
  }
  EXPECT_THROW(db::connect(url, true)->script("select 1"), db::Error);
}

}  // namespace
}  // namespace teia::test
