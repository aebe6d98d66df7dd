// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <span>

#include "base/db/db.hpp"
#include "base/embed.hpp"

/// Plain SQL files, forward only: 0001_name.sql, or 0001_name.sqlite.sql and 0001_name.postgres.sql where the engines differ.
namespace teia::db {

struct Migration {
  int number;
  std::string name;
  std::string_view sql;
};

/// Those for one engine, by number. A number missing or given twice is our mistake and throws.
std::vector<Migration> migrations_for(Engine engine, std::span<const embed::File> files);

/// Brings the database to the newest schema, each step in a transaction of its own. `before` runs once if there is something to do
/// and the database is not new (a backup). Throws if a step that was already taken has another text now (checksum), or if the
/// database is newer than the program. Returns how many steps were taken.
int migrate(Connection& connection, const std::vector<Migration>& migrations, Instant now, const std::function<void()>& before);

/// The same inside a write that the caller has begun: all steps come, or none (a restore).
void migrate_inside(Connection& connection, const std::vector<Migration>& migrations, Instant now);

/// How many steps a database has taken.
std::int64_t migrations_taken(Read& tx);

}  // namespace teia::db
