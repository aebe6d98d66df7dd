// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "followups/desk.hpp"
#include "followups/desk_store.hpp"
#include "followups/sentences.hpp"

/// What the support did in a place and what is open there: read before going.
namespace teia::followups {

namespace {

constexpr std::int64_t most_recent = 5, most_open = 50;

/// Of a town: who supports it. Of what has towns within: everybody who supports one of them, once.
std::vector<people::Supporter> supporters_in(db::Read& tx, PlaceId place, Day today) {
  std::vector<people::Supporter> all;
  for (const auto municipality : places::municipalities_of(tx, place, today)) {
    for (auto& one : people::supporters_of(tx, municipality, today)) {
      const auto same = [&](const auto& other) { return other.person.id == one.person.id && other.role == one.role; };
      if (std::none_of(all.begin(), all.end(), same)) all.push_back(std::move(one));
    }
  }
  return all;
}

std::vector<FollowupRow> open_in(db::Read& tx, PlaceId place, const access::Actor& actor) {
  FollowupFilter open;
  open.place = place;
  open.state = "aberto,em-andamento";
  open.limit = most_open;
  return list(tx, open, actor).items;
}

std::vector<actions::ActionRow> recent_in(db::Read& tx, PlaceId place, const access::Actor& actor) {
  actions::Filter recent;
  recent.place = place;
  recent.limit = most_recent;
  return actions::list(tx, recent, actor).items;
}

/// Whose place it is: every town of it lies in the territory of a function that sees sums.
bool is_own(db::Read& tx, PlaceId place, const access::Actor& actor) {
  const auto own = store::own_towns(tx, actor);
  const auto towns = places::municipalities_of(tx, place, actor.today);
  return !towns.empty() && std::includes(own.begin(), own.end(), towns.begin(), towns.end());
}

/// A day and a number reveal no content, and leaving out what a reader may not open would tell a manager that nobody came for weeks:
/// in the own territory every contact counts. Elsewhere only what the person may read, so that no team watches another.
void add_contacts(db::Read& tx, PlaceSupport& out, PlaceId place, const std::optional<store::Contact>& read, const access::Actor& actor) {
  if (read) out.last_contact_on = read->day_on;
  if (is_own(tx, place, actor)) {
    const auto all = store::all_contacts(tx, place, actor.today.plus(-year_days), actor.today);
    out.last_contact_on = all.last_on;
    out.actions_12_months = all.actions;
  }
  if (out.last_contact_on) out.days_since_contact = actor.today - *out.last_contact_on;
}

}  // namespace

PlaceSupport support(db::Read& tx, PlaceId place, const access::Actor& actor) {
  const auto level = places::require(tx, place).level;
  PlaceSupport out;
  if (level == places::Level::country || level == places::Level::great_region) return out;  // nobody goes to these

  auto year = year_of(tx, place, actor);
  const auto last = store::last_contact(tx, place, actor);
  out.supporters = supporters_in(tx, place, actor.today);
  out.actions_12_months = year.actions;
  add_contacts(tx, out, place, last, actor);
  out.by_theme = std::move(year.by_theme);
  out.recent = recent_in(tx, place, actor);
  out.open_followups = open_in(tx, place, actor);

  BeforeYouGo known;
  known.last_contact_on = out.last_contact_on;
  if (last && last->day_on == out.last_contact_on) known.last_title = last->title;
  known.open = out.open_followups;
  if (level == places::Level::municipality) out.before_you_go = before_you_go(known, actor.today);
  return out;
}

}  // namespace teia::followups
