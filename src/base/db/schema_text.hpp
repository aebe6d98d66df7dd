// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <string>

namespace teia::db {

/// The schema that a database has, as its engine's own catalogue tells it and in words that both share: tables with columns, keys,
/// uniqueness and references, then their indexes; everything by name. Checks, and what a full-text index keeps for itself, are left
/// out. Two databases that the same migrations made give the same text, whichever engine each lives in: docs/schema.sql.
std::string schema_text(const std::string& url);

}  // namespace teia::db
