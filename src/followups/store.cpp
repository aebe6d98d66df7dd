// SPDX-License-Identifier: Apache-2.0
#include "followups/store.hpp"

#include "followups/select.hpp"

namespace teia::followups::store {

namespace {

using access::Verb;

const db::Query<Row, PersonId, Verb, Day, FollowupId> find_row{"followups.find",
                                                              FOLLOWUP_SELECT "where f.id = $4 and" FOLLOWUP_READABLE};

const db::Query<std::int64_t, FollowupId> count_rows{"followups.exists", "select count(*) from followup where id = $1"};

const db::Change<FollowupId, std::int64_t, std::optional<ActionId>, PersonId, OrganisationId, access::AtomId, std::string, std::string,
                 std::optional<PersonId>, std::optional<std::string>, std::optional<OrganisationId>, std::string, std::optional<Day>,
                 std::string, FollowupState, std::int64_t, std::string, Instant>
    insert_row{"followups.insert", R"(
  insert into followup (id, revision, action_id, author_id, owner_id, atom_id, text, kind, responsible_person, responsible_role,
                        responsible_organisation, responsible_name, due_on, priority, state, turn, terms, created_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18))"};

const db::Change<FollowupId, std::int64_t, std::optional<Day>, FollowupState, std::int64_t, std::optional<std::string>, std::optional<std::string>,
                 std::optional<OrganisationId>, std::optional<Day>>
    update_row{"followups.update", R"(
  update followup
     set revision = $2, due_on = $3, state = $4, turn = $5, escalated_to = $6, escalated_role = $7, escalated_organisation = $8,
         closed_on = $9
   where id = $1)"};

const db::Change<FollowupId, std::optional<PersonId>, std::optional<std::string>, std::optional<OrganisationId>, std::string, std::string>
    update_responsible{"followups.set_responsible", R"(
  update followup
     set responsible_person = $2, responsible_role = $3, responsible_organisation = $4, responsible_name = $5, terms = $6
   where id = $1)"};

const db::Change<FollowupId, PlaceId> insert_place{
    "followups.insert_place", "insert into followup_place (followup_id, place_id) values ($1, $2) on conflict do nothing"};

const db::Query<places::PlaceRef, FollowupId> select_places{"followups.places", R"(
  select p.id, p.level, p.name, coalesce(s.sigla, '') as state
    from followup_place l
    join place p on p.id = l.place_id
    left join place s on s.id = p.state_id
   where l.followup_id = $1
   order by p.name, p.id)"};

const db::Query<PlaceId, FollowupId> select_place_ids{"followups.place_ids",
                                                      "select place_id from followup_place where followup_id = $1 order by place_id"};

const db::Query<std::int64_t, ActionId> count_open{"followups.open_of_action",
                                                   "select count(*) from followup where action_id = $1 and closed_on is null"};

const db::Query<AnswerRow, FollowupId> select_answers{"followups.answers", R"(
  select w.person_id, p.name, w.at, w.text, w.evidence
    from followup_answer w
    join person p on p.id = w.person_id
   where w.followup_id = $1
   order by w.position)"};

const db::Change<FollowupId, std::int64_t, PersonId, Instant, std::string, std::string> insert_answer{"followups.insert_answer", R"(
  insert into followup_answer (followup_id, position, person_id, at, text, evidence) values ($1, $2, $3, $4, $5, $6))"};

const db::Change<std::string, FollowupId> insert_evidence{
    "followups.insert_evidence", "insert into followup_evidence (hash, followup_id) values ($1, $2) on conflict do nothing"};

const db::Query<std::int64_t, PersonId, Verb, Day, std::string> count_evidence{
    "followups.evidence_readable", "select count(*)" FOLLOWUP_FROM "join followup_evidence v on v.followup_id = f.id where v.hash = $4 and ("
                                   TEIA_MAY(FOLLOWUP_ATOM) "or" FOLLOWUP_MINE ")"};

const db::Query<std::int64_t, PersonId, Verb, Day, ActionId> count_works_for{"followups.works_for", R"(
  select count(*)
    from action_owner o
    join assignment m on m.organisation_id = o.organisation_id
   where m.person_id = $1 and m.valid_from <= $3 and m.valid_to >= $3 and o.action_id = $4
     and exists (select 1 from role_grant g where g.role = m.role and g.verb = $2))"};

}  // namespace

std::int64_t turn_of(FollowupState state, std::optional<Day> due_on, std::optional<Day> closed_on) {
  constexpr std::int64_t without_day = 999'999, closed = 10'000'000;
  if (!is_open(state)) return closed - (closed_on ? closed_on->number : 0);
  return due_on ? due_on->number : without_day;
}

std::optional<Row> find_for(db::Read& tx, FollowupId id, const access::Actor& actor) {
  return tx.one(find_row, actor.person, Verb::action_read, actor.today, id);
}

bool exists(db::Read& tx, FollowupId id) { return tx.one(count_rows, id).value_or(0) > 0; }

void insert(db::Write& tx, const Row& r, const std::string& terms) {
  tx.run(insert_row, r.id, r.revision, r.action_id, r.author_id, r.owner_id, r.atom_id, r.text, r.kind, r.responsible_person,
         r.responsible_role, r.responsible_organisation, r.responsible_name, r.due_on, r.priority, r.state, r.turn, terms, r.created_at);
}

void update(db::Write& tx, const Row& r) {
  tx.run(update_row, r.id, r.revision, r.due_on, r.state, r.turn, r.escalated_to, r.escalated_role, r.escalated_organisation, r.closed_on);
}

void set_responsible(db::Write& tx, const Row& r) {
  tx.run(update_responsible, r.id, r.responsible_person, r.responsible_role, r.responsible_organisation, r.responsible_name,
         terms_of(r.text, r.responsible_name));
}

void put_place(db::Write& tx, FollowupId id, PlaceId place) { tx.run(insert_place, id, place); }
std::vector<places::PlaceRef> place_refs(db::Read& tx, FollowupId id) { return tx.all(select_places, id); }
std::vector<PlaceId> place_ids(db::Read& tx, FollowupId id) { return tx.all(select_place_ids, id); }
std::int64_t open_of_action(db::Read& tx, ActionId action) { return tx.one(count_open, action).value_or(0); }
std::vector<AnswerRow> answers(db::Read& tx, FollowupId id) { return tx.all(select_answers, id); }

void put_answer(db::Write& tx, FollowupId id, std::int64_t position, PersonId person, Instant at, const std::string& text,
                const std::vector<actions::Evidence>& evidence) {
  tx.run(insert_answer, id, position, person, at, text, json::write_described(evidence));
  for (const auto& one : evidence) tx.run(insert_evidence, one.hash, id);
}

bool evidence_readable(db::Read& tx, const std::string& hash, const access::Actor& actor) {
  return tx.one(count_evidence, actor.person, Verb::action_read, actor.today, hash).value_or(0) > 0;
}

bool works_for(db::Read& tx, const access::Actor& actor, Verb verb, ActionId action) {
  return tx.one(count_works_for, actor.person, verb, actor.today, action).value_or(0) > 0;
}

}  // namespace teia::followups::store
