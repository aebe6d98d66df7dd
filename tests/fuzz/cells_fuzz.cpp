// SPDX-License-Identifier: Apache-2.0
// needs: src/actions/cells.cpp src/base/csv.cpp src/base/text.cpp src/base/problem.cpp src/base/time.cpp
// links: -lfmt -ldate-tz -licuuc -lstemmer
#include "actions/cells.hpp"

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"

namespace actions = teia::actions;
using teia::fuzz::require;

/// The cells of a spreadsheet of actions: whatever is typed, a day has one text, a time lies within a day, and pieces lose nothing but
/// what parts them.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string cell{teia::fuzz::text_of(data, size)};
  if (const auto day = actions::read_day(cell)) require(actions::read_day(day->brazilian()) == day && actions::read_day(day->text()) == day);
  if (const auto minute = actions::read_time(cell)) require(*minute >= 0 && *minute < 1440);
  if (const auto minutes = actions::read_minutes(cell)) require(*minutes >= 0);
  if (const auto number = actions::whole(cell)) require(*number >= 0);
  if (actions::read_yes_or_no(cell)) require(teia::text::letters(teia::text::folded(cell)) <= 10);

  std::size_t kept = 0;
  for (const auto& piece : actions::pieces_of(cell)) {
    require(!piece.empty() && piece.find_first_of(";|\n\r") == std::string::npos && cell.find(piece) != std::string::npos);
    kept += piece.size();
  }
  require(kept <= size);
  return 0;
}
