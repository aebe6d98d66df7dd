// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "app/system.hpp"

/// Routes that need what only the program has: attachments on disk, events, exports, the state of the server.
namespace teia::app {

std::vector<http::Route> file_routes(System& system);

}  // namespace teia::app
