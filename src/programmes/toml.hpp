// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

/// A TOML file as the light value that the strict reader of base/json.hpp understands, with the line of every key.
namespace teia::programmes {

struct Document {
  std::string path;
  json::Value root;
  std::map<std::string, std::uint32_t, std::less<>> lines;  ///< "terms[3].code" → line

  /// "path:line" of a field or, when it is not there, of what should hold it.
  std::string at(std::string field) const;
  std::string package() const { return path.substr(0, path.find('/')); }
  std::string file() const { return path.substr(path.find('/') + 1); }
};

/// Nothing, and a fault with its line, when the text is not TOML.
std::optional<Document> parse(std::string_view path, std::string_view text, std::vector<Fault>& faults);

/// Fills a described struct; each fault of the form gets the place in the file. Nothing when there was any.
template <class T>
std::optional<T> read(const Document& document, std::vector<Fault>& faults) {
  T to{};
  json::Reader reader;
  reader.read(document.root, to, "");
  for (auto& fault : reader.faults) faults.push_back({fault.code, document.at(fault.field), fault.message});
  return reader.faults.empty() ? std::optional<T>{std::move(to)} : std::nullopt;
}

}  // namespace teia::programmes
