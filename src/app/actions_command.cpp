// SPDX-License-Identifier: Apache-2.0
#include "app/actions_command.hpp"

#include "actions/import.hpp"
#include "people/people.hpp"

namespace teia::app {

namespace {

const db::Query<PersonId, std::string> person_by_email{"app.person_by_email", "select id from person where lower(email) = lower($1)"};

void tell(const actions::ImportReport& report, std::ostream& out) {
  for (const auto& fault : report.faults) {
    out << "linha " << fault.row << ", " << fault.column << " “" << fault.value << "”: " << fault.message << "\n";
  }
  out << report.rows << " linhas (" << report.encoding << "): " << report.created << (report.dry_run ? " a registrar, " : " registradas, ")
      << report.unchanged << " já registradas, " << report.faults.size() << " falhas.\n";
}

}  // namespace

int import_actions(System& system, const ActionsImport& asked, std::string_view bytes, std::ostream& out) {
  const auto person = system.store().read([&](db::Read& tx) { return tx.one(person_by_email, asked.as); });
  if (!person) throw people::problems::person_unknown();
  const auto now = system.clock().now();
  const auto report = actions::import_actions(system.store(), bytes, asked.dry_run, {*person, {}, local_day(now, capital_zone), now});
  tell(report, out);
  return report.faults.empty() ? 0 : 1;
}

}  // namespace teia::app
