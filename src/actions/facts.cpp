// SPDX-License-Identifier: Apache-2.0
#include "actions/facts.hpp"

#include "actions/record.hpp"
#include "base/text.hpp"

/// What the read model keeps of a support action: codes, days, counts and lengths, never a text.
namespace teia::actions {

namespace {

using records::FactColumn;
using records::FactRow;
using records::FactType;
using records::FactValue;

const std::vector<FactColumn> own_columns{
    {"day", FactType::day},        {"state", FactType::text},       {"project", FactType::text},    {"type", FactType::text},
    {"theme", FactType::text},     {"area", FactType::text},        {"modality", FactType::text},   {"space", FactType::text},
    {"uf", FactType::integer},     {"owner", FactType::id},         {"author", FactType::id},       {"minutes", FactType::integer},
    {"planned", FactType::flag},   {"happened", FactType::flag},    {"collective", FactType::flag},  {"late", FactType::flag},       {"rectified", FactType::flag},
    {"delay", FactType::integer},  {"text_length", FactType::integer}, {"results", FactType::integer}};

std::vector<FactColumn> own_and(std::vector<FactColumn> more) {
  more.insert(more.begin(), own_columns.begin(), own_columns.end());
  return more;
}

struct Atom {
  access::AtomId atom_id;
  std::optional<PlaceId> state_id;
};
DESCRIBE(Atom, atom_id, state_id)
const db::Query<Atom, ActionId> select_atom{"actions.fact_atom", "select atom_id, state_id from action where id = $1"};

/// The content and state that the last of these entries left; nothing when the content is erased.
struct Stood {
  ActionDocument document;
  State state = State::planned;
  bool late = false, rectified = false;
};
std::optional<Stood> stood(std::span<const ledger::Entry> history) {
  std::optional<Stood> now;
  bool late = false;
  for (const auto& entry : history) {
    if (entry.kind == "action") {
      now.reset();
      if (!entry.payload) continue;
      auto document = json::read<ActionDocument>(entry.payload->data);
      late = late || document.late.value_or(false);
      const auto state = document.state;
      const auto rectified = document.rectified;
      now = Stood{std::move(document), state, late, rectified};
    } else if (entry.payload && now) {
      const auto change = json::read<StateDocument>(entry.payload->data);
      now->state = change.state;
      now->late = late = late || change.late.value_or(false);
      now->rectified = now->rectified || change.rectified.value_or(false);
    }
  }
  return now;
}

FactValue text_or_none(const std::optional<std::string>& text) { return text ? FactValue{*text} : FactValue{}; }

/// In the order of own_columns.
std::vector<FactValue> own_values(const Stood& at, std::optional<PlaceId> state) {
  const auto& content = at.document.content;
  const auto* type = programmes::find_term(programmes::catalogue(), "action-type", content.type);
  // Timeliness is of the device's time, never of the arrival (corrections.md).
  const auto delay = local_day(at.document.created_at, capital_zone) - at.document.day;
  return {at.document.day,
          std::string{word_of(at.state)},
          content.project.value_or(""),
          content.type,
          content.theme,
          content.theme.substr(0, content.theme.find('.')),
          content.modality.value_or(""),
          text_or_none(content.space),
          state ? FactValue{state->value} : FactValue{},
          Uuid{at.document.owners.front()},
          Uuid{at.document.authors.front()},
          content.minutes.value_or(0),
          at.document.planned,
          at.state == State::registered || at.state == State::returned || at.state == State::validated,
          type && type->action && type->action->collective,
          at.late,
          at.rectified,
          std::int64_t{std::max(delay, 0)},
          static_cast<std::int64_t>(text::letters(content.text)),
          static_cast<std::int64_t>(content.results.size())};
}

std::vector<FactValue> joined(std::vector<FactValue> values, std::initializer_list<FactValue> more) {
  values.insert(values.end(), more);
  return values;
}

std::vector<FactRow> rows(db::Read& tx, std::span<const ledger::Entry> history) {
  const auto at = stood(history);
  if (!at) return {};
  const auto here = tx.one(select_atom, ActionId{history.front().record_id});
  const auto own = own_values(*at, here ? here->state_id : std::nullopt);
  std::vector<FactRow> out{{0, own}};
  for (const auto& place : at->document.content.places) {
    const FactValue secretary = place.secretary ? FactValue{*place.secretary} : FactValue{};
    const bool contact = place.presence != Presence::invited;  // corrections.md: an invitation is no contact
    out.push_back({1, joined(own, {place.place.value, std::string{word_of(place.presence)}, contact, secretary})});
  }
  for (const auto& person : at->document.authors) out.push_back({2, joined(own, {Uuid{person}})});
  return out;
}

std::optional<access::AtomId> atom(db::Read& tx, Uuid record) {
  const auto found = tx.one(select_atom, ActionId{record});
  return found ? std::optional{found->atom_id} : std::nullopt;
}

}  // namespace

const records::FactKind action_facts{
    {"action", "action.state"},
    {{"actions", own_columns},
     {"places", own_and({{"place", FactType::integer}, {"presence", FactType::text}, {"contact", FactType::flag}, {"secretary", FactType::flag}})},
     {"authors", own_and({{"person", FactType::id}})}},
    rows,
    atom};

}  // namespace teia::actions
