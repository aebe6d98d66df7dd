// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

/// A file descriptor with the few calls that durability needs. Failing I/O throws db.storage. Private to this folder.
namespace teia::ledger {

class File {
 public:
  static File read(const std::filesystem::path& path);
  static File create(const std::filesystem::path& path);  ///< which must not be there; the owner's alone
  static File folder(const std::filesystem::path& path);
  ~File();
  File(File&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

  std::size_t read_at(std::uint64_t offset, char* to, std::size_t count) const;  ///< less than asked at the end only
  std::string read_at(std::uint64_t offset, std::size_t count) const;
  void write(std::string_view bytes);
  void sync();  ///< returns when what was written, or the folder's names, survive a power cut

 private:
  explicit File(int fd);
  int fd_;
};

/// Makes a folder durable, its name included; does nothing when it is there.
void make_folder(const std::filesystem::path& path);

}  // namespace teia::ledger
