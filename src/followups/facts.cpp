// SPDX-License-Identifier: Apache-2.0
#include "followups/facts.hpp"

#include "followups/document.hpp"

/// What the read model keeps of a follow-up: codes and days, never a text.
namespace teia::followups {

namespace {

using records::FactColumn;
using records::FactRow;
using records::FactType;
using records::FactValue;

const std::vector<FactColumn> own_columns{{"day", FactType::day},       {"due", FactType::day},       {"closed", FactType::day},
                                          {"state", FactType::text},    {"kind", FactType::text},     {"priority", FactType::text},
                                          {"uf", FactType::integer},    {"owner", FactType::id},      {"author", FactType::id},
                                          {"days", FactType::integer},  {"on_time", FactType::flag},  {"escalated", FactType::flag}};

struct Born {
  access::AtomId atom_id;
  Instant created_at;
  std::optional<PlaceId> state_id;
};
DESCRIBE(Born, atom_id, created_at, state_id)
const db::Query<Born, FollowupId> select_born{"followups.fact_born", R"(
  select f.atom_id, f.created_at, o.state_id
    from followup f
    join organisation o on o.id = f.owner_id
   where f.id = $1)"};

FactValue day_or_none(const std::optional<Day>& day) { return day ? FactValue{*day} : FactValue{}; }

std::vector<FactRow> rows(db::Read& tx, std::span<const ledger::Entry> history) {
  const auto& last = history.back();
  if (!last.payload) return {};
  const auto born = tx.one(select_born, FollowupId{last.record_id});
  if (!born) return {};
  const auto document = json::read<Document>(last.payload->data);
  const auto opened = local_day(born->created_at, capital_zone);
  const bool closed = document.state == FollowupState::closed && document.closed_on;
  const std::vector<FactValue> own{
      opened,
      day_or_none(document.due_on),
      closed ? FactValue{*document.closed_on} : FactValue{},
      std::string{word_of(document.state)},
      document.kind,
      document.priority,
      born->state_id ? FactValue{born->state_id->value} : FactValue{},
      Uuid{document.owner},
      Uuid{document.author},
      closed ? FactValue{std::int64_t{*document.closed_on - opened}} : FactValue{},
      closed && document.due_on ? FactValue{*document.closed_on <= *document.due_on} : FactValue{},
      document.escalated_to.has_value()};
  std::vector<FactRow> out{{0, own}};
  for (const auto& place : document.places) {
    out.push_back({1, own});
    out.back().values.push_back(place.value);
  }
  return out;
}

std::optional<access::AtomId> atom(db::Read& tx, Uuid record) {
  const auto found = tx.one(select_born, FollowupId{record});
  return found ? std::optional{found->atom_id} : std::nullopt;
}

std::vector<FactColumn> with_place() {
  auto columns = own_columns;
  columns.push_back({"place", FactType::integer});
  return columns;
}

}  // namespace

const records::FactKind followup_facts{{"followup"}, {{"followups", own_columns}, {"followup_places", with_place()}}, rows, atom};

}  // namespace teia::followups
