// SPDX-License-Identifier: Apache-2.0
#include "app/first.hpp"

#include "access/access.hpp"

namespace teia::app {

namespace {

const db::Query<std::int64_t> count_accounts{"app.count_accounts", "select count(*) from account"};
const db::Query<PersonId, Day> administrators{"app.administrators", R"(
  select a.person_id
    from assignment a
   where a.role = 'administrador' and a.valid_from <= $1 and a.valid_to >= $1
   order by a.id)"};

}  // namespace

PersonId new_administrator(db::Write& tx, const std::string& name, const std::string& email, Instant now) {
  const auto id = PersonId::make(now, system_chance());
  people::add_person(tx, {id, name, email, std::nullopt}, now);
  const auto owner = people::organisation_by_code(tx, "CONASEMS");
  if (!owner) throw people::problems::organisation_unknown({{"organisation", "CONASEMS"}});
  access::assign(tx, {AssignmentId::make(now, system_chance()), id, "administrador", owner->id, std::nullopt, {}, local_day(now, capital_zone), std::nullopt});
  return id;
}

std::optional<std::string> first_link(System& system) {
  const auto now = system.clock().now();
  return system.store().write([&](db::Write& tx) -> std::optional<std::string> {
    if (tx.one(count_accounts).value_or(0) > 0) return std::nullopt;
    const auto known = tx.one(administrators, local_day(now, capital_zone));
    const auto person = known ? *known : new_administrator(tx, "Administração da Teia", "admin@localhost", now);
    return "/convite/" + access::invite(tx, person, now, now.plus_days(access::invitation_days));
  });
}

}  // namespace teia::app
