// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

namespace teia::demo {

/// Codes below a theme of the first level that the Rede's project offers; the theme itself when it has none.
std::vector<std::string> themes_below(const std::string& theme);
std::string theme_name(const std::string& code);

}  // namespace teia::demo
