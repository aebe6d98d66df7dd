// SPDX-License-Identifier: Apache-2.0
#include "actions/standing.hpp"

#include <algorithm>

#include "actions/closed.hpp"
#include "actions/record.hpp"

namespace teia::actions {

namespace {

const db::Change<Uuid, OrganisationId, std::optional<PersonId>, std::string, Day, Day, std::int64_t> insert_closed{"actions.close_days", R"(
  insert into closed_days (closing_id, organisation_id, person_id, period, from_on, to_on, number) values ($1, $2, $3, $4, $5, $6, $7))"};
const db::Change<Uuid> delete_closed{"actions.open_days", "delete from closed_days where closing_id = $1"};
// The longest period is the one to name: it was closed last and is opened first.
const db::Query<std::string, OrganisationId, Day, PersonId> select_closed{"actions.closed_period", R"(
  select period
    from closed_days
   where organisation_id = $1 and to_on >= $2 and from_on <= $2 and (person_id = $3 or person_id is null)
   order by from_on, to_on desc, period
   limit 1)"};
// What came late no closing before it told of: it is locked by the first one that did, be it of its own period or of a later one.
const db::Query<std::string, OrganisationId, Day, PersonId, ActionId> select_locked{"actions.locked_by", R"(
  select c.period
    from closed_days c
    left join action_late l on l.action_id = $4
   where c.organisation_id = $1 and c.to_on >= $2 and (c.person_id = $3 or c.person_id is null)
     and ((c.from_on <= $2 and (l.number is null or c.number >= l.number)) or (c.from_on > $2 and c.number >= l.number))
   order by c.from_on, c.to_on desc, c.period
   limit 1)"};
const db::Change<ActionId, std::int64_t> insert_late{"actions.put_late",
                                                    "insert into action_late (action_id, number) values ($1, $2) on conflict (action_id) do nothing"};

struct Line {
  ActionId id;
  std::int64_t revision = 0;
  State state = State::registered;
  db::Bytes hash;
};
DESCRIBE(Line, id, revision, state, hash)

#define COUNTED_RECORDS                                                                                       \
  " where a.owner_id = $1 and (a.author_id = $2 or $2 is null) and a.state in ('registrada', 'devolvida', 'validada')"

const db::Query<Line, OrganisationId, std::optional<PersonId>, Day, Day> select_standing{
    "actions.standing",
    "select a.id, a.revision, a.state, e.hash from action a join ledger_entry e on e.number = a.number" COUNTED_RECORDS
    " and a.day_on >= $3 and a.day_on <= $4 order by a.id"};
const db::Query<Line, OrganisationId, std::optional<PersonId>, Day, std::int64_t> select_late{
    "actions.standing_late",
    "select a.id, a.revision, a.state, e.hash from action_late l join action a on a.id = l.action_id"
    " join ledger_entry e on e.number = a.number" COUNTED_RECORDS " and a.day_on < $3 and l.number > $4 order by a.id"};

const db::Query<Named, ActionId> select_named{"actions.named", R"(
  select a.id, a.content_revision, a.state, a.day_on, a.title, p.name as author
    from action a
    join person p on p.id = a.author_id
   where a.id = $1)"};

bool counts(State state) { return state == State::registered || state == State::returned || state == State::validated; }

}  // namespace

void close_days(db::Write& tx, Uuid closing, const Whose& whose, const places::Period& period, std::int64_t upto) {
  tx.run(insert_closed, closing, whose.organisation, whose.author, period.id(), period.first(), period.last(), upto);
}
void open_days(db::Write& tx, Uuid closing) { tx.run(delete_closed, closing); }

std::optional<places::Period> closed_period(db::Read& tx, OrganisationId organisation, PersonId author, Day day) {
  const auto id = tx.one(select_closed, organisation, day, author);
  return id ? places::Period::parse(*id) : std::nullopt;
}

std::optional<places::Period> locked_by(db::Read& tx, const store::Row& row) {
  if (!counts(row.state)) return std::nullopt;
  const auto id = tx.one(select_locked, row.owner_id, row.day_on, row.author_id, row.id);
  return id ? places::Period::parse(*id) : std::nullopt;
}

void put_late(db::Write& tx, ActionId id, std::int64_t number) { tx.run(insert_late, id, number); }

std::vector<Standing> standing(db::Read& tx, const Whose& whose, const places::Period& period, std::int64_t late_since) {
  std::vector<Standing> out;
  const auto add = [&](const std::vector<Line>& lines, bool late) {
    for (const auto& line : lines) out.push_back({line.id, line.revision, line.state, crypto::hex(line.hash.data), late});
  };
  add(tx.all(select_standing, whose.organisation, whose.author, period.first(), period.last()), false);
  add(tx.all(select_late, whose.organisation, whose.author, period.first(), late_since), true);
  return out;
}

void AsKnown::hear(const ledger::Entry& entry) {
  if (entry.kind != "action" && entry.kind != "action.state") return;
  auto& known = records_[ActionId{entry.record_id}];
  known.revision = entry.revision;
  known.hash = crypto::hex(entry.hash.data);
  if (!entry.payload) {
    known.hole = true;
    return;
  }
  bool late = false;
  if (entry.kind == "action") {
    const auto document = json::read<ActionDocument>(entry.payload->data);
    known.owner = document.owners.front();
    known.author = document.authors.front();
    known.day = document.day;
    known.state = document.state;
    late = document.late.value_or(false);
  } else {
    const auto document = json::read<StateDocument>(entry.payload->data);
    known.state = document.state;
    late = document.late.value_or(false);
  }
  if (late && !known.late_number) known.late_number = entry.number;
}

std::vector<Standing> AsKnown::standing(const Whose& whose, const places::Period& period, std::int64_t late_since) const {
  std::vector<Standing> within, late;
  for (const auto& [id, one] : records_) {
    if (one.owner != whose.organisation || (whose.author && one.author != *whose.author) || !counts(one.state)) continue;
    if (period.contains(one.day)) within.push_back({id, one.revision, one.state, one.hash, false});
    else if (one.day < period.first() && one.late_number.value_or(0) > late_since) late.push_back({id, one.revision, one.state, one.hash, true});
  }
  within.insert(within.end(), late.begin(), late.end());
  return within;
}

bool AsKnown::has_hole(ActionId id) const {
  const auto found = records_.find(id);
  return found != records_.end() && found->second.hole;
}

bool AsKnown::stood(ActionId id, std::int64_t revision, const std::string& hash) const {
  const auto found = records_.find(id);
  return found != records_.end() && found->second.revision == revision && found->second.hash == hash;
}

std::optional<Named> named(db::Read& tx, ActionId id) { return tx.one(select_named, id); }

}  // namespace teia::actions
