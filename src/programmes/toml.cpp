// SPDX-License-Identifier: Apache-2.0
#include "programmes/toml.hpp"

#include <sstream>

#include "base/toml.hpp"
#include "programmes/programmes.hpp"

namespace teia::programmes {

namespace {

json::Value convert(const toml::node& node, const std::string& field, Document& document);

json::Value convert_table(const toml::table& table, const std::string& field, Document& document) {
  json::Object object;
  for (const auto& [key, value] : table) {
    const std::string name{key.str()};
    const std::string inside = field.empty() ? name : field + "." + name;
    document.lines[inside] = key.source().begin.line;
    object.emplace_back(name, convert(value, inside, document));
  }
  return {std::move(object)};
}

json::Value convert_array(const toml::array& array, const std::string& field, Document& document) {
  json::Array items;
  for (const auto& item : array) {
    const std::string inside = field + "[" + std::to_string(items.size()) + "]";
    document.lines[inside] = item.source().begin.line;
    items.push_back(convert(item, inside, document));
  }
  return {std::move(items)};
}

json::Value convert(const toml::node& node, const std::string& field, Document& document) {
  if (auto* table = node.as_table()) return convert_table(*table, field, document);
  if (auto* array = node.as_array()) return convert_array(*array, field, document);
  if (auto* text = node.as_string()) return {text->get()};
  if (auto* whole = node.as_integer()) return {whole->get()};
  if (auto* real = node.as_floating_point()) return {real->get()};
  if (auto* truth = node.as_boolean()) return {truth->get()};
  std::ostringstream date;  // dates and times: packages write them as text, so that the reader refuses none by accident
  node.visit([&](const auto& other) { date << other; });
  return {date.str()};
}

}  // namespace

std::string Document::at(std::string field) const {
  while (!field.empty()) {
    if (auto found = lines.find(field); found != lines.end() && found->second > 0) {
      return path + ":" + std::to_string(found->second);
    }
    const auto cut = field.find_last_of(".[");
    field.resize(cut == std::string::npos ? 0 : cut);
  }
  return path + ":1";
}

std::optional<Document> parse(std::string_view path, std::string_view text, std::vector<Fault>& faults) {
  Document document;
  document.path = path;
  try {
    document.root = convert_table(toml::parse(text), "", document);
    return document;
  } catch (const toml::parse_error& error) {
    const auto line = std::to_string(error.source().begin.line);
    faults.push_back(problems::bad_toml.at(document.path + ":" + line, {{"what", std::string{error.description()}}}));
    return std::nullopt;
  }
}

}  // namespace teia::programmes
