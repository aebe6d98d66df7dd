// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/accounts.hpp"
#include "app/system.hpp"
#include "app/upkeep.hpp"

/// What who looks after the system needs to see of it, in one answer.
namespace teia::app {

struct LedgerStatus {
  std::int64_t entries = 0;
  std::string head;
  std::optional<Instant> last_at;  ///< when the newest entry was taken in
  std::optional<Upkeep> verified;
};
DESCRIBE(LedgerStatus, entries, head, last_at, verified)

struct StorageStatus {
  std::optional<std::int64_t> database;  ///< bytes; none where the database is elsewhere and does not say
  std::int64_t files = 0, file_bytes = 0;  ///< attachments
  std::optional<std::int64_t> free;        ///< bytes left where the data folder lies
};
DESCRIBE(StorageStatus, database, files, file_bytes, free)

struct DevicesStatus {
  std::int64_t known = 0, heard = 0;    ///< devices with a copy; of them heard of since `since`
  std::int64_t waiting = 0, holding = 0;  ///< records that wait on devices, on how many
  std::optional<Instant> last_at, oldest_waiting_at;
};
DESCRIBE(DevicesStatus, known, heard, waiting, holding, last_at, oldest_waiting_at)

struct ServerStatus {
  std::string version, database;
  Instant now, started_at, since;  ///< since: what "lately" means here, seven days ago
  std::int64_t waiting_writes = 0, listening = 0;
  LedgerStatus ledger;
  std::optional<Upkeep> backup;
  StorageStatus storage;
  access::AccountFigures accounts;
  DevicesStatus devices;
};
DESCRIBE(ServerStatus, version, database, now, started_at, since, waiting_writes, listening, ledger, backup, storage, accounts, devices)

ServerStatus server_status(System& system, Instant started_at, const access::Actor& actor);

}  // namespace teia::app
