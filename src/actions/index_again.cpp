// SPDX-License-Identifier: Apache-2.0
#include "actions/record.hpp"
#include "base/text.hpp"

/// What records are found by, made again when this program makes it otherwise than the one before.
namespace teia::actions {

namespace {

constexpr std::int64_t at_once = 500;

struct Indexed {
  ActionId id;
  std::int64_t seq = 0;
  std::string content;
};
DESCRIBE(Indexed, id, seq, content)

const db::Query<Indexed, std::int64_t, std::int64_t> page_of_records{"actions.to_index", R"(
  select a.id, a.seq, c.content
    from action a
    join action_content c on c.action_id = a.id
   where a.seq > $1
   order by a.seq
   limit $2)"};
const db::Query<std::int64_t> select_version{"actions.index_version", "select version from index_version where name = 'actions'"};
const db::Change<std::int64_t> put_version{"actions.put_index_version", R"(
  insert into index_version (name, version) values ('actions', $1)
  on conflict (name) do update set version = excluded.version)"};

}  // namespace

void index_again(db::Store& database) {
  if (database.read([](db::Read& tx) { return tx.one(select_version).value_or(0); }) >= text::terms_version) return;
  for (std::int64_t last = 0; true;) {
    const auto page = database.read([&](db::Read& tx) { return tx.all(page_of_records, last, at_once); });
    if (page.empty()) break;
    database.write([&](db::Write& tx) {
      for (const auto& one : page) {
        const auto content = json::read<ActionContent>(one.content);
        store::put_search(tx, one.seq, searchable(content), false);
        store::drop_labels(tx, one.id);
        store::put_labels(tx, one.id, content);
      }
    });
    last = page.back().seq;
  }
  database.write([](db::Write& tx) { tx.run(put_version, text::terms_version); });
}

}  // namespace teia::actions
