// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct archive;

/// A pax tar file in zstd, written and read from one end to the other: `tar --zstd -xf` opens it. Private to this folder.
namespace teia::ledger {

class TarWriter {
 public:
  explicit TarWriter(const std::filesystem::path& path);  ///< which must not be there
  void entry(const std::string& name, std::string_view bytes);
  void begin(const std::string& name, std::int64_t size);  ///< then exactly `size` bytes
  void data(std::string_view bytes);
  void finish();  ///< returns when the file is durable

 private:
  void check(long result);
  std::filesystem::path path_;
  std::unique_ptr<archive, int (*)(archive*)> out_;
};

/// The file does not read as such an archive, or ends too early.
struct BadTar : std::exception {};

class TarReader {
 public:
  explicit TarReader(const std::filesystem::path& path);

  struct Entry {
    std::string name;
    std::int64_t size = 0;
  };
  std::optional<Entry> next();
  std::string_view piece();  ///< of the entry; empty at its end. Lives until the next call.
  std::string whole(std::int64_t most);

 private:
  std::unique_ptr<archive, int (*)(archive*)> in_;
  std::string buffer_;
};

}  // namespace teia::ledger
