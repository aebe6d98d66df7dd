// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// A disk under SQLite that loses its power, fails and fills up when told. What was written and not synced survives a power cut in
/// parts only, sector by sector, as the seed decides; so does the name of a file that was made or deleted and never synced.
namespace teia::test {

class FragileDisk {
 public:
  /// The only one, registered with SQLite under `name`. Databases on it checkpoint every few pages, so that short tests do.
  static FragileDisk& only();
  static constexpr const char* name = "fragile";

  enum class Trouble {
    none,
    cut,   ///< the power goes: this step is half done, everything later fails
    io,    ///< this step fails
    full,  ///< from this step on no file grows
  };

  /// Forgets all files. No connection may be open.
  void reset(std::uint64_t seed);
  /// The n-th step from now brings the trouble. Steps are writes, truncations, syncs and deletions; for `io` also reads.
  void arm(Trouble trouble, long at_step);
  bool struck();     ///< the trouble came
  void mend();       ///< the disk works again
  void mend_if_struck();
  void lie();        ///< from now on syncs are answered and not done
  void power_off() { arm(Trouble::cut, 1); }
  /// Puts on the real disk what survived the cut. No connection may be open.
  void power_on();

  // ---- below: what the VFS reports --------------------------------------------------------------------------------------

  struct Change {
    std::int64_t offset;
    std::string bytes;  ///< of a write
    bool truncation;    ///< to `offset` bytes
  };
  /// What one file would be after a power cut: `durable`, and perhaps some of the changes after it.
  struct Image {
    bool exists = false;
    std::string durable;
    std::vector<Change> pending;
    std::int64_t live_size = 0;
    bool deleted = false;
  };

  int opened(const std::string& path, const std::optional<std::string>& content);
  int wrote(const std::string& path, std::int64_t offset, std::string_view bytes);  ///< an SQLite result; not OK: do not write
  int truncated(const std::string& path, std::int64_t size);
  int synced(const std::string& path);
  int deleted(const std::string& path, bool sync_folder);
  int reads();

 private:
  int step(Trouble possible);
  bool coin() { return (chance_() & 1) != 0; }
  void apply(std::string& content, const Change& change, bool torn);
  void survive(Image& image);

  std::mutex mutex_;
  std::mt19937_64 chance_;
  std::map<std::string, Image> images_;
  Trouble trouble_ = Trouble::none;
  long left_ = 0;
  bool struck_ = false;
  bool lies_ = false;
};

}  // namespace teia::test
