// SPDX-License-Identifier: Apache-2.0
#include "app/system.hpp"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "access/access.hpp"
#include "actions/facts.hpp"
#include "followups/facts.hpp"
#include "ledger/archive.hpp"
#include "places/places.hpp"
#include "programmes/programmes.hpp"

namespace teia::embed {
std::span<const File> migrations();
}

namespace teia::app {

namespace {

db::Options store_options(const Config& config) {
  db::Options options;
  options.url = config.url();
  options.readers = static_cast<std::size_t>(config.readers) + stream_readers;
  options.queue = static_cast<std::size_t>(config.queue);
  options.before_batch = &ledger::lock_head;
  return options;
}

std::optional<SetClock> fixed_clock(const Config& config) {
  if (config.clock.empty()) return std::nullopt;
  const auto at = Instant::parse(config.clock);
  if (!at) throw problems::bad_setting({{"name", "clock"}, {"value", config.clock}, {"expected", "2025-05-05T12:00:00Z"}});
  return SetClock{*at};
}

std::string_view why_not(int error) {
  switch (error) {
    case EACCES: case EPERM: return "falta permissão";
    case EROFS: return "o disco só permite leitura";
    case ENOSPC: case EDQUOT: return "o disco está cheio";
    case ENOTDIR: case EEXIST: return "há um arquivo no lugar de uma pasta";
    default: return "o disco não respondeu como deve";
  }
}

[[noreturn]] void not_writable(const std::filesystem::path& data, int error) {
  throw problems::data_not_writable({{"data", data.string()}, {"why", std::string{why_not(error)}}});
}

const std::filesystem::path& made(const std::filesystem::path& folder) {
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) not_writable(folder, failed.value());
  return folder;
}

/// Under a clock that stands still, as demonstrations have, one may be there already.
std::filesystem::path free_name(const std::filesystem::path& start) {
  auto file = start;
  for (int i = 2; std::filesystem::exists(file += ".tar.zst"); ++i) file = start.string() + "-" + std::to_string(i);
  return file;
}

}  // namespace

Lock::Lock(const std::filesystem::path& data) : path_(made(data) / "teia.lock") {
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  new_ = file_ >= 0;
  if (!new_) file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file_ < 0) not_writable(data, errno);
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
    ::close(file_);
    throw problems::data_in_use({{"data", data.string()}});
  }
}

Lock::~Lock() { ::close(file_); }

/// Personal data: files that an earlier version left open to others are closed; SQLite gives its log the mode of its database.
void close_to_others(const std::filesystem::path& data) {
  using std::filesystem::perms;
  std::error_code none;
  for (const auto* name : {"teia.sqlite", "teia.sqlite-wal", "teia.sqlite-shm"}) {
    std::filesystem::permissions(data / name, perms::group_all | perms::others_all, std::filesystem::perm_options::remove, none);
  }
}

System::System(const Config& config)
    : config_(config), set_clock_(fixed_clock(config)), lock_(config.data), attachments_(config.attachment_folder()), read_model_(read_model_of(config)) {
  close_to_others(config.data);
  migrate();
  store_ = std::make_unique<db::Store>(store_options(config_));
  furnish();
}

const Clock& System::clock() const { return set_clock_ ? static_cast<const Clock&>(*set_clock_) : system_clock(); }

void System::migrate() {
  const auto url = config_.url();
  const auto connection = db::connect(url, true);
  const auto now = clock().now();
  const auto steps = migrations(db::engine_of(url));
  const auto backup_first = [&] {
    const auto file = free_name(made(config_.data / "backups") / ("antes-da-atualizacao-" + std::to_string(now.ms)));
    spdlog::info("backup before the migration: {}", file.string());
    ledger::backup(url, attachments_, file, {steps, "", now});
  };
  db::migrate(*connection, steps, now, backup_first);
}

void System::furnish() {
  const auto now = clock().now();
  store_->write([&](db::Write& tx) { ledger::open(tx, now, system_chance()); });
  store_->write([&](db::Write& tx) { places::load_territory(tx); });
  store_->write([&](db::Write& tx) { programmes::install(tx, programmes::catalogue(), now, system_chance()); });
  actions::index_again(*store_);
  followups::index_again(*store_);
}

analytics::Model read_model_of(const Config& config) {
  return {(config.data / "analytics.duckdb").string(), {}, {&actions::action_facts, &followups::followup_facts}};
}

std::vector<db::Migration> migrations(db::Engine engine) { return db::migrations_for(engine, embed::migrations()); }

std::unique_ptr<db::Store> look_into(const Config& config) {
  if (config.database.empty() && !std::filesystem::exists(config.data / "teia.sqlite")) throw problems::no_data({{"data", config.data.string()}});
  return std::make_unique<db::Store>(store_options(config));
}

}  // namespace teia::app
