// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "access/entry.hpp"
#include "actions/closed.hpp"
#include "actions/record.hpp"
#include "base/text.hpp"

/// The verbs: registrada → validada or devolvida → registrada; prevista → confirmada → registrada; a rectification keeps the original.
namespace teia::actions {

namespace {

bool wrote(db::Read& tx, ActionId id, PersonId person) {
  const auto authors = store::authors(tx, id);
  return std::find(authors.begin(), authors.end(), person) != authors.end();
}

store::Row require(db::Read& tx, ActionId id, const access::Actor& actor, access::Verb verb = access::Verb::action_read) {
  if (auto row = store::find_for(tx, id, actor, verb)) return *row;
  if (verb != access::Verb::action_read && store::find_for(tx, id, actor, access::Verb::action_read)) throw access::problems::missing_right();
  throw problems::unknown();
}

store::Row require_own(db::Read& tx, ActionId id, const access::Actor& actor) {
  const auto row = require(tx, id, actor);
  if (!wrote(tx, id, actor.person)) throw problems::not_author();
  return row;
}

/// Whoever wrote it; or, while it still waits for its judgement or its day, whoever goes on with what the author left behind.
store::Row require_own_or_left(db::Read& tx, ActionId id, const access::Actor& actor) {
  const auto row = require(tx, id, actor);
  if (!wrote(tx, id, actor.person) && !goes_on_with(tx, row, actor)) throw problems::not_author();
  return row;
}

void require_revision(const store::Row& row, std::int64_t revision) {
  if (row.revision != revision) throw problems::stale({{"now", std::to_string(row.revision)}});
}

void require_state(const store::Row& row, std::initializer_list<State> from, State to) {
  if (std::find(from.begin(), from.end(), row.state) == from.end()) {
    throw problems::wrong_state({{"state", std::string{word_of(row.state)}}, {"to", std::string{word_of(to)}}});
  }
}

std::string require_reason(const std::string& reason) {
  const auto trimmed = text::trimmed(reason);
  if (text::letters(trimmed) < 5) throw problems::needs_reason();
  return std::string{trimmed.substr(0, 4000)};
}

ledger::NewEntry entry_for(ActionId id, std::int64_t revision, const char* kind, ledger::OperationId operation, const crypto::Hash& hash,
                           const access::Actor& actor, std::string payload) {
  auto entry = access::entry_by(actor, record_id(id), revision, kind, operation, hash);
  entry.schema = action_schema;
  entry.payload = std::move(payload);
  return entry;
}

template <class In>
crypto::Hash hash_of(const char* verb, ActionId id, const In& in) {
  return crypto::sha256(std::string{verb} + " " + id.text() + " " + json::write_described(in));
}

std::vector<std::string> hashes_of(const ActionContent& content) {
  std::vector<std::string> hashes;
  for (const auto& one : content.evidence) hashes.push_back(one.hash);
  std::sort(hashes.begin(), hashes.end());
  return hashes;
}

/// What a closed period makes of a change of state, on the row.
void mark(db::Write& tx, const store::Row& row, const StateDocument& document, std::int64_t number) {
  auto flags = row.flags;
  const auto add = [&](const std::string& word) {
    if (flags.find(" " + word + " ") == std::string::npos) flags += word + " ";
  };
  if (document.late) add(late_flag);
  if (document.late) put_late(tx, row.id, number);
  if (document.rectified) add("retificada");
  if (flags != row.flags) store::set_flags(tx, row.id, flags, row.rectified || document.rectified.value_or(false));
}

/// A change of state: one entry that names the revision it judged, the row, and what the coordination said.
Done move_to(db::Write& tx, const store::Row& row, const StateDocument& document, ledger::OperationId operation, const crypto::Hash& hash,
             const access::Actor& actor) {
  const auto& [to, judged, reason, late, rectified] = document;
  auto entry = entry_for(row.id, row.revision + 1, "action.state", operation, hash, actor, json::write_described(document));
  const auto receipt = ledger::append(tx, entry, actor.now);
  store::set_state(tx, row.id, to, entry.revision, receipt.number);
  mark(tx, row, document, receipt.number);
  if (to == State::validated || to == State::returned) store::put_judgement(tx, row.id, to, judged, actor.person, actor.now, reason);
  if (to == State::validated) store::drop_judgement(tx, row.id, State::returned);
  return {row.id, entry.revision, receipt, {}};
}

/// Why a record changes that was validated or whose period is closed. Who wrote without signal could not know of the closing: the
/// change waits for the coordination, as every rectification does, without the reason.
std::string reason_to_rectify(const EditAction& in, bool closed, const access::Actor& actor) {
  const auto given = in.reason.value_or("");
  if (closed && actor.by_sync() && text::trimmed(given).empty()) return "Feita sem sinal, ainda sem o motivo.";
  return require_reason(given);
}

Warning told_late(const places::Period& period) {
  return {late_flag, "content.started_at", "O período " + period.label() + " já foi fechado: este registro entra no próximo relatório.", std::nullopt};
}

void put_first_analysis(db::Write& tx, const NewAction& in, const std::vector<OrganisationId>& owners, const access::Actor& actor) {
  if (!in.analysis || text::trimmed(*in.analysis).empty()) return;
  AnalysisEdit edit;
  edit.text = *in.analysis;
  const auto hash = crypto::sha256("analysis of " + in.operation.text());
  edit.operation = ledger::OperationId{analysis_record_id(ActionId{in.operation})};  // follows from the operation: a repeat finds it
  if (text::letters(edit.text) > 6000) {
    refuse({teia::problems::too_long.at("analysis", {{"max", "6000"}, {"length", std::to_string(text::letters(edit.text))}})});
  }
  auto entry = entry_for(in.id, 1, "action.analysis", edit.operation, hash, actor, json::write_described(AnalysisDocument{in.id, edit.text}));
  entry.record = analysis_record_id(in.id);
  const auto receipt = ledger::append(tx, entry, actor.now);
  store::put_analysis(tx, in.id, 1, receipt.number, access::atom_for(tx, {access::Part::analysis, owners, "", *in.content.project, std::nullopt}), edit.text);
}

}  // namespace

Done register_action(db::Write& tx, const NewAction& in, const access::Actor& actor) {
  const auto hash = hash_of("register", in.id, in);
  if (auto before = done_before(tx, in.id, in.operation, hash)) return *before;
  if (store::find(tx, in.id)) throw problems::exists();

  ActionDocument document;
  document.content = in.content;
  const auto owner = owner_of(tx, document.content, actor);
  refuse(check(tx, document.content, owner, in.planned, actor));
  document.planned = in.planned;
  document.state = in.planned ? State::planned : State::registered;
  document.day = day_of(tx, document.content, owner.institution);
  document.authors = {actor.person};
  for (const auto& person : document.content.coauthors) {
    if (std::find(document.authors.begin(), document.authors.end(), person) == document.authors.end()) document.authors.push_back(person);
  }
  document.owners = owner.owners;
  document.packages = programmes::package_versions(programmes::catalogue(), *owner.project);
  document.created_at = in.created_at;
  document.duplicate_of = in.duplicate_of;

  document.hour_guessed = in.hour_guessed;

  auto warnings = warnings_of(tx, in.id, document.content, actor.person, document.day, in.hour_guessed.value_or(false));
  if (const auto closed = in.planned ? std::nullopt : closed_period(tx, document.owners.front(), actor.person, document.day)) {
    document.late = true;
    warnings.push_back(told_late(*closed));
  }
  auto entry = entry_for(in.id, 1, "action", in.operation, hash, actor, json::write_described(document));
  entry.device_at = in.created_at;
  entry.attachments = hashes_of(document.content);
  const auto receipt = ledger::append(tx, entry, actor.now);
  save(tx, in.id, document, owner, warnings, receipt, 1, std::nullopt);
  auto with_project = in;
  with_project.content.project = document.content.project;
  put_first_analysis(tx, with_project, document.owners, actor);
  return {in.id, 1, receipt, warnings};
}

namespace {

Done change(db::Write& tx, ActionId id, const EditAction& in, const access::Actor& actor, bool merging) {
  const auto hash = hash_of("edit", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require_own_or_left(tx, id, actor);
  const bool met = row.revision != in.base_revision;
  if (met && !merging) require_revision(row, in.base_revision);
  const auto made = met ? meet(tx, row, in) : Met{in.content, {}};
  require_state(row, {State::planned, State::confirmed, State::postponed, State::registered, State::returned, State::validated}, State::registered);

  const bool still_planned = row.state == State::planned || row.state == State::confirmed || row.state == State::postponed;
  ActionDocument document;
  document.content = made.content;
  document.content.project = row.project;  // a record does not change project
  const auto owner = owner_of(tx, document.content, actor);
  auto faults = check(tx, document.content, owner, still_planned, actor);
  if (met && !faults.empty()) throw problems::edit_conflict({{"fields", faults.front().field}});  // each was right by itself
  refuse(std::move(faults));
  document.planned = row.planned;
  const auto closed = locked_by(tx, row);
  const bool rectifies = row.state == State::validated || closed;
  document.rectified = row.rectified || rectifies;
  if (rectifies) document.reason = reason_to_rectify(in, closed.has_value(), actor);
  // Who wrote from before the return has not read its reason yet.
  const bool stays = still_planned || (met && row.state == State::returned);
  document.state = stays ? row.state : State::registered;
  document.day = day_of(tx, document.content, owner.institution);
  document.authors = {row.author_id};
  for (const auto& person : document.content.coauthors) {
    if (std::find(document.authors.begin(), document.authors.end(), person) == document.authors.end()) document.authors.push_back(person);
  }
  document.owners = store::owners(tx, id);
  std::stable_partition(document.owners.begin(), document.owners.end(), [&](auto& one) { return one == row.owner_id; });
  document.packages = programmes::package_versions(programmes::catalogue(), *owner.project);
  document.created_at = row.created_at;

  document.hour_guessed = row.hour_guessed && document.content.started_at == row.started_at;

  auto warnings = warnings_of(tx, id, document.content, row.author_id, document.day, *document.hour_guessed);
  if (is_late(row)) document.late = true;
  if (const auto into = closed || still_planned ? std::nullopt : closed_period(tx, row.owner_id, row.author_id, document.day)) {
    document.late = true;
    warnings.push_back(told_late(*into));
  }
  auto entry = entry_for(id, row.revision + 1, "action", in.operation, hash, actor, json::write_described(document));
  entry.attachments = hashes_of(document.content);
  if (met) entry.bases = {row.revision, in.base_revision};
  const auto receipt = ledger::append(tx, entry, actor.now);
  save(tx, id, document, owner, warnings, receipt, entry.revision, row);
  if (row.state == State::returned && document.state != State::returned) store::drop_judgement(tx, id, State::returned);
  return {id, entry.revision, receipt, warnings, made.taken};
}

}  // namespace

Done edit(db::Write& tx, ActionId id, const EditAction& in, const access::Actor& actor) { return change(tx, id, in, actor, false); }
Done edit_or_merge(db::Write& tx, ActionId id, const EditAction& in, const access::Actor& actor) { return change(tx, id, in, actor, true); }

Done validate(db::Write& tx, ActionId id, const Judgement& in, const access::Actor& actor) {
  const auto hash = hash_of("validate", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require(tx, id, actor, access::Verb::action_validate);
  require_state(row, {State::registered}, State::validated);
  require_revision(row, in.revision);
  if (wrote(tx, id, actor.person)) throw problems::own_validation();
  return move_to(tx, row, {State::validated, in.revision, ""}, in.operation, hash, actor);
}

Done return_to_author(db::Write& tx, ActionId id, const ReasonedJudgement& in, const access::Actor& actor) {
  const auto hash = hash_of("return", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require(tx, id, actor, access::Verb::action_validate);
  require_state(row, {State::registered}, State::returned);
  require_revision(row, in.revision);
  return move_to(tx, row, {State::returned, in.revision, require_reason(in.reason)}, in.operation, hash, actor);
}

Done take_back(db::Write& tx, ActionId id, const TakeBack& in, const access::Actor& actor) {
  const auto hash = hash_of("take-back", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require(tx, id, actor, access::Verb::action_validate);
  require_state(row, {State::validated}, State::registered);
  require_revision(row, in.revision);
  if (wrote(tx, id, actor.person)) throw problems::own_validation();
  const auto judgement = store::judgement(tx, id, State::validated);
  const bool own = judgement && judgement->by_person == actor.person;
  const auto given = std::string{text::trimmed(in.reason.value_or(""))};
  const auto done = move_to(tx, row, {State::registered, in.revision, own && given.empty() ? "" : require_reason(given)}, in.operation, hash, actor);
  store::drop_judgement(tx, id, State::validated);
  return done;
}

Done cancel(db::Write& tx, ActionId id, const Cancellation& in, const access::Actor& actor) {
  const auto hash = hash_of("cancel", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require_own(tx, id, actor);
  require_state(row, {State::planned, State::confirmed, State::postponed, State::registered, State::returned}, State::cancelled);
  StateDocument document{State::cancelled, row.revision, require_reason(in.reason)};
  if (locked_by(tx, row)) document.rectified = true;
  return move_to(tx, row, document, in.operation, hash, actor);
}

Done undo(db::Write& tx, ActionId id, const Undo& in, const access::Actor& actor) {
  const auto hash = hash_of("undo", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require_own(tx, id, actor);
  if (row.revision != 1 || (row.state != State::registered && row.state != State::planned)) throw problems::nothing_to_undo();
  if (const auto closed = locked_by(tx, row)) throw problems::period_closed({{"period", closed->label()}});
  return move_to(tx, row, {State::cancelled, 1, "Desfeito por quem registrou."}, in.operation, hash, actor);
}

namespace {

/// The record with its new date: a content of its own, so that the history has both.
Done postpone(db::Write& tx, const store::Row& row, const StateChange& in, const crypto::Hash& hash, const access::Actor& actor) {
  ActionDocument document;
  document.content = json::read<ActionContent>(row.content);
  document.content.started_at = *in.started_at;
  document.reason = require_reason(in.reason);
  const auto owner = owner_of(tx, document.content, actor);
  refuse(check(tx, document.content, owner, true, actor));
  document.state = State::postponed;
  document.planned = row.planned;
  document.day = day_of(tx, document.content, owner.institution);
  document.authors = store::authors(tx, row.id);
  document.owners = store::owners(tx, row.id);
  std::stable_partition(document.owners.begin(), document.owners.end(), [&](auto& one) { return one == row.owner_id; });
  document.packages = programmes::package_versions(programmes::catalogue(), *owner.project);
  document.created_at = row.created_at;
  auto entry = entry_for(row.id, row.revision + 1, "action", in.operation, hash, actor, json::write_described(document));
  entry.attachments = hashes_of(document.content);
  const auto receipt = ledger::append(tx, entry, actor.now);
  const auto warnings = warnings_of(tx, row.id, document.content, row.author_id, document.day, false);
  save(tx, row.id, document, owner, warnings, receipt, entry.revision, row);
  return {row.id, entry.revision, receipt, warnings};
}

}  // namespace

Done change_state(db::Write& tx, ActionId id, const StateChange& in, const access::Actor& actor) {
  const auto hash = hash_of("state", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require_own_or_left(tx, id, actor);
  require_state(row, {State::planned, State::confirmed, State::postponed}, in.state);
  const bool needs_reason = in.state == State::not_done || in.state == State::postponed;
  if (!needs_reason && in.state != State::confirmed && in.state != State::registered) {
    throw problems::wrong_state({{"state", std::string{word_of(row.state)}}, {"to", std::string{word_of(in.state)}}});
  }
  if (in.started_at && in.state != State::postponed) refuse({problems::new_date_not_taken.at("started_at")});
  if (in.started_at) return postpone(tx, row, in, hash, actor);
  StateDocument document{in.state, row.revision, needs_reason ? require_reason(in.reason) : in.reason};
  if (in.state == State::registered) {  // realizada: from now on it must be a whole record
    auto content = json::read<ActionContent>(row.content);
    const auto owner = owner_of(tx, content, actor);
    refuse(check(tx, content, owner, false, actor));
    if (closed_period(tx, row.owner_id, row.author_id, row.day_on)) document.late = true;
  }
  return move_to(tx, row, document, in.operation, hash, actor);
}

Done write_analysis(db::Write& tx, ActionId id, const AnalysisEdit& in, const access::Actor& actor) {
  const auto hash = hash_of("analysis", id, in);
  if (auto before = done_before(tx, id, in.operation, hash)) return *before;
  const auto row = require_own(tx, id, actor);
  const auto revision = store::analysis_revision(tx, id);
  if (revision != in.base_revision) throw problems::stale({{"now", std::to_string(revision)}});
  if (text::letters(in.text) > 6000) {
    refuse({teia::problems::too_long.at("text", {{"max", "6000"}, {"length", std::to_string(text::letters(in.text))}})});
  }
  auto entry = entry_for(id, revision + 1, "action.analysis", in.operation, hash, actor, json::write_described(AnalysisDocument{id, in.text}));
  entry.record = analysis_record_id(id);
  const auto receipt = ledger::append(tx, entry, actor.now);
  const auto atom = access::atom_for(tx, {access::Part::analysis, store::owners(tx, id), "", row.project, std::nullopt});
  store::put_analysis(tx, id, entry.revision, receipt.number, atom, in.text);
  return {id, row.revision, receipt, {}};
}

void set_open_followups(db::Write& tx, ActionId id, std::int64_t count) { store::set_open_followups(tx, id, count); }

}  // namespace teia::actions
