// SPDX-License-Identifier: Apache-2.0
#include "demo/themes.hpp"

#include "programmes/programmes.hpp"

namespace teia::demo {

std::vector<std::string> themes_below(const std::string& theme) {
  std::vector<std::string> codes;
  const auto& catalogue = programmes::catalogue();
  const auto* project = programmes::find_project(catalogue, "rede-conasems-cosems");
  for (const auto& term : programmes::find_vocabulary(catalogue, "theme")->terms) {
    if (term.parent == theme && !term.retired && programmes::offered(catalogue, *project, term)) codes.push_back(term.code);
  }
  if (codes.empty()) codes.push_back(theme);
  return codes;
}

std::string theme_name(const std::string& code) { return programmes::find_term(programmes::catalogue(), "theme", code)->label; }

}  // namespace teia::demo
