// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "closing/rights.hpp"

namespace teia::closing {

namespace {

using access::Verb;

people::OrganisationRef ref_of(db::Read& tx, OrganisationId id) {
  const auto found = people::find_organisation(tx, id);
  return found ? people::OrganisationRef{found->id, found->code, found->short_name} : people::OrganisationRef{id, "", ""};
}

people::PersonRef person_ref(db::Read& tx, PersonId id) { return people::find_person(tx, id).value_or(people::PersonRef{id, ""}); }

ClosingStep step_of(db::Read& tx, const store::Step& step) {
  ClosingStep out{step.revision, step.state, {step.by_person, step.by_name}, step.at, step.reason, {}, std::nullopt};
  for (const auto& id : json::read<std::vector<PersonId>>(step.without)) out.without.push_back(person_ref(tx, id));
  if (step.upto) out.snapshot = Snapshot{*step.upto, kinds_told, step.sha256.value_or(""), step.records, step.validated, step.late};
  return out;
}

/// Of an entry of the ledger that this domain wrote.
ClosingDocument document_of(const ledger::Entry& entry) { return json::read<ClosingDocument>(entry.payload->data); }

}  // namespace

bool registers(db::Read& tx, OrganisationId organisation, const access::Actor& actor) {
  const auto all = access::assignments_holding(tx, actor.person, Verb::action_write, actor.today);
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.organisation_id == organisation; });
}
bool validates(db::Read& tx, OrganisationId organisation, const access::Actor& actor) {
  const auto all = access::institutions_for(tx, actor.person, Verb::action_validate, actor.today);
  return std::find(all.begin(), all.end(), organisation) != all.end();
}
bool reads(db::Read& tx, OrganisationId organisation, const access::Actor& actor) {
  const auto all = access::institutions_for(tx, actor.person, Verb::action_read, actor.today);
  return std::find(all.begin(), all.end(), organisation) != all.end();
}
void require_registers(db::Read& tx, OrganisationId organisation, const access::Actor& actor) {
  if (!registers(tx, organisation, actor)) throw access::problems::missing_right();
}
void require_validates(db::Read& tx, OrganisationId organisation, const access::Actor& actor) {
  if (!validates(tx, organisation, actor)) throw access::problems::missing_right();
}
store::Row require_readable(db::Read& tx, ClosingId id, const access::Actor& actor) {
  const auto row = store::find(tx, id);
  if (!row || !reads(tx, row->organisation_id, actor)) throw problems::unknown();
  return *row;
}

ClosingView view_of(db::Read& tx, const store::Row& row) {
  const auto period = places::Period::require(row.period);
  ClosingView out{row.id, row.revision, ref_of(tx, row.organisation_id), std::nullopt, row.period, period.label(), row.from_on, row.to_on, row.state, {}, {}};
  if (row.person_id) out.person = person_ref(tx, *row.person_id);
  for (const auto& step : store::steps(tx, row.id)) out.history.push_back(step_of(tx, step));
  out.receipt = ledger::receipt_of_revision(tx, ledger::RecordId{row.id}, row.revision);
  return out;
}

ClosingView view(db::Read& tx, ClosingId id, const access::Actor& actor) { return view_of(tx, require_readable(tx, id, actor)); }

std::vector<ClosingView> list(db::Read& tx, const ClosingFilter& filter, const access::Actor& actor) {
  if (filter.period) places::Period::require(*filter.period);
  std::vector<ClosingView> out;
  for (const auto& organisation : access::institutions_for(tx, actor.person, Verb::action_read, actor.today)) {
    if (filter.organisation && *filter.organisation != organisation) continue;
    for (const auto& row : store::all(tx, organisation, filter.period)) out.push_back(view_of(tx, row));
  }
  return out;
}

std::vector<ClosingView> all(db::Read& tx) {
  std::vector<ClosingView> out;
  for (const auto& row : store::all(tx, std::nullopt, std::nullopt)) out.push_back(view_of(tx, row));
  return out;
}

std::string data_set(db::Read& tx, ClosingId id, std::optional<std::int64_t> revision, const access::Actor& actor) {
  require_readable(tx, id, actor);
  for (const auto& step : store::steps(tx, id)) {  // newest first: the newest closing, or the one asked for
    if (!step.upto || (revision && step.revision != *revision)) continue;
    const auto entry = ledger::entry_of(tx, ledger::RecordId{id}, step.revision);
    if (entry && entry->payload) return document_of(*entry).data_set.value_or("");
  }
  throw problems::unknown();
}

Verified verify(db::Read& tx) {
  Verified out;
  actions::AsKnown known;
  std::map<ClosingId, std::map<std::int64_t, std::string>> told;  // revision → SHA-256 by the ledger
  ledger::each_since(tx, 0, [&](ledger::Entry&& entry) {
    known.hear(entry);
    if (entry.kind != "closing" || !entry.payload) return true;
    const auto document = document_of(entry);
    if (document.state != ClosingState::closed) return true;
    ++out.closings;
    const auto difference = compare(document, entry.number, known);
    out.erased += difference.erased;
    if (!difference.fault.empty()) out.faults.push_back(difference.fault);
    told[ClosingId{entry.record_id}][entry.revision] = document.sha256.value_or("");
    return true;
  });
  for (const auto& row : store::all(tx, std::nullopt, std::nullopt)) {
    for (const auto& step : store::steps(tx, row.id)) {
      if (step.sha256 && told[row.id][step.revision] != *step.sha256) {
        out.faults.push_back("fechamento de " + places::Period::require(row.period).label() + ": a tabela diz outro hash que o livro");
      }
    }
  }
  return out;
}

}  // namespace teia::closing
