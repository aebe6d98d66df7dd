// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <string>
#include <string_view>

#include "app/system.hpp"
#include "base/describe.hpp"

namespace teia::app {

struct ActionsImport {
  std::string as;  ///< e-mail of the person who registers
  bool dry_run = false;
};
DESCRIBE(ActionsImport, as, dry_run)

/// Whoever runs the server registers in somebody's name, by that person's rights: a spreadsheet, whole or not at all. Tells every
/// fault in its cell; exit code 1 with any.
int import_actions(System& system, const ActionsImport& asked, std::string_view bytes, std::ostream& out);

}  // namespace teia::app
