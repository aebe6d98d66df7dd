// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/access.hpp"

/// Who can sign in, who was invited and has not come: for who looks after the system.
namespace teia::access {

struct InvitedPerson {
  people::PersonRef person;
  Instant expires_at;  ///< of the latest link; passed: they need another
};
DESCRIBE(InvitedPerson, person, expires_at)

struct AccountFigures {
  std::int64_t accounts = 0;
  std::int64_t seen = 0;               ///< people who were here since the day asked for
  std::vector<InvitedPerson> invited;  ///< without an account yet; the link that ends first stands first
};
DESCRIBE(AccountFigures, accounts, seen, invited)

AccountFigures account_figures(db::Read& tx, Instant since);

}  // namespace teia::access
