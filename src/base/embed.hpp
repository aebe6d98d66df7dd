// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstddef>
#include <span>
#include <string_view>

/// Files that travel inside the program. Each set is a function named in a CMakeLists.txt by `embed(target set …)`.
namespace teia::embed {

struct File {
  std::string_view path;   ///< relative to the set's root, with '/'
  std::string_view bytes;  ///< lives as long as the program
};

}  // namespace teia::embed
