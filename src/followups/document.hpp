// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "followups/sentences.hpp"
#include "followups/store.hpp"

/// What the ledger keeps of a follow-up, and the road between that, its row and what a reader sees. Private to this folder.
namespace teia::followups {

struct Said {
  PersonId person;
  Instant at;
  std::string text;
  std::vector<actions::Evidence> evidence;
};
DESCRIBE(Said, person, at, text, evidence)

/// The payload of an entry of kind "followup", schema 1: the whole document at that revision, and what happened.
struct Document {
  std::optional<ActionId> action;
  PersonId author;
  OrganisationId owner;
  std::string text, kind;
  Responsible responsible;
  std::optional<Day> due_on;
  std::string priority;
  std::vector<PlaceId> places;
  FollowupState state = FollowupState::open;
  std::optional<std::string> escalated_to;
  std::optional<Day> closed_on;
  std::vector<Said> answers;
  Happened happened;
};
DESCRIBE(Document, action, author, owner, text, kind, responsible, due_on, priority, places, state, escalated_to, closed_on, answers, happened)

inline ledger::RecordId record_id(FollowupId id) { return ledger::RecordId{id}; }

Responsible responsible_of(const store::Row& row);
store::Question question_of(const FollowupFilter& filter, const access::Actor& actor);
FollowupRow row_of(db::Read& tx, const store::Row& row, const access::Actor& actor);

/// The row as a reader sees it, with answers and history as far as they reach. Throws followups.unknown.
FollowupView view_with(db::Read& tx, FollowupId id, const std::optional<ledger::Receipt>& receipt, const access::Actor& actor);

/// The same after a deed of the actor's: shown even to who gave it out of their hands by it.
FollowupView view_after(db::Read& tx, store::Row did, const ledger::Receipt& receipt, const access::Actor& actor);

/// Every fault of what came in, with its field; tidies texts and fills in what follows from the rest.
std::vector<Fault> check(db::Read& tx, NewFollowup& in, OrganisationId owner, Day today);
std::vector<Fault> check(db::Read& tx, FollowupDeed& in, bool files_follow);
std::vector<Fault> check_responsible(db::Read& tx, Responsible& who, OrganisationId owner);
std::vector<Fault> check_new_day(const FollowupDeed& in, Day today);

}  // namespace teia::followups
