// SPDX-License-Identifier: Apache-2.0
#include "base/db/migrate.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "base/db/db.hpp"

namespace teia::db {

namespace {

struct Taken {
  std::int64_t number;
  std::string name;
  std::string checksum;
};
DESCRIBE(Taken, number, name, checksum)

constexpr std::string_view table = R"(
  create table if not exists migration (
    number bigint primary key, name text not null, checksum text not null, taken_at bigint not null))";

const Query<Taken> taken{"db.migrations", "select number, name, checksum from migration order by number"};
const Change<std::int64_t, std::string, std::string, Instant> take{
    "db.take_migration", "insert into migration (number, name, checksum, taken_at) values ($1, $2, $3, $4)"};

std::string checksum(const Migration& step) { return crypto::hex(crypto::sha256(step.sql)); }

void check_history(const std::vector<Taken>& done, const std::vector<Migration>& steps) {
  if (done.size() > steps.size()) throw Error("the database is newer than this program: migration " + done.back().name, false);
  for (std::size_t i = 0; i < done.size(); ++i) {
    if (done[i].number != steps[i].number || done[i].checksum != checksum(steps[i])) {
      throw Error("migration " + done[i].name + " was taken with another text", false);
    }
  }
}

void take_inside(Connection& connection, const Migration& step, Instant now) {
  connection.script(step.sql);
  Write{connection}.run(take, std::int64_t{step.number}, step.name, checksum(step), now);
}

void take_step(Connection& connection, const Migration& step, Instant now) {
  connection.begin_write();
  try {
    take_inside(connection, step, now);
    connection.commit();
  } catch (...) {
    connection.rollback();
    throw;
  }
}

}  // namespace

std::vector<Migration> migrations_for(Engine engine, std::span<const embed::File> files) {
  const std::string_view other = engine == Engine::sqlite ? ".postgres.sql" : ".sqlite.sql";
  std::vector<Migration> steps;
  for (const auto& file : files) {
    if (file.path.ends_with(other)) continue;
    steps.push_back({std::stoi(std::string{file.path.substr(0, 4)}), std::string{file.path}, file.bytes});
  }
  std::sort(steps.begin(), steps.end(), [](auto& a, auto& b) { return a.number < b.number; });
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].number != static_cast<int>(i) + 1) throw Error("migrations do not count 1, 2, 3 …: " + steps[i].name, false);
  }
  return steps;
}

int migrate(Connection& connection, const std::vector<Migration>& steps, Instant now, const std::function<void()>& before) {
  connection.script(table);
  const auto done = Read{connection}.all(taken);
  check_history(done, steps);
  if (done.size() == steps.size()) return 0;
  if (!done.empty() && before) before();
  for (std::size_t i = done.size(); i < steps.size(); ++i) take_step(connection, steps[i], now);
  return static_cast<int>(steps.size() - done.size());
}

std::int64_t migrations_taken(Read& tx) { return static_cast<std::int64_t>(tx.all(taken).size()); }

void migrate_inside(Connection& connection, const std::vector<Migration>& steps, Instant now) {
  connection.script(table);
  const auto done = Read{connection}.all(taken);
  check_history(done, steps);
  for (std::size_t i = done.size(); i < steps.size(); ++i) take_inside(connection, steps[i], now);
}

}  // namespace teia::db
