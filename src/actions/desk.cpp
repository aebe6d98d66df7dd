// SPDX-License-Identifier: Apache-2.0
#include "actions/desk.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"

namespace teia::actions {

namespace {

constexpr std::size_t biggest_draft = 200'000;  // letters of JSON; more is no draft of an action

const db::Query<std::string, PersonId, Day> types_by_habit{"actions.types_by_habit", R"(
  select a.type
    from action_author w
    join action a on a.id = w.action_id
   where w.person_id = $1 and w.day_on >= $2
   group by a.type
   order by count(*) desc, a.type
   limit 24)"};
const db::Query<std::string, PersonId, Day> themes_by_habit{"actions.themes_by_habit", R"(
  select a.theme
    from action_author w
    join action a on a.id = w.action_id
   where w.person_id = $1 and w.day_on >= $2
   group by a.theme
   order by count(*) desc, a.theme
   limit 12)"};
const db::Query<PlaceId, PersonId, Day> last_places{"actions.last_places", R"(
  select l.place_id
    from action_author w
    join action_place l on l.action_id = w.action_id
   where w.person_id = $1 and w.day_on >= $2
   group by l.place_id
   order by max(w.day_on) desc, l.place_id
   limit 8)"};
const db::Query<people::OrganisationRef, PersonId, Day> last_organisations{"actions.last_organisations", R"(
  select o.id, o.code, o.short_name as name
    from action_author w
    join action_organisation l on l.action_id = w.action_id
    join organisation o on o.id = l.organisation_id
   where w.person_id = $1 and w.day_on >= $2
   group by o.id, o.code, o.short_name
   order by max(w.day_on) desc, o.id
   limit 6)"};
const db::Query<people::PersonRef, PersonId, Day> team_of{"actions.team_of", R"(
  select p.id, p.name
    from assignment mine
    join assignment theirs on theirs.organisation_id = mine.organisation_id
    join person p on p.id = theirs.person_id
   where mine.person_id = $1 and mine.valid_from <= $2 and mine.valid_to >= $2
     and theirs.valid_from <= $2 and theirs.valid_to >= $2 and theirs.person_id <> $1
     and exists (select 1 from role_grant g where g.role = theirs.role and g.verb = 'action.write')
   group by p.id, p.name
   order by p.name, p.id
   limit 60)"};

const db::Query<Draft, PersonId> select_drafts{"actions.drafts", R"(
  select id, title, content, saved_at
    from draft
   where person_id = $1
   order by saved_at desc, id
   limit 50)"};
// The condition in the update keeps a draft with whoever began it.
const db::Change<Uuid, PersonId, std::string, json::Value, Instant> upsert_draft{"actions.put_draft", R"(
  insert into draft (id, person_id, title, content, saved_at)
  values ($1, $2, $3, $4, $5)
  on conflict (id) do update set title = excluded.title, content = excluded.content, saved_at = excluded.saved_at
   where draft.person_id = excluded.person_id)"};
const db::Change<Uuid, PersonId> delete_draft{"actions.drop_draft", "delete from draft where id = $1 and person_id = $2"};

const db::Query<Template, PersonId> select_templates{"actions.templates",
                                                     "select id, name, content from action_template where person_id = $1 order by name, id"};
const db::Change<Uuid, PersonId, std::string, json::Value> upsert_template{"actions.put_template", R"(
  insert into action_template (id, person_id, name, content)
  values ($1, $2, $3, $4)
  on conflict (id) do update set name = excluded.name, content = excluded.content
   where action_template.person_id = excluded.person_id)"};
const db::Change<Uuid, PersonId> delete_template{"actions.drop_template", "delete from action_template where id = $1 and person_id = $2"};

/// January, May or September: the quadrimestre that the day lies in began there.
Day quadrimestre_start(Day day) { return Day::of(day.year(), (day.month() - 1) / 4 * 4 + 1, 1); }

/// The health regions that have a town of the territory.
std::vector<places::PlaceHit> regions_of(db::Read& tx, const std::vector<PlaceId>& territory, Day today) {
  if (territory.empty()) return {};
  std::set<PlaceId> mine;
  for (const auto& town : territory) {
    if (const auto region = places::parent_of(tx, town, places::Relation::region, today)) mine.insert(*region);
  }
  auto regions = places::list(tx, places::Level::region, places::state_of(territory.front()), today);
  std::erase_if(regions, [&](const auto& region) { return !mine.contains(region.id); });
  return regions;
}

std::vector<ActionRow> waiting(db::Read& tx, const char* status, const access::Actor& actor) {
  Filter filter;
  filter.status = status;
  filter.limit = 200;
  auto rows = list(tx, filter, actor).items;
  std::erase_if(rows, [&](const ActionRow& row) {
    const auto brief = find_brief(tx, row.id);
    const bool mine = std::any_of(row.authors.begin(), row.authors.end(), [&](auto& author) { return author.id == actor.person; });
    return mine || !brief || !access::holds(tx, actor.person, access::Verb::action_validate, brief->atom_id, actor.today);
  });
  return rows;
}

std::int64_t total(db::Read& tx, const char* status, Day from, const access::Actor& actor) {
  Filter filter;
  filter.status = status;
  filter.from = from;
  filter.to = quadrimestre_start(from.plus(130)).plus(-1);
  filter.limit = 1;
  return list(tx, filter, actor).total;
}

}  // namespace

ValidationInbox validation_inbox(db::Read& tx, const access::Actor& actor) {
  ValidationInbox inbox;
  const auto from = quadrimestre_start(actor.today.plus(-30));  // in its first month, the quadrimestre before is the one being closed
  inbox.total_registered = total(tx, "registrada,devolvida,validada", from, actor);
  inbox.validated = total(tx, "validada", from, actor);
  for (auto& row : waiting(tx, "registrada", actor)) (row.flags.empty() ? inbox.ready : inbox.exceptions).push_back(std::move(row));
  inbox.returned = waiting(tx, "devolvida", actor);
  return inbox;
}

Outcomes validate_many(db::Store& store, const Batch& batch, const access::Actor& actor) {
  if (batch.items.size() > 500) refuse({problems::too_many.at("items", {{"max", "500"}})});
  Outcomes out;
  for (const auto& item : batch.items) {
    Outcome outcome{item.id, true, std::nullopt, std::nullopt};
    try {
      store.write([&](db::Write& tx) { validate(tx, item.id, {item.operation, item.revision}, actor); });
    } catch (const Problem& problem) {
      outcome = {item.id, false, problem.code, problem.message};
    }
    out.outcomes.push_back(std::move(outcome));
  }
  return out;
}

RegisterDefaults register_defaults(db::Read& tx, const access::Actor& actor) {
  RegisterDefaults out;
  const auto since = actor.today.plus(-180);
  out.types = tx.all(types_by_habit, actor.person, since);
  out.themes = tx.all(themes_by_habit, actor.person, since);
  const auto territory = people::territory_of(tx, actor.person, actor.today);
  auto ids = tx.all(last_places, actor.person, since);
  for (const auto& id : territory) {
    if (ids.size() < 60 && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  for (const auto& id : ids) {
    if (auto place = places::find(tx, id)) out.places.push_back(std::move(*place));
  }
  out.organisations = tx.all(last_organisations, actor.person, since);
  Filter mine;
  mine.mine = true;
  mine.limit = 5;
  out.last = list(tx, mine, actor).items;
  out.templates = templates(tx, actor);
  out.team = tx.all(team_of, actor.person, actor.today);
  out.regions = regions_of(tx, territory, actor.today);
  return out;
}

std::vector<Draft> drafts(db::Read& tx, const access::Actor& actor) { return tx.all(select_drafts, actor.person); }

void put_draft(db::Write& tx, Uuid id, const DraftContent& draft, const access::Actor& actor) {
  const auto size = json::write(draft.content).size();
  if (size > biggest_draft) {
    refuse({teia::problems::too_long.at("content", {{"max", std::to_string(biggest_draft)}, {"length", std::to_string(size)}})});
  }
  tx.run(upsert_draft, id, actor.person, text::first_letters(draft.title, 200), draft.content, actor.now);
}

void drop_draft(db::Write& tx, Uuid id, const access::Actor& actor) { tx.run(delete_draft, id, actor.person); }

std::vector<Template> templates(db::Read& tx, const access::Actor& actor) { return tx.all(select_templates, actor.person); }

void put_template(db::Write& tx, const Template& made, const access::Actor& actor) {
  const auto size = json::write(made.content).size();
  if (size > biggest_draft) {
    refuse({teia::problems::too_long.at("content", {{"max", std::to_string(biggest_draft)}, {"length", std::to_string(size)}})});
  }
  if (text::trimmed(made.name).empty()) refuse({problems::too_short.at("name", {{"min", "1"}})});
  tx.run(upsert_template, made.id, actor.person, text::first_letters(made.name, 120), made.content);
}

void drop_template(db::Write& tx, Uuid id, const access::Actor& actor) { tx.run(delete_template, id, actor.person); }

}  // namespace teia::actions
