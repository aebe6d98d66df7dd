// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "base/db/connection.hpp"

namespace teia::db {

/// Nobody answers at the database's address, or not to us. What it says is the engine's own word, for the log.
struct Unreachable : Error {
  explicit Unreachable(const std::string& what) : Error(what, true) {}
};

}  // namespace teia::db
