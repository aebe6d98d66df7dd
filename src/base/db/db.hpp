// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>

#include "base/db/connection.hpp"

/// The system of record: many readers with a snapshot each, one writer that commits in groups.
namespace teia::db {

namespace problems {
inline const ProblemKind busy{"db.busy", 503, "Há muitos registros chegando agora. O seu está guardado no aparelho; tente de novo em instantes.",
                              "Many records are arriving now. Yours is kept on the device; try again shortly."};
inline const ProblemKind storage{"db.storage", 503, "O servidor está sem espaço ou com falha no disco. Nada foi gravado pela metade; tente de novo mais tarde.",
                                 "The server is out of space or its disk fails. Nothing was half written; try again later."};
}  // namespace problems

/// A view of one moment. Cannot change anything: no Change fits.
class Read {
 public:
  explicit Read(Connection& connection) : connection_(connection) {}
  Read(const Read&) = delete;

  template <class Row, class... Args>
  std::vector<Row> all(const Query<Row, Args...>& query, const std::type_identity_t<Args>&... args) {
    std::vector<Row> rows;
    run_rows<Row>(query, {param(args)...}, [&](Row&& row) { rows.push_back(std::move(row)); return true; });
    return rows;
  }

  /// The first row, or nothing.
  template <class Row, class... Args>
  std::optional<Row> one(const Query<Row, Args...>& query, const std::type_identity_t<Args>&... args) {
    std::optional<Row> first;
    run_rows<Row>(query, {param(args)...}, [&](Row&& row) { first = std::move(row); return false; });
    return first;
  }

  /// Row by row in constant memory; `use` gives false to stop, or nothing.
  template <class Row, class... Args, class Use>
  void each(const Query<Row, Args...>& query, Use&& use, const std::type_identity_t<Args>&... args) {
    run_rows<Row>(query, {param(args)...}, [&](Row&& row) {
      if constexpr (std::is_same_v<decltype(use(std::move(row))), bool>) return use(std::move(row));
      else return use(std::move(row)), true;
    });
  }

 protected:
  template <class Row, class Use>
  std::int64_t run_rows(const Statement& statement, std::initializer_list<Param> params, Use&& use) {
    return connection_.run(statement, {params.begin(), params.size()}, [&](Cells& cells, std::span<const int> columns) {
      return use(detail::read_row<Row>(cells, columns));
    });
  }

  Connection& connection_;
};

/// One operation inside the writer's transaction. An exception undoes this operation alone.
class Write : public Read {
 public:
  using Read::Read;

  /// Rows changed.
  template <class... Args>
  std::int64_t run(const Change<Args...>& change, const std::type_identity_t<Args>&... args) {
    changed_ = true;
    const std::initializer_list<Param> params{param(args)...};
    return connection_.run(change, {params.begin(), params.size()}, {});
  }

  template <class Row, class... Args>
  std::optional<Row> take(const Returning<Row, Args...>& change, const std::type_identity_t<Args>&... args) {
    changed_ = true;
    std::optional<Row> first;
    run_rows<Row>(change, {param(args)...}, [&](Row&& row) { first = std::move(row); return true; });
    return first;
  }

  /// Runs after the commit that made this operation durable; never after an undone one.
  void after_commit(std::function<void()> then) { after_.push_back(std::move(then)); }
  std::vector<std::function<void()>> taken_after_commit() { return std::exchange(after_, {}); }

  bool changed() const { return changed_; }  ///< whether it tried to change anything yet

 private:
  bool changed_ = false;
  std::vector<std::function<void()>> after_;
};

struct Options {
  std::string url;                    ///< sqlite:PATH or postgresql://…
  std::size_t readers = 4;            ///< connections that read at once; a further reader waits
  std::size_t queue = 4096;           ///< waiting operations; one more answers db.busy
  std::size_t batch = 512;            ///< operations committed together at most
  std::chrono::microseconds longest_batch{10000};  ///< then what was done is committed, so that its replies leave while the next runs
  const Change<>* before_batch = nullptr;  ///< runs first in every batch: on PostgreSQL it locks the ledger's head
  const char* sqlite_vfs = nullptr;   ///< tests put a failing disk here
};

class Store {
 public:
  explicit Store(const Options& options);
  ~Store();  ///< finishes what was accepted, then closes
  Store(const Store&) = delete;

  Engine engine() const { return engine_of(options_.url); }
  const std::string& url() const { return options_.url; }

  /// A failing disk or a lost server is db.storage, as for a write.
  template <class F>
  auto read(F&& f) {
    try {
      Lease lease{*this};
      Read read{*lease.connection};
      return f(read);
    } catch (const Error&) {
      std::rethrow_exception(told(std::current_exception()));
    }
  }

  /// Waits until the change is durable; what `f` throws comes out here. Never call it from inside a write.
  template <class F>
  auto write(F&& f) {
    using Result = std::invoke_result_t<F, Write&>;
    auto durable = std::make_shared<std::promise<void>>();  // shared: the writer may still be inside it when we go on
    auto future = durable->get_future();
    auto done = [durable](std::exception_ptr error) { error ? durable->set_exception(error) : durable->set_value(); };
    if constexpr (std::is_void_v<Result>) {
      if (!submit([&](Write& w) { f(w); }, done)) throw problems::busy();
      future.get();
    } else {
      std::optional<Result> result;
      if (!submit([&](Write& w) { result.emplace(f(w)); }, done)) throw problems::busy();
      future.get();
      return std::move(*result);
    }
  }

  using Job = std::function<void(Write&)>;
  using Done = std::function<void(std::exception_ptr)>;
  /// Hands one operation to the writer. `done` is called on the writer's thread, after the commit or with what went wrong.
  /// A job may run twice, the first time without effect, when another one of its batch fails: it must not consume what it captures.
  /// False: the queue is full and nothing was taken.
  bool submit(Job job, Done done);

  std::size_t waiting() const;  ///< operations in the queue, for the metrics

 private:
  struct Task {
    Job job;
    Done done;
    std::exception_ptr error;
    std::vector<std::function<void()>> after;
  };
  struct Lease {
    explicit Lease(Store& store_);
    ~Lease();
    Store& store;
    std::unique_ptr<Connection> connection;
  };

  static std::exception_ptr told(std::exception_ptr error);
  std::unique_ptr<Connection> open(bool may_write) const;
  void write_batches();
  std::deque<Task> next_batch();
  void commit_batch(std::deque<Task>& batch);
  void put_back(std::deque<Task>& batch, std::size_t from);
  void begin_batch();
  bool run_together(std::deque<Task>& batch);
  void run_apart(std::deque<Task>& batch);
  void run_task(Connection& connection, Task& task);

  Options options_;
  std::unique_ptr<Connection> writer_;

  mutable std::mutex queue_mutex_;
  std::condition_variable queue_filled_;
  std::deque<Task> queue_;
  bool closing_ = false;

  std::mutex readers_mutex_;
  std::condition_variable reader_free_;
  std::vector<std::unique_ptr<Connection>> idle_readers_;
  std::size_t open_readers_ = 0;

  std::thread thread_;  // last: it uses everything above
};

}  // namespace teia::db
