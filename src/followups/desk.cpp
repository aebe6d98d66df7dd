// SPDX-License-Identifier: Apache-2.0
#include "followups/desk.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "followups/desk_store.hpp"
#include "followups/sentences.hpp"
#include "programmes/programmes.hpp"

/// Minhas pendências, the counters beside them, and the first page.
namespace teia::followups {

namespace {

constexpr std::size_t longest_title = 120;
constexpr std::int64_t most_pending = 200, most_recent = 5;

PendingItem item_of(const store::WaitingAction& action, PendingKind kind, Day today) {
  PendingItem item;
  item.kind = kind;
  item.title = action.title;
  item.action = action.id;
  if (kind == PendingKind::returned) {
    item.reason = action.reason;
    if (action.judge && action.judged_at) {
      item.detail = first_name(*action.judge) + ", " + short_day(local_day(*action.judged_at, capital_zone), today);
    }
  } else if (kind == PendingKind::without_text) {
    item.detail = "Só áudio por enquanto: falta o texto.";
  } else {
    item.detail = "Era para " + short_day(action.day_on, today) + ". Aconteceu?";
  }
  return item;
}

void add_actions(std::vector<PendingItem>& items, const std::vector<store::WaitingAction>& waiting, PendingKind kind, Day today) {
  for (const auto& action : waiting) {
    const bool returned = action.state == actions::State::returned;
    const bool without_text = !returned && action.without_text;
    const auto is = returned ? PendingKind::returned : without_text ? PendingKind::without_text : PendingKind::planned;
    if (is == kind) items.push_back(item_of(action, kind, today));
  }
}

PendingItem item_of(db::Read& tx, const store::Row& row, const access::Actor& actor) {
  PendingItem item;
  item.kind = *row.due_on < actor.today ? PendingKind::overdue : PendingKind::due;
  item.title = text::first_letters(row.text, longest_title);
  item.detail = some_of(store::place_refs(tx, row.id));
  if (row.responsible_person != std::optional{actor.person}) item.detail += (item.detail.empty() ? "com " : "\u00a0· com ") + row.responsible_name;
  item.due_on = row.due_on;
  item.followup = row.id;
  if (row.reads_action) item.action = row.action_id;
  return item;
}

/// With this person and overdue, or due within seven days.
store::Question due_question(Day today) {
  store::Question question;
  question.mine = true;
  question.before_turn = today.number + soon_days + 1;
  question.limit = most_pending;
  return question;
}

std::vector<PendingItem> due_items(db::Read& tx, const access::Actor& actor) {
  std::vector<PendingItem> items;
  for (const auto& row : store::list(tx, actor, access::Verb::action_read, due_question(actor.today))) items.push_back(item_of(tx, row, actor));
  return items;
}

void add_validation(std::vector<PendingItem>& items, std::int64_t count) {
  if (count == 0) return;
  PendingItem item;
  item.kind = PendingKind::to_validate;
  item.title = count == 1 ? "1 registro espera a sua leitura" : std::to_string(count) + " registros esperam a sua leitura";
  items.push_back(std::move(item));
}

MonthFigures figures_of(db::Read& tx, const access::Actor& actor, std::size_t territory) {
  const auto month = month_of(actor.today);
  MonthFigures figures;
  figures.from = month.first;
  figures.to = month.last;
  for (const auto& row : store::own_actions(tx, actor.person, month.first, month.last)) {
    figures.actions += row.value;
    figures.validated += row.validated;
    if (row.type == "REU_CIR") figures.cir = row.value;
    figures.by_type.push_back({row.type, label_of("action-type", row.type), row.value});
  }
  figures.places = store::own_places(tx, actor.person, month.first, month.last);
  figures.places_in_territory = static_cast<std::int64_t>(territory);
  store::Question open;
  open.mine = true;
  open.states = ",aberto,em-andamento,";
  figures.followups_open = store::count(tx, actor, open);
  figures.followups_closed = store::closed_between(tx, actor, month.first, month.last);
  return figures;
}

}  // namespace

Month month_of(Day today) {
  constexpr unsigned window = 5;
  const auto first_of = [](Day day) { return day.plus(1 - static_cast<std::int32_t>(day.day())); };
  const auto first = first_of(today);
  if (today.day() <= window) return {first_of(first.plus(-1)), first.plus(-1)};
  return {first, first_of(first.plus(31)).plus(-1)};
}

std::string label_of(std::string_view vocabulary, const std::string& code) {
  const auto* term = programmes::find_term(programmes::catalogue(), vocabulary, code);
  return term ? term->label : code;
}

std::vector<PendingItem> pending(db::Read& tx, const access::Actor& actor) {
  const auto waiting = store::waiting_actions(tx, actor);
  std::vector<PendingItem> items;
  add_actions(items, waiting, PendingKind::returned, actor.today);
  for (auto& item : due_items(tx, actor)) items.push_back(std::move(item));
  add_actions(items, waiting, PendingKind::without_text, actor.today);
  add_actions(items, waiting, PendingKind::planned, actor.today);
  add_validation(items, store::to_validate(tx, actor));
  return items;
}

Counters counters(db::Read& tx, const access::Actor& actor) {
  const auto waiting = store::waiting_actions(tx, actor);
  Counters counters;
  counters.returned = std::count_if(waiting.begin(), waiting.end(), [](const auto& one) { return one.state == actions::State::returned; });
  counters.pending = static_cast<std::int64_t>(waiting.size()) + store::count(tx, actor, due_question(actor.today));
  counters.validation = store::to_validate(tx, actor);
  return counters;
}

Year year_of(db::Read& tx, PlaceId place, const access::Actor& actor) {
  Year year;
  for (const auto& row : store::themes_of(tx, place, actor.today.plus(-year_days), actor)) {
    year.by_theme.push_back({row.theme, label_of("theme", row.theme), row.value});
    year.actions += row.value;
  }
  return year;
}

std::vector<PlaceContact> without_contact(db::Read& tx, const std::vector<PlaceId>& territory, const access::Actor& actor) {
  std::vector<PlaceContact> silent;
  for (const auto id : territory) {
    const auto last = store::last_contact(tx, id, actor);
    if (last && actor.today - last->day_on <= long_silence_days) continue;
    const auto place = store::known_place(tx, id);
    if (!place || !place->in_network) continue;
    PlaceContact contact;
    contact.place = {place->id, place->level, place->name, place->state};
    if (const auto region = places::parent_of(tx, id, places::Relation::region, actor.today)) contact.region = places::find(tx, *region);
    if (last) {
      contact.last_on = last->day_on;
      contact.days = actor.today - last->day_on;
    }
    contact.actions = year_of(tx, id, actor).actions;
    for (const auto& supporter : people::supporters_of(tx, id, actor.today)) contact.supporters.push_back(supporter.person.name);
    silent.push_back(std::move(contact));
  }
  std::stable_sort(silent.begin(), silent.end(), [](const auto& a, const auto& b) { return a.last_on < b.last_on; });
  return silent;
}

Home home(db::Read& tx, const access::Actor& actor) {
  const auto territory = people::territory_of(tx, actor.person, actor.today);
  Home home;
  add_actions(home.returned, store::waiting_actions(tx, actor), PendingKind::returned, actor.today);
  home.due = due_items(tx, actor);
  home.month = figures_of(tx, actor, territory.size());
  actions::Filter mine;
  mine.mine = true;
  mine.limit = most_recent;
  home.recent = actions::list(tx, mine, actor).items;
  home.without_contact = without_contact(tx, territory, actor);
  return home;
}

}  // namespace teia::followups
