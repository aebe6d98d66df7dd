// SPDX-License-Identifier: Apache-2.0
// needs: src/programmes/catalogue.cpp src/programmes/toml.cpp src/programmes/read.cpp src/programmes/read_project.cpp
// needs: src/programmes/read_vocabulary.cpp src/programmes/loading.cpp src/programmes/references.cpp
// needs: src/base/json.cpp src/base/problem.cpp src/base/id.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -lsodium
#include <algorithm>
#include <charconv>

#include "base/embed.hpp"
#include "fuzz/fuzz.hpp"
#include "programmes/programmes.hpp"

namespace teia::embed {
std::span<const File> package_files() { return {}; }  // the program's own packages are not asked for
}  // namespace teia::embed

namespace programmes = teia::programmes;
using teia::fuzz::require;

namespace {

constexpr std::string_view names[] = {"comum/package.toml", "comum/programme.toml", "comum/roles.toml", "comum/organisations.toml",
                                      "comum/project.toml", "comum/projects/um.toml", "comum/vocabularies/tema.toml", "comum/outro.toml"};

/// A sound package around the file, so that what points elsewhere is looked up.
constexpr teia::embed::File package{names[0], "schema = 1\ncode = \"comum\"\nversion = 1\nnetwork = \"teia\"\nname = \"Base\"\nsummary = \"S.\"\n"
                                              "uses = []\n[[sources]]\nkey = \"fonte\"\ntitle = \"T\"\nurl = \"https://exemplo.org.br\"\n"};

/// "comum/roles.toml:12": a line that the file has.
void check_place(const teia::Fault& fault, std::string_view path, std::int64_t lines) {
  require(!fault.code.empty() && !fault.message.empty() && fault.field.starts_with(std::string{path} + ":"));
  const auto number = std::string_view{fault.field}.substr(path.size() + 1);
  std::int64_t line = 0;
  const auto end = number.data() + number.size();
  require(std::from_chars(number.data(), end, line).ptr == end && line >= 1 && line <= lines);
}

}  // namespace

/// The first byte chooses the file's name. Whatever it holds, it is read whole or told with faults whose lines are there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto text = teia::fuzz::text_of(data, size).substr(1);
  const auto path = names[data[0] % std::size(names)];
  std::vector<teia::embed::File> files{{path, text}};
  if (path != package.path) files.push_back(package);
  const auto loaded = programmes::load(files);
  const auto lines = std::count(text.begin(), text.end(), '\n') + 1;
  for (const auto& fault : loaded.faults) check_place(fault, path, lines);
  return 0;
}
