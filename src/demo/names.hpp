// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

#include "demo/dice.hpp"

namespace teia::demo {

/// First name and two family names that nobody was asked for.
std::string invented_name(Dice& dice);

}  // namespace teia::demo
