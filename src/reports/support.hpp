// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "reports/html.hpp"

/// The sections of the support's chapter that stand in a file of their own, and what they share.
namespace teia::reports {

inline constexpr std::size_t most_rows_together = 30;  ///< a longer table runs over several pages

/// The source line of what is counted from the records, with the mark of its list.
Markup by_records(const Book& book, const char* key);

void meetings(Book& book);
void results(Book& book);
void followups(Book& book);

}  // namespace teia::reports
