// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "followups/store.hpp"

/// As the records' own index (actions/index_again.cpp).
namespace teia::followups {

namespace {

constexpr std::int64_t at_once = 1000;

struct Indexed {
  FollowupId id;
  std::string text, responsible_name;
};
DESCRIBE(Indexed, id, text, responsible_name)

const db::Query<Indexed, FollowupId, std::int64_t> page_of_followups{
    "followups.to_index", "select id, text, responsible_name from followup where id > $1 order by id limit $2"};
const db::Change<FollowupId, std::string> put_terms{"followups.put_terms", "update followup set terms = $2 where id = $1"};
const db::Query<std::int64_t> select_version{"followups.index_version", "select version from index_version where name = 'followups'"};
const db::Change<std::int64_t> put_version{"followups.put_index_version", R"(
  insert into index_version (name, version) values ('followups', $1)
  on conflict (name) do update set version = excluded.version)"};

}  // namespace

std::string terms_of(const std::string& text, const std::string& responsible) { return " " + text::search_terms(text + " " + responsible) + " "; }

void index_again(db::Store& database) {
  if (database.read([](db::Read& tx) { return tx.one(select_version).value_or(0); }) >= text::terms_version) return;
  for (FollowupId last; true;) {
    const auto page = database.read([&](db::Read& tx) { return tx.all(page_of_followups, last, at_once); });
    if (page.empty()) break;
    database.write([&](db::Write& tx) {
      for (const auto& one : page) tx.run(put_terms, one.id, terms_of(one.text, one.responsible_name));
    });
    last = page.back().id;
  }
  database.write([](db::Write& tx) { tx.run(put_version, text::terms_version); });
}

}  // namespace teia::followups
