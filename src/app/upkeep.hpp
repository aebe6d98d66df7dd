// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "base/describe.hpp"
#include "base/time.hpp"

/// When the ledger was last verified and a backup last made. Small files in DIR/upkeep: the commands that do it open the data beside a
/// running server and write nothing into them.
namespace teia::app {

struct Upkeep {
  Instant at;
  std::int64_t entries = 0;  ///< of the ledger, then
  bool good = true;          ///< the ledger verified; no attachment was missing
  std::string file;          ///< of a backup: its name, without the folder
};
DESCRIBE(Upkeep, at, entries, good, file)

inline constexpr std::string_view verified = "verified", backed_up = "backup";

/// Where the folder does not take it the command has done its work all the same: nothing is noted, nothing is thrown.
void note_upkeep(const std::filesystem::path& data, std::string_view what, const Upkeep& done);
std::optional<Upkeep> last_upkeep(const std::filesystem::path& data, std::string_view what);  ///< nothing also for a file that does not read

}  // namespace teia::app
