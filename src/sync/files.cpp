// SPDX-License-Identifier: Apache-2.0
#include "sync/files.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace teia::sync {

namespace fs = std::filesystem;

namespace {

std::int64_t size_of(const fs::path& path) {
  std::error_code none;
  const auto size = fs::file_size(path, none);
  return none ? 0 : static_cast<std::int64_t>(size);
}

/// All or nothing: a piece that the disk did not take whole is cut off again.
void append(const fs::path& path, std::int64_t at, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) throw db::problems::storage();
  const auto written = ::pwrite(file, bytes.data(), bytes.size(), at);
  const bool whole = written == static_cast<ssize_t>(bytes.size());
  if (!whole && ::ftruncate(file, at) != 0) fs::remove(path);
  ::close(file);
  if (!whole) throw db::problems::storage();
}

}  // namespace

fs::path Uploads::folder() const { return attachments_.path_of(std::string(64, '0')).parent_path().parent_path() / "pieces"; }
fs::path Uploads::path_of(const std::string& hash, PersonId person) const { return folder() / (person.text() + "-" + hash); }

FileState Uploads::state(db::Store& store, const std::string& hash, PersonId person) const {
  if (!ledger::is_hash(hash)) throw teia::problems::not_found();
  const auto whole = store.read([&](db::Read& tx) { return ledger::has_attachment(tx, hash) ? std::optional{ledger::attachment_of(tx, hash)} : std::nullopt; });
  if (whole) return {whole->size, whole->size, true};
  return {size_of(path_of(hash, person)), std::nullopt, false};
}

FileState Uploads::add(db::Store& store, const std::string& hash, const Range& range, std::string_view bytes, PersonId person, Instant now) const {
  const auto have = state(store, hash, person);
  if (have.whole) return have;
  constexpr auto most = ledger::attachment_limit(ledger::AttachmentClass::document);
  if (range.size > most) {
    throw ledger::problems::attachment_too_large({{"size", std::to_string(range.size)}, {"max", std::to_string(most)}});
  }
  if (range.to - range.from + 1 != std::ssize(bytes) || std::ssize(bytes) > piece_bytes) throw problems::bad_range();
  if (range.from != have.received) throw problems::wrong_offset({{"received", std::to_string(have.received)}});
  fs::create_directories(folder());
  const auto path = path_of(hash, person);
  append(path, range.from, bytes);
  if (range.to + 1 < range.size) return {range.to + 1, std::nullopt, false};
  return finish(store, hash, path, now);
}

FileState Uploads::finish(db::Store& store, const std::string& hash, const fs::path& path, Instant now) const {
  struct Gone {  // whatever happens, the next try begins anew
    const fs::path& path;
    ~Gone() {
      std::error_code ignored;
      fs::remove(path, ignored);
    }
  } gone{path};
  const auto kept = attachments_.keep(path, now);
  if (kept.hash != hash) throw problems::wrong_hash();  // what was kept has no row: the next sweep takes it
  store.write([&](db::Write& tx) { ledger::record_attachment(tx, attachments_, kept); });
  return {kept.size, kept.size, true};
}

void Uploads::sweep(Instant older_than) const {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator{folder(), none}) {
    const auto touched = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::file_clock::to_sys(fs::last_write_time(entry.path(), none)).time_since_epoch());
    if (!none && touched.count() < older_than.ms) fs::remove(entry.path(), none);
  }
}

}  // namespace teia::sync
