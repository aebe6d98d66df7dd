// SPDX-License-Identifier: Apache-2.0
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include <array>
#include <bit>
#include <charconv>
#include <deque>
#include <unordered_map>

#include "base/crypto.hpp"
#include "base/db/unreachable.hpp"

/// https://www.postgresql.org/docs/15/libpq.html. Parameters travel in binary, rows come back as text, one at a time.
namespace teia::db {

namespace {

using Handle = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

// Fixed since PostgreSQL 7; from the server's pg_type.dat.
constexpr Oid oid_bool = 16, oid_bytea = 17, oid_name = 19, oid_int8 = 20, oid_int2 = 21, oid_int4 = 23, oid_text = 25,
              oid_float4 = 700, oid_float8 = 701, oid_varchar = 1043;

Oid oid_of(Column column) {
  switch (column) {
    case Column::text: return oid_text;
    case Column::bigint: return oid_int8;
    case Column::real: return oid_float8;
    case Column::boolean: return oid_bool;
    case Column::bytea: return oid_bytea;
  }
  return 0;
}

std::optional<Column> column_of_oid(Oid oid) {
  switch (oid) {
    case oid_text: case oid_varchar: case oid_name: return Column::text;
    case oid_int8: case oid_int4: case oid_int2: return Column::bigint;
    case oid_float8: case oid_float4: return Column::real;
    case oid_bool: return Column::boolean;
    case oid_bytea: return Column::bytea;
    default: return std::nullopt;
  }
}

/// Classes of SQLSTATE that are not our mistake: 08 connection, 40 collision with another transaction, 53 resources (full disk),
/// 55P03 lock not given in time, 57 the operator stops the server, 58 system error; 25006 a writer that reached a standby.
bool is_storage(std::string_view state) {
  const auto kind = state.substr(0, 2);
  return kind == "08" || kind == "40" || kind == "53" || kind == "57" || kind == "58" || state == "55P03" || state == "25006";
}

/// Without the server's detail line, which repeats stored values: they would end up in the log.
[[noreturn]] void fail(PGconn* handle, const PGresult* result, std::string_view doing) {
  const char* state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const char* primary = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  std::string what = std::string{doing} + ": " + (primary ? primary : PQerrorMessage(handle));
  if (state) what += std::string{" ["} + state + "]";
  throw Error(what, PQstatus(handle) != CONNECTION_OK || (state && is_storage(state)));
}

template <class Number>
Number parsed(std::string_view text) {
  Number value{};
  if (text.empty()) return value;  // null reads as zero, as in SQLite
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) unreadable(text);
  return value;
}

class Row : public Cells {
 public:
  explicit Row(const PGresult* result) : result_(result) {}
  bool null(int column) override { return PQgetisnull(result_, 0, column) != 0; }
  std::int64_t integer(int column) override { return parsed<std::int64_t>(text(column)); }
  double real(int column) override { return parsed<double>(text(column)); }
  bool boolean(int column) override { return text(column) == "t"; }
  std::string_view text(int column) override {
    return {PQgetvalue(result_, 0, column), static_cast<std::size_t>(PQgetlength(result_, 0, column))};
  }
  std::string bytes(int column) override {
    const auto stored = text(column);
    if (PQftype(result_, column) != oid_bytea || !stored.starts_with("\\x")) return std::string{stored};
    if (auto decoded = crypto::from_hex(stored.substr(2))) return *decoded;
    unreadable(stored);
  }

 private:
  const PGresult* result_;
};

/// The arguments of one call in PostgreSQL's binary form: numbers in network order, text and bytes as they lie in memory.
class Arguments {
 public:
  explicit Arguments(std::span<const Param> params) : numbers_(params.size()) {
    for (std::size_t i = 0; i < params.size(); ++i) add(params[i], numbers_[i]);
    formats_.assign(params.size(), 1);
  }
  int count() const { return static_cast<int>(values_.size()); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  using Number = std::array<char, 8>;

  void add(const Param& param, Number& number) {
    std::visit(
        [&](const auto& value) {
          using T = std::decay_t<decltype(value)>;
          if constexpr (std::is_same_v<T, std::monostate>) push(nullptr, 0);
          else if constexpr (std::is_same_v<T, bool>) push_number(number, static_cast<std::uint64_t>(value) << 56, 1);
          else if constexpr (std::is_same_v<T, std::int64_t>) push_number(number, static_cast<std::uint64_t>(value), 8);
          else if constexpr (std::is_same_v<T, double>) push_number(number, std::bit_cast<std::uint64_t>(value), 8);
          else if constexpr (std::is_same_v<T, BytesView>) push_text(value.data);
          else push_text(value);
        },
        param);
  }
  void push(const char* value, std::size_t length) {
    values_.push_back(value);
    lengths_.push_back(static_cast<int>(length));
  }
  void push_text(std::string_view text) { push(text.data() ? text.data() : "", text.size()); }
  void push_number(Number& number, std::uint64_t value, std::size_t length) {
    for (std::size_t i = 0; i < 8; ++i) number[i] = static_cast<char>(value >> (56 - 8 * i));
    push(number.data(), length);
  }

  std::vector<Number> numbers_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

/// The results of one command as the server sends them. A connection speaks one command at a time: another one that starts before
/// this has ended (a query inside `each`) first parks what is still to come in memory.
class Stream {
 public:
  Stream(PGconn* handle, Stream*& current) : handle_(handle), current_(current), outer_(current) { current_ = this; }
  Stream(const Stream&) = delete;
  ~Stream() {
    while (next()) {
    }
    current_ = outer_;
  }

  Result next() {
    if (parked_.empty()) return received();
    Result first = std::move(parked_.front());
    parked_.pop_front();
    return first;
  }
  void park() {
    while (auto result = received()) parked_.push_back(std::move(result));
  }

 private:
  Result received() {
    Result result{ended_ ? nullptr : PQgetResult(handle_), PQclear};
    if (!result) ended_ = true;
    return result;
  }

  PGconn* handle_;
  Stream*& current_;
  Stream* outer_;
  std::deque<Result> parked_;
  bool ended_ = false;
};

class Postgres : public Connection {
 public:
  Postgres(const std::string& url, bool may_write) : may_write_(may_write), handle_(nullptr, PQfinish) {
    // Keywords before dbname yield to what the URL says itself.
    const char* const keys[] = {"connect_timeout", "fallback_application_name", "dbname", nullptr};
    const char* const values[] = {"10", "teia", url.c_str(), nullptr};
    handle_.reset(PQconnectdbParams(keys, values, 1));
    if (PQstatus(raw()) != CONNECTION_OK) throw Unreachable(std::string{"connect: "} + PQerrorMessage(raw()));
    prepare_session();
  }

  std::int64_t run(const Statement& statement, std::span<const Param> params, const OnRow& on_row) override {
    if (current_) current_->park();
    const Cached& cached = prepared(statement);
    const Arguments args{params};
    if (!PQsendQueryPrepared(raw(), cached.name.c_str(), args.count(), args.values(), args.lengths(), args.formats(), 0)) {
      fail(raw(), nullptr, statement.name);
    }
    PQsetSingleRowMode(raw());
    return each(statement, cached, on_row);
  }

  Described describe(const Statement& statement) override {
    const Cached& cached = prepared(statement);
    Described seen;
    const Result rows{PQdescribePrepared(raw(), cached.name.c_str()), PQclear};
    check(rows, statement.name);
    for (int i = 0; i < PQnfields(rows.get()); ++i) {
      seen.columns.emplace_back(PQfname(rows.get(), i), column_of_oid(PQftype(rows.get(), i)));
    }
    seen.params = inferred_params(statement);
    return seen;
  }

  void script(std::string_view sql) override {
    if (current_) current_->park();
    command(std::string{sql}.c_str());
  }

  void begin_read() override { begin("begin isolation level repeatable read read only"); }
  void end_read() noexcept override { rollback(); }
  void begin_write() override { begin("begin"); }
  void commit() override {
    const Result result = command("commit");
    // A transaction that failed before answers a commit with a rollback, and no error.
    if (std::string_view{PQcmdStatus(result.get())} != "COMMIT") throw Error("commit: the transaction had failed before", false);
  }
  void rollback() noexcept override {
    if (PQtransactionStatus(raw()) != PQTRANS_IDLE) quiet("rollback");
  }
  void savepoint() override { command("savepoint operation"); }
  void release() override { command("release savepoint operation"); }
  bool rollback_to_savepoint() noexcept override {
    return quiet("rollback to savepoint operation") && quiet("release savepoint operation");
  }

 private:
  struct Cached {
    std::string name;
    std::vector<int> columns;
  };

  PGconn* raw() const { return handle_.get(); }

  void prepare_session() {
    PQsetNoticeProcessor(raw(), [](void*, const char* notice) { spdlog::debug("db: {}", notice); }, nullptr);
    cache_.clear();
    // lock_timeout: as long as SQLite waits for another process's write.
    command("set synchronous_commit = on; set client_encoding = 'UTF8'; set bytea_output = 'hex'; set lock_timeout = '10s'");
    if (!may_write_) command("set default_transaction_read_only = on");
  }

  void reconnect() {
    PQreset(raw());
    if (PQstatus(raw()) != CONNECTION_OK) throw Unreachable(std::string{"reconnect: "} + PQerrorMessage(raw()));
    prepare_session();
  }

  /// A connection may turn out to be lost only here; nothing has been done on it yet, so a second try is safe.
  void begin(const char* sql) {
    if (PQstatus(raw()) != CONNECTION_OK) reconnect();
    rollback();
    try {
      command(sql);
    } catch (const Error&) {
      if (PQstatus(raw()) == CONNECTION_OK) throw;
      reconnect();
      command(sql);
    }
  }

  void check(const Result& result, std::string_view doing) {
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_SINGLE_TUPLE) fail(raw(), result.get(), doing);
  }

  Result command(const char* sql) {
    Result result{PQexec(raw(), sql), PQclear};
    check(result, std::string_view{sql}.substr(0, 80));
    return result;
  }

  bool quiet(const char* sql) noexcept {
    const Result result{PQexec(raw(), sql), PQclear};
    return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
  }

  std::int64_t each(const Statement& statement, const Cached& cached, const OnRow& on_row) {
    Stream stream{raw(), current_};
    std::int64_t changed = 0;
    while (const Result result = stream.next()) {
      check(result, statement.name);
      if (PQresultStatus(result.get()) != PGRES_SINGLE_TUPLE) {
        changed = parsed<std::int64_t>(PQcmdTuples(result.get()));
      } else if (Row row{result.get()}; on_row && !on_row(row, cached.columns)) {
        break;
      }
    }
    return changed;
  }

  Cached& prepared(const Statement& statement) {
    if (auto found = cache_.find(&statement); found != cache_.end()) return found->second;
    Cached cached{"s" + std::to_string(++count_), {}};
    std::vector<Oid> types;
    for (const auto column : statement.params) types.push_back(oid_of(column));
    prepare(cached.name, statement, types);
    const Result rows{PQdescribePrepared(raw(), cached.name.c_str()), PQclear};
    check(rows, statement.name);
    std::vector<std::string> names;
    for (int i = 0; i < PQnfields(rows.get()); ++i) names.emplace_back(PQfname(rows.get(), i));
    if (!statement.fields.empty()) cached.columns = match_columns(statement, names);
    return cache_.emplace(&statement, std::move(cached)).first->second;
  }

  void prepare(const std::string& name, const Statement& statement, const std::vector<Oid>& types) {
    const Result result{
        PQprepare(raw(), name.c_str(), std::string{statement.sql}.c_str(), static_cast<int>(types.size()), types.data()), PQclear};
    check(result, statement.name);
  }

  /// What the server itself makes of $1, $2 …: with our types given it only repeats them. It cannot type every use
  /// (`$1 is null` alone); then nothing is known.
  std::vector<std::optional<Column>> inferred_params(const Statement& statement) {
    try {
      prepare("", statement, {});
    } catch (const Error&) {
      return std::vector<std::optional<Column>>(statement.params.size());
    }
    const Result result{PQdescribePrepared(raw(), ""), PQclear};
    check(result, statement.name);
    std::vector<std::optional<Column>> params;
    for (int i = 0; i < PQnparams(result.get()); ++i) params.push_back(column_of_oid(PQparamtype(result.get(), i)));
    return params;
  }

  bool may_write_;
  Handle handle_;
  std::unordered_map<const Statement*, Cached> cache_;
  std::int64_t count_ = 0;
  Stream* current_ = nullptr;
};

}  // namespace

std::unique_ptr<Connection> connect_postgres(const std::string& url, bool may_write) {
  return std::make_unique<Postgres>(url, may_write);
}

}  // namespace teia::db
