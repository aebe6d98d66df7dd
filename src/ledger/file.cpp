// SPDX-License-Identifier: Apache-2.0
#include "ledger/file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/db/db.hpp"

namespace teia::ledger {

namespace {

[[noreturn]] void storage_failed() { throw db::problems::storage(); }

}  // namespace

File::File(int fd) : fd_(fd) {
  if (fd < 0) storage_failed();
}

File::~File() {
  if (fd_ >= 0) close(fd_);
}

File File::read(const std::filesystem::path& path) { return File{::open(path.c_str(), O_RDONLY | O_CLOEXEC)}; }

File File::create(const std::filesystem::path& path) {
  return File{::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
}

File File::folder(const std::filesystem::path& path) { return File{::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)}; }

std::size_t File::read_at(std::uint64_t offset, char* to, std::size_t count) const {
  std::size_t done = 0;
  while (done < count) {
    const auto got = pread(fd_, to + done, count - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) storage_failed();
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

std::string File::read_at(std::uint64_t offset, std::size_t count) const {
  std::string bytes(count, '\0');
  bytes.resize(read_at(offset, bytes.data(), count));
  return bytes;
}

void File::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto put = ::write(fd_, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) storage_failed();
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

void File::sync() {
  if (fsync(fd_) != 0) storage_failed();
}

void make_folder(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) return;
  const auto parent = std::filesystem::absolute(path).parent_path();
  if (parent != path) make_folder(parent);
  std::error_code error;
  std::filesystem::create_directory(path, error);
  if (error) storage_failed();
  File::folder(parent).sync();
}

}  // namespace teia::ledger
