// SPDX-License-Identifier: Apache-2.0
#include "fragile_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "fragile_vfs.hpp"

namespace teia::test {

namespace {

constexpr std::int64_t sector = 512;  ///< bytes; the smallest thing that a disk writes whole

}  // namespace

FragileDisk& FragileDisk::only() {
  static FragileDisk disk;
  static const bool registered = (register_fragile_vfs(name), true);
  (void)registered;
  return disk;
}

void FragileDisk::reset(std::uint64_t seed) {
  const std::lock_guard lock{mutex_};
  images_.clear();
  chance_.seed(seed);
  trouble_ = Trouble::none;
  struck_ = false;
  lies_ = false;
}

void FragileDisk::arm(Trouble trouble, long at_step) {
  const std::lock_guard lock{mutex_};
  trouble_ = trouble;
  left_ = at_step;
  struck_ = false;
}

bool FragileDisk::struck() {
  const std::lock_guard lock{mutex_};
  return struck_;
}

void FragileDisk::mend() {
  const std::lock_guard lock{mutex_};
  trouble_ = Trouble::none;
}

void FragileDisk::mend_if_struck() {
  const std::lock_guard lock{mutex_};
  if (struck_) trouble_ = Trouble::none;
}

void FragileDisk::lie() {
  const std::lock_guard lock{mutex_};
  lies_ = true;
}

/// Counts one step. Gives what SQLite is to be told: OK, or the trouble. `possible` is what may come at this step besides a cut.
int FragileDisk::step(Trouble possible) {
  if (trouble_ == Trouble::none) return SQLITE_OK;
  if (struck_) {
    if (trouble_ == Trouble::cut) return SQLITE_IOERR;
    return trouble_ == Trouble::full && possible == Trouble::full ? SQLITE_FULL : SQLITE_OK;
  }
  if (trouble_ == Trouble::full && possible != Trouble::full) return SQLITE_OK;
  if (--left_ > 0) return SQLITE_OK;
  struck_ = true;
  return trouble_ == Trouble::full ? SQLITE_FULL : SQLITE_IOERR;
}

int FragileDisk::opened(const std::string& path, const std::optional<std::string>& content) {
  const std::lock_guard lock{mutex_};
  if (trouble_ == Trouble::cut && struck_) return SQLITE_CANTOPEN;
  auto [found, fresh] = images_.try_emplace(path);
  auto& image = found->second;
  if (fresh && content) {
    image.exists = true;
    image.durable = *content;
    image.live_size = static_cast<std::int64_t>(content->size());
  }
  image.deleted = false;
  return SQLITE_OK;
}

int FragileDisk::reads() {
  const std::lock_guard lock{mutex_};
  if (trouble_ == Trouble::io) return step(Trouble::io);
  return trouble_ == Trouble::cut && struck_ ? SQLITE_IOERR : SQLITE_OK;
}

int FragileDisk::wrote(const std::string& path, std::int64_t offset, std::string_view bytes) {
  const std::lock_guard lock{mutex_};
  auto& image = images_[path];
  const auto end = offset + static_cast<std::int64_t>(bytes.size());
  const bool was_struck = struck_;
  const int result = step(end > image.live_size ? Trouble::full : Trouble::io);
  // A write that the cut interrupts may have reached the disk in parts.
  if (result == SQLITE_OK || (trouble_ == Trouble::cut && !was_struck)) image.pending.push_back({offset, std::string{bytes}, false});
  if (result == SQLITE_OK) image.live_size = std::max(image.live_size, end);
  return result;
}

int FragileDisk::truncated(const std::string& path, std::int64_t size) {
  const std::lock_guard lock{mutex_};
  auto& image = images_[path];
  const bool was_struck = struck_;
  const int result = step(Trouble::io);
  if (result == SQLITE_OK || (trouble_ == Trouble::cut && !was_struck)) image.pending.push_back({size, {}, true});
  if (result == SQLITE_OK) image.live_size = size;
  return result;
}

/// After a failed sync the system takes the pages for clean (https://wiki.postgresql.org/wiki/Fsync_Errors): what did not reach
/// the disk by then never will, unless it is written again.
int FragileDisk::synced(const std::string& path) {
  const std::lock_guard lock{mutex_};
  auto& image = images_[path];
  const bool was_struck = struck_;
  const int result = step(Trouble::io);
  if (result == SQLITE_OK && !lies_) {
    for (const auto& change : image.pending) apply(image.durable, change, false);
    image.pending.clear();
    image.exists = true;
  } else if (trouble_ == Trouble::io && !was_struck) {
    survive(image);
  }
  return result;
}

int FragileDisk::deleted(const std::string& path, bool sync_folder) {
  const std::lock_guard lock{mutex_};
  auto& image = images_[path];
  const int result = step(Trouble::io);
  if (result != SQLITE_OK) return result;
  if (sync_folder) image = Image{};
  image.deleted = !sync_folder;
  image.live_size = 0;
  return SQLITE_OK;
}

/// `torn`: each sector arrives or not, by a coin.
void FragileDisk::apply(std::string& content, const Change& change, bool torn) {
  if (change.truncation) {
    if (!torn || coin()) content.resize(static_cast<std::size_t>(change.offset), '\0');
    return;
  }
  const auto end = change.offset + static_cast<std::int64_t>(change.bytes.size());
  for (auto at = change.offset; at < end;) {
    const auto next = std::min((at / sector + 1) * sector, end);
    if (!torn || coin()) {
      if (static_cast<std::int64_t>(content.size()) < next) content.resize(static_cast<std::size_t>(next), '\0');
      content.replace(static_cast<std::size_t>(at), static_cast<std::size_t>(next - at), change.bytes, static_cast<std::size_t>(at - change.offset),
                      static_cast<std::size_t>(next - at));
    }
    at = next;
  }
}

/// The unsynced changes reach the disk all, not at all, or torn.
void FragileDisk::survive(Image& image) {
  const auto fate = chance_() % 4;
  for (const auto& change : image.pending) {
    if (fate != 0) apply(image.durable, change, fate != 1);
  }
  if (!image.exists && !image.pending.empty()) image.exists = coin();
  image.pending.clear();
}

void FragileDisk::power_on() {
  const std::lock_guard lock{mutex_};
  for (auto& [path, image] : images_) {
    survive(image);
    if (image.deleted && coin()) image.exists = false;
    std::filesystem::remove(path);
    if (image.exists) std::ofstream{path, std::ios::binary} << image.durable;
    if (coin()) std::filesystem::remove(path + "-shm");  // otherwise it lies there with what a dead machine had in it
  }
  images_.clear();
  trouble_ = Trouble::none;
  struck_ = false;
}

}  // namespace teia::test
