// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "base/db/statement.hpp"

/// What an engine must do. Two exist: sqlite.cpp and postgres.cpp. One thread owns a connection at a time.
namespace teia::db {

/// The engine said no: constraint, syntax, lost connection, full disk. `storage` tells the ones that are not our mistake.
struct Error : std::runtime_error {
  Error(const std::string& what, bool storage_) : std::runtime_error(what), storage(storage_) {}
  bool storage;  ///< full disk, failing I/O, lost server: the same request may pass later
};

/// How an engine sees a statement; unknown types (an expression of SQLite) are left out.
struct Described {
  std::vector<std::optional<Column>> params;
  std::vector<std::pair<std::string, std::optional<Column>>> columns;
};

class Connection {
 public:
  /// Called for every row with the columns of the statement's fields in order; false ends the statement early.
  using OnRow = std::function<bool(Cells&, std::span<const int>)>;

  virtual ~Connection() = default;
  virtual std::int64_t run(const Statement& statement, std::span<const Param> params, const OnRow& on_row) = 0;  ///< rows changed
  virtual Described describe(const Statement& statement) = 0;
  virtual void script(std::string_view sql) = 0;  ///< several statements without parameters (migrations, pragmas)

  virtual void begin_read() = 0;   ///< a snapshot: every statement until end_read sees one state
  virtual void end_read() noexcept = 0;
  virtual void begin_write() = 0;  ///< waits for the only writer's place
  virtual void commit() = 0;       ///< returns when the change is on disk
  virtual void rollback() noexcept = 0;
  virtual void savepoint() = 0;    ///< one level, inside a write
  virtual void release() = 0;
  virtual bool rollback_to_savepoint() noexcept = 0;  ///< false: the engine gave up the whole transaction
};

enum class Engine { sqlite, postgres };

/// `sqlite:PATH` or `postgresql://…`. A reader of SQLite refuses changes by itself.
std::unique_ptr<Connection> connect(const std::string& url, bool may_write);
std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool may_write, const char* vfs = nullptr);
std::unique_ptr<Connection> connect_postgres(const std::string& url, bool may_write);
Engine engine_of(const std::string& url);

/// Position of each field of the statement among the columns that the engine gives; a missing column is our mistake and throws.
std::vector<int> match_columns(const Statement& statement, const std::vector<std::string>& columns);

}  // namespace teia::db
