// SPDX-License-Identifier: Apache-2.0
#include "app/user_command.hpp"

#include <algorithm>

#include "access/access.hpp"
#include "app/first.hpp"
#include "base/csv.hpp"
#include "base/text.hpp"

namespace teia::app {

namespace {

/// By the login first: it is one person's. $1 the e-mail, folded.
struct Known {
  PersonId id;
  std::string name;
  bool has_account = false;
};
DESCRIBE(Known, id, name, has_account)
const db::Query<Known, std::string> known_by_email{"app.known_by_email", R"(
  select p.id, p.name, (c.person_id is not null) as has_account
    from person p left join account c on c.person_id = p.id
   where (lower(p.email) = $1 or c.login = $1)
   order by p.created_at, p.id)"};

const db::Change<PersonId, Instant> revoke_sessions{
    "app.revoke_sessions", "update session set revoked_at = $2 where person_id = $1 and revoked_at is null"};
const db::Change<PersonId, Instant> revoke_tokens{"app.revoke_tokens", "update api_token set revoked_at = $2 where person_id = $1 and revoked_at is null"};
const db::Change<PersonId> forget_invitations{"app.forget_invitations", "delete from invitation where person_id = $1 and used_at is null"};
const db::Change<PersonId> forget_account{"app.forget_account", "delete from account where person_id = $1"};

struct AccountLine {
  PersonId id;
  std::string name, email;
  bool has_password = false;
  std::optional<Instant> last_seen_at, invited_until;
};
DESCRIBE(AccountLine, id, name, email, has_password, last_seen_at, invited_until)
const db::Query<AccountLine> accounts{"app.accounts", R"(
  select p.id, p.name, coalesce(p.email, c.login, '') as email, (c.person_id is not null) as has_password,
         (select max(s.seen_at) from session s where s.person_id = p.id) as last_seen_at,
         (select max(i.expires_at) from invitation i where i.person_id = p.id and i.used_at is null) as invited_until
    from person p left join account c on c.person_id = p.id
   where (c.person_id is not null or exists (select 1 from invitation i where i.person_id = p.id and i.used_at is null))
   order by p.folded_name, p.id)"};

struct UserRow {
  std::string name, email;
  std::vector<std::string> roles;  ///< today's functions, each with its institution
  bool has_password = false;
  std::optional<Instant> last_seen_at;
  std::optional<Instant> invited_until;  ///< an open link; past: it has expired
};
DESCRIBE(UserRow, name, email, roles, has_password, last_seen_at, invited_until)

/// As logins are kept: blanks and case fall away.
std::string folded_email(std::string_view typed) {
  std::string email{text::trimmed(typed)};
  std::transform(email.begin(), email.end(), email.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return email;
}

/// The rule of POST /v1/people.
void require_good_email(const std::string& email) {
  const auto at = email.find('@');
  const bool good = at != email.npos && at > 0 && at + 1 < email.size() && email.find_first_of(" \t\r\n<>,;") == email.npos;
  if (!good) throw people::problems::bad_email({{"email", email}});
}

std::vector<Known> require_known(db::Read& tx, const std::string& email) {
  auto found = tx.all(known_by_email, folded_email(email));
  if (found.empty()) throw problems::no_such_account({{"email", email}});
  return found;
}

Known one_of(const std::vector<Known>& found, const std::string& email) {
  const auto with_account = std::find_if(found.begin(), found.end(), [](const auto& one) { return one.has_account; });
  if (with_account != found.end()) return *with_account;
  if (found.size() > 1) throw problems::several_accounts({{"email", email}, {"count", std::to_string(found.size())}});
  return found.front();
}

/// The command's own act, in nobody's name.
void note(db::Write& tx, std::string_view act, PersonId about, Instant now) {
  access::note_act(tx, Uuid::make(now, system_chance()), now, PersonId{}, act, about.text());
}

void tell_link(System& system, const std::string& path, std::ostream& out) { out << system.config().web_address() << path << "\n"; }

std::string path_of_invitation(db::Write& tx, PersonId person, Instant now) {
  return "/convite/" + access::invite(tx, person, now, now.plus_days(access::invitation_days));
}

UserRow row_of(db::Read& tx, AccountLine&& line, Day today) {
  UserRow row{std::move(line.name), std::move(line.email), {}, line.has_password, line.last_seen_at, line.invited_until};
  for (const auto& function : people::assignments_on(tx, line.id, today)) {
    const auto organisation = people::find_organisation(tx, function.organisation_id);
    row.roles.push_back(function.role_name + (organisation ? " (" + organisation->short_name + ")" : ""));
  }
  return row;
}

csv::Cell moment(const std::optional<Instant>& at) {
  return at ? csv::Cell{csv::Moment{local_day(*at, capital_zone), local_minute(*at, capital_zone)}} : csv::Cell{};
}

}  // namespace

void add_administrator(System& system, const NewAdministrator& asked, std::ostream& out) {
  const auto now = system.clock().now();
  const std::string email{text::trimmed(asked.email)};
  require_good_email(email);
  const auto path = system.store().write([&](db::Write& tx) {
    if (!tx.all(known_by_email, folded_email(email)).empty()) throw people::problems::email_taken();
    const auto person = new_administrator(tx, asked.name, email, now);
    note(tx, "person.new", person, now);
    return path_of_invitation(tx, person, now);
  });
  tell_link(system, path, out);
}

void invite_user(System& system, const Invite& asked, std::ostream& out) {
  const auto now = system.clock().now();
  const auto path = system.store().write([&](db::Write& tx) {
    const auto person = one_of(require_known(tx, asked.email), asked.email);
    note(tx, "person.invite", person.id, now);
    return path_of_invitation(tx, person.id, now);
  });
  tell_link(system, path, out);
}

void end_user(System& system, const EndAccess& asked, std::ostream& out) {
  const auto now = system.clock().now();
  const auto today = local_day(now, capital_zone);
  const auto told = system.store().write([&](db::Write& tx) {
    std::string lines;
    for (const auto& person : require_known(tx, asked.email)) {
      const auto sessions = tx.run(revoke_sessions, person.id, now), tokens = tx.run(revoke_tokens, person.id, now);
      tx.run(forget_invitations, person.id);
      tx.run(forget_account, person.id);
      std::int64_t functions = 0;
      for (const auto& function : people::assignments_of(tx, person.id)) {
        const auto last = std::max(function.valid_from, today.plus(-1));
        if (function.valid_to <= last) continue;
        access::end_assignment(tx, function.id, last, "user end");
        ++functions;
      }
      note(tx, "person.end", person.id, now);
      lines += person.name + ": " + std::to_string(sessions) + " sessões e " + std::to_string(tokens) + " chaves encerradas, " +
               std::to_string(functions) + " funções terminadas; não entra mais.\n";
    }
    return lines;
  });
  out << told;
}

void list_users(db::Read& tx, const std::string& format, Instant now, std::ostream& out) {
  std::vector<UserRow> rows;
  for (auto& line : tx.all(accounts)) rows.push_back(row_of(tx, std::move(line), local_day(now, capital_zone)));
  if (format == "json") {
    out << json::write_described(rows) << "\n";
    return;
  }
  csv::Writer writer{*from_word<csv::Dialect>(format)};
  writer.row({std::string_view{"nome"}, std::string_view{"email"}, std::string_view{"funcoes"}, std::string_view{"tem_senha"},
              std::string_view{"ultima_visita"}, std::string_view{"convite_ate"}});
  for (const auto& row : rows) {
    std::string roles;
    for (const auto& role : row.roles) roles += (roles.empty() ? "" : ", ") + role;
    writer.row({std::string_view{row.name}, std::string_view{row.email}, std::string_view{roles}, row.has_password, moment(row.last_seen_at),
                moment(row.invited_until)});
    out << writer.take();
  }
  out << writer.take();
}

}  // namespace teia::app
