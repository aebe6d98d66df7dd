// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <string_view>
#include <vector>

/// Names of places as people type them: case, accents, hyphens and apostrophes fall away; `Sta.`, `Sto.`, `S.` are spelt out;
/// `de`, `do`, `d'` do not count; spellings that sound alike meet (Moji/Mogi, Luiz/Luís, Iguaracy/Iguaraci, Castello/Castelo).
namespace teia::places {

/// The words that count, folded, in order. Never empty for a text with a letter or digit: `Do` alone stays.
std::vector<std::string> folded_words(std::string_view name);

/// The words to find a name by: the folded ones, and those that people run together (`jiparana`, `dagua`). No duplicates.
std::vector<std::string> indexed_words(std::string_view name);

/// The folded words joined by a blank: two names are the same when these are.
std::string folded(std::string_view name);

}  // namespace teia::places
