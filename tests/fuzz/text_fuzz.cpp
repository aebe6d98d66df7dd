// SPDX-License-Identifier: Apache-2.0
// needs: src/base/text.cpp src/places/names.cpp
// links: -licuuc -lstemmer
#include "base/text.hpp"

#include <unicode/ustring.h>

#include <algorithm>

#include "fuzz/fuzz.hpp"
#include "places/names.hpp"

namespace text = teia::text;
using teia::fuzz::require;

namespace {

bool is_utf8(std::string_view bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  return status != U_INVALID_CHAR_FOUND;
}

bool has_capital(std::string_view words) {
  return std::any_of(words.begin(), words.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string joined(std::string a, std::string_view b) {
  if (!a.empty() && !b.empty()) a += ' ';
  return a += b;
}

void check_cut(std::string_view written, std::size_t most) {
  const auto cut = text::first_letters(written, most);
  require(text::letters(cut) <= most && is_utf8(cut));
  if (text::letters(written) <= most) require(cut == written);
}

}  // namespace

/// Folding once is folding for good; the terms of a text are those of its pieces; a name is found by its own words.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = teia::fuzz::text_of(data, size);
  const auto folded = text::folded(bytes);
  require(is_utf8(folded) && !has_capital(folded) && text::folded(folded) == folded);
  require(text::trimmed(text::trimmed(bytes)) == text::trimmed(bytes));

  const auto terms = text::search_terms(bytes);
  require(is_utf8(terms) && !has_capital(terms) && terms.find("  ") == std::string::npos && text::trimmed(terms) == terms);
  const auto half = bytes.find(' ');
  if (half != std::string_view::npos) {
    require(joined(text::search_terms(bytes.substr(0, half)), text::search_terms(bytes.substr(half))) == terms);
  }
  if (is_utf8(bytes) && size > 0) check_cut(bytes, 1 + data[0] % 80);

  const auto words = teia::places::folded_words(bytes), index = teia::places::indexed_words(bytes);
  for (const auto& word : words) require(!word.empty() && std::binary_search(index.begin(), index.end(), word));
  return 0;
}
