// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "analytics/analytics.hpp"
#include "app/config.hpp"
#include "base/db/migrate.hpp"
#include "base/http/events.hpp"
#include "base/http/http.hpp"
#include "ledger/attachments.hpp"

/// A data directory opened: schema up to date, territory, packages and ledger in place. What the commands and the server work on.
namespace teia::app {

namespace problems {
inline const ProblemKind data_in_use{"data.in-use", 409, "A pasta {data} está em uso por outro processo da Teia, que não recebe este comando. Espere que termine, ou pare o servidor.",
                                     "The folder {data} is in use by another Teia process, which does not take this command. Wait until it ends, or stop the server."};
inline const ProblemKind data_not_writable{"data.not-writable", 403, "Não é possível gravar na pasta {data}: {why}.", "The folder {data} cannot be written to: {why}."};
inline const ProblemKind no_data{"data.none", 404, "Não há dados da Teia em {data}.", "There is no Teia data in {data}."};
}  // namespace problems

/// Held by the one process that may write to a data directory; the kernel lets go of it whatever happens to the process.
class Lock {
 public:
  explicit Lock(const std::filesystem::path& data);  ///< makes the folder; throws data_in_use, data_not_writable
  ~Lock();
  Lock(const Lock&) = delete;

  const std::filesystem::path& path() const { return path_; }
  bool is_new() const { return new_; }  ///< no other process had left its file

 private:
  std::filesystem::path path_;
  bool new_ = false;
  int file_ = -1;
};

class System {
 public:
  /// Makes what is missing: folder, schema, ledger, territory, packages. Before a migration of a database that has data, a backup is
  /// written to DIR/backups.
  explicit System(const Config& config);

  const Config& config() const { return config_; }
  const Clock& clock() const;
  db::Store& store() { return *store_; }
  const ledger::Attachments& attachments() const { return attachments_; }
  http::Events& events() { return events_; }
  analytics::ReadModel& read_model() { return read_model_; }  ///< DIR/analytics.duckdb, opened by the first question

 private:
  void migrate();
  void furnish();

  Config config_;
  std::optional<SetClock> set_clock_;
  Lock lock_;
  ledger::Attachments attachments_;
  http::Events events_;
  std::unique_ptr<db::Store> store_;
  analytics::ReadModel read_model_;
};

/// The read model of a data folder; in memory where another process has its file.
analytics::Model read_model_of(const Config& config);

/// The steps of the schema for one engine, from inside the program.
std::vector<db::Migration> migrations(db::Engine engine);

/// A store that only looks: for commands beside a running server. Throws no_data.
std::unique_ptr<db::Store> look_into(const Config& config);

/// The whole wiring: every route of every domain.
std::vector<http::Route> all_routes(System& system);

}  // namespace teia::app
