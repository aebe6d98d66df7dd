// SPDX-License-Identifier: Apache-2.0
#include "disk.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>

namespace teia::bench {

namespace {

template <class Work>
double rate(double seconds, Work&& work) {
  using Steady = std::chrono::steady_clock;
  const auto start = Steady::now();
  const auto since = [&] { return std::chrono::duration<double>{Steady::now() - start}.count(); };
  std::size_t done = 0;
  while (since() < seconds) work(), ++done;
  return static_cast<double>(done) / since();
}

}  // namespace

double fsyncs_per_second(const std::filesystem::path& folder, double seconds) {
  const auto path = folder / "fsync.tmp";
  const int file = ::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error{"cannot write in " + folder.string()};
  const std::array<char, 4096> page{};
  const auto found = rate(seconds, [&] {
    if (::write(file, page.data(), page.size()) != static_cast<ssize_t>(page.size()) || ::fdatasync(file) != 0) throw std::runtime_error{"fdatasync"};
  });
  ::close(file);
  std::filesystem::remove(path);
  return found;
}

double plain_inserts_per_second(const std::filesystem::path& folder, double seconds) {
  const auto path = folder / "plain.tmp.sqlite";
  sqlite3* db = nullptr;
  sqlite3_open(path.c_str(), &db);
  const auto run = [&](const char* sql) {
    if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error{sqlite3_errmsg(db)};
  };
  run("pragma journal_mode = wal; pragma synchronous = full; create table t (id integer primary key, body text not null)");
  const auto insert = "insert into t (body) values ('" + std::string(2000, 'x') + "')";
  const auto found = rate(seconds, [&] { run(insert.c_str()); });
  sqlite3_close(db);
  for (const auto* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
  return found;
}

}  // namespace teia::bench
