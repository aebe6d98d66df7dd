// SPDX-License-Identifier: Apache-2.0
#include "app/upkeep.hpp"

#include <fstream>
#include <iterator>

#include "base/json.hpp"

namespace teia::app {

namespace {

std::filesystem::path file_of(const std::filesystem::path& data, std::string_view what) { return data / "upkeep" / (std::string{what} + ".json"); }

}  // namespace

void note_upkeep(const std::filesystem::path& data, std::string_view what, const Upkeep& done) {
  const auto file = file_of(data, what);
  const auto fresh = file.string() + ".new";
  std::error_code refused;
  std::filesystem::create_directory(file.parent_path(), refused);
  {
    std::ofstream to{fresh};
    to << json::write_described(done);
    if (!to.flush()) return;
  }
  std::filesystem::rename(fresh, file, refused);
}

std::optional<Upkeep> last_upkeep(const std::filesystem::path& data, std::string_view what) {
  std::ifstream from{file_of(data, what)};
  const std::string text{std::istreambuf_iterator<char>{from}, {}};
  if (text.empty()) return std::nullopt;
  try {
    return json::read<Upkeep>(text);
  } catch (const Problem&) {
    return std::nullopt;
  }
}

}  // namespace teia::app
