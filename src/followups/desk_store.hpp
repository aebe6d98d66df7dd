// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "followups/store.hpp"

/// What the first page, the pending list and a place's page ask of actions and places. Private to this folder.
namespace teia::followups::store {

/// An own action that waits for its author.
struct WaitingAction {
  ActionId id;
  std::string title;
  actions::State state = actions::State::registered;
  Day day_on;
  bool without_text = false;
  std::optional<std::string> reason, judge;  ///< of the return
  std::optional<Instant> judged_at;
};
DESCRIBE(WaitingAction, id, title, state, day_on, without_text, reason, judge, judged_at)
std::vector<WaitingAction> waiting_actions(db::Read& tx, const access::Actor& actor);
std::int64_t to_validate(db::Read& tx, const access::Actor& actor);

/// The person's own registered actions of a span of days, by type.
struct TypeCount {
  std::string type;
  std::int64_t value = 0, validated = 0;
};
DESCRIBE(TypeCount, type, value, validated)
std::vector<TypeCount> own_actions(db::Read& tx, PersonId person, Day from, Day to);
/// Municipalities with contact in them.
std::int64_t own_places(db::Read& tx, PersonId person, Day from, Day to);

struct KnownPlace {
  PlaceId id;
  places::Level level = places::Level::municipality;
  std::string name, state;
  bool in_network = false;
};
DESCRIBE(KnownPlace, id, level, name, state, in_network)
std::optional<KnownPlace> known_place(db::Read& tx, PlaceId place);

/// A contact is being present or spoken to directly (corrections.md) in an action that happened and was not cancelled.
struct Contact {
  Day day_on;
  std::string title;
  bool whole = false;  ///< the reader may see the record, not only what was agreed
};
DESCRIBE(Contact, day_on, title, whole)
std::optional<Contact> last_contact(db::Read& tx, PlaceId place, const access::Actor& actor);

/// The towns, by id, of the person's functions that see sums: a manager's own, a supporter's, a coordinator's state.
std::vector<PlaceId> own_towns(db::Read& tx, const access::Actor& actor);

/// The newest contact in a place, and the actions with contact there after `since`, whoever's they are: for those whose place it is.
struct Contacts {
  std::optional<Day> last_on;
  std::int64_t actions = 0;
};
DESCRIBE(Contacts, last_on, actions)
Contacts all_contacts(db::Read& tx, PlaceId place, Day since, Day today);

/// Actions with contact there after `since`, by their main theme: each counts once.
struct ThemeCount {
  std::string theme;
  std::int64_t value = 0;
};
DESCRIBE(ThemeCount, theme, value)
std::vector<ThemeCount> themes_of(db::Read& tx, PlaceId place, Day since, const access::Actor& actor);

}  // namespace teia::followups::store
