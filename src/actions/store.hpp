// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "actions/actions.hpp"

/// Every SQL statement of the actions. Private to this folder.
namespace teia::actions::store {

/// A record as its row stands.
struct Row {
  ActionId id;
  std::int64_t seq = 0, revision = 0, content_revision = 0, number = 0;
  State state = State::registered;
  bool planned = false, rectified = false;
  std::string project, type, theme, modality;
  std::optional<std::string> space;
  std::string title, excerpt;
  Instant started_at;
  std::int64_t minutes = 0;
  Day day_on;
  std::optional<PlaceId> state_id;
  OrganisationId owner_id;
  PersonId author_id;
  access::AtomId atom_id;
  std::string flags;
  std::int64_t open_followups = 0, evidence_count = 0;
  Instant created_at, recorded_at;
  bool public_ = false;
  bool hour_guessed = false;
  std::string content;
};
DESCRIBE(Row, id, seq, revision, content_revision, number, state, planned, rectified, project, type, theme, modality, space, title,
         excerpt, started_at, minutes, day_on, state_id, owner_id, author_id, atom_id, flags, open_followups, evidence_count,
         created_at, recorded_at, public_, hour_guessed, content)

std::optional<Row> find(db::Read& tx, ActionId id);
/// The record, if the person holds the verb for it.
std::optional<Row> find_for(db::Read& tx, ActionId id, const access::Actor& actor, access::Verb verb);
/// Writes the row and forgets what hung on it: places, authors, organisations, owners and evidence are written again.
void put(db::Write& tx, const Row& row);
/// ActionContent as JSON.
std::string content(db::Read& tx, ActionId id);
void put_search(db::Write& tx, std::int64_t seq, const std::string& terms, bool is_new);
void drop_labels(db::Write& tx, ActionId id);
void put_labels(db::Write& tx, ActionId id, const ActionContent& content);

struct Place {
  PlaceId place_id;
  Presence presence = Presence::direct;
  std::optional<bool> secretary;
  std::optional<access::AtomId> agreed_atom_id;
};
void put_place(db::Write& tx, const Row& row, const Place& place);
void put_author(db::Write& tx, const Row& row, PersonId person, std::int64_t position);
void put_organisation(db::Write& tx, ActionId id, OrganisationId organisation);
void put_owner(db::Write& tx, ActionId id, OrganisationId organisation);
void put_evidence(db::Write& tx, ActionId id, const std::string& hash);
void set_state(db::Write& tx, ActionId id, State state, std::int64_t revision, std::int64_t number);
void set_flags(db::Write& tx, ActionId id, const std::string& flags, bool rectified);
void set_open_followups(db::Write& tx, ActionId id, std::int64_t count);

std::vector<PersonId> authors(db::Read& tx, ActionId id);
std::vector<OrganisationId> owners(db::Read& tx, ActionId id);
std::vector<PlaceId> place_ids(db::Read& tx, ActionId id);
std::vector<people::PersonRef> author_refs(db::Read& tx, ActionId id);
std::vector<people::OrganisationRef> owner_refs(db::Read& tx, ActionId id);
std::vector<people::OrganisationRef> organisation_refs(db::Read& tx, ActionId id);
std::vector<places::PlaceRef> place_refs(db::Read& tx, ActionId id, std::int64_t most);
std::int64_t place_count(db::Read& tx, ActionId id);
bool may_read_evidence(db::Read& tx, const std::string& hash, const access::Actor& actor);
bool attachment_exists(db::Read& tx, const std::string& hash);

struct JudgementRow {
  std::int64_t judged_revision = 0;
  PersonId by_person;
  std::string name;
  Instant at;
  std::string reason;
};
DESCRIBE(JudgementRow, judged_revision, by_person, name, at, reason)
std::optional<JudgementRow> judgement(db::Read& tx, ActionId id, State kind);
void put_judgement(db::Write& tx, ActionId id, State kind, std::int64_t revision, PersonId by, Instant at, const std::string& reason);
void drop_judgement(db::Write& tx, ActionId id, State kind);

struct Analysis {
  std::int64_t revision = 0;
  std::string text;
};
DESCRIBE(Analysis, revision, text)
/// Only with Verb::action_read_analysis for its own atom: the one road to this text.
std::optional<Analysis> analysis_for(db::Read& tx, ActionId id, const access::Actor& actor);
std::int64_t analysis_revision(db::Read& tx, ActionId id);
void put_analysis(db::Write& tx, ActionId id, std::int64_t revision, std::int64_t number, access::AtomId atom, const std::string& text);

/// Other records of the day that may be this one told twice, or two places at once.
struct Neighbour {
  ActionId id;
  std::string type, title, modality;
  Instant started_at;
  std::int64_t minutes = 0;
  bool hour_guessed = false;
  std::string excerpt;
};
DESCRIBE(Neighbour, id, type, title, modality, started_at, minutes, hour_guessed, excerpt)
std::vector<Neighbour> neighbours_of_author(db::Read& tx, PersonId author, Day day, ActionId except);
std::vector<Neighbour> neighbours_of_place(db::Read& tx, PlaceId place, Day day, ActionId except);

// ---- lists ---------------------------------------------------------------------------------------------------------------------

struct Listed {
  ActionId id;
  std::int64_t revision = 0;
  State state = State::registered;
  std::string title, type, theme;
  Instant started_at;
  Day day_on;
  std::string excerpt, flags;
  std::int64_t open_followups = 0, evidence_count = 0;
  std::string project, sigla;
};
DESCRIBE(Listed, id, revision, state, title, type, theme, started_at, day_on, excerpt, flags, open_followups, evidence_count, project,
         sigla)

/// A filter as the statements take it: lists of codes as ",A,B,".
struct Question {
  std::optional<Day> from, to;
  std::optional<std::string> types, themes, statuses, modalities, spaces, results, project, flag, tag;
  std::optional<PersonId> author, coauthor;
  std::optional<OrganisationId> organisation;
  std::optional<PlaceId> state, region, municipality;
  std::optional<bool> happened;
  std::optional<Regions> regions;
  std::optional<Day> composition_on;  ///< of `region` and `regions`; none: each record's own day
  std::optional<std::string> terms;
  std::optional<Day> before_day;  ///< keyset: rows after this one
  std::optional<ActionId> before_id;
  std::int64_t limit = 50;
};

void each(db::Read& tx, const access::Actor& actor, const Question& question, const std::function<bool(Listed&&)>& use);
std::int64_t count(db::Read& tx, const access::Actor& actor, const Question& question);  ///< up to 10,000
/// What the municipality's own manager may see: only rows whose municipality switch is on and whose place is theirs.
void each_agreed(db::Read& tx, const access::Actor& actor, const Question& question, const std::function<bool(Listed&&)>& use);
bool may_read_agreed(db::Read& tx, ActionId id, const access::Actor& actor);

}  // namespace teia::actions::store
