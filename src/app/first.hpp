// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "app/system.hpp"
#include "base/describe.hpp"

namespace teia::app {

/// The path of a one-time link for the administrator of a system that has no account yet; nothing when somebody can sign in.
std::optional<std::string> first_link(System& system);

struct NewAdministrator {
  std::string name, email;
};
DESCRIBE(NewAdministrator, name, email)

/// A person with the administrator's role: `teia user add-admin`. Gives the path of the one-time link.
std::string add_administrator(System& system, const NewAdministrator& asked);

}  // namespace teia::app
