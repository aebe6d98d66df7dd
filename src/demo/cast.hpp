// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <map>

#include "demo/demo.hpp"

/// The people of the story. All invented.
namespace teia::demo {

struct Cast {
  std::map<std::string, PersonId> by_name;
  std::vector<Login> logins;
  PersonId coordinator;
  /// Who supports this region on this day (the leave and its cover included).
  PersonId supporter_of(const std::string& region, Day day) const;
};

/// People, accounts, assignments, the leave with its cover. `password_hash` is made once for all.
Cast assemble(db::Store& store, Chance& chance, Instant now);

}  // namespace teia::demo
