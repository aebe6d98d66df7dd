// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "followups/followups.hpp"

/// What the first page and a place's page have in common. Private to this folder.
namespace teia::followups {

inline constexpr std::int32_t soon_days = 7;           ///< a day agreed within them is pending
inline constexpr std::int32_t long_silence_days = 60;  ///< IA-02: "sem contato" (rede-colaborativa.md §9)
inline constexpr std::int32_t year_days = 365;

/// The month that a person is looking back at: until the 5th, the report of the month before is still open (§6, *janela de
/// registro*), so that one; afterwards this one.
struct Month {
  Day first, last;
};
Month month_of(Day today);

/// The name that the forms show for a code; the code itself when the packages no longer have it.
std::string label_of(std::string_view vocabulary, const std::string& code);

/// Actions with contact in a place over twelve months, by theme, and all of them together.
struct Year {
  std::vector<Count> by_theme;
  std::int64_t actions = 0;
};
Year year_of(db::Read& tx, PlaceId place, const access::Actor& actor);

/// The municipalities of the person's territory without contact for more than 60 days, the longest first; those never contacted
/// before them. What lies outside the reach of the Rede is not expected to have any.
std::vector<PlaceContact> without_contact(db::Read& tx, const std::vector<PlaceId>& territory, const access::Actor& actor);

}  // namespace teia::followups
