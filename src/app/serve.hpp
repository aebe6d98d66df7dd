// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/config.hpp"

namespace teia::app {

/// Serves until SIGTERM or SIGINT, then finishes what was begun. On a system without people, prints the first administrator's
/// one-time link. Gives the program's exit code.
int serve(const Config& config);

}  // namespace teia::app
