// SPDX-License-Identifier: Apache-2.0
#include "actions/store.hpp"

namespace teia::actions::store {

namespace {

#define ACTION_COLUMNS                                                                                                          \
  " a.id, a.seq, a.revision, a.content_revision, a.number, a.state, a.planned, a.rectified, a.project, a.type, a.theme, "     \
  " a.modality, a.space, a.title, a.excerpt, a.started_at, a.minutes, a.day_on, a.state_id, a.owner_id, a.author_id, "        \
  " a.atom_id, a.flags, a.open_followups, a.evidence_count, a.created_at, a.recorded_at, a.public, a.hour_guessed, "      \
  " c.content "

#define WITH_CONTENT "from action a join action_content c on c.action_id = a.id "

const db::Query<Row, ActionId> find_row{"actions.find", "select" ACTION_COLUMNS WITH_CONTENT "where a.id = $1"};

const db::Query<Row, PersonId, access::Verb, Day, ActionId> find_row_for{
    "actions.find_for", "select" ACTION_COLUMNS WITH_CONTENT "where a.id = $4 and" TEIA_MAY("a.atom_id")};

#define INSERT_ACTION                                                                                                           \
  "insert into action (id, seq, revision, content_revision, number, state, planned, rectified, project, type, theme, modality, " \
  " space, title, excerpt, started_at, minutes, day_on, state_id, owner_id, author_id, atom_id, flags, open_followups, "        \
  " evidence_count, created_at, recorded_at, public, hour_guessed) "                                                            \
  "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, " \
  " $26, $27, $28, $29)"
#define INSERT_CONTENT "insert into action_content (action_id, content) values ($1, $2)"

using PutRow = db::Change<ActionId, std::int64_t, std::int64_t, std::int64_t, std::int64_t, State, bool, bool, std::string, std::string,
                          std::string, std::string, std::optional<std::string>, std::string, std::string, Instant, std::int64_t, Day,
                          std::optional<PlaceId>, OrganisationId, PersonId, access::AtomId, std::string, std::int64_t, std::int64_t, Instant,
                          Instant, bool, bool>;
// A new record needs no look for an old one: SQLite then makes the statement without a journal of its own.
const PutRow insert{"actions.insert", INSERT_ACTION};
const PutRow upsert{"actions.put", INSERT_ACTION R"(
  on conflict (id) do update
     set revision = excluded.revision, content_revision = excluded.content_revision, number = excluded.number,
         state = excluded.state, planned = excluded.planned, rectified = excluded.rectified, project = excluded.project,
         type = excluded.type, theme = excluded.theme, modality = excluded.modality, space = excluded.space, title = excluded.title,
         excerpt = excluded.excerpt, started_at = excluded.started_at, minutes = excluded.minutes, day_on = excluded.day_on,
         state_id = excluded.state_id, owner_id = excluded.owner_id, atom_id = excluded.atom_id, flags = excluded.flags,
         evidence_count = excluded.evidence_count, public = excluded.public, hour_guessed = excluded.hour_guessed)"};
const db::Change<ActionId, std::string> insert_content{"actions.insert_content", INSERT_CONTENT};
const db::Change<ActionId, std::string> upsert_content{
    "actions.put_content", INSERT_CONTENT " on conflict (action_id) do update set content = excluded.content"};
const db::Query<std::string, ActionId> select_content{"actions.content", "select content from action_content where action_id = $1"};

const db::Change<ActionId> drop_places{"actions.drop_places", "delete from action_place where action_id = $1"};
const db::Change<ActionId> drop_authors{"actions.drop_authors", "delete from action_author where action_id = $1"};
const db::Change<ActionId> drop_organisations{"actions.drop_organisations", "delete from action_organisation where action_id = $1"};
const db::Change<ActionId> drop_owners{"actions.drop_owners", "delete from action_owner where action_id = $1"};
const db::Change<ActionId> drop_evidence{"actions.drop_evidence", "delete from action_evidence where action_id = $1"};

const db::Change<std::int64_t, std::string> insert_search{"actions.insert_search", "insert into action_search (rowid, terms) values ($1, $2)"};
const db::Change<std::int64_t, std::string> update_search{"actions.update_search", "update action_search set terms = $2 where rowid = $1"};

const db::Change<ActionId, PlaceId, Presence, std::optional<bool>, Day, State, access::AtomId, std::optional<access::AtomId>> insert_place{
    "actions.insert_place", R"(
  insert into action_place (action_id, place_id, presence, secretary, day_on, state, atom_id, agreed_atom_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8))"};
const db::Change<ActionId, PersonId, std::int64_t, Day> insert_author{
    "actions.insert_author", "insert into action_author (action_id, person_id, position, day_on) values ($1, $2, $3, $4)"};
const db::Change<ActionId, OrganisationId> insert_organisation{
    "actions.insert_organisation", "insert into action_organisation (action_id, organisation_id) values ($1, $2)"};
const db::Change<ActionId, OrganisationId> insert_owner{"actions.insert_owner",
                                                        "insert into action_owner (action_id, organisation_id) values ($1, $2)"};
const db::Change<ActionId, std::string> insert_evidence{"actions.insert_evidence",
                                                        "insert into action_evidence (action_id, hash) values ($1, $2)"};

const db::Change<ActionId, State, std::int64_t, std::int64_t> update_state{
    "actions.set_state", "update action set state = $2, revision = $3, number = $4 where id = $1"};
const db::Change<ActionId, State> update_place_state{"actions.set_place_state", "update action_place set state = $2 where action_id = $1"};
const db::Change<ActionId, std::string, bool> update_flags{"actions.set_flags", "update action set flags = $2, rectified = $3 where id = $1"};
const db::Change<ActionId, std::int64_t> update_open_followups{"actions.set_open_followups",
                                                               "update action set open_followups = $2 where id = $1"};

const db::Query<PersonId, ActionId> select_authors{"actions.authors",
                                                   "select person_id from action_author where action_id = $1 order by position, person_id"};
const db::Query<OrganisationId, ActionId> select_owners{
    "actions.owners", "select organisation_id from action_owner where action_id = $1 order by organisation_id"};
const db::Query<PlaceId, ActionId> select_places{"actions.places",
                                                 "select place_id from action_place where action_id = $1 order by place_id"};
const db::Query<people::PersonRef, ActionId> select_author_refs{"actions.author_refs", R"(
  select p.id, p.name
    from action_author w
    join person p on p.id = w.person_id
   where w.action_id = $1
   order by w.position, p.id)"};
const db::Query<people::OrganisationRef, ActionId> select_owner_refs{"actions.owner_refs", R"(
  select o.id, o.code, o.short_name as name
    from action_owner w
    join organisation o on o.id = w.organisation_id
   where w.action_id = $1
   order by o.code, o.id)"};
const db::Query<people::OrganisationRef, ActionId> select_organisation_refs{"actions.organisation_refs", R"(
  select o.id, o.code, o.short_name as name
    from action_organisation w
    join organisation o on o.id = w.organisation_id
   where w.action_id = $1
   order by o.code, o.id)"};
const db::Query<places::PlaceRef, ActionId, std::int64_t> select_place_refs{"actions.place_refs", R"(
  select p.id, p.level, p.name, coalesce(s.sigla, '') as state
    from action_place l
    join place p on p.id = l.place_id
    left join place s on s.id = p.state_id
   where l.action_id = $1
   order by p.name, p.id
   limit $2)"};
const db::Query<std::int64_t, ActionId> count_places{"actions.count_places", "select count(*) from action_place where action_id = $1"};
const db::Query<std::int64_t, std::string> count_attachments{"actions.attachment_exists", "select count(*) from attachment where hash = $1"};

const db::Query<std::int64_t, PersonId, access::Verb, Day, std::string> count_evidence{"actions.may_read_evidence", R"(
  select count(*)
    from action_evidence v
    join action a on a.id = v.action_id
   where v.hash = $4 and)" TEIA_MAY("a.atom_id")};

const db::Query<JudgementRow, ActionId, State> select_judgement{"actions.judgement", R"(
  select j.judged_revision, j.by_person, p.name, j.at, j.reason
    from action_judgement j
    join person p on p.id = j.by_person
   where j.action_id = $1 and j.kind = $2)"};
const db::Change<ActionId, State, std::int64_t, PersonId, Instant, std::string> upsert_judgement{"actions.put_judgement", R"(
  insert into action_judgement (action_id, kind, judged_revision, by_person, at, reason)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (action_id, kind) do update
     set judged_revision = excluded.judged_revision, by_person = excluded.by_person, at = excluded.at, reason = excluded.reason)"};
const db::Change<ActionId, State> delete_judgement{"actions.drop_judgement",
                                                   "delete from action_judgement where action_id = $1 and kind = $2"};

const db::Query<Analysis, PersonId, access::Verb, Day, ActionId> select_analysis{
    "actions.analysis_for", "select n.revision, n.text from action_analysis n where n.action_id = $4 and" TEIA_MAY("n.atom_id")};
const db::Query<std::int64_t, ActionId> select_analysis_revision{"actions.analysis_revision",
                                                                 "select revision from action_analysis where action_id = $1"};
const db::Change<ActionId, std::int64_t, std::int64_t, access::AtomId, std::string> upsert_analysis{"actions.put_analysis", R"(
  insert into action_analysis (action_id, revision, number, atom_id, text)
  values ($1, $2, $3, $4, $5)
  on conflict (action_id) do update set revision = excluded.revision, number = excluded.number, atom_id = excluded.atom_id, text = excluded.text)"};

const db::Query<Neighbour, PersonId, Day, ActionId> of_author{"actions.neighbours_of_author", R"(
  select a.id, a.type, a.title, a.modality, a.started_at, a.minutes, a.hour_guessed, a.excerpt
    from action_author w
    join action a on a.id = w.action_id
   where w.person_id = $1 and w.day_on = $2 and a.id <> $3 and a.state <> 'cancelada'
   order by a.started_at, a.id)"};
const db::Query<Neighbour, PlaceId, Day, ActionId> of_place{"actions.neighbours_of_place", R"(
  select a.id, a.type, a.title, a.modality, a.started_at, a.minutes, a.hour_guessed, a.excerpt
    from action_place l
    join action a on a.id = l.action_id
   where l.place_id = $1 and l.day_on = $2 and a.id <> $3 and a.state <> 'cancelada'
   order by a.started_at, a.id)"};

}  // namespace

std::optional<Row> find(db::Read& tx, ActionId id) { return tx.one(find_row, id); }

std::optional<Row> find_for(db::Read& tx, ActionId id, const access::Actor& actor, access::Verb verb) {
  return tx.one(find_row_for, actor.person, verb, actor.today, id);
}

void put(db::Write& tx, const Row& r) {
  const bool is_new = r.revision == 1;
  tx.run(is_new ? insert : upsert, r.id, r.seq, r.revision, r.content_revision, r.number, r.state, r.planned, r.rectified, r.project, r.type, r.theme,
         r.modality, r.space, r.title, r.excerpt, r.started_at, r.minutes, r.day_on, r.state_id, r.owner_id, r.author_id, r.atom_id,
         r.flags, r.open_followups, r.evidence_count, r.created_at, r.recorded_at, r.public_, r.hour_guessed);
  tx.run(is_new ? insert_content : upsert_content, r.id, r.content);
  if (is_new) return;
  tx.run(drop_places, r.id);
  tx.run(drop_authors, r.id);
  tx.run(drop_organisations, r.id);
  tx.run(drop_owners, r.id);
  tx.run(drop_evidence, r.id);
  drop_labels(tx, r.id);
}

std::string content(db::Read& tx, ActionId id) { return tx.one(select_content, id).value(); }

void put_search(db::Write& tx, std::int64_t seq, const std::string& terms, bool is_new) {
  tx.run(is_new ? insert_search : update_search, seq, terms);
}

void put_place(db::Write& tx, const Row& row, const Place& place) {
  tx.run(insert_place, row.id, place.place_id, place.presence, place.secretary, row.day_on, row.state, row.atom_id, place.agreed_atom_id);
}
void put_author(db::Write& tx, const Row& row, PersonId person, std::int64_t position) {
  tx.run(insert_author, row.id, person, position, row.day_on);
}
void put_organisation(db::Write& tx, ActionId id, OrganisationId organisation) { tx.run(insert_organisation, id, organisation); }
void put_owner(db::Write& tx, ActionId id, OrganisationId organisation) { tx.run(insert_owner, id, organisation); }
void put_evidence(db::Write& tx, ActionId id, const std::string& hash) { tx.run(insert_evidence, id, hash); }

void set_state(db::Write& tx, ActionId id, State state, std::int64_t revision, std::int64_t number) {
  tx.run(update_state, id, state, revision, number);
  tx.run(update_place_state, id, state);
}
void set_flags(db::Write& tx, ActionId id, const std::string& flags, bool rectified) { tx.run(update_flags, id, flags, rectified); }
void set_open_followups(db::Write& tx, ActionId id, std::int64_t count) { tx.run(update_open_followups, id, count); }

std::vector<PersonId> authors(db::Read& tx, ActionId id) { return tx.all(select_authors, id); }
std::vector<OrganisationId> owners(db::Read& tx, ActionId id) { return tx.all(select_owners, id); }
std::vector<PlaceId> place_ids(db::Read& tx, ActionId id) { return tx.all(select_places, id); }
std::vector<people::PersonRef> author_refs(db::Read& tx, ActionId id) { return tx.all(select_author_refs, id); }
std::vector<people::OrganisationRef> owner_refs(db::Read& tx, ActionId id) { return tx.all(select_owner_refs, id); }
std::vector<people::OrganisationRef> organisation_refs(db::Read& tx, ActionId id) { return tx.all(select_organisation_refs, id); }
std::vector<places::PlaceRef> place_refs(db::Read& tx, ActionId id, std::int64_t most) { return tx.all(select_place_refs, id, most); }
std::int64_t place_count(db::Read& tx, ActionId id) { return tx.one(count_places, id).value_or(0); }
bool may_read_evidence(db::Read& tx, const std::string& hash, const access::Actor& actor) {
  return tx.one(count_evidence, actor.person, access::Verb::action_read, actor.today, hash).value_or(0) > 0;
}
bool attachment_exists(db::Read& tx, const std::string& hash) { return tx.one(count_attachments, hash).value_or(0) > 0; }

std::optional<JudgementRow> judgement(db::Read& tx, ActionId id, State kind) { return tx.one(select_judgement, id, kind); }
void put_judgement(db::Write& tx, ActionId id, State kind, std::int64_t revision, PersonId by, Instant at, const std::string& reason) {
  tx.run(upsert_judgement, id, kind, revision, by, at, reason);
}
void drop_judgement(db::Write& tx, ActionId id, State kind) { tx.run(delete_judgement, id, kind); }

std::optional<Analysis> analysis_for(db::Read& tx, ActionId id, const access::Actor& actor) {
  if (actor.looking_as) return std::nullopt;
  return tx.one(select_analysis, actor.person, access::Verb::action_read_analysis, actor.today, id);
}
std::int64_t analysis_revision(db::Read& tx, ActionId id) { return tx.one(select_analysis_revision, id).value_or(0); }
void put_analysis(db::Write& tx, ActionId id, std::int64_t revision, std::int64_t number, access::AtomId atom, const std::string& text) {
  tx.run(upsert_analysis, id, revision, number, atom, text);
}

std::vector<Neighbour> neighbours_of_author(db::Read& tx, PersonId author, Day day, ActionId except) {
  return tx.all(of_author, author, day, except);
}
std::vector<Neighbour> neighbours_of_place(db::Read& tx, PlaceId place, Day day, ActionId except) {
  return tx.all(of_place, place, day, except);
}

}  // namespace teia::actions::store
