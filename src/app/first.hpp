// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <optional>
#include <string>

#include "app/system.hpp"
#include "people/people.hpp"

namespace teia::app {

/// The path of a one-time link for the administrator of a system that has no account yet; nothing when somebody can sign in.
std::optional<std::string> first_link(System& system);

/// A person of CONASEMS with the administrator's role from today on.
PersonId new_administrator(db::Write& tx, const std::string& name, const std::string& email, Instant now);

}  // namespace teia::app
