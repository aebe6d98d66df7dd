// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "followups/select.hpp"

/// The lists. Several roads lead a person to follow-ups, each along an index in turn; a list is one road, or a few merged.
namespace teia::followups::store {

namespace {

using access::Verb;

#define SOON " (x.turn < $6 or $6 is null) "
#define HELD_BY_ME(organisation, role)                                                                                  \
  " select x.id from assignment m join followup x on " organisation " = m.organisation_id"                            \
  "  where m.person_id = $1 and m.valid_from <= $3 and m.valid_to >= $3 and (" role " = m.role or " role " is null)"  \
  "  and exists (select 1 from role_grant g where g.role = m.role and g.verb = 'followup.answer') and" SOON
#define OF_MINE                                                                              \
  " f.id in (select x.id from followup x where x.responsible_person = $1 and" SOON          \
  " union select x.id from followup x where x.author_id = $1 and" SOON                      \
  " union" HELD_BY_ME("x.responsible_organisation", "x.responsible_role")                   \
  " union" HELD_BY_ME("x.escalated_organisation", "x.escalated_role")                        \
  " union select x.id from succession u join followup x on x.responsible_person = u.person_id and x.owner_id = u.organisation_id" \
  "  where u.successor_id = $1 and x.closed_on is null and" TEIA_SUCCESSION_HOLDS("$3") "and" SOON ") and"

#define AGREED_IDS                                                                                                      \
  " (select x.id from access_grant g join atom t on t.id = g.atom_id"                                                  \
  "  join action_place l on l.place_id = t.place_id and l.agreed_atom_id = t.id join followup x on x.action_id = l.action_id" \
  "  where g.person_id = $1 and g.verb = 'action.read-agreed' and g.valid_from <= $3 and g.valid_to >= $3) "
#define OF_AGREED " f.id in" AGREED_IDS "and"

// The institutions of the records that the person holds: few for most people, and never one too few.
#define MY_OWNERS                                                                                       \
  "select distinct o.organisation_id from access_grant h join atom_owner o on o.atom_id = h.atom_id"  \
  " where h.person_id = $1 and h.verb = $2 and h.valid_from <= $3 and h.valid_to >= $3"
#define ELSEWHERE " f.owner_id not in (" MY_OWNERS ") and"

#define OF_PLACE                                                                                        \
  " f.id in (select p.followup_id from followup_place p where p.place_id = $7"                         \
  " union select p.followup_id from place_edge e join followup_place p on p.place_id = e.child_id"     \
  "  where e.parent_id = $7 and e.valid_from <= $3 and e.valid_to >= $3) and"
#define OF_ACTION " f.action_id = $4 and"
#define OF_OWNER " f.owner_id = $22 and"

// $7 place · $8 to $9 the codes of its municipalities when it is a state
#define IN_PLACE                                                                                                        \
  " (exists (select 1 from followup_place p where p.followup_id = f.id and (p.place_id = $7"                           \
  "    or (p.place_id >= $8 and p.place_id <= $9) or exists (select 1 from place_edge e where e.child_id = p.place_id" \
  "      and e.parent_id = $7 and e.valid_from <= $3 and e.valid_to >= $3))) or $7 is null) "
#define WORD(n) " and (f.terms like '% ' || " n " || '%' or " n " is null)"
#define FILTERS                                                                                  \
  " (f.action_id = $4 or $4 is null) and ($5 like '%,' || f.state || ',%' or $5 is null)"        \
  " and (f.turn < $6 or $6 is null) and" IN_PLACE                                                \
  " and (f.responsible_person = $10 or f.responsible_organisation = $10 or $10 is null)"         \
  " and ($18 like '%,' || f.kind || ',%' or $18 is null) and ($19 like '%,' || f.priority || ',%' or $19 is null)" \
  " and (f.due_on >= $20 or $20 is null) and (f.due_on <= $21 or $21 is null)"                   \
  WORD("$11") WORD("$12") WORD("$13") WORD("$14")                                                \
  " and (f.turn > $15 or (f.turn = $15 and f.id > $16) or $15 is null)"                          \
  " and (a.id is null or a.state <> 'cancelada' or $4 is not null) and" FOLLOWUP_READABLE
#define IN_TURN " order by f.turn, f.id limit $17"
#define LISTED(road) FOLLOWUP_SELECT "where" road FILTERS IN_TURN
#define COUNTED(road) "select count(*) from (select f.id" FOLLOWUP_FROM "where" road FILTERS " limit $17) counted"

template <class Result, class... Owner>
using Search = db::Query<Result, PersonId, Verb, Day, std::optional<ActionId>, std::optional<std::string>, std::optional<std::int64_t>,
                         std::optional<PlaceId>, std::optional<PlaceId>, std::optional<PlaceId>, std::optional<Uuid>,
                         std::optional<std::string>, std::optional<std::string>, std::optional<std::string>, std::optional<std::string>,
                         std::optional<std::int64_t>, std::optional<FollowupId>, std::int64_t, std::optional<std::string>,
                         std::optional<std::string>, std::optional<Day>, std::optional<Day>, Owner...>;

const Search<Row> list_all{"followups.list", LISTED("")};
const Search<Row> list_mine{"followups.list_mine", LISTED(OF_MINE)};
const Search<Row> list_agreed{"followups.list_agreed", LISTED(OF_AGREED)};
const Search<Row> list_of_place{"followups.list_of_place", LISTED(OF_PLACE)};
const Search<Row> list_of_action{"followups.list_of_action", LISTED(OF_ACTION)};
const Search<Row, OrganisationId> list_of_owner{"followups.list_of_owner", LISTED(OF_OWNER)};

const Search<std::int64_t> count_all{"followups.count", COUNTED("")};
const Search<std::int64_t> count_mine{"followups.count_mine", COUNTED(OF_MINE)};
const Search<std::int64_t> count_of_place{"followups.count_of_place", COUNTED(OF_PLACE)};
const Search<std::int64_t> count_of_action{"followups.count_of_action", COUNTED(OF_ACTION)};
const Search<std::int64_t, OrganisationId> count_of_owner{"followups.count_of_owner", COUNTED(OF_OWNER)};
const Search<std::int64_t> count_mine_elsewhere{"followups.count_mine_elsewhere", COUNTED(OF_MINE ELSEWHERE)};
const Search<std::int64_t> count_agreed_elsewhere{
    "followups.count_agreed_elsewhere", COUNTED(OF_AGREED ELSEWHERE " not coalesce(" FOLLOWUP_MINE ", false) and")};

const db::Query<OrganisationId, PersonId, Verb, Day> select_owners{"followups.my_owners", MY_OWNERS " order by o.organisation_id"};

const db::Query<std::int64_t, PersonId, Day, Day> count_closed{"followups.closed_between", R"(
  select count(*)
    from followup f
    left join action a on a.id = f.action_id
   where (f.author_id = $1 or f.responsible_person = $1) and f.state = 'concluido' and f.closed_on >= $2 and f.closed_on <= $3
     and (a.id is null or a.state <> 'cancelada'))"};

constexpr std::size_t few = 3;          ///< institutions whose roads are merged; whoever reads more reads everything in turn
constexpr std::int64_t counted = 10'000;

/// The codes of a state's municipalities are a range; of any other place there is none.
std::pair<std::optional<PlaceId>, std::optional<PlaceId>> codes_within(std::optional<PlaceId> place) {
  if (!place || place->value < 10 || place->value > 99) return {};
  return {PlaceId{place->value * 100'000}, PlaceId{place->value * 100'000 + 99'999}};
}

template <class Result, class... Owner>
std::vector<Result> ask(db::Read& tx, const Search<Result, Owner...>& search, const access::Actor& actor, Verb verb, const Question& q,
                        const std::type_identity_t<Owner>&... owner) {
  const auto [first, last] = codes_within(q.place);
  return tx.all(search, actor.person, verb, actor.today, q.action, q.states, q.before_turn, q.place, first, last, q.responsible, q.words[0],
                q.words[1], q.words[2], q.words[3], q.after_turn, q.after_id, q.limit, q.kinds, q.priorities, q.due_from, q.due_to, owner...);
}

/// The one road of a question that has one; null pointer when it is everything that the person may see.
template <class Result>
const Search<Result>* only_road(const Question& q, const Search<Result>& mine, const Search<Result>& place, const Search<Result>& action) {
  if (q.action) return &action;
  if (q.mine) return &mine;
  return q.place && !codes_within(q.place).first ? &place : nullptr;
}

std::vector<Row> merged(std::vector<Row> all, std::int64_t limit) {
  const auto key = [](const Row& row) { return std::pair{row.turn, row.id}; };
  std::sort(all.begin(), all.end(), [&](const Row& a, const Row& b) { return key(a) < key(b); });
  all.erase(std::unique(all.begin(), all.end(), [](const Row& a, const Row& b) { return a.id == b.id; }), all.end());
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

}  // namespace

std::vector<Row> list(db::Read& tx, const access::Actor& actor, Verb verb, const Question& q) {
  if (const auto* road = only_road(q, list_mine, list_of_place, list_of_action)) return ask(tx, *road, actor, verb, q);
  const auto owners = tx.all(select_owners, actor.person, verb, actor.today);
  if (owners.size() > few) return ask(tx, list_all, actor, verb, q);
  std::vector<Row> all;
  const auto add = [&](std::vector<Row>&& rows) { std::move(rows.begin(), rows.end(), std::back_inserter(all)); };
  for (const auto owner : owners) add(ask(tx, list_of_owner, actor, verb, q, owner));
  add(ask(tx, list_mine, actor, verb, q));
  add(ask(tx, list_agreed, actor, verb, q));
  return merged(std::move(all), q.limit);
}

std::int64_t count(db::Read& tx, const access::Actor& actor, const Question& question) {
  Question q = question;
  q.limit = counted;
  constexpr auto verb = Verb::action_read;
  if (const auto* road = only_road(q, count_mine, count_of_place, count_of_action)) return ask(tx, *road, actor, verb, q).front();
  const auto owners = tx.all(select_owners, actor.person, verb, actor.today);
  if (owners.size() > few) return ask(tx, count_all, actor, verb, q).front();
  std::int64_t total = ask(tx, count_mine_elsewhere, actor, verb, q).front() + ask(tx, count_agreed_elsewhere, actor, verb, q).front();
  for (const auto owner : owners) total += ask(tx, count_of_owner, actor, verb, q, owner).front();
  return std::min(total, counted);
}

std::int64_t closed_between(db::Read& tx, const access::Actor& actor, Day from, Day to) {
  return tx.one(count_closed, actor.person, from, to).value_or(0);
}

}  // namespace teia::followups::store
