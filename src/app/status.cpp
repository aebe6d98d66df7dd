// SPDX-License-Identifier: Apache-2.0
#include "app/status.hpp"

#include "sync/sync.hpp"

namespace teia::app {

namespace {

constexpr int lately_days = 7;

const db::Query<Instant, std::int64_t> entry_at{"app.entry_at", "select server_at from ledger_entry where number = $1"};

struct Files {
  std::int64_t files = 0, bytes = 0;
};
DESCRIBE(Files, files, bytes)
// cast: PostgreSQL sums into numeric
const db::Query<Files> count_files{"app.files", "select count(*) as files, cast(coalesce(sum(size), 0) as bigint) as bytes from attachment"};

LedgerStatus ledger_of(db::Read& tx, const Config& config) {
  const auto head = ledger::head(tx);
  return {head.number, head.hash, tx.one(entry_at, head.number), last_upkeep(config.data, verified)};
}

/// The database file with its log. What PostgreSQL keeps is asked of PostgreSQL by who looks after it.
std::optional<std::int64_t> database_bytes(const Config& config) {
  if (!config.database.empty()) return std::nullopt;
  std::int64_t bytes = 0;
  for (const auto* name : {"teia.sqlite", "teia.sqlite-wal"}) {
    std::error_code none;
    const auto size = std::filesystem::file_size(config.data / name, none);
    if (!none) bytes += static_cast<std::int64_t>(size);
  }
  return bytes;
}

StorageStatus storage_of(db::Read& tx, const Config& config) {
  const auto files = tx.one(count_files).value_or(Files{});
  StorageStatus out{database_bytes(config), files.files, files.bytes, std::nullopt};
  std::error_code refused;
  const auto space = std::filesystem::space(config.data, refused);
  if (!refused) out.free = static_cast<std::int64_t>(space.available);
  return out;
}

DevicesStatus devices_of(db::Read& tx, Instant since, const access::Actor& actor) {
  DevicesStatus out;
  for (const auto& device : sync::devices(tx, actor)) {
    if (device.lost_at) continue;
    ++out.known;
    out.heard += device.seen_at >= since;
    out.waiting += device.waiting;
    out.holding += device.waiting > 0;
    out.last_at = std::max(out.last_at, std::optional{device.seen_at});
    if (device.oldest_waiting_at && (!out.oldest_waiting_at || *device.oldest_waiting_at < *out.oldest_waiting_at)) {
      out.oldest_waiting_at = device.oldest_waiting_at;
    }
  }
  return out;
}

}  // namespace

ServerStatus server_status(System& system, Instant started_at, const access::Actor& actor) {
  auto& store = system.store();
  const auto since = actor.now.plus_days(-lately_days);
  ServerStatus out;
  out.version = TEIA_VERSION;
  out.database = store.engine() == db::Engine::sqlite ? "SQLite" : "PostgreSQL";
  out.now = actor.now;
  out.started_at = started_at;
  out.since = since;
  out.waiting_writes = static_cast<std::int64_t>(store.waiting());
  out.listening = static_cast<std::int64_t>(system.events().listening());
  out.backup = last_upkeep(system.config().data, backed_up);
  store.read([&](db::Read& tx) {
    out.ledger = ledger_of(tx, system.config());
    out.storage = storage_of(tx, system.config());
    out.accounts = access::account_figures(tx, since);
    out.devices = devices_of(tx, since, actor);
  });
  return out;
}

}  // namespace teia::app
