// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Text as people write Portuguese.
namespace teia::text {

std::string_view trimmed(std::string_view text);   ///< without blanks at the ends
std::size_t letters(std::string_view utf8);        ///< code points, as a person counts
std::string first_letters(std::string_view utf8, std::size_t most);  ///< whole words, "…" at the end when cut
std::string folded(std::string_view utf8);         ///< lower case, without accents: "São João" → "sao joao"

/// The words to find a text by: folded, stemmed (Snowball, Portuguese), without the commonest ones, joined by blanks in order.
/// The same function makes the index and the question, on both engines and on the device.
std::string search_terms(std::string_view utf8);
/// Grows when `search_terms` gives other words than before: what was stored by an older one is made again at the next start.
inline constexpr std::int64_t terms_version = 2;

}  // namespace teia::text
