// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "programmes/programmes.hpp"

/// A project's facts in Portuguese, as its page says them.
namespace teia::programmes {

std::string month_in_words(std::string_view year_month);  ///< "2019-03" → "março de 2019"
std::string money(std::int64_t centavos);                 ///< "R$ 51.013.702,00", with a space that does not break
std::string joined(const std::vector<std::string>& words);  ///< "a, b e c"
std::string status_in_words(const Project&);              ///< as the source says it; empty when it says nothing
std::string coverage_in_words(const Project&);

}  // namespace teia::programmes
