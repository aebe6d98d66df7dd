// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

#include "bench.hpp"

namespace teia::bench {

std::string machine() {
  std::ifstream cpu{"/proc/cpuinfo"};
  std::string model = "unknown processor";
  for (std::string line; std::getline(cpu, line);) {
    if (line.starts_with("model name")) {
      model = line.substr(line.find(':') + 2);
      break;
    }
  }
  const auto memory = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE)) / 1e9;
  return fmt::format("{}, {} processors, {:.0f} GB of memory", model, ::sysconf(_SC_NPROCESSORS_ONLN), memory);
}

}  // namespace teia::bench
