// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>
#include <vector>

#include "base/time.hpp"

/// Numbers and days as they are printed in Portuguese. A no-break space stands between a number and its unit.
namespace teia::reports {

std::string thousands(std::int64_t number);                          ///< 1.607.363
std::string percent(std::int64_t part, std::int64_t whole, int decimals = 0);  ///< "74 %"; "sem dado" of nothing. Halves go up.
std::string counted(std::int64_t number, const char* one, const char* many);   ///< "1 ação", "1.020 ações"
std::string long_day(Day day);                                       ///< 1º de março de 2025
std::string short_day(Day day);                                      ///< 01/03/2025
std::string day_and_month(Day day);                                  ///< 01/03
/// "a", "a e b", "a, b e c".
std::string listed(const std::vector<std::string>& words);

}  // namespace teia::reports
