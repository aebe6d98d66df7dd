// SPDX-License-Identifier: Apache-2.0
#include <sqlite3.h>

#include <algorithm>
#include <unordered_map>

#include "base/db/connection.hpp"

namespace teia::db {

namespace {

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)>;
using Prepared = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

/// SQLITE_FULL, SQLITE_IOERR and their like are the disk's doing; a constraint or bad SQL is ours.
bool is_storage(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL: case SQLITE_IOERR: case SQLITE_CANTOPEN: case SQLITE_READONLY: case SQLITE_BUSY: case SQLITE_NOMEM: return true;
    default: return false;
  }
}

[[noreturn]] void fail(sqlite3* handle, int code, std::string_view doing) {
  throw Error(std::string{doing} + ": " + (handle ? sqlite3_errmsg(handle) : sqlite3_errstr(code)), is_storage(code));
}

/// What frames every transaction, prepared once a connection.
const Statement begin{"begin"}, begin_immediate{"begin immediate"}, commit_all{"commit"}, roll_back{"rollback"};
const Statement save{"savepoint operation"}, release_saved{"release operation"}, roll_back_to_saved{"rollback to operation"};

class Row : public Cells {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  bool null(int column) override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) override { return sqlite3_column_int64(statement_, column); }
  double real(int column) override { return sqlite3_column_double(statement_, column); }
  bool boolean(int column) override { return sqlite3_column_int(statement_, column) != 0; }
  std::string_view text(int column) override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  std::string bytes(int column) override {
    const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return data ? std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))) : std::string{};
  }

 private:
  sqlite3_stmt* statement_;
};

/// SQLite gives back its own standard types (TEXT, INTEGER) in capitals, whatever the schema wrote.
std::optional<Column> column_named(std::string declared) {
  std::transform(declared.begin(), declared.end(), declared.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (declared == "text") return Column::text;
  if (declared == "bigint" || declared == "integer") return Column::bigint;
  if (declared == "double precision") return Column::real;
  if (declared == "boolean") return Column::boolean;
  if (declared == "bytea") return Column::bytea;
  return std::nullopt;
}

class Sqlite : public Connection {
 public:
  Sqlite(const std::string& path, bool may_write, const char* vfs) : handle_(nullptr, sqlite3_close_v2) {
    sqlite3* opened = nullptr;
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (may_write ? SQLITE_OPEN_CREATE : 0);
    const int code = sqlite3_open_v2(path.c_str(), &opened, flags, vfs);
    handle_.reset(opened);
    if (code != SQLITE_OK) fail(opened, code, "open " + path);
    sqlite3_extended_result_codes(opened, 1);
    sqlite3_busy_timeout(opened, 10'000);
    script("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -16000;"
           "pragma temp_store = memory; pragma wal_autocheckpoint = 16000;");
    script(may_write ? "pragma cache_size = -64000" : "pragma query_only = on");  // the only writer keeps the pages that it comes back to
  }

  std::int64_t run(const Statement& statement, std::span<const Param> params, const OnRow& on_row) override {
    Cached& cached = prepared(statement);
    auto* stmt = cached.stmt.get();
    const auto reset = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_reset)>{stmt, sqlite3_reset};
    for (std::size_t i = 0; i < params.size(); ++i) bind(stmt, cached.positions[i], params[i]);
    Row row{stmt};
    int code;
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
      if (on_row && !on_row(row, cached.columns)) return sqlite3_changes64(handle_.get());
    }
    if (code != SQLITE_DONE) fail(handle_.get(), code, statement.name);
    return sqlite3_changes64(handle_.get());
  }

  Described describe(const Statement& statement) override {
    Cached& cached = prepared(statement);
    Described seen;
    seen.params.resize(static_cast<std::size_t>(sqlite3_bind_parameter_count(cached.stmt.get())));
    for (int i = 0; i < sqlite3_column_count(cached.stmt.get()); ++i) {
      const char* declared = sqlite3_column_decltype(cached.stmt.get(), i);
      seen.columns.emplace_back(sqlite3_column_name(cached.stmt.get(), i), declared ? column_named(declared) : std::nullopt);
    }
    return seen;
  }

  void script(std::string_view sql) override {
    const int code = sqlite3_exec(handle_.get(), std::string{sql}.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(handle_.get(), code, sql.substr(0, 80));
  }

  void begin_read() override { run(begin, {}, {}); }
  void end_read() noexcept override { quiet(roll_back); }
  void begin_write() override { run(begin_immediate, {}, {}); }
  void commit() override { run(commit_all, {}, {}); }
  void rollback() noexcept override {
    if (!sqlite3_get_autocommit(handle_.get())) quiet(roll_back);
  }
  void savepoint() override { run(save, {}, {}); }
  void release() override { run(release_saved, {}, {}); }
  bool rollback_to_savepoint() noexcept override {
    if (sqlite3_get_autocommit(handle_.get())) return false;  // a full disk rolls everything back by itself
    return quiet(roll_back_to_saved) && quiet(release_saved);
  }

 private:
  struct Cached {
    Prepared stmt{nullptr, sqlite3_finalize};
    std::vector<int> positions;  ///< of $1, $2, … : SQLite numbers them by order of appearance
    std::vector<int> columns;
  };

  Cached& prepared(const Statement& statement) {
    if (auto found = cache_.find(&statement); found != cache_.end()) return found->second;
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), statement.sql.data(), static_cast<int>(statement.sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) fail(handle_.get(), code, statement.name);
    Cached cached;
    cached.stmt.reset(raw);
    for (std::size_t i = 1; i <= statement.params.size(); ++i) {
      cached.positions.push_back(sqlite3_bind_parameter_index(raw, ("$" + std::to_string(i)).c_str()));
    }
    std::vector<std::string> names;
    for (int i = 0; i < sqlite3_column_count(raw); ++i) names.emplace_back(sqlite3_column_name(raw, i));
    if (!statement.fields.empty()) cached.columns = match_columns(statement, names);
    return cache_.emplace(&statement, std::move(cached)).first->second;
  }

  /// A parameter that the text does not use has position 0 and is left alone.
  void bind(sqlite3_stmt* stmt, int at, const Param& param) {
    if (at == 0) return;
    const int code = std::visit(
        [&](const auto& value) {
          using T = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<T, std::monostate>) return sqlite3_bind_null(stmt, at);
          else if constexpr (std::is_same_v<T, bool>) return sqlite3_bind_int(stmt, at, value ? 1 : 0);
          else if constexpr (std::is_same_v<T, std::int64_t>) return sqlite3_bind_int64(stmt, at, value);
          else if constexpr (std::is_same_v<T, double>) return sqlite3_bind_double(stmt, at, value);
          else if constexpr (std::is_same_v<T, BytesView>)
            return sqlite3_bind_blob64(stmt, at, value.data.data(), value.data.size(), SQLITE_STATIC);
          else return sqlite3_bind_text64(stmt, at, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
        },
        param);
    if (code != SQLITE_OK) fail(handle_.get(), code, "bind");
  }

  bool quiet(const Statement& statement) noexcept {
    try {
      run(statement, {}, {});
      return true;
    } catch (const std::exception&) {
      return false;
    }
  }

  Handle handle_;
  std::unordered_map<const Statement*, Cached> cache_;
};

}  // namespace

std::unique_ptr<Connection> connect_sqlite(const std::string& path, bool may_write, const char* vfs) {
  // Before the first connection: counting its memory would put one lock around every allocation of every thread.
  static const int uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(uncounted);
  return std::make_unique<Sqlite>(path, may_write, vfs);
}

}  // namespace teia::db
