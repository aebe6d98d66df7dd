// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "actions/record.hpp"

/// An edit that began from an older revision meets what others did since: docs/sync.md, "Merging".
namespace teia::actions {

namespace {

using How = records::FieldRule::How;

constexpr std::array field_rules{
    records::FieldRule{"places", How::rows, "place"},          records::FieldRule{"participants", How::rows, "profile"},
    records::FieldRule{"learning", How::rows, "author"},       records::FieldRule{"evidence", How::rows, "hash"},
    records::FieldRule{"links", How::rows, "url"},             records::FieldRule{"organisations", How::set},
    records::FieldRule{"other_themes", How::set},              records::FieldRule{"results", How::set},
    records::FieldRule{"difficulty_codes", How::set},          records::FieldRule{"facilitator_codes", How::set},
    records::FieldRule{"coauthors", How::set},                 records::FieldRule{"tags", How::set},
    records::FieldRule{"visibility", How::members},
};

/// The content as it stood at this revision: that of the newest entry with content up to there; nothing when it was erased.
std::optional<json::Value> content_at(db::Read& tx, ActionId id, std::int64_t revision) {
  std::optional<json::Value> content;
  for (const auto& entry : ledger::history_of(tx, record_id(id))) {
    if (entry.revision > revision || entry.kind != "action") continue;
    content.reset();
    if (!entry.payload) continue;
    const auto document = json::parse(entry.payload->data);
    if (const auto* found = document.find("content")) content = *found;
  }
  return content;
}

std::optional<json::Value> base_of(db::Read& tx, ActionId id, const EditAction& in) {
  return in.base ? json::parse(json::write_described(*in.base)) : content_at(tx, id, in.base_revision);
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

}  // namespace

Met meet(db::Read& tx, const store::Row& row, const EditAction& in) {
  const bool open = row.state != State::validated && row.state != State::cancelled && row.state != State::not_done;
  const auto base = open && in.base_revision < row.revision ? base_of(tx, row.id, in) : std::nullopt;
  if (!base) throw problems::stale({{"now", std::to_string(row.revision)}});
  auto merged = records::merge(*base, json::parse(row.content), json::parse(json::write_described(in.content)), field_rules);
  if (!merged.conflicts.empty()) throw problems::edit_conflict({{"fields", joined(merged.conflicts)}});
  return {json::read<ActionContent>(merged.content), std::move(merged.taken)};
}

}  // namespace teia::actions
