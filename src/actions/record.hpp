// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/store.hpp"
#include "programmes/programmes.hpp"

/// From what a person said to what is kept. Private to this folder.
namespace teia::actions {

/// The payload of an entry of kind "action", schema 1: the whole record at that revision, with everything derived filled in.
struct ActionDocument {
  ActionContent content;
  State state = State::registered;
  bool planned = false;
  Day day;
  std::vector<PersonId> authors;
  std::vector<OrganisationId> owners;
  std::string packages;  ///< versions that the record was made under
  Instant created_at;
  std::optional<ActionId> duplicate_of;
  std::optional<std::string> reason;
  bool rectified = false;
  std::optional<bool> hour_guessed;  ///< nobody stated the hour
  std::optional<bool> late;          ///< it came into its period when that was closed already
};
DESCRIBE(ActionDocument, content, state, planned, day, authors, owners, packages, created_at, duplicate_of, reason, rectified, hour_guessed, late)

/// The payload of an entry of kind "action.state", schema 1.
struct StateDocument {
  State state = State::registered;
  std::int64_t judged = 0;
  std::string reason;
  std::optional<bool> late = std::nullopt;       ///< a plan that was carried out in a period closed already
  std::optional<bool> rectified = std::nullopt;  ///< a record of a closed period was cancelled
};
DESCRIBE(StateDocument, state, judged, reason, late, rectified)

/// The payload of an entry of kind "action.analysis", schema 1; its record id is derived from the action's.
struct AnalysisDocument {
  ActionId action;
  std::string text;
};
DESCRIBE(AnalysisDocument, action, text)

ledger::RecordId record_id(ActionId id);
/// A part with rights of its own is a record of its own: the first 16 bytes of SHA-256("analysis:" + id), marked version 8.
ledger::RecordId analysis_record_id(ActionId id);

/// Who owns a record that this person makes: the institution of an assignment that may write in the project. Fills the project in
/// from the role when it was left out. Throws no_institution.
struct Owner {
  const programmes::Project* project;
  people::Organisation institution;
  std::string network;
  std::vector<OrganisationId> owners;  ///< for PASES the secretariat and CONASS
};
Owner owner_of(db::Read& tx, ActionContent& content, const access::Actor& actor);

/// Every fault of the content, with its field; derives what was left out on the way.
std::vector<Fault> check(db::Read& tx, ActionContent& content, const Owner& owner, bool planned, const access::Actor& actor);

/// The action's day by the clock of its first place (of the institution's state when it has none).
Day day_of(db::Read& tx, const ActionContent& content, const people::Organisation& institution);

std::vector<Warning> warnings_of(db::Read& tx, ActionId id, const ActionContent& content, PersonId author, Day day, bool hour_guessed);

/// The beginning of a text, as lists show it.
std::string excerpt_of(const std::string& text);
/// Words that a record is found by.
std::string searchable(const ActionContent& content);

/// Writes row, places, authors, atoms and search terms for a document whose entry is in the ledger.
store::Row save(db::Write& tx, ActionId id, const ActionDocument& document, const Owner& owner, const std::vector<Warning>& warnings,
                const ledger::Receipt& receipt, std::int64_t revision, const std::optional<store::Row>& before);

/// What the present content and an edit of an older revision make together.
struct Met {
  ActionContent content;
  std::vector<std::string> taken;
};
Met meet(db::Read& tx, const store::Row& row, const EditAction& in);

/// What everybody sees who may read the record: nothing here depends on the reader.
ActionView shared_view(db::Read& tx, const store::Row& row);
bool open_state(State state);
/// Whether the actor succeeds the author at the owning institution, and the record is still open.
bool goes_on_with(db::Read& tx, const store::Row& row, const access::Actor& actor);

std::optional<Done> done_before(db::Read& tx, ActionId id, ledger::OperationId operation, const crypto::Hash& hash);

}  // namespace teia::actions
