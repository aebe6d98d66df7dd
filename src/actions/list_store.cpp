// SPDX-License-Identifier: Apache-2.0
#include "actions/store.hpp"

/// The lists. One set of filters, joined at compile time to what drives the search: everything, a state, a place, a person or words.
namespace teia::actions::store {

namespace {

#define LISTED_COLUMNS                                                                                                      \
  "select a.id, a.revision, a.state, a.title, a.type, a.theme, a.started_at, a.day_on, a.excerpt, a.flags, a.open_followups, " \
  "       a.evidence_count, a.project, coalesce(uf.sigla, '') as sigla "
#define WITH_STATE " left join place uf on uf.id = a.state_id "

// The condition as a value: PostgreSQL would make a join of it, and then sort a whole state to find its newest fifty. As it stands
// both engines walk the records by day and stop at the limit. docs/decisions/0007-rights-of-short-lists.md.
#define MAY_READ " (" TEIA_MAY("a.atom_id") ") is true"

// What the figures count, and how they group it, so that a number opens the records that it counts (figures.cpp). The question comes
// first: nobody pays for a filter that was not asked.
#define COMPOSED(edge, record) " " edge ".valid_from <= coalesce($25, " record ".day_on) and " edge ".valid_to >= coalesce($25, " record ".day_on) "
#define COUNTED_STATES " and (cast($23 as boolean) is not true or a.state in ('registrada', 'devolvida', 'validada'))"
#define OF_REGIONS                                                                                                          \
  " and (cast($24 as text) is null"                                                                                         \
  "      or $24 = (select case when min(e3.parent_id) is null then 'nenhuma'"                                               \
  "                            when min(e3.parent_id) = max(e3.parent_id) then 'uma' else 'varias' end"                     \
  "                  from action_place r3 join place_edge e3 on e3.child_id = r3.place_id and e3.relation = 'regiao'"       \
  "                 where r3.action_id = a.id and" COMPOSED("e3", "a") "))"

// $1 person, $2 verb, $3 today (TEIA_MAY); then the same filters for every list.
#define FILTERS                                                                                                             \
  MAY_READ                                                                                                                  \
  " and (a.day_on >= $4 or $4 is null) and (a.day_on <= $5 or $5 is null)"                                                  \
  " and ($6 like '%,' || a.type || ',%' or $6 is null) and ($7 like '%,' || a.theme || ',%' or $7 is null)"               \
  " and ($8 like '%,' || a.state || ',%' or $8 is null) and ($9 like '%,' || a.modality || ',%' or $9 is null)"           \
  " and (a.project = $10 or $10 is null) and (a.flags like '% ' || $11 || ' %' or $11 is null)"                            \
  " and (exists (select 1 from action_author w2 where w2.action_id = a.id and w2.person_id = $12) or $12 is null)"         \
  " and (exists (select 1 from action_organisation o where o.action_id = a.id and o.organisation_id = $13) or $13 is null)" \
  " and (a.state_id = $14 or $14 is null)"                                                                                  \
  " and (exists (select 1 from action_place r join place_edge e on e.child_id = r.place_id"                                 \
  "              where r.action_id = a.id and e.parent_id = $15 and" COMPOSED("e", "a") ")"                              \
  "      or exists (select 1 from action_place r2 where r2.action_id = a.id and r2.place_id = $15) or $15 is null)"   \
  " and ($19 like '%,' || a.space || ',%' or $19 is null)"                                                                 \
  " and (exists (select 1 from action_label t where t.action_id = a.id and t.kind = 'resultado' and $20 like '%,' || t.word || ',%')" \
  "      or $20 is null)"                                                                                                   \
  " and (exists (select 1 from action_label t2 where t2.action_id = a.id and t2.kind = 'etiqueta' and t2.word = $21) or $21 is null)" \
  " and (exists (select 1 from action_author w3 where w3.action_id = a.id and w3.person_id = $22) or $22 is null)"          \
  COUNTED_STATES OF_REGIONS
#define AFTER " and (a.day_on < $16 or (a.day_on = $16 and a.id < $17) or $16 is null)"
#define NEWEST " order by a.day_on desc, a.id desc limit $18"

template <class Row, class... Driver>
using Search = db::Query<Row, PersonId, access::Verb, Day, std::optional<Day>, std::optional<Day>, std::optional<std::string>,
                         std::optional<std::string>, std::optional<std::string>, std::optional<std::string>, std::optional<std::string>,
                         std::optional<std::string>, std::optional<PersonId>, std::optional<OrganisationId>, std::optional<PlaceId>,
                         std::optional<PlaceId>, std::optional<Day>, std::optional<ActionId>, std::int64_t, std::optional<std::string>,
                         std::optional<std::string>, std::optional<std::string>, std::optional<PersonId>, std::optional<bool>,
                         std::optional<Regions>, std::optional<Day>, Driver...>;

// The few atoms that a person holds lead to the records; with many, the days do.
#define OF_MY_ATOMS " a.atom_id in" TEIA_HELD_ATOMS "and "
// By the composition of the action's own day (or the one asked for), and what was done with the region as such.
#define OF_REGION                                                                                                                \
  " a.id in (select r.action_id from place_edge e join action_place r on r.place_id = e.child_id"                               \
  "           where e.parent_id = $26 and" COMPOSED("e", "r")                                                           \
  "           union select r2.action_id from action_place r2 where r2.place_id = $26) and "

#define FROM_ALL " from action a "
#define FROM_PLACE " from action_place l join action a on a.id = l.action_id "
#define FROM_PERSON " from action_author w join action a on a.id = w.action_id "
#define FROM_WORDS " from action a "
#define COUNTED(from, where) "select count(*) from (select a.id " from " where " where FILTERS AFTER " limit $18) counted"

const Search<Listed> list_all{"actions.list", LISTED_COLUMNS FROM_ALL WITH_STATE " where " FILTERS AFTER NEWEST};
const Search<Listed, PlaceId> list_of_state{
    "actions.list_of_state", LISTED_COLUMNS FROM_ALL WITH_STATE " where a.state_id = $26 and " FILTERS AFTER NEWEST};
const Search<Listed> list_of_atoms{"actions.list_of_atoms", LISTED_COLUMNS FROM_ALL WITH_STATE " where " OF_MY_ATOMS FILTERS AFTER NEWEST};
const Search<Listed, PlaceId> list_of_region{
    "actions.list_of_region", LISTED_COLUMNS FROM_ALL WITH_STATE " where " OF_REGION FILTERS AFTER NEWEST};
const Search<Listed, PlaceId> list_of_place{
    "actions.list_of_place", LISTED_COLUMNS FROM_PLACE WITH_STATE " where l.place_id = $26 and " FILTERS AFTER
                             " order by l.day_on desc, l.action_id desc limit $18"};
const Search<Listed, PersonId> list_of_person{
    "actions.list_of_person", LISTED_COLUMNS FROM_PERSON WITH_STATE " where w.person_id = $26 and " FILTERS AFTER
                              " order by w.day_on desc, w.action_id desc limit $18"};
const Search<Listed, std::string> list_found{
    "actions.list_found",
    LISTED_COLUMNS FROM_WORDS WITH_STATE " where a.seq in (select rowid from action_search($26)) and " FILTERS AFTER NEWEST};

const Search<std::int64_t> count_all{"actions.count", COUNTED(FROM_ALL, "")};
const Search<std::int64_t> count_of_atoms{"actions.count_of_atoms", COUNTED(FROM_ALL, OF_MY_ATOMS)};
const Search<std::int64_t, PlaceId> count_of_region{"actions.count_of_region", COUNTED(FROM_ALL, OF_REGION)};
const Search<std::int64_t, PlaceId> count_of_state{"actions.count_of_state", COUNTED(FROM_ALL, " a.state_id = $26 and ")};
const Search<std::int64_t, PlaceId> count_of_place{"actions.count_of_place", COUNTED(FROM_PLACE, " l.place_id = $26 and ")};
const Search<std::int64_t, PersonId> count_of_person{"actions.count_of_person", COUNTED(FROM_PERSON, " w.person_id = $26 and ")};
const Search<std::int64_t, std::string> count_found{"actions.count_found",
                                                    COUNTED(FROM_WORDS, " a.seq in (select rowid from action_search($26)) and ")};

// The grants lead to the towns and these to the records. $6 a municipality, a region, a macro-region or a state.
const db::Query<Listed, PersonId, access::Verb, Day, std::optional<Day>, std::optional<Day>, std::optional<PlaceId>, std::optional<Day>,
                std::optional<ActionId>, std::int64_t, std::optional<std::string>, std::optional<std::string>>
    list_agreed{"actions.list_agreed", LISTED_COLUMNS FROM_ALL WITH_STATE R"(
   where a.state in ('registrada', 'validada')
     and (a.day_on >= $4 or $4 is null) and (a.day_on <= $5 or $5 is null)
     and ($10 like '%,' || a.type || ',%' or $10 is null) and ($11 like '%,' || a.theme || ',%' or $11 is null)
     and a.id in (select l.action_id
                    from access_grant g
                    join atom t on t.id = g.atom_id
                    join action_place l on l.place_id = t.place_id and l.agreed_atom_id = t.id
                   where g.person_id = $1 and g.verb = $2 and g.valid_from <= $3 and g.valid_to >= $3
                     and (l.place_id = $6 or (l.place_id >= $6 * 100000 and l.place_id <= $6 * 100000 + 99999)
                          or exists (select 1 from place_edge e where e.child_id = l.place_id and e.parent_id = $6
                                        and e.valid_from <= l.day_on and e.valid_to >= l.day_on)
                          or $6 is null))
     and (a.day_on < $7 or (a.day_on = $7 and a.id < $8) or $7 is null)
   order by a.day_on desc, a.id desc
   limit $9)"};

const db::Query<std::int64_t, PersonId, access::Verb, Day, ActionId> count_agreed{
    "actions.may_read_agreed", "select count(*) from action_place l where l.action_id = $4 and" TEIA_MAY("l.agreed_atom_id")};

template <class Row, class... Driver, class Use>
void ask(db::Read& tx, const Search<Row, Driver...>& search, const access::Actor& actor, const Question& q, Use&& use,
         const std::type_identity_t<Driver>&... driver) {
  tx.each(search, std::forward<Use>(use), actor.person, access::Verb::action_read, actor.today, q.from, q.to, q.types, q.themes, q.statuses,
          q.modalities, q.project, q.flag, q.author, q.organisation, q.state, q.region, q.before_day, q.before_id, q.limit, q.spaces, q.results, q.tag,
          q.coauthor, q.happened, q.regions, q.composition_on, driver...);
}

}  // namespace

namespace {

constexpr std::int64_t few = 16;  ///< atoms: a state's team holds two for each project
const db::Query<std::int64_t, PersonId, access::Verb, Day> count_atoms{"actions.atoms_held", R"(
  select count(distinct atom_id) from access_grant where person_id = $1 and verb = $2 and valid_from <= $3 and valid_to >= $3)"};

bool holds_few(db::Read& tx, const access::Actor& actor) {
  return tx.one(count_atoms, actor.person, access::Verb::action_read, actor.today).value_or(0) <= few;
}

bool filtered(const Question& q) {
  return q.from || q.to || q.types || q.themes || q.statuses || q.modalities || q.project || q.flag || q.organisation || q.spaces || q.results || q.tag ||
         q.coauthor || q.happened || q.regions;
}

}  // namespace

void each(db::Read& tx, const access::Actor& actor, const Question& question, const std::function<bool(Listed&&)>& use) {
  Question q = question;
  if (q.terms) return ask(tx, list_found, actor, q, use, *q.terms);
  if (q.municipality) return ask(tx, list_of_place, actor, q, use, *q.municipality);
  if (q.author) return ask(tx, list_of_person, actor, q, use, *q.author);
  if (const auto region = std::exchange(q.region, std::nullopt)) return ask(tx, list_of_region, actor, q, use, *region);
  if (filtered(q) && holds_few(tx, actor)) return ask(tx, list_of_atoms, actor, q, use);
  if (q.state) return ask(tx, list_of_state, actor, q, use, *q.state);
  ask(tx, list_all, actor, q, use);
}

std::int64_t count(db::Read& tx, const access::Actor& actor, const Question& question) {
  Question q = question;
  q.limit = 10'000;
  std::int64_t total = 0;
  const auto take = [&](std::int64_t value) { total = value; };
  if (q.terms) ask(tx, count_found, actor, q, take, *q.terms);
  else if (q.municipality) ask(tx, count_of_place, actor, q, take, *q.municipality);
  else if (q.author) ask(tx, count_of_person, actor, q, take, *q.author);
  else if (const auto region = std::exchange(q.region, std::nullopt)) ask(tx, count_of_region, actor, q, take, *region);
  else if (holds_few(tx, actor)) ask(tx, count_of_atoms, actor, q, take);
  else if (q.state) ask(tx, count_of_state, actor, q, take, *q.state);
  else ask(tx, count_all, actor, q, take);
  return total;
}

void each_agreed(db::Read& tx, const access::Actor& actor, const Question& q, const std::function<bool(Listed&&)>& use) {
  const auto place = q.municipality ? q.municipality : q.region ? q.region : q.state;
  tx.each(list_agreed, use, actor.person, access::Verb::action_read_agreed, actor.today, q.from, q.to, place, q.before_day, q.before_id,
          q.limit, q.types, q.themes);
}

bool may_read_agreed(db::Read& tx, ActionId id, const access::Actor& actor) {
  return tx.one(count_agreed, actor.person, access::Verb::action_read_agreed, actor.today, id).value_or(0) > 0;
}

}  // namespace teia::actions::store
