// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <string>

#include "places/tables.hpp"

namespace teia::app {

/// `teia places list`: a level by code, each with what it is, where it lies and how many people live there. Format: csv,
/// csv-rfc4180 or json. The municipalities as CSV may be fed to `teia places import`.
void list_places(db::Read& tx, places::Level level, const std::string& format, Day on, std::ostream& out);

}  // namespace teia::app
