// SPDX-License-Identifier: Apache-2.0
#include "actions/figures.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "programmes/programmes.hpp"

namespace teia::actions {

namespace {

struct Fact {
  Day day_on;
  std::string type, theme, modality;
  State state = State::registered;
  std::optional<PlaceId> first_region, last_region;
};
DESCRIBE(Fact, day_on, type, theme, modality, state, first_region, last_region)

// A manager's own towns: their sums are the manager's, whoever's records they are. Days and numbers reveal no content.
#define FIGURE_FILTERS                                                                                          \
  " (" TEIA_MAY("a.atom_id")                                                                                    \
  "  or exists (select 1 from action_place o where o.action_id = a.id and o.place_id in" TEIA_OWN_TOWNS "))"         \
  " and a.day_on >= $4 and a.day_on <= $5 and a.state in ('registrada', 'devolvida', 'validada')"               \
  " and (a.type = $6 or $6 is null) and (a.theme = $7 or a.theme like $7 || '.%' or $7 is null)"               \
  " and (a.project = $8 or $8 is null)"

// By the composition of the action's own day, or of one day for all of them: what lies above a place, and of that its region.
#define ABOVE_PLACE(on)                                                                                                  \
  " join place_edge e on e.child_id = l.place_id"                                                                        \
  "  and e.valid_from <= coalesce(" on ", a.day_on) and e.valid_to >= coalesce(" on ", a.day_on) "
#define REGION_OF_PLACE(on) ABOVE_PLACE(on) "and e.relation = 'regiao' "
#define IN_PLACE                                                                                                 \
  " and (a.state_id = $9 or $9 is null)"                                                                        \
  " and (exists (select 1 from action_place l left" ABOVE_PLACE("$11")                                          \
  "               where l.action_id = a.id and (l.place_id = $10 or e.parent_id = $10)) or $10 is null) "

template <class Row>
using Asked = db::Query<Row, PersonId, access::Verb, Day, Day, Day, std::optional<std::string>, std::optional<std::string>,
                        std::optional<std::string>, std::optional<PlaceId>, std::optional<PlaceId>, std::optional<Day>>;

// The regions of an action: one, several (first ≠ last) or none.
const Asked<Fact> facts{"actions.facts",
                        "select a.day_on, a.type, a.theme, a.modality, a.state,"
                        "       (select min(e.parent_id) from action_place l" REGION_OF_PLACE("$11") "where l.action_id = a.id) as first_region,"
                        "       (select max(e.parent_id) from action_place l" REGION_OF_PLACE("$11") "where l.action_id = a.id) as last_region"
                        "  from action a where " FIGURE_FILTERS IN_PLACE "order by a.day_on, a.id"};

struct Happened {
  std::int64_t actions = 0, validated = 0;
};
DESCRIBE(Happened, actions, validated)
const Asked<Happened> happened{"actions.happened",
                               "select count(*) as actions, count(case when a.state = 'validada' then 1 end) as validated"
                               "  from action a where " FIGURE_FILTERS IN_PLACE};

struct Contact {
  PlaceId place_id;
  Day last_on;
  std::int64_t actions = 0;
};
DESCRIBE(Contact, place_id, last_on, actions)

// Only presence and direct contact are contact (corrections.md); $6 and $7 bound the municipalities of a state by their codes.
// A row for each atom of a town, so that the rights are asked once for each of these sums and not once for each link.
#define CONTACTS(road, more)                                                                                               \
  "select l.place_id, max(l.day_on) as last_on, sum(case when l.day_on >= $4 then 1 else 0 end) as actions" road         \
  " where l.place_id >= $6 and l.place_id <= $7 and l.presence in ('presente', 'contato-direto') and l.day_on <= $5"     \
  "   and l.state in ('registrada', 'devolvida', 'validada')" more                                                        \
  " group by l.place_id, l.atom_id having" TEIA_MAY("l.atom_id") "or l.place_id in" TEIA_OWN_TOWNS "order by l.place_id, l.atom_id"

const db::Query<Contact, PersonId, access::Verb, Day, Day, Day, PlaceId, PlaceId> all_contacts{
    "actions.contacts", CONTACTS(" from action_place l", "")};
const db::Query<Contact, PersonId, access::Verb, Day, Day, Day, PlaceId, PlaceId, std::optional<std::string>, std::optional<std::string>,
                std::optional<std::string>>
    some_contacts{"actions.contacts_filtered",
                  CONTACTS(" from action_place l join action a on a.id = l.action_id",
                           " and (a.type = $8 or $8 is null) and (a.theme = $9 or a.theme like $9 || '.%' or $9 is null)"
                           " and (a.project = $10 or $10 is null)")};

// Each municipality of a record of a CIR was summoned to it. The composition of the day is what the record says.
struct Seat {
  ActionId action_id;
  PlaceId place_id;
  std::optional<PlaceId> region_id;
  bool present = false;
};
DESCRIBE(Seat, action_id, place_id, region_id, present)
// The days lead to the meetings, or the state and the days; + keeps SQLite from walking all places of the country instead.
#define SEATS(more)                                                                                                        \
  "select l.action_id, l.place_id, e.parent_id as region_id, l.presence = 'presente' as present"                           \
  "  from action a join action_place l on l.action_id = a.id left" REGION_OF_PLACE("$11")                                  \
  " where a.type = 'REU_CIR' and a.day_on >= $4 and a.day_on <= $5 and a.state in ('registrada', 'devolvida', 'validada')" \
  "   and +l.place_id >= $6 and +l.place_id <= $7 and l.presence in ('convidado', 'presente')"                             \
  "   and (a.type = $8 or $8 is null) and (a.theme = $9 or a.theme like $9 || '.%' or $9 is null)"                         \
  "   and (a.project = $10 or $10 is null)" more "   and (" TEIA_MAY("l.atom_id") " or l.place_id in" TEIA_OWN_TOWNS ")"   \
  " order by l.action_id, l.place_id"
template <class... More>
using SeatsAsked = db::Query<Seat, PersonId, access::Verb, Day, Day, Day, PlaceId, PlaceId, std::optional<std::string>, std::optional<std::string>,
                             std::optional<std::string>, std::optional<Day>, More...>;
const SeatsAsked<> all_seats{"actions.cir_seats", SEATS("")};
const SeatsAsked<PlaceId> seats_of_state{"actions.cir_seats_of_state", SEATS(" and a.state_id = $12 ")};

struct Supported {
  PlaceId place_id;
  std::string name;
};
DESCRIBE(Supported, place_id, name)
const db::Query<Supported, Day, PlaceId, PlaceId> supporters{"actions.supporters", R"(
  select m.place_id, p.name
    from assignment_municipality m
    join assignment a on a.id = m.assignment_id
    join person p on p.id = a.person_id
   where m.place_id >= $2 and m.place_id <= $3 and m.valid_from <= $1 and m.valid_to >= $1 and a.valid_from <= $1 and a.valid_to >= $1
     and a.role = 'apoiador'
   order by m.place_id, p.name, p.id)"};

struct Member {
  PlaceId id;
  std::string name, sigla;
  std::optional<PlaceId> region_id;
  std::optional<std::string> region;
  bool in_network = true;
};
DESCRIBE(Member, id, name, sigla, region_id, region, in_network)
const db::Query<Member, Day, PlaceId, PlaceId> members{"actions.members", R"(
  select p.id, p.name, s.sigla, r.id as region_id, r.name as region, p.in_network
    from place p
    join place s on s.id = p.state_id
    left join place_edge e on e.child_id = p.id and e.relation = 'regiao' and e.valid_from <= $1 and e.valid_to >= $1
    left join place r on r.id = e.parent_id
   where p.id >= $2 and p.id <= $3 and p.level = 'municipio'
   order by s.sigla, r.name nulls last, p.name, p.id)"};

struct Period {
  Day from, to;
};

Period period_of(const FiguresFilter& filter, Day today) {
  const auto start = Day::of(today.year(), (today.month() - 1) / 4 * 4 + 1, 1);
  const Period period{filter.from.value_or(start), filter.to.value_or(today)};
  if (period.to < period.from) {
    throw people::problems::dates_reversed({{"from", period.from.brazilian()}, {"to", period.to.brazilian()}});
  }
  return period;
}

/// Municipality codes of a state lie between UF·100000 and UF·100000 + 99999.
std::pair<PlaceId, PlaceId> code_range(PlaceId place) {
  const auto state = places::state_of(place);
  if (state == places::brasil) return {PlaceId{1'000'000}, PlaceId{9'999'999}};
  return {PlaceId{state.value * 100'000}, PlaceId{state.value * 100'000 + 99'999}};
}

/// A place as the statements take it: a state, or something that lies in one.
std::pair<std::optional<PlaceId>, std::optional<PlaceId>> parts_of(PlaceId place) {
  if (place.value > 53) return {std::nullopt, place};
  return {place.value > 5 ? std::optional{place} : std::nullopt, std::nullopt};
}

/// The one day whose composition holds for all, if it was asked for.
std::optional<Day> one_day(const FiguresFilter& filter, const access::Actor& actor) {
  return filter.composition == Composition::today ? std::optional{actor.today} : std::nullopt;
}

bool within(PlaceId town, PlaceId place, const std::vector<PlaceId>& of_place) {
  return place.value <= 53 || std::binary_search(of_place.begin(), of_place.end(), town);
}

/// The seats of one place, by region and all together; each meeting once in each region, and once in all.
class Meetings {
 public:
  void add(const Seat& seat) {
    all_.insert(seat.action_id);
    auto& [held, sum] = of_[seat.region_id];
    held.insert(seat.action_id);
    ++sum.summoned;
    sum.present += seat.present;
  }

  /// The regions of the rows first, in their order; then what these do not show.
  void tell(db::Read& tx, Coverage& out) {
    out.meetings = std::ssize(all_);
    for (const auto& row : out.rows) {
      if (row.region && row.in_network && told_.insert(row.region->id).second) tell_one(out, row.region->id, row.region);
    }
    for (const auto& [region, one] : of_) {
      if (!region) tell_one(out, region, std::nullopt);
      else if (told_.insert(*region).second) tell_one(out, region, places::require(tx, *region));
    }
  }

 private:
  struct OfRegion {
    std::set<ActionId> held;
    Attendance sum;
  };

  void tell_one(Coverage& out, std::optional<PlaceId> region, std::optional<places::PlaceRef> told) {
    auto& [held, sum] = of_[region];
    sum.region = std::move(told);
    sum.meetings = std::ssize(held);
    out.summoned += sum.summoned;
    out.present += sum.present;
    out.cir.push_back(sum);
  }

  std::set<ActionId> all_;
  std::map<std::optional<PlaceId>, OfRegion> of_;
  std::set<PlaceId> told_;
};

std::vector<Count> counted(const std::map<std::string, std::int64_t>& counts, const char* vocabulary) {
  std::vector<Count> out;
  for (const auto& [code, value] : counts) {
    const auto* term = programmes::find_term(programmes::catalogue(), vocabulary, code);
    out.push_back({code, term ? term->label : code, value});
  }
  std::stable_sort(out.begin(), out.end(), [](auto& a, auto& b) { return a.value > b.value; });
  return out;
}

/// Themes are counted by their first level: "PLAN.PAS" in "PLAN".
std::string first_level(const std::string& theme) { return theme.substr(0, theme.find('.')); }

std::string region_key(const Fact& fact) {
  if (!fact.first_region) return "sem-regiao";
  return fact.first_region == fact.last_region ? std::to_string(fact.first_region->value) : "varias";
}

std::string region_name(db::Read& tx, const std::string& key) {
  if (key == "sem-regiao") return "Âmbito estadual ou nacional";
  if (key == "varias") return "Mais de uma região";
  const auto place = places::find(tx, PlaceId{std::stoll(key)});
  return place ? place->name : key;
}

std::vector<std::string> months_between(Day from, Day to) {
  std::vector<std::string> months;
  for (auto day = Day::of(from.year(), from.month(), 1); day <= to; day = Day::of(day.year() + (day.month() == 12 ? 1 : 0), day.month() % 12 + 1, 1)) {
    months.push_back(day.text().substr(0, 7));
  }
  return months;
}

}  // namespace

Overview overview(db::Read& tx, const FiguresFilter& filter, const access::Actor& actor) {
  const auto [from, to] = period_of(filter, actor.today);
  Overview out;
  out.from = from;
  out.to = to;
  const auto place = filter.place.value_or(places::brasil);
  const auto [state, lower] = parts_of(place);

  std::map<std::string, std::int64_t> types, themes, modalities, months, regions;
  std::map<std::pair<std::string, std::string>, std::int64_t> cells;
  tx.each(
      facts,
      [&](Fact&& fact) {
        const auto month = fact.day_on.text().substr(0, 7), region = region_key(fact);
        ++out.registered;
        out.validated += fact.state == State::validated;
        out.waiting += fact.state == State::registered;
        out.returned += fact.state == State::returned;
        ++types[fact.type];
        ++themes[first_level(fact.theme)];
        ++modalities[fact.modality];
        ++months[month];
        ++regions[region];
        ++cells[{region, month}];
      },
      actor.person, access::Verb::aggregate_read, actor.today, from, to, filter.type, filter.theme, filter.project, state, lower, one_day(filter, actor));

  out.months = months_between(from, to);
  for (const auto& month : out.months) out.by_month.push_back({month, month, months[month]});
  out.by_type = counted(types, "action-type");
  out.by_theme = counted(themes, "theme");
  out.by_modality = counted(modalities, "modality");
  for (const auto& [key, value] : regions) out.by_region.push_back({key, region_name(tx, key), value});
  for (const auto& [key, value] : cells) out.region_month.push_back({key.first, key.second, value});
  const auto covered = coverage(tx, filter, actor);
  out.places_with_contact = covered.with_contact;
  out.places_total = covered.total;
  return out;
}

Coverage coverage(db::Read& tx, const FiguresFilter& filter, const access::Actor& actor) {
  const auto [from, to] = period_of(filter, actor.today);
  const auto place = filter.place.value_or(places::brasil);
  const auto [lowest, highest] = code_range(place);
  Coverage out;
  out.place = places::require(tx, place);
  out.from = from;
  out.to = to;
  out.on = std::min(to, actor.today);
  const auto composed_on = one_day(filter, actor).value_or(out.on);

  std::map<PlaceId, Contact> seen;
  constexpr auto verb = access::Verb::aggregate_read;
  const bool all = !filter.type && !filter.theme && !filter.project;
  for (auto& contact : all ? tx.all(all_contacts, actor.person, verb, actor.today, from, to, lowest, highest)
                           : tx.all(some_contacts, actor.person, verb, actor.today, from, to, lowest, highest, filter.type, filter.theme,
                                    filter.project)) {
    auto& sum = seen[contact.place_id];
    sum.last_on = std::max(sum.last_on, contact.last_on);
    sum.actions += contact.actions;
  }
  std::map<PlaceId, std::vector<std::string>> who;
  for (auto& one : tx.all(supporters, out.on, lowest, highest)) who[one.place_id].push_back(std::move(one.name));
  auto of_place = place.value > 53 ? places::municipalities_of(tx, place, composed_on) : std::vector<PlaceId>{};
  std::sort(of_place.begin(), of_place.end());

  for (auto& member : tx.all(members, composed_on, lowest, highest)) {
    if (!within(member.id, place, of_place)) continue;
    PlaceContact row{{member.id, places::Level::municipality, member.name, member.sigla}, std::nullopt, std::nullopt, std::nullopt, 0, who[member.id], member.in_network};
    if (member.region_id) row.region = places::PlaceRef{*member.region_id, places::Level::region, member.region.value_or(""), member.sigla};
    if (const auto found = seen.find(member.id); found != seen.end()) {
      row.last_on = found->second.last_on;
      row.days = out.on - found->second.last_on;
      row.actions = found->second.actions;
    }
    if (member.in_network) {
      ++out.total;
      out.with_contact += row.actions > 0;
      out.without_60 += !row.days || *row.days > 60;
    }
    out.rows.push_back(std::move(row));
  }
  const auto [state, lower] = parts_of(place);
  const auto done = tx.one(happened, actor.person, verb, actor.today, from, to, filter.type, filter.theme, filter.project, state, lower,
                           one_day(filter, actor));
  out.actions = done->actions;
  out.validated = done->validated;
  Meetings meetings;
  const bool of_region = out.place.level == places::Level::region;
  const auto one = one_day(filter, actor);
  const auto of_state = places::state_of(place);
  for (const auto& seat : of_state == places::brasil
                              ? tx.all(all_seats, actor.person, verb, actor.today, from, to, lowest, highest, filter.type, filter.theme, filter.project, one)
                              : tx.all(seats_of_state, actor.person, verb, actor.today, from, to, lowest, highest, filter.type, filter.theme,
                                       filter.project, one, of_state)) {
    if (of_region ? seat.region_id == place : within(seat.place_id, place, of_place)) meetings.add(seat);
  }
  meetings.tell(tx, out);
  return out;
}

}  // namespace teia::actions
