// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

/// Cells as people fill them in. Pure; nothing for what is none of the forms. Private to this folder.
namespace teia::actions {

std::optional<int> whole(std::string_view digits);  ///< 0 to the largest int

/// 29/04/2025, 9/4/25, 29-04-2025, 29.04.2025, 2025-04-29, or 45776: the day as a spreadsheet counts it, from 30 December 1899.
std::optional<Day> read_day(std::string cell);

/// 14h30, 14h, 14:30, 14:30:00, or 0,604166: the part of the day as a spreadsheet counts it. Minutes since midnight.
std::optional<int> read_time(std::string cell);

/// 90, 90 min, 90,0, 1h30.
std::optional<std::int64_t> read_minutes(std::string cell);

std::optional<bool> read_yes_or_no(std::string_view cell);

/// Several values in one cell: between `;`, `|` or line ends.
std::vector<std::string> pieces_of(std::string_view cell);

}  // namespace teia::actions
