// SPDX-License-Identifier: Apache-2.0
#include "app/health.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <mutex>
#include <string>

#include "ledger/ledger.hpp"

namespace teia::app {

namespace {

/// SQLite writes nothing for a row that stays as it was: the disk is asked apart from it.
bool takes_a_file(const std::filesystem::path& folder) {
  const auto path = folder / "teia.probe";
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const std::string bytes(64 << 10, '\0');
  const bool taken = ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
  ::close(file);
  ::unlink(path.c_str());
  return taken;
}

}  // namespace

struct Health::Told {
  std::atomic<bool> disk_refuses{false}, database_refuses{false}, asking{false};
  std::mutex mutex;  ///< of what follows
  std::optional<std::chrono::steady_clock::time_point> asked_at;
};

Health::Health(db::Store& store, std::filesystem::path folder, Time patience)
    : store_(store), folder_(std::move(folder)), told_(std::make_shared<Told>()), patience_(patience) {}

bool Health::well() {
  ask_again();
  return !told_->disk_refuses && !told_->database_refuses && store_.read([](db::Read& tx) { return ledger::head(tx).number > 0; });
}

/// One asks, the others take what is known. A full queue is no fault of the database.
void Health::ask_again() {
  const std::unique_lock lock{told_->mutex, std::try_to_lock};
  const auto now = std::chrono::steady_clock::now();
  if (!lock || (told_->asked_at && now - *told_->asked_at < patience_)) return;
  told_->asked_at = now;
  told_->disk_refuses = !takes_a_file(folder_);
  if (told_->asking.exchange(true)) return;
  const auto answered = [told = told_](std::exception_ptr error) {
    told->database_refuses = error != nullptr;
    told->asking = false;
  };
  if (!store_.submit([](db::Write&) {}, answered)) told_->asking = false;
}

}  // namespace teia::app
