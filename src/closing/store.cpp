// SPDX-License-Identifier: Apache-2.0
#include "closing/store.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace teia::closing::store {

namespace {

#define CLOSING_COLUMNS " c.id, c.revision, c.organisation_id, c.person_id, c.period, c.span, c.from_on, c.to_on, c.state "

const db::Query<Row, ClosingId> select_closing{"closing.find", "select" CLOSING_COLUMNS "from closing c where c.id = $1"};
const db::Change<ClosingId, std::int64_t, OrganisationId, std::optional<PersonId>, std::string, places::Span, Day, Day, ClosingState> upsert{
    "closing.put", R"(
  insert into closing (id, revision, organisation_id, person_id, period, span, from_on, to_on, state)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (id) do update set revision = excluded.revision, state = excluded.state)"};
const db::Query<Row, std::optional<OrganisationId>, std::optional<std::string>> select_all{
    "closing.all", "select" CLOSING_COLUMNS R"(
    from closing c
    join organisation o on o.id = c.organisation_id
    left join person p on p.id = c.person_id
   where (c.organisation_id = $1 or $1 is null) and (c.period = $2 or $2 is null)
   order by c.to_on desc, c.from_on, o.code, p.name nulls first, c.id)"};
const db::Query<Row, OrganisationId, Day, Day, ClosingId> select_above{"closing.above", "select" CLOSING_COLUMNS R"(
    from closing c
   where c.organisation_id = $1 and c.person_id is null and c.state = 'fechado' and c.from_on <= $2 and c.to_on >= $3 and c.id <> $4
   order by c.from_on desc, c.to_on, c.id)"};

const db::Query<Step, ClosingId> select_steps{"closing.steps", R"(
  select s.revision, s.state, s.by_person, p.name as by_name, s.at, s.reason, s.without, s.upto, s.sha256, s.records, s.validated, s.late
    from closing_step s
    join person p on p.id = s.by_person
   where s.closing_id = $1
   order by s.revision desc)"};
const db::Change<ClosingId, std::int64_t, ClosingState, PersonId, Instant, std::string, std::string, std::optional<std::int64_t>,
                 std::optional<std::string>, std::int64_t, std::int64_t, std::int64_t>
    insert_step{"closing.put_step", R"(
  insert into closing_step (closing_id, revision, state, by_person, at, reason, without, upto, sha256, records, validated, late)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))"};
const db::Query<std::int64_t, OrganisationId, places::Span, Day, std::optional<PersonId>> select_told_before{"closing.told_before", R"(
  select coalesce(max(s.upto), 0)
    from closing c
    join closing_step s on s.closing_id = c.id
   where c.organisation_id = $1 and c.span = $2 and c.from_on < $3 and (c.person_id = $4 or (c.person_id is null and $4 is null)))"};

const db::Query<std::int64_t, OrganisationId> select_day{"closing.day", "select day from closing_day where organisation_id = $1"};
const db::Change<OrganisationId, std::int64_t> upsert_day{"closing.put_day", R"(
  insert into closing_day (organisation_id, day) values ($1, $2)
  on conflict (organisation_id) do update set day = excluded.day)"};

const db::Query<Counts, OrganisationId, std::optional<PersonId>, Day, Day> select_counts{"closing.counts", R"(
  select count(*) as records, count(case when a.state = 'validada' then 1 end) as validated,
         count(case when a.state = 'registrada' then 1 end) as waiting, count(case when a.state = 'devolvida' then 1 end) as returned,
         count(case when a.state <> 'validada' and a.flags like '% so-audio %' then 1 end) as without_text
    from action a
   where a.owner_id = $1 and (a.author_id = $2 or $2 is null) and a.day_on >= $3 and a.day_on <= $4
     and a.state in ('registrada', 'devolvida', 'validada'))"};

// Of the Rede the apoiador, of the PASES the consultant: roles that support from day to day. Who registers by another one is asked
// for a month in which they did.
const db::Query<Member, OrganisationId, Day, Day> select_members{"closing.members", R"(
  select p.id, p.name, coalesce(t.records, 0) as records, coalesce(t.waiting, 0) as waiting, coalesce(t.returned, 0) as returned
    from person p
    left join (select a.author_id, count(*) as records, count(case when a.state = 'registrada' then 1 end) as waiting,
                      count(case when a.state = 'devolvida' then 1 end) as returned
                 from action a
                where a.owner_id = $1 and a.day_on >= $2 and a.day_on <= $3 and a.state in ('registrada', 'devolvida', 'validada')
                group by a.author_id) t on t.author_id = p.id
   where (t.records > 0
          or exists (select 1 from assignment n
                      where n.organisation_id = $1 and n.person_id = p.id and n.role in ('apoiador', 'conass-consultor')
                        and n.valid_from <= $3 and n.valid_to >= $2))
     and not exists (select 1 from assignment v join role_grant g on g.role = v.role and g.verb = 'action.validate'
                      where v.organisation_id = $1 and v.person_id = p.id and v.valid_from <= $3 and v.valid_to >= $2)
   order by p.name, p.id)"};

}  // namespace

std::optional<Row> find(db::Read& tx, ClosingId id) { return tx.one(select_closing, id); }
void put(db::Write& tx, const Row& row) {
  tx.run(upsert, row.id, row.revision, row.organisation_id, row.person_id, row.period, row.span, row.from_on, row.to_on, row.state);
}
std::vector<Row> all(db::Read& tx, std::optional<OrganisationId> organisation, std::optional<std::string> period) {
  return tx.all(select_all, organisation, period);
}
std::vector<Row> closed_above(db::Read& tx, const Row& row) {
  return tx.all(select_above, row.organisation_id, row.from_on, row.to_on, row.id);
}

std::vector<Step> steps(db::Read& tx, ClosingId id) { return tx.all(select_steps, id); }
void put_step(db::Write& tx, ClosingId id, const Step& step) {
  tx.run(insert_step, id, step.revision, step.state, step.by_person, step.at, step.reason, step.without, step.upto, step.sha256, step.records,
         step.validated, step.late);
}
std::int64_t told_before(db::Read& tx, const actions::Whose& whose, const places::Period& period) {
  return tx.one(select_told_before, whose.organisation, period.span(), period.first(), whose.author).value_or(0);
}

std::int64_t closing_day(db::Read& tx, OrganisationId organisation) { return tx.one(select_day, organisation).value_or(usual_day); }
void put_closing_day(db::Write& tx, OrganisationId organisation, std::int64_t day) { tx.run(upsert_day, organisation, day); }

Counts counts(db::Read& tx, const actions::Whose& whose, const places::Period& period) {
  return *tx.one(select_counts, whose.organisation, whose.author, period.first(), period.last());
}
std::vector<Member> members(db::Read& tx, OrganisationId organisation, const places::Period& period) {
  auto all = tx.all(select_members, organisation, period.first(), period.last());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return text::folded(a.name) < text::folded(b.name); });  // Ávila before Beto
  return all;
}

}  // namespace teia::closing::store
