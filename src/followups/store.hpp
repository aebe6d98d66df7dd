// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "followups/followups.hpp"

/// Every SQL statement of the follow-ups. Private to this folder.
namespace teia::followups {
/// Each word between blanks, so that the beginning of a word can be looked for.
std::string terms_of(const std::string& text, const std::string& responsible);
}  // namespace teia::followups

namespace teia::followups::store {

/// A follow-up as it stands, seen by one person.
struct Row {
  FollowupId id;
  std::int64_t revision = 0;
  std::optional<ActionId> action_id;
  std::optional<std::string> action_title;
  PersonId author_id;
  OrganisationId owner_id;
  access::AtomId atom_id;
  std::string text, kind;
  std::optional<PersonId> responsible_person;
  std::optional<std::string> responsible_role;
  std::optional<OrganisationId> responsible_organisation;
  std::string responsible_name;
  std::optional<Day> due_on;
  std::string priority;
  FollowupState state = FollowupState::open;
  std::int64_t turn = 0;
  std::optional<std::string> escalated_to, escalated_role;
  std::optional<OrganisationId> escalated_organisation;
  std::optional<Day> closed_on;
  Instant created_at;
  bool reads_action = false;  ///< the action it comes from
  bool reads = false;         ///< all of it; otherwise only what was agreed
  bool acts = false;
};
DESCRIBE(Row, id, revision, action_id, action_title, author_id, owner_id, atom_id, text, kind, responsible_person, responsible_role,
         responsible_organisation, responsible_name, due_on, priority, state, turn, escalated_to, escalated_role, escalated_organisation,
         closed_on, created_at, reads_action, reads, acts)

/// Where a follow-up stands in a list: open ones by the day agreed, then those without a day, then closed ones, the latest first.
std::int64_t turn_of(FollowupState state, std::optional<Day> due_on, std::optional<Day> closed_on);

std::optional<Row> find_for(db::Read& tx, FollowupId id, const access::Actor& actor);
bool exists(db::Read& tx, FollowupId id);
void insert(db::Write& tx, const Row& row, const std::string& terms);
void update(db::Write& tx, const Row& row);
/// Who takes it on, and the words that it is found by.
void set_responsible(db::Write& tx, const Row& row);
void put_place(db::Write& tx, FollowupId id, PlaceId place);
std::vector<places::PlaceRef> place_refs(db::Read& tx, FollowupId id);
std::vector<PlaceId> place_ids(db::Read& tx, FollowupId id);
std::int64_t open_of_action(db::Read& tx, ActionId action);

struct AnswerRow {
  PersonId person_id;
  std::string name;
  Instant at;
  std::string text, evidence;
};
DESCRIBE(AnswerRow, person_id, name, at, text, evidence)
std::vector<AnswerRow> answers(db::Read& tx, FollowupId id);
void put_answer(db::Write& tx, FollowupId id, std::int64_t position, PersonId person, Instant at, const std::string& text,
                const std::vector<actions::Evidence>& evidence);
bool evidence_readable(db::Read& tx, const std::string& hash, const access::Actor& actor);

/// Whether the person has an assignment with the verb at one of the action's institutions.
bool works_for(db::Read& tx, const access::Actor& actor, access::Verb verb, ActionId action);

// ---- lists -----------------------------------------------------------------------------------------------------------------

/// A filter as the statements take it.
struct Question {
  bool mine = false;
  std::optional<ActionId> action;
  std::optional<std::string> states;  ///< ",aberto,em-andamento,"
  std::optional<std::int64_t> before_turn;  ///< only rows that come before it: overdue ones, those due soon
  std::optional<PlaceId> place;
  std::optional<Uuid> responsible;
  std::optional<std::string> kinds, priorities;  ///< likewise
  std::optional<Day> due_from, due_to;
  std::array<std::optional<std::string>, 4> words;  ///< each the beginning of a word of the text
  std::optional<std::int64_t> after_turn;  ///< keyset: rows after this one
  std::optional<FollowupId> after_id;
  std::int64_t limit = 50;
};

/// In turn. `verb` says for what: action.read to look, export.run to take out.
std::vector<Row> list(db::Read& tx, const access::Actor& actor, access::Verb verb, const Question& question);
std::int64_t count(db::Read& tx, const access::Actor& actor, const Question& question);  ///< up to 10,000
std::int64_t closed_between(db::Read& tx, const access::Actor& actor, Day from, Day to);  ///< concluded, of those with this person

}  // namespace teia::followups::store
