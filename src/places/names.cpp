// SPDX-License-Identifier: Apache-2.0
#include "places/names.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/text.hpp"

namespace teia::places {
namespace {

constexpr std::array<std::string_view, 8> silent{"a", "d", "da", "das", "de", "do", "dos", "e"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> abbreviated{{
    {"sta", "santa"}, {"sto", "santo"}, {"dr", "doutor"}, {"sra", "senhora"}, {"sr", "senhor"}, {"cel", "coronel"}, {"nsa", "nossa"}}};

/// Lower case without accents; apostrophes of any shape become one, every other sign a blank.
std::string plain(std::string_view text) {
  auto out = text::folded(text);
  for (std::string_view apostrophe : {"\u2019", "\u2018", "\u00b4", "`"}) {
    for (std::size_t at; (at = out.find(apostrophe)) != std::string::npos;) out.replace(at, apostrophe.size(), "'");
  }
  for (char& c : out) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\'';
    if (!kept) c = ' ';
  }
  return out;
}

std::vector<std::string> split(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  for (std::size_t at = 0; (at = text.find_first_not_of(separators, at)) != std::string_view::npos;) {
    const auto end = std::min(text.find_first_of(separators, at), text.size());
    out.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

/// One letter for spellings that sound alike, so that a half-typed word still is the beginning of the whole one.
std::string by_sound(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    char c = word[i];
    if (c == 'j') c = 'g';
    if (c == 'y') c = 'i';
    if (c == 'z') c = 's';
    if (c == 'h' && i > 0 && word[i - 1] == 't') continue;
    const bool letter = c >= 'a' && c <= 'z';
    if (!letter || out.empty() || out.back() != c) out += c;
  }
  return out;
}

bool is_silent(const std::string& word) { return std::find(silent.begin(), silent.end(), word) != silent.end(); }

std::string spelt_out(const std::vector<std::string>& words, std::size_t i) {
  const bool last = i + 1 == words.size();
  if (words[i] == "s" && !last) return "sao";
  if (words[i] == "n" && !last && words[i + 1].starts_with("s")) return "nossa";
  for (const auto& [given, whole] : abbreviated) {
    if (words[i] == given) return std::string{whole};
  }
  return words[i];
}

std::vector<std::string> counting(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_silent(words[i])) out.push_back(by_sound(spelt_out(words, i)));
  }
  if (out.empty() && !words.empty()) out.push_back(by_sound(words.back()));
  return out;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? std::string{} : std::string{between}) + word;
  return out;
}

}  // namespace

std::vector<std::string> folded_words(std::string_view name) { return counting(split(plain(name), " '")); }

std::string folded(std::string_view name) { return joined(folded_words(name), " "); }

std::vector<std::string> indexed_words(std::string_view name) {
  const auto words = folded_words(name);
  std::set<std::string> out(words.begin(), words.end());
  const auto text = plain(name);
  out.insert(by_sound(joined(split(text, " '"), "")));
  for (const auto& word : split(text, " ")) {
    if (word.find('\'') != std::string::npos) out.insert(by_sound(joined(split(word, "'"), "")));
  }
  out.erase("");
  return {out.begin(), out.end()};
}

}  // namespace teia::places
