// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/db/db.hpp"

namespace teia::db {

namespace {

std::vector<const Statement*>& registered() {
  static std::vector<const Statement*> statements;
  return statements;
}

}  // namespace

Statement::Statement(std::string_view name_, std::string_view sql_, bool writes_) : name(name_), sql(sql_), writes(writes_) {
  registered().push_back(this);
}

std::vector<const Statement*> all_statements() {
  auto statements = registered();
  std::sort(statements.begin(), statements.end(), [](auto* a, auto* b) { return a->name < b->name; });
  return statements;
}

void unreadable(std::string_view stored) { throw Error("stored value does not read back: " + std::string{stored}, false); }

std::vector<int> match_columns(const Statement& statement, const std::vector<std::string>& columns) {
  if (statement.single) return {0};
  std::vector<int> places;
  for (const auto& field : statement.fields) {
    const auto found = std::find(columns.begin(), columns.end(), field.name);
    if (found == columns.end()) {
      throw Error(std::string{statement.name} + " gives no column " + std::string{field.name}, false);
    }
    places.push_back(static_cast<int>(found - columns.begin()));
  }
  return places;
}

Engine engine_of(const std::string& url) { return url.starts_with("sqlite:") ? Engine::sqlite : Engine::postgres; }

std::unique_ptr<Connection> connect(const std::string& url, bool may_write) {
  return engine_of(url) == Engine::sqlite ? connect_sqlite(url.substr(7), may_write) : connect_postgres(url, may_write);
}

Store::Store(const Options& options) : options_(options) {
  writer_ = open(true);
  thread_ = std::thread{[this] { write_batches(); }};
}

/// What a caller may see of an engine's error: a full disk is a problem with advice, anything else is ours.
std::exception_ptr Store::told(std::exception_ptr error) {
  try {
    std::rethrow_exception(error);
  } catch (const Error& failed) {
    spdlog::error("db: {}", failed.what());
    if (failed.storage) return std::make_exception_ptr(problems::storage());
  } catch (...) {
  }
  return error;
}

std::unique_ptr<Connection> Store::open(bool may_write) const {
  const auto& url = options_.url;
  return engine() == Engine::sqlite ? connect_sqlite(url.substr(7), may_write, options_.sqlite_vfs) : connect_postgres(url, may_write);
}

Store::~Store() {
  {
    const std::lock_guard lock{queue_mutex_};
    closing_ = true;
  }
  queue_filled_.notify_all();
  thread_.join();
}

bool Store::submit(Job job, Done done) {
  {
    const std::lock_guard lock{queue_mutex_};
    if (queue_.size() >= options_.queue || closing_) return false;
    queue_.push_back({std::move(job), std::move(done), nullptr, {}});
  }
  queue_filled_.notify_one();
  return true;
}

std::size_t Store::waiting() const {
  const std::lock_guard lock{queue_mutex_};
  return queue_.size();
}

/// Everything that waits, up to the batch size: while one group is being made durable the next gathers by itself.
std::deque<Store::Task> Store::next_batch() {
  std::unique_lock lock{queue_mutex_};
  queue_filled_.wait(lock, [&] { return closing_ || !queue_.empty(); });
  std::deque<Task> batch;
  if (queue_.size() <= options_.batch) return std::exchange(queue_, {});
  for (std::size_t i = 0; i < options_.batch; ++i) {
    batch.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return batch;
}

void Store::write_batches() {
  for (auto batch = next_batch(); !batch.empty(); batch = next_batch()) {
    commit_batch(batch);
    for (auto& task : batch) {
      if (!task.error) {
        for (const auto& then : task.after) then();
      }
      task.done(task.error ? told(task.error) : nullptr);
    }
  }
}

void Store::commit_batch(std::deque<Task>& batch) {
  try {
    if (!run_together(batch)) run_apart(batch);
    writer_->commit();
  } catch (...) {
    writer_->rollback();
    for (auto& task : batch) {
      if (!task.error) task.error = std::current_exception();
    }
  }
}

/// What there was no time for goes first in the next batch.
void Store::put_back(std::deque<Task>& batch, std::size_t from) {
  const std::lock_guard lock{queue_mutex_};
  for (auto i = batch.size(); i > from; --i) {
    queue_.push_front(std::move(batch.back()));
    batch.pop_back();
  }
}

void Store::begin_batch() {
  writer_->begin_write();
  if (options_.before_batch) writer_->run(*options_.before_batch, {}, {});
}

/// Without savepoints, which cost more than most operations do. A refusal before the first change leaves nothing to undo. False: an
/// operation failed halfway, the whole batch was undone, and the others are to run again; what failed is not.
bool Store::run_together(std::deque<Task>& batch) {
  begin_batch();
  const auto end = std::chrono::steady_clock::now() + options_.longest_batch;
  for (std::size_t i = 0; i < batch.size(); ++i) {
    if (i > 0 && std::chrono::steady_clock::now() > end) {
      put_back(batch, i);
      break;
    }
    auto& task = batch[i];
    Write write{*writer_};
    bool clean = true;
    try {
      task.job(write);
      task.after = write.taken_after_commit();
    } catch (const Error&) {
      task.error = std::current_exception();
      clean = false;  // PostgreSQL goes on with nothing after an error
    } catch (...) {
      task.error = std::current_exception();
      clean = !write.changed();
    }
    if (!clean) {
      writer_->rollback();
      return false;
    }
  }
  return true;
}

void Store::run_apart(std::deque<Task>& batch) {
  begin_batch();
  for (auto& task : batch) {
    if (!task.error) run_task(*writer_, task);
  }
}

/// One operation apart from the others. Rethrows only when the engine gave up the whole batch.
void Store::run_task(Connection& connection, Task& task) {
  connection.savepoint();
  try {
    Write write{connection};
    task.job(write);
    task.after = write.taken_after_commit();
    connection.release();
  } catch (...) {
    task.error = std::current_exception();
    if (!connection.rollback_to_savepoint()) throw;
  }
}

Store::Lease::Lease(Store& store_) : store(store_) {
  {
    std::unique_lock lock{store.readers_mutex_};
    store.reader_free_.wait(lock, [&] { return !store.idle_readers_.empty() || store.open_readers_ < store.options_.readers; });
    if (!store.idle_readers_.empty()) {
      connection = std::move(store.idle_readers_.back());
      store.idle_readers_.pop_back();
    } else {
      ++store.open_readers_;
    }
  }
  try {
    if (!connection) connection = store.open(false);
    connection->begin_read();
  } catch (...) {
    const std::lock_guard lock{store.readers_mutex_};
    --store.open_readers_;
    store.reader_free_.notify_one();
    throw;
  }
}

Store::Lease::~Lease() {
  connection->end_read();
  {
    const std::lock_guard lock{store.readers_mutex_};
    store.idle_readers_.push_back(std::move(connection));
  }
  store.reader_free_.notify_one();
}

}  // namespace teia::db
