// SPDX-License-Identifier: Apache-2.0
#include "base/db/connection.hpp"
namespace teia::db {
std::unique_ptr<Connection> connect_postgres(const std::string&, bool) { throw Error("PostgreSQL: not built in", false); }
}  // namespace teia::db
