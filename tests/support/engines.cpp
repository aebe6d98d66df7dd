// SPDX-License-Identifier: Apache-2.0
#include "support/engines.hpp"

#include <unistd.h>

#include <atomic>
#include <fstream>
#include <map>
#include <sstream>

#include "support/server.hpp"

namespace teia::test {

namespace fs = std::filesystem;

namespace {

/// Different in every program that shares the server.
std::string fresh_name() {
  static std::atomic<int> count{0};
  return "t" + std::to_string(getpid()) + "_" + std::to_string(++count);
}

std::vector<db::Migration> read_migrations(db::Engine engine) {
  static std::vector<fs::path> paths;
  static std::map<fs::path, std::pair<std::string, std::string>> texts;  // name and text; the migrations look into it
  std::vector<embed::File> files;
  for (const auto& entry : fs::directory_iterator{TEIA_MIGRATIONS}) {
    if (entry.path().extension() != ".sql") continue;
    auto& [name, text] = texts[entry.path()];
    if (text.empty()) name = entry.path().filename(), text = content(entry.path());
    files.push_back({name, text});
  }
  return db::migrations_for(engine, files);
}

std::unique_ptr<TestDatabase> make_migrated(db::Engine engine) {
  auto made = std::make_unique<TestDatabase>(engine);
  db::migrate(*made->connect(), migrations(engine), Instant{0}, {});
  return made;
}

/// The migrated database that the others of this program are copies of.
const TestDatabase& migrated_template(db::Engine engine) {
  if (engine == db::Engine::sqlite) {
    static const auto sqlite = make_migrated(engine);
    return *sqlite;
  }
  static const auto postgres = make_migrated(engine);  // starts the server first, so that it goes after this one
  return *postgres;
}

std::string without_scheme(const std::string& url) { return url.substr(url.find(':') + 1); }

}  // namespace

std::string content(const fs::path& path) {
  std::ostringstream all;
  all << std::ifstream{path}.rdbuf();
  return all.str();
}

Folder::Folder() : path_(fs::temp_directory_path() / ("teia-test-" + Uuid::make({0}, system_chance()).text())) {
  fs::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::optional<std::string> missing(db::Engine engine) {
  if (engine == db::Engine::sqlite || server().ready()) return std::nullopt;
  return server().why_not();
}

const std::vector<db::Migration>& migrations(db::Engine engine) {
  static const std::map<db::Engine, std::vector<db::Migration>> all{
      {db::Engine::sqlite, read_migrations(db::Engine::sqlite)}, {db::Engine::postgres, read_migrations(db::Engine::postgres)}};
  return all.at(engine);
}

TestDatabase::TestDatabase(db::Engine engine, Schema schema) : engine_(engine) {
  const TestDatabase* original = schema == Schema::migrated ? &migrated_template(engine) : nullptr;
  if (engine == db::Engine::sqlite) {
    const auto file = folder_.emplace().path() / "test.sqlite";
    if (original) fs::copy_file(without_scheme(original->url()), file);
    url_ = "sqlite:" + file.string();
  } else {
    name_ = fresh_name();
    url_ = server().create(name_, original ? original->name_ : "template0");
  }
}

TestDatabase::~TestDatabase() {
  if (!name_.empty()) server().drop(name_);
}

void OnBothEngines::SetUp() {
  if (const auto why = missing(GetParam())) GTEST_SKIP() << *why;
  database_.emplace(GetParam(), schema_);
  prepare();
}

std::string engine_name(const testing::TestParamInfo<db::Engine>& info) {
  return info.param == db::Engine::sqlite ? "sqlite" : "postgres";
}

}  // namespace teia::test
