// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Whether every tag that is opened is closed, in order, and nothing stands bare that should be escaped. Not a parser of XML: a check of
/// ours on what we write.
namespace teia::reports {

/// What is wrong, with a piece of what stands there; "" when nothing is.
inline std::string fault_of(std::string_view text) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size();) {
    const auto here = [&] { return std::string{text.substr(at, 60)}; };
    if (text[at] == '&') {
      const auto end = text.find(';', at);
      if (end == std::string_view::npos || end - at > 6) return "bare & at " + here();
    }
    if (text[at] != '<') {
      ++at;
      continue;
    }
    const auto end = text.find('>', at);
    if (end == std::string_view::npos) return "open < at " + here();
    const auto tag = text.substr(at + 1, end - at - 1);
    const auto name = std::string{tag.substr(tag.starts_with('/') ? 1 : 0, tag.find_first_of(" /", 1) - (tag.starts_with('/') ? 1 : 0))};
    if (tag.find('<') != std::string_view::npos) return "< within a tag at " + here();
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != name) return "closes what is not open at " + here();
      open.pop_back();
    } else if (!tag.ends_with('/') && !tag.starts_with('!')) {
      open.push_back(name);
    }
    at = end + 1;
  }
  return open.empty() ? "" : "never closes " + open.back();
}

inline std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

}  // namespace teia::reports
