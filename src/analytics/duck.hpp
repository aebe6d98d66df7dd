// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

/// DuckDB behind a face of ours: nothing outside duck.cpp sees its C API. Private to this folder.
namespace teia::analytics::duck {

/// An id is kept as a HUGEINT of its 16 bytes; nothing else is one.
using Cell = std::variant<std::monostate, bool, std::int64_t, double, std::string, Day, Uuid>;

struct Limits {
  int memory_mb = 384;
  int threads = 2;
};

class Connection;

/// One file, or memory when the path is empty. Throws std::runtime_error where it cannot be opened (another process has it).
class Database {
 public:
  Database(const std::string& path, const Limits& limits);
  ~Database();
  Database(const Database&) = delete;
  Connection connect();

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// Used by one thread at a time. What the engine says no with is our mistake, and throws std::runtime_error.
class Connection {
 public:
  Connection(Connection&&) noexcept;
  ~Connection();

  void run(const std::string& sql);  ///< several statements, without parameters
  /// Parameters stand as $1, $2 … in the text. The cells live during the call.
  void each(const std::string& sql, std::span<const Cell> params, const std::function<void(std::span<const Cell>)>& use);
  std::vector<std::vector<Cell>> all(const std::string& sql, std::span<const Cell> params = {});

  /// Many rows at once, in the order of the table's columns; they are there once `finish` has returned.
  class Appender {
   public:
    Appender(Connection& connection, const std::string& table);
    ~Appender();
    Appender(Appender&&) noexcept;
    void row(std::span<const Cell> cells);
    void finish();

   private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
  };

 private:
  friend class Database;
  struct Handle;
  explicit Connection(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

/// Begins on making; rolls back unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) { connection_.run("begin transaction"); }
  ~Transaction();
  void commit();

 private:
  Connection& connection_;
  bool done_ = false;
};

}  // namespace teia::analytics::duck
