// SPDX-License-Identifier: Apache-2.0
#include "access/accounts.hpp"

namespace teia::access {

namespace {

const db::Query<std::int64_t> count_accounts{"access.count_accounts", "select count(*) from account"};
const db::Query<std::int64_t, Instant> count_seen{"access.count_seen", "select count(distinct person_id) from session where seen_at >= $1"};

struct Waiting {
  PersonId id;
  std::string name;
  Instant expires_at;
};
DESCRIBE(Waiting, id, name, expires_at)
const db::Query<Waiting> select_invited{"access.invited", R"(
  select p.id, p.name, max(i.expires_at) as expires_at
    from invitation i
    join person p on p.id = i.person_id
   where i.used_at is null and not exists (select 1 from account c where c.person_id = p.id)
   group by p.id, p.name
   order by max(i.expires_at), p.id)"};

}  // namespace

AccountFigures account_figures(db::Read& tx, Instant since) {
  AccountFigures out;
  out.accounts = tx.one(count_accounts).value_or(0);
  out.seen = tx.one(count_seen, since).value_or(0);
  for (auto& one : tx.all(select_invited)) out.invited.push_back({{one.id, std::move(one.name)}, one.expires_at});
  return out;
}

}  // namespace teia::access
