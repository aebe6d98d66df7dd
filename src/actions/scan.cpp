// SPDX-License-Identifier: Apache-2.0
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <memory>
#include <stdexcept>

#include "actions/rules.hpp"
#include "base/text.hpp"

namespace teia::actions::rules {

namespace {

/// A compiled pattern; PCRE2 with its just-in-time compiler, so that a text of 4,000 letters costs microseconds.
class Pattern {
 public:
  explicit Pattern(std::string_view pattern) {
    int error = 0;
    PCRE2_SIZE at = 0;
    code_.reset(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(), PCRE2_UTF, &error, &at, nullptr));
    if (!code_) throw std::logic_error("pattern does not compile");
    pcre2_jit_compile(code_.get(), PCRE2_JIT_COMPLETE);
  }

  /// Start and end of the first match at or after `from`; nothing when there is none.
  std::optional<std::pair<std::size_t, std::size_t>> find(std::string_view text, std::size_t from) const {
    const std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> match{
        pcre2_match_data_create_from_pattern(code_.get(), nullptr), pcre2_match_data_free};
    if (pcre2_match(code_.get(), reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from, 0, match.get(), nullptr) < 0) return std::nullopt;
    const auto* ends = pcre2_get_ovector_pointer(match.get());
    return std::pair{ends[0], ends[1]};
  }
  bool matches(std::string_view text) const { return find(text, 0).has_value(); }

 private:
  std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code_{nullptr, pcre2_code_free};
};

std::string only_digits(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

/// Receita Federal: two check digits, weights 10…2 and 11…2, modulo 11. Eleven equal digits are nobody's.
bool is_cpf(std::string_view digits) {
  if (digits.find_first_not_of(digits.front()) == std::string_view::npos) return false;
  const auto check = [&](int length) {
    int sum = 0;
    for (int i = 0; i < length; ++i) sum += (digits[static_cast<std::size_t>(i)] - '0') * (length + 1 - i);
    return sum * 10 % 11 % 10;
  };
  return check(9) == digits[9] - '0' && check(10) == digits[10] - '0';
}

/// Cartão Nacional de Saúde: 15 digits beginning with 1, 2, 7, 8 or 9, weights 15…1, sum divisible by 11.
bool is_cns(std::string_view digits) {
  if (std::string_view{"12789"}.find(digits.front()) == std::string_view::npos) return false;
  int sum = 0;
  for (int i = 0; i < 15; ++i) sum += (digits[static_cast<std::size_t>(i)] - '0') * (15 - i);
  return sum % 11 == 0;
}

/// With area code: ten or eleven digits. Without: only with its hyphen, and not two years ("2024-2027").
bool is_telephone(std::string_view text) {
  static const Pattern country{R"(^\+?55[ .-]?(?=\(?[1-9][1-9]))"};
  static const Pattern mobile{R"(^\(?[1-9][1-9]\)?[ .-]?9[ .]?\d{4}[ .-]?\d{4}$)"};
  static const Pattern land{R"(^(\([1-9][1-9]\) ?|[1-9][1-9][ .-])[2-5]\d{3}[ .-]?\d{4}$)"};
  static const Pattern local_mobile{R"(^9[ .]?\d{4}-\d{4}$)"};
  static const Pattern local_land{R"(^[2-5]\d{3}-\d{4}$)"};
  static const Pattern years{R"(^(19|20)\d\d-(19|20)\d\d$)"};
  if (const auto prefix = country.find(text, 0)) text.remove_prefix(prefix->second);
  if (mobile.matches(text) || land.matches(text) || local_mobile.matches(text)) return true;
  return local_land.matches(text) && !years.matches(text);
}

std::string kind_of(std::string_view text) {
  static const Pattern cpf{R"(^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$)"};
  static const Pattern cns{R"(^\d{3} ?\d{4} ?\d{4} ?\d{4}$)"};
  if (cpf.matches(text) && is_cpf(only_digits(text))) return "cpf";
  if (cns.matches(text) && is_cns(only_digits(text))) return "cns";
  return is_telephone(text) ? "telefone" : "";
}

}  // namespace

std::vector<Finding> scan(std::string_view text) {
  static const Pattern numbers{R"((?<![\d./-])\(?\+?\d[\d .()-]*\d(?![\d/-]))"};
  std::vector<Finding> found;
  for (std::size_t at = 0; at < text.size();) {
    const auto run = numbers.find(text, at);
    if (!run) break;
    const auto piece = text::trimmed(text.substr(run->first, run->second - run->first));
    if (auto kind = kind_of(piece); !kind.empty()) found.push_back({std::move(kind), std::string{piece}});
    at = run->second;
  }
  return found;
}

}  // namespace teia::actions::rules
