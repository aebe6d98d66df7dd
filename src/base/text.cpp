// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <libstemmer.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_map>

namespace teia::text {

namespace {

constexpr std::array common_words{"a",   "ao",  "aos", "as",  "com", "da",  "das", "de", "do", "dos", "e",   "em",  "na",
                                  "nas", "no",  "nos", "o",   "os",  "ou",  "para", "pela", "pelas", "pelo", "pelos", "por", "que",
                                  "se",  "um",  "uma"};

bool is_common(std::string_view word) { return std::binary_search(common_words.begin(), common_words.end(), word); }

struct CloseStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// Snowball keeps state, so each thread has its own.
sb_stemmer& stemmer() {
  static thread_local const std::unique_ptr<sb_stemmer, CloseStemmer> portuguese{sb_stemmer_new("portuguese", "UTF_8")};
  if (!portuguese) throw std::runtime_error("libstemmer has no Portuguese");
  return *portuguese;
}

/// People leave accents out; the stemmer's suffixes have them. The endings that it knows get theirs back, typed or not.
constexpr std::pair<std::string_view, std::string_view> endings[] = {
    {"coes", "ções"},   {"cao", "ção"},       {"oes", "ões"},   {"ao", "ão"},     {"encia", "ência"}, {"encias", "ências"},
    {"ancia", "ância"}, {"ancias", "âncias"}, {"avel", "ável"}, {"ivel", "ível"}, {"aveis", "áveis"}, {"iveis", "íveis"}};

std::string accented_ending(std::string word) {
  for (const auto& [plain, accented] : endings) {
    if (word.ends_with(plain)) return word.replace(word.size() - plain.size(), plain.size(), accented);
  }
  return word;
}

/// The plurals that change a word's end, each with its singular; the first that fits counts. The stemmer knows only the plain -s.
struct Plural {
  std::string_view plural, singular;
  std::size_t least;  ///< letters of the word: shorter ones are other words (mais, dois, mãos)
};
constexpr Plural plurals[] = {{"oes", "ao", 5},   {"aes", "ao", 6},   {"aos", "ao", 5},   {"ais", "al", 5}, {"aveis", "avel", 6},
                              {"iveis", "ivel", 6}, {"ceis", "cil", 6}, {"uteis", "util", 5}, {"eis", "el", 5}, {"ois", "ol", 6},
                              {"uis", "ul", 5},   {"ns", "m", 4},     {"res", "r", 5},    {"zes", "z", 5},  {"eses", "es", 5},
                              {"lises", "lise", 7}, {"ises", "is", 6},  {"is", "il", 5}};

std::string singular_of(std::string word) {
  if (word == "leis") return "lei";
  for (const auto& one : plurals) {
    if (word.size() >= one.least && word.ends_with(one.plural)) return word.replace(word.size() - one.plural.size(), one.plural.size(), one.singular);
  }
  return word;
}

std::string stemmed(const std::string& folded_word) {
  const auto word = accented_ending(singular_of(folded_word));
  const auto* stem = sb_stemmer_stem(&stemmer(), reinterpret_cast<const sb_symbol*>(word.data()), static_cast<int>(word.size()));
  return folded({reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(&stemmer()))});
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::size_t letters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string first_letters(std::string_view utf8, std::size_t most) {
  if (letters(utf8) <= most) return std::string{utf8};
  std::size_t end = 0, last_blank = 0;
  for (std::size_t count = 0; end < utf8.size(); ++end) {
    if ((utf8[end] & 0xC0) != 0x80 && count++ == most - 1) break;
    if (utf8[end] == ' ') last_blank = end;
  }
  return std::string{utf8.substr(0, last_blank ? last_blank : end)} + "…";
}

std::string folded(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* decompose = icu::Normalizer2::getNFKDInstance(status);
  // Folded once more after it was taken apart, for that brings capitals to light: № is No, 𝐀 is A.
  const auto given = icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  const auto apart = decompose->normalize(given, status).foldCase();
  const auto text = decompose->normalize(apart, status);
  icu::UnicodeString bare;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    const auto c = text.char32At(i);
    if (u_charType(c) != U_NON_SPACING_MARK) bare.append(c);
  }
  std::string out;
  bare.toUTF8String(out);
  return out;
}

namespace {

/// What folding may not join across: ASCII that is neither letter nor digit. Everything else may be part of a word.
bool is_part(char c) {
  return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

void append(std::string& terms, std::string_view more) {
  if (!terms.empty() && !more.empty()) terms += ' ';
  terms += more;
}

std::string terms_of(std::string_view utf8) {
  const auto plain = icu::UnicodeString::fromUTF8(folded(utf8));
  std::string terms;
  icu::UnicodeString word;
  const auto finish = [&] {
    std::string letters_of_word;
    word.toUTF8String(letters_of_word);
    word.remove();
    if (letters_of_word.empty() || is_common(letters_of_word)) return;
    if (!terms.empty()) terms += ' ';
    terms += stemmed(letters_of_word);
  };
  for (std::int32_t i = 0; i < plain.length(); i = plain.moveIndex32(i, 1)) {
    const auto c = plain.char32At(i);
    if (u_isalnum(c)) word.append(c);
    else finish();
  }
  finish();
  return terms;
}

/// People use few words: most were seen before. Each thread has its own memory, emptied when it is full.
const std::string& known_terms(std::string_view run) {
  constexpr std::size_t longest = 40, most = 20'000;
  static thread_local std::unordered_map<std::string, std::string> seen;
  static thread_local std::string rare;
  if (run.size() > longest) return rare = terms_of(run);
  std::string key{run};
  if (const auto found = seen.find(key); found != seen.end()) return found->second;
  auto terms = terms_of(run);
  if (seen.size() >= most) seen.clear();
  return seen.emplace(std::move(key), std::move(terms)).first->second;
}

}  // namespace

std::string search_terms(std::string_view utf8) {
  std::string terms;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto end = static_cast<std::size_t>(std::find_if_not(utf8.begin() + static_cast<std::ptrdiff_t>(at), utf8.end(), is_part) - utf8.begin());
    if (end > at) append(terms, known_terms(utf8.substr(at, end - at)));
    at = std::max(end, at + 1);
  }
  return terms;
}

}  // namespace teia::text
