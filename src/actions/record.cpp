// SPDX-License-Identifier: Apache-2.0
#include "actions/record.hpp"

#include <algorithm>

#include "actions/closed.hpp"
#include "base/derived_id.hpp"
#include "base/text.hpp"

namespace teia::actions {

namespace {

/// The UF of an action: that of all its places, or of the institution when it has none.
std::optional<PlaceId> state_of(const ActionContent& content, const people::Organisation& institution) {
  std::optional<PlaceId> state = institution.state_id;
  for (const auto& place : content.places) {
    const auto here = places::state_of(place.place);
    if (&place != &content.places.front() && state != here) return std::nullopt;
    state = here;
  }
  return state == places::brasil ? std::nullopt : state;
}

std::string flags_of(const ActionDocument& document, const std::vector<Warning>& warnings) {
  std::string flags = " ";
  const auto add = [&](const std::string& word) {
    if (flags.find(" " + word + " ") == std::string::npos) flags += word + " ";
  };
  for (const auto& warning : warnings) add(warning.code);
  if (document.rectified) add("retificada");
  if (document.late.value_or(false)) add(late_flag);
  return flags;
}

access::AtomId record_atom(db::Write& tx, const ActionDocument& document, const Owner& owner) {
  return access::atom_for(tx, {access::Part::record, document.owners, document.content.visibility.network ? owner.network : "",
                               *document.content.project, std::nullopt});
}

void put_places(db::Write& tx, const store::Row& row, const ActionContent& content) {
  for (const auto& one : content.places) {
    store::Place place{one.place, one.presence, one.secretary, std::nullopt};
    if (content.visibility.municipality) place.agreed_atom_id = access::atom_for(tx, {access::Part::agreed, {}, "", "", one.place});
    store::put_place(tx, row, place);
  }
}

}  // namespace

std::string excerpt_of(const std::string& text) { return text::first_letters(text::trimmed(text), 180); }

std::string searchable(const ActionContent& content) {
  std::string all = content.title.value_or("") + " " + content.text;
  for (const auto* part : {&content.objective, &content.what_changed, &content.difficulties, &content.facilitators}) {
    if (*part) all += " " + **part;
  }
  for (const auto& item : content.agenda) all += " " + item.text;
  for (const auto& tag : content.tags) all += " " + tag;
  return text::search_terms(all);
}

ledger::RecordId record_id(ActionId id) { return ledger::RecordId{id}; }

ledger::RecordId analysis_record_id(ActionId id) {
  return ledger::RecordId{derived_id("analysis:" + id.text())};
}

store::Row save(db::Write& tx, ActionId id, const ActionDocument& document, const Owner& owner, const std::vector<Warning>& warnings,
                const ledger::Receipt& receipt, std::int64_t revision, const std::optional<store::Row>& before) {
  const auto& content = document.content;
  store::Row row;
  row.id = id;
  row.seq = before ? before->seq : receipt.number;
  row.revision = row.content_revision = revision;
  row.number = receipt.number;
  row.state = document.state;
  row.planned = document.planned;
  row.rectified = document.rectified;
  row.project = *content.project;
  row.type = content.type;
  row.theme = content.theme;
  row.modality = *content.modality;
  row.space = content.space;
  row.title = *content.title;
  row.excerpt = excerpt_of(content.text);
  row.started_at = content.started_at;
  row.minutes = *content.minutes;
  row.day_on = document.day;
  row.state_id = state_of(content, owner.institution);
  row.owner_id = document.owners.front();
  row.author_id = document.authors.front();
  row.atom_id = record_atom(tx, document, owner);
  row.flags = flags_of(document, warnings);
  row.open_followups = before ? before->open_followups : 0;
  row.evidence_count = static_cast<std::int64_t>(content.evidence.size());
  row.created_at = document.created_at;
  row.recorded_at = before ? before->recorded_at : receipt.at;
  row.public_ = content.visibility.public_;
  row.hour_guessed = document.hour_guessed.value_or(false);
  row.content = json::write_described(content);

  store::put(tx, row);
  store::put_search(tx, row.seq, searchable(content), !before);
  store::put_labels(tx, id, content);
  put_places(tx, row, content);
  for (std::size_t i = 0; i < document.authors.size(); ++i) store::put_author(tx, row, document.authors[i], static_cast<std::int64_t>(i));
  for (const auto& organisation : content.organisations) store::put_organisation(tx, id, organisation);
  for (const auto& one : document.owners) store::put_owner(tx, id, one);
  for (const auto& one : content.evidence) store::put_evidence(tx, id, one.hash);
  if (document.late.value_or(false)) put_late(tx, id, receipt.number);
  if (before && before->atom_id != row.atom_id) records::moved(tx, receipt.number, "action", id, {before->atom_id});
  return row;
}

std::optional<Done> done_before(db::Read& tx, ActionId id, ledger::OperationId operation, const crypto::Hash& hash) {
  const auto receipt = ledger::receipt_of(tx, operation, hash);
  if (!receipt) return std::nullopt;
  const auto row = store::find(tx, id);
  return Done{id, row ? row->revision : 0, *receipt, {}};
}

ActionSaved answer(db::Read& tx, const Done& done, const access::Actor& actor) {
  ActionSaved out{view(tx, done.id, actor), done.receipt, done.warnings};
  out.action.warnings = out.warnings;
  return out;
}

}  // namespace teia::actions
