// SPDX-License-Identifier: Apache-2.0
#include "followups/desk_store.hpp"

#include "followups/select.hpp"

namespace teia::followups::store {

namespace {

using access::Verb;

// The own ones, and those of whoever the person goes on for.
const db::Query<WaitingAction, PersonId, Day> select_waiting{"followups.waiting_actions", R"(
  with mine as (
    select w.action_id from action_author w where w.person_id = $1
     union
    select b.id
      from succession u
      join action_author w on w.person_id = u.person_id and w.position = 0
      join action b on b.id = w.action_id and b.owner_id = u.organisation_id
     where u.successor_id = $1 and)" TEIA_SUCCESSION_HOLDS("$2") R"()
  select a.id, a.title, a.state, a.day_on, (a.flags like '% so-audio %') as without_text, j.reason, p.name as judge, j.at as judged_at
    from mine
    join action a on a.id = mine.action_id
    left join action_judgement j on j.action_id = a.id and j.kind = 'devolvida'
    left join person p on p.id = j.by_person
   where (a.state = 'devolvida' or (a.state = 'registrada' and a.flags like '% so-audio %')
          or (a.state in ('prevista', 'confirmada', 'adiada') and a.day_on < $2))
   order by a.day_on, a.id)"};

// Walks the records of the institutions that the person validates for; nobody validates the own record.
const db::Query<std::int64_t, PersonId, Verb, Day> count_to_validate{"followups.to_validate", R"(
  select count(*)
    from action a
   where a.owner_id in (select o.organisation_id
                          from access_grant g
                          join atom_owner o on o.atom_id = g.atom_id
                         where g.person_id = $1 and g.verb = $2 and g.valid_from <= $3 and g.valid_to >= $3)
     and a.state = 'registrada'
     and not exists (select 1 from action_author w where w.action_id = a.id and w.person_id = $1)
     and)" TEIA_MAY("a.atom_id")};

#define HAPPENED " in ('registrada', 'devolvida', 'validada') "

const db::Query<TypeCount, PersonId, Day, Day> count_own{"followups.own_actions", R"(
  select a.type, count(*) as value, count(case when a.state = 'validada' then 1 end) as validated
    from action_author w
    join action a on a.id = w.action_id
   where w.person_id = $1 and w.day_on >= $2 and w.day_on <= $3 and a.state)" HAPPENED R"(
   group by a.type
   order by count(*) desc, a.type)"};

const db::Query<std::int64_t, PersonId, Day, Day> count_own_places{"followups.own_places", R"(
  select count(distinct l.place_id)
    from action_author w
    join action_place l on l.action_id = w.action_id
   where w.person_id = $1 and w.day_on >= $2 and w.day_on <= $3 and l.state)" HAPPENED R"(
     and l.presence <> 'convidado' and l.place_id >= 1000000)"};

const db::Query<KnownPlace, PlaceId> select_place{"followups.known_place", R"(
  select p.id, p.level, p.name, coalesce(s.sigla, '') as state, p.in_network
    from place p
    left join place s on s.id = p.state_id
   where p.id = $1)"};

// Of the person's own rights, and of what a town's manager may see: title and day of what was agreed.
#define AGREED_HERE                                                                                    \
  " exists (select 1 from access_grant g where g.person_id = $1 and g.verb = 'action.read-agreed'"    \
  " and g.atom_id = l.agreed_atom_id and g.valid_from <= $3 and g.valid_to >= $3) "
#define CONTACT " l.presence <> 'convidado' and l.state" HAPPENED "and (" TEIA_MAY("l.atom_id") "or" AGREED_HERE ") "
#define NEWEST(road) \
  "select l.day_on, a.title," TEIA_MAY("l.atom_id") "as whole" road "and l.day_on <= $3 and" CONTACT \
  "order by l.day_on desc, l.action_id desc limit 1"
#define THEMES(road) \
  "select a.theme, count(distinct a.id) as value" road "and l.day_on > $5 and l.day_on <= $3 and" CONTACT \
  "group by a.theme order by count(distinct a.id) desc, a.theme"

// A town has an index to itself; a region or macro-region asks its towns of today; a state has the index of its actions.
#define TOWN(place) " from action_place l join action a on a.id = l.action_id where l.place_id = " place " "
#define REGION(place, today)                                                                                                     \
  " from action_place l join action a on a.id = l.action_id where l.place_id in (select cast(" place " as bigint) union all" \
  " select e.child_id from place_edge e where e.parent_id = " place " and e.valid_from <= " today " and e.valid_to >= " today ") "
#define IN_TOWN TOWN("$4")
#define IN_REGION REGION("$4", "$3")
#define IN_STATE                                                                                                            \
  " from action a where a.state_id = $4 and a.day_on <= $3 and a.state" HAPPENED                                           \
  "and ((" TEIA_MAY("a.atom_id")                                                                                           \
  "  and exists (select 1 from action_place l where l.action_id = a.id and l.presence <> 'convidado'))"                    \
  " or exists (select 1 from action_place l where l.action_id = a.id and l.presence <> 'convidado' and" AGREED_HERE ")) "

template <class Result, class... More>
using OfPlace = db::Query<Result, PersonId, Verb, Day, PlaceId, More...>;

const OfPlace<Contact> last_in_town{"followups.last_contact_in_town", NEWEST(IN_TOWN)};
const OfPlace<Contact> last_in_region{"followups.last_contact_in_region", NEWEST(IN_REGION)};
const OfPlace<Contact> last_in_state{"followups.last_contact_in_state",
                                     "select a.day_on, a.title," TEIA_MAY("a.atom_id") "as whole" IN_STATE
                                     "order by a.day_on desc, a.id desc limit 1"};

const OfPlace<ThemeCount, Day> themes_in_town{"followups.themes_in_town", THEMES(IN_TOWN)};
const OfPlace<ThemeCount, Day> themes_in_region{"followups.themes_in_region", THEMES(IN_REGION)};
const OfPlace<ThemeCount, Day> themes_in_state{
    "followups.themes_in_state", "select a.theme, count(*) as value" IN_STATE "and a.day_on > $5 group by a.theme order by count(*) desc, a.theme"};

const db::Query<PlaceId, PersonId, Verb, Day> select_own_towns{"followups.own_towns", R"(
  select distinct m.place_id
    from assignment a
    join role_grant g on g.role = a.role
    join assignment_municipality m on m.assignment_id = a.id
   where a.person_id = $1 and g.verb = $2 and m.valid_from <= $3 and m.valid_to >= $3
   order by m.place_id)"};

// Days and numbers, no content: whoever's records they are.
#define EVERYBODYS(road)                                                                                                  \
  "select max(l.day_on) as last_on, count(distinct case when l.day_on > $3 then l.action_id end) as actions" road         \
  "and l.day_on <= $2 and l.presence <> 'convidado' and l.state" HAPPENED
using Everybodys = db::Query<Contacts, PlaceId, Day, Day>;
const Everybodys all_in_town{"followups.contacts_in_town", EVERYBODYS(TOWN("$1"))};
const Everybodys all_in_region{"followups.contacts_in_region", EVERYBODYS(REGION("$1", "$2"))};
const Everybodys all_in_state{"followups.contacts_in_state", R"(
  select max(a.day_on) as last_on, count(case when a.day_on > $3 then 1 end) as actions
    from action a
   where a.state_id = $1 and a.day_on <= $2 and a.state)" HAPPENED R"(
     and exists (select 1 from action_place l where l.action_id = a.id and l.presence <> 'convidado'))"};

template <class Query>
const Query& fitting(PlaceId place, const Query& town, const Query& region, const Query& state) {
  if (place.value >= 1'000'000) return town;
  return place.value >= 1000 ? region : state;
}

}  // namespace

std::vector<WaitingAction> waiting_actions(db::Read& tx, const access::Actor& actor) { return tx.all(select_waiting, actor.person, actor.today); }

std::int64_t to_validate(db::Read& tx, const access::Actor& actor) {
  return tx.one(count_to_validate, actor.person, Verb::action_validate, actor.today).value_or(0);
}

std::vector<TypeCount> own_actions(db::Read& tx, PersonId person, Day from, Day to) { return tx.all(count_own, person, from, to); }

std::int64_t own_places(db::Read& tx, PersonId person, Day from, Day to) { return tx.one(count_own_places, person, from, to).value_or(0); }

std::optional<KnownPlace> known_place(db::Read& tx, PlaceId place) { return tx.one(select_place, place); }

std::optional<Contact> last_contact(db::Read& tx, PlaceId place, const access::Actor& actor) {
  return tx.one(fitting(place, last_in_town, last_in_region, last_in_state), actor.person, Verb::action_read, actor.today, place);
}

std::vector<PlaceId> own_towns(db::Read& tx, const access::Actor& actor) {
  return tx.all(select_own_towns, actor.person, Verb::aggregate_read, actor.today);
}

Contacts all_contacts(db::Read& tx, PlaceId place, Day since, Day today) {
  return tx.one(fitting(place, all_in_town, all_in_region, all_in_state), place, today, since).value_or(Contacts{});
}

std::vector<ThemeCount> themes_of(db::Read& tx, PlaceId place, Day since, const access::Actor& actor) {
  return tx.all(fitting(place, themes_in_town, themes_in_region, themes_in_state), actor.person, Verb::action_read, actor.today, place, since);
}

}  // namespace teia::followups::store
