// SPDX-License-Identifier: Apache-2.0
#include "records/records.hpp"

#include <algorithm>
#include <charconv>

namespace teia::records {

namespace {

constexpr std::string_view named = "named";

const db::Change<std::int64_t, std::string, Uuid, std::string> insert_moved{
    "records.insert_moved", "insert into record_moved (number, kind, record_id, audience) values ($1, $2, $3, $4) on conflict do nothing"};
const db::Query<Moved, std::int64_t, std::int64_t> select_moved{"records.moved", R"(
  select kind, record_id, audience
    from record_moved
   where number > $1 and number <= $2
   order by number, kind, record_id, audience)"};

}  // namespace

std::string Audience::text() const { return atom ? std::to_string(atom->value) : std::string{named}; }

std::optional<Audience> Audience::parse(std::string_view text) {
  if (text == named) return Audience{};
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size() || value <= 0) return std::nullopt;
  return Audience{access::AtomId{value}};
}

bool before(const Place& a, const Place& b) {
  if (a.day != b.day) return !a.day || (b.day && *b.day < *a.day);
  return b.id < a.id;
}

std::vector<Audience> audiences_of(db::Read& tx, std::span<const Kind* const> kinds, const access::Actor& actor) {
  std::vector<Audience> all{Audience{}};
  std::vector<access::Verb> asked;
  for (const auto* kind : kinds) {
    if (std::find(asked.begin(), asked.end(), kind->reads) != asked.end()) continue;
    asked.push_back(kind->reads);
    for (const auto atom : access::held_atoms(tx, actor, kind->reads)) all.push_back({atom});
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void moved(db::Write& tx, std::int64_t number, std::string_view kind, Uuid id, const Audience& audience) {
  tx.run(insert_moved, number, std::string{kind}, id, audience.text());
}

std::vector<Moved> moved_between(db::Read& tx, std::int64_t after, std::int64_t upto) { return tx.all(select_moved, after, upto); }

}  // namespace teia::records
