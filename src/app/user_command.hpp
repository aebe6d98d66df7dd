// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <ostream>
#include <string>

#include "app/system.hpp"
#include "base/describe.hpp"

/// Accounts, for whoever runs the server: the first administrators, a new link for who lost theirs, the end of an access.
namespace teia::app {

namespace problems {
inline const ProblemKind no_such_account{"user.unknown", 404, "Não há ninguém com o e-mail {email}. Veja `teia user list`.", "There is nobody with the e-mail {email}. See `teia user list`."};
inline const ProblemKind several_accounts{"user.several", 409, "Há {count} pessoas com o e-mail {email} e nenhuma com senha. Deixe o e-mail em uma só, na página de pessoas.",
                                          "There are {count} people with the e-mail {email} and none with a password. Leave it with one of them, on the page of people."};
}  // namespace problems

struct NewAdministrator {
  std::string name, email;
};
DESCRIBE(NewAdministrator, name, email)
/// A person with the administrator's role. Tells the one-time link. Throws people.bad-email, people.email-taken.
void add_administrator(System& system, const NewAdministrator& asked, std::ostream& out);

struct Invite {
  std::string email;
};
DESCRIBE(Invite, email)
/// A new one-time link for somebody who is known; earlier links end, the password stays until the new one is chosen.
void invite_user(System& system, const Invite& asked, std::ostream& out);

struct EndAccess {
  std::string email;
};
DESCRIBE(EndAccess, email)
/// From now on: sessions, API tokens, open invitations and the password go; functions end with yesterday, those of today with today.
/// What the person recorded stays.
void end_user(System& system, const EndAccess& asked, std::ostream& out);

/// Everybody with an account or an invitation, by name. Format: csv, csv-rfc4180 or json.
void list_users(db::Read& tx, const std::string& format, Instant now, std::ostream& out);

}  // namespace teia::app
