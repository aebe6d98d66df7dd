// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/db/migrate.hpp"

/// Databases for tests, on both engines. PostgreSQL is a private server: the one named by TEIA_TEST_POSTGRES (./test starts it for
/// all programs), or one that this program starts when a test first asks and stops when it ends.
namespace teia::test {

/// A folder of its own that goes with the test.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// A whole file; empty where there is none.
std::string content(const std::filesystem::path& path);

/// Why nothing can be tried on this engine here; nothing: it can.
std::optional<std::string> missing(db::Engine engine);

/// The project's migrations, read from its folder when first asked.
const std::vector<db::Migration>& migrations(db::Engine engine);

enum class Schema { empty, migrated };

/// A fresh database that goes with the test. Throws db::Error where the engine is missing.
class TestDatabase {
 public:
  explicit TestDatabase(db::Engine engine, Schema schema = Schema::empty);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;

  const std::string& url() const { return url_; }
  db::Engine engine() const { return engine_; }
  std::unique_ptr<db::Connection> connect(bool may_write = true) const { return db::connect(url_, may_write); }

 private:
  db::Engine engine_;
  std::optional<Folder> folder_;  ///< SQLite
  std::string name_;              ///< PostgreSQL
  std::string url_;
};

/// A fixture that runs every test of the suite on both engines:
///   struct Actions : test::OnBothEngines { Actions() : OnBothEngines(test::Schema::migrated) {} };
///   ON_BOTH_ENGINES(Actions)
///   TEST_P(Actions, AVisitIsFoundByItsTown) { db::Store store{{.url = url()}}; … }
class OnBothEngines : public testing::TestWithParam<db::Engine> {
 protected:
  explicit OnBothEngines(Schema schema = Schema::empty) : schema_(schema) {}

  void SetUp() final;
  virtual void prepare() {}  ///< what SetUp would do; not called where the engine is missing

  const TestDatabase& database() const { return *database_; }
  const std::string& url() const { return database_->url(); }

 private:
  Schema schema_;
  std::optional<TestDatabase> database_;
};

std::string engine_name(const testing::TestParamInfo<db::Engine>& info);

#define ON_BOTH_ENGINES(Suite)                                                                                    \
  INSTANTIATE_TEST_SUITE_P(On, Suite, testing::Values(teia::db::Engine::sqlite, teia::db::Engine::postgres), \
                           teia::test::engine_name)

}  // namespace teia::test
