// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"
#include "demo/network.hpp"

/// What the network does in a month, drawn after the shares that were assumed for it (fictitious): kinds of action, themes, ways,
/// days of the week, hours, how many towns, how soon it is told.
namespace teia::demo {

struct Doing {
  std::size_t supporter = 0;  ///< of Network::supporters
  const char* type = "";
  const char* modality = "";
  std::string theme;          ///< code of the second level, where there is one
  std::size_t region = 0;     ///< of Network::regions
  bool meeting = false;       ///< of the regional commission: the whole region was summoned
  std::vector<actions::ActionPlace> places;
  Day day;
  int minute = 0;             ///< since local midnight
  int minutes = 0;
  int told_after_minutes = 0; ///< from its end until it was registered
};

/// `actions` is the mean of a month; the month's own share is seasonal.
std::vector<Doing> month_of(const Network& network, Day first, int actions, Dice& dice);

}  // namespace teia::demo
