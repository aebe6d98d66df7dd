// SPDX-License-Identifier: Apache-2.0
#include "programmes/loading.hpp"

#include <algorithm>

namespace teia::programmes {

bool Loading::misses(std::string_view package, std::string_view file) const {
  return std::any_of(unread.begin(), unread.end(), [&](const std::string& path) {
    const auto slash = path.find('/');
    const std::string_view of{path.data(), slash}, name{path.data() + slash + 1};
    return (package.empty() || of == package) && name.starts_with(file);
  });
}

void Loading::fault(const ProblemKind& kind, const Document& document, const std::string& key, Details details) {
  details.emplace_back("key", key);
  out.faults.push_back(kind.at(document.at(key), std::move(details)));
}

void Loading::bad(const Document& document, const std::string& key, std::string_view value, std::string_view rule) {
  fault(problems::bad_value, document, key, {{"value", std::string{value}}, {"rule", std::string{rule}}});
}

void Loading::once(std::string_view space, std::string_view code, const Document& document, const std::string& key) {
  const std::string name = std::string{space} + " " + std::string{code};
  auto [seen, fresh] = first.emplace(name, document.at(key));
  if (!fresh) fault(problems::repeated, document, key, {{"value", std::string{code}}, {"first", seen->second}});
}

void Loading::point(Points to, std::string within, std::string_view value, const Document& document, const std::string& key) {
  references.push_back({to, std::move(within), std::string{value}, document.package(), key, document.at(key)});
}

namespace {

bool in_pieces(std::string_view text, std::string_view joints, bool (*letter)(char)) {
  bool after_letter = false;
  for (const char c : text) {
    const bool joint = joints.find(c) != std::string_view::npos;
    if (joint ? !after_letter : !letter(c)) return false;
    after_letter = !joint;
  }
  return after_letter;
}

bool digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool lower_code(std::string_view text) {
  return in_pieces(text, "-", [](char c) { return digit(c) || (c >= 'a' && c <= 'z'); });
}

bool upper_code(std::string_view text) {
  return in_pieces(text, "-_.", [](char c) { return digit(c) || (c >= 'A' && c <= 'Z'); });
}

bool state_code(std::string_view text) {
  constexpr std::string_view all[] = {"RO", "AC", "AM", "RR", "PA", "AP", "TO", "MA", "PI", "CE", "RN", "PB", "PE", "AL",
                                      "SE", "BA", "MG", "ES", "RJ", "SP", "PR", "SC", "RS", "MS", "MT", "GO", "DF"};
  return std::find(std::begin(all), std::end(all), text) != std::end(all);
}

}  // namespace teia::programmes
