// SPDX-License-Identifier: Apache-2.0
#include "analytics/duck.hpp"

#include <duckdb.h>

#include <cstring>
#include <stdexcept>

namespace teia::analytics::duck {

namespace {

[[noreturn]] void fail(const std::string& what, const char* why) { throw std::runtime_error("duckdb: " + what + ": " + (why ? why : "no reason given")); }

duckdb_hugeint number_of(const Uuid& id) {
  std::uint64_t upper = 0, lower = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    upper = upper << 8 | id.bytes[i];
    lower = lower << 8 | id.bytes[8 + i];
  }
  return {lower, static_cast<std::int64_t>(upper)};
}

Uuid id_of(const duckdb_hugeint& number) {
  Uuid id;
  auto upper = static_cast<std::uint64_t>(number.upper), lower = number.lower;
  for (std::size_t i = 8; i-- > 0; upper >>= 8, lower >>= 8) {
    id.bytes[i] = static_cast<std::uint8_t>(upper & 0xff);
    id.bytes[8 + i] = static_cast<std::uint8_t>(lower & 0xff);
  }
  return id;
}

struct Binder {
  duckdb_prepared_statement statement;
  idx_t at;

  duckdb_state operator()(std::monostate) const { return duckdb_bind_null(statement, at); }
  duckdb_state operator()(bool value) const { return duckdb_bind_boolean(statement, at, value); }
  duckdb_state operator()(std::int64_t value) const { return duckdb_bind_int64(statement, at, value); }
  duckdb_state operator()(double value) const { return duckdb_bind_double(statement, at, value); }
  duckdb_state operator()(const std::string& value) const { return duckdb_bind_varchar_length(statement, at, value.data(), value.size()); }
  duckdb_state operator()(Day value) const { return duckdb_bind_date(statement, at, {value.number}); }
  duckdb_state operator()(const Uuid& value) const { return duckdb_bind_hugeint(statement, at, number_of(value)); }
};

struct Adder {
  duckdb_appender appender;

  duckdb_state operator()(std::monostate) const { return duckdb_append_null(appender); }
  duckdb_state operator()(bool value) const { return duckdb_append_bool(appender, value); }
  duckdb_state operator()(std::int64_t value) const { return duckdb_append_int64(appender, value); }
  duckdb_state operator()(double value) const { return duckdb_append_double(appender, value); }
  duckdb_state operator()(const std::string& value) const { return duckdb_append_varchar_length(appender, value.data(), value.size()); }
  duckdb_state operator()(Day value) const { return duckdb_append_date(appender, {value.number}); }
  duckdb_state operator()(const Uuid& value) const { return duckdb_append_hugeint(appender, number_of(value)); }
};

/// A column of a chunk; the statements of this folder cast to one of these types.
struct Column {
  duckdb_type type;
  void* data;
  std::uint64_t* validity;

  Cell at(idx_t row) const {
    if (validity && !duckdb_validity_row_is_valid(validity, row)) return {};
    switch (type) {
      case DUCKDB_TYPE_BOOLEAN: return static_cast<const bool*>(data)[row];
      case DUCKDB_TYPE_INTEGER: return std::int64_t{static_cast<const std::int32_t*>(data)[row]};
      case DUCKDB_TYPE_BIGINT: return static_cast<const std::int64_t*>(data)[row];
      case DUCKDB_TYPE_DOUBLE: return static_cast<const double*>(data)[row];
      case DUCKDB_TYPE_DATE: return Day{static_cast<const duckdb_date*>(data)[row].days};
      case DUCKDB_TYPE_HUGEINT: return id_of(static_cast<const duckdb_hugeint*>(data)[row]);
      case DUCKDB_TYPE_VARCHAR: {
        auto& text = static_cast<duckdb_string_t*>(data)[row];
        return std::string{duckdb_string_t_data(&text), duckdb_string_t_length(text)};
      }
      default: fail("a column", "of a type that no statement of ours gives");
    }
  }
};

/// What must be given back whatever happens.
struct Result {
  duckdb_result it{};
  ~Result() { duckdb_destroy_result(&it); }
};
struct Prepared {
  duckdb_prepared_statement it = nullptr;
  ~Prepared() { duckdb_destroy_prepare(&it); }
};
struct Chunk {
  duckdb_data_chunk it = nullptr;
  ~Chunk() { duckdb_destroy_data_chunk(&it); }
};

void set(duckdb_config config, const char* name, const std::string& value) {
  if (duckdb_set_config(config, name, value.c_str()) == DuckDBError) fail(name, "not taken");
}

}  // namespace

struct Database::Handle {
  duckdb_database it = nullptr;
  ~Handle() { duckdb_close(&it); }
};
struct Connection::Handle {
  duckdb_connection it = nullptr;
  ~Handle() { duckdb_disconnect(&it); }
};
struct Connection::Appender::Handle {
  duckdb_appender it = nullptr;
  ~Handle() { duckdb_appender_destroy(&it); }
};

Database::Database(const std::string& path, const Limits& limits) : handle_(std::make_unique<Handle>()) {
  if (std::strcmp(duckdb_library_version(), "v1.4.4") != 0) fail("library", "another version than the header's");
  duckdb_config config = nullptr;
  duckdb_create_config(&config);
  set(config, "memory_limit", std::to_string(limits.memory_mb) + "MB");
  set(config, "threads", std::to_string(limits.threads));
  set(config, "autoinstall_known_extensions", "false");  // nothing is fetched, nothing is loaded
  set(config, "autoload_known_extensions", "false");
  set(config, "allow_community_extensions", "false");
  set(config, "enable_external_access", "false");
  char* why = nullptr;
  const auto opened = duckdb_open_ext(path.empty() ? nullptr : path.c_str(), &handle_->it, config, &why);
  duckdb_destroy_config(&config);
  if (opened == DuckDBError) {
    const std::string said = why ? why : "";
    duckdb_free(why);
    fail(path, said.c_str());
  }
}
Database::~Database() = default;

Connection Database::connect() {
  auto handle = std::make_unique<Connection::Handle>();
  if (duckdb_connect(handle_->it, &handle->it) == DuckDBError) fail("connection", nullptr);
  return Connection{std::move(handle)};
}

Connection::Connection(std::unique_ptr<Handle> handle) : handle_(std::move(handle)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection::~Connection() = default;

void Connection::run(const std::string& sql) {
  Result result;
  if (duckdb_query(handle_->it, sql.c_str(), &result.it) == DuckDBError) fail(sql, duckdb_result_error(&result.it));
}

void Connection::each(const std::string& sql, std::span<const Cell> params, const std::function<void(std::span<const Cell>)>& use) {
  Prepared prepared;
  if (duckdb_prepare(handle_->it, sql.c_str(), &prepared.it) == DuckDBError) fail(sql, duckdb_prepare_error(prepared.it));
  for (idx_t i = 0; i < params.size(); ++i) {
    if (std::visit(Binder{prepared.it, i + 1}, params[i]) == DuckDBError) fail(sql, "a parameter is not taken");
  }
  Result result;
  if (duckdb_execute_prepared(prepared.it, &result.it) == DuckDBError) fail(sql, duckdb_result_error(&result.it));
  const auto width = duckdb_column_count(&result.it);
  std::vector<Cell> row(width);
  while (true) {
    const Chunk chunk{duckdb_fetch_chunk(result.it)};
    if (!chunk.it) return;
    std::vector<Column> columns;
    for (idx_t i = 0; i < width; ++i) {
      auto* vector = duckdb_data_chunk_get_vector(chunk.it, i);
      columns.push_back({duckdb_column_type(&result.it, i), duckdb_vector_get_data(vector), duckdb_vector_get_validity(vector)});
    }
    for (idx_t line = 0, lines = duckdb_data_chunk_get_size(chunk.it); line < lines; ++line) {
      for (idx_t i = 0; i < width; ++i) row[i] = columns[i].at(line);
      use(row);
    }
  }
}

std::vector<std::vector<Cell>> Connection::all(const std::string& sql, std::span<const Cell> params) {
  std::vector<std::vector<Cell>> rows;
  each(sql, params, [&](std::span<const Cell> row) { rows.emplace_back(row.begin(), row.end()); });
  return rows;
}

Connection::Appender::Appender(Connection& connection, const std::string& table) : handle_(std::make_unique<Handle>()) {
  if (duckdb_appender_create(connection.handle_->it, nullptr, table.c_str(), &handle_->it) == DuckDBError) fail(table, duckdb_appender_error(handle_->it));
}
Connection::Appender::~Appender() = default;
Connection::Appender::Appender(Appender&&) noexcept = default;

void Connection::Appender::row(std::span<const Cell> cells) {
  for (const auto& cell : cells) {
    if (std::visit(Adder{handle_->it}, cell) == DuckDBError) fail("a row", duckdb_appender_error(handle_->it));
  }
  if (duckdb_appender_end_row(handle_->it) == DuckDBError) fail("a row", duckdb_appender_error(handle_->it));
}

void Connection::Appender::finish() {
  if (duckdb_appender_close(handle_->it) == DuckDBError) fail("rows", duckdb_appender_error(handle_->it));
}

Transaction::~Transaction() {
  if (done_) return;
  try {
    connection_.run("rollback");
  } catch (const std::runtime_error&) {  // the engine gave it up itself
  }
}
void Transaction::commit() {
  connection_.run("commit");
  done_ = true;
}

}  // namespace teia::analytics::duck
