// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>

#include "app/config.hpp"
#include "demo/demo.hpp"

namespace teia::app {

/// Makes a fictitious world in the data directory, its clock stopped on the story's morning: the Tocantins story, or the whole
/// network. Prints what it does and the logins; does nothing where a demonstration lives already.
void make_demo(Config config, const std::optional<demo::National>& national);

}  // namespace teia::app
