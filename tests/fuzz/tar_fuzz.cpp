// SPDX-License-Identifier: Apache-2.0
// needs: src/ledger/tar.cpp src/ledger/file.cpp src/base/problem.cpp
// links: -lfmt -larchive
#include "ledger/tar.hpp"

#include <filesystem>
#include <vector>

#include "fuzz/fuzz.hpp"

namespace ledger = teia::ledger;
using teia::fuzz::require;

namespace {

using Contents = std::vector<std::pair<std::string, std::string>>;

constexpr std::int64_t most = 1 << 20;

/// An entry gives exactly the bytes that it announced, or the archive is refused.
Contents read(const std::string& path) {
  Contents all;
  ledger::TarReader in{path};
  while (const auto entry = in.next()) {
    auto bytes = in.whole(most);
    require(entry->size >= 0 && static_cast<std::int64_t>(bytes.size()) == entry->size);
    all.emplace_back(entry->name, std::move(bytes));
  }
  return all;
}

/// What we write we read: names and bytes, in order.
void check_round_trip(std::string_view bytes) {
  static const std::string path = "/dev/shm/teia-tar-fuzz-" + std::to_string(getpid());
  std::filesystem::remove(path);
  const Contents whole{{"manifest.json", std::string{bytes}}, {"tables/action/1", std::string{bytes.substr(bytes.size() / 2)}}, {"empty", ""}};
  ledger::TarWriter out{path};
  for (const auto& [name, content] : whole) out.entry(name, content);
  out.finish();
  require(read(path) == whole);
  std::filesystem::remove(path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = teia::fuzz::text_of(data, size);
  try {
    read(teia::fuzz::MemoryFile{bytes}.path());
  } catch (const ledger::BadTar&) {
  }
  if (size % 64 == 1) check_round_trip(bytes);  // slow beside the rest: some inputs are enough
  return 0;
}
