// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <string>

#include "closing/closing.hpp"

namespace teia::app {

/// `teia closing list`: each closing and reopening of every institution, the newest period first. Format: csv, csv-rfc4180 or json.
void list_closings(db::Read& tx, const std::string& format, std::ostream& out);

/// `teia closing verify`: makes every data set again from the ledger as it was known that day. The exit code: 1 where one differs.
int verify_closings(db::Read& tx, std::ostream& out);

}  // namespace teia::app
