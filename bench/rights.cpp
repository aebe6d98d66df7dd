// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "access/access.hpp"
#include "bench.hpp"
#include "demo/demo.hpp"

namespace teia::bench {

namespace {

using access::Verb;

struct Counted {
  PlaceId place_id;
  std::int64_t actions = 0;
};
DESCRIBE(Counted, place_id, actions)

struct Newest {
  std::string id, title;
  Day day_on;
};
DESCRIBE(Newest, id, title, day_on)

// Each question twice: the same text with the condition of rights, and with one that binds the same parameters and lets all pass.
#define EVERYBODY " (cast($1 as text) is not null and cast($2 as text) is not null and cast($3 as text) is not null) "
#define COUNTED " l.state in ('registrada', 'validada') "
#define OF_TOCANTINS " l.place_id >= 1700000 and l.place_id <= 1799999 and "
// As the pages ask: a sum for each atom of a town, the rights over these sums; the last addition is done here.
#define SCOPED(where)                                                                                     \
  "select l.place_id, count(*) as actions from action_place l where" where "group by l.place_id, l.atom_id " \
  "having" TEIA_MAY("l.atom_id") "order by l.place_id, l.atom_id"
#define OPEN(where) "select l.place_id, count(*) as actions from action_place l where" where "and" EVERYBODY "group by l.place_id order by l.place_id"
#define NEWEST(may)                                                                                     \
  "select a.id, a.title, a.day_on from action a where a.state_id = 17 and a.theme like 'FIN%' and " may \
  " order by a.day_on desc, a.id desc limit 50"

using Towns = db::Query<Counted, PersonId, Verb, Day>;
using List = db::Query<Newest, PersonId, Verb, Day>;
const Towns towns_scoped{"bench.towns_scoped", SCOPED(COUNTED)};
const Towns towns_open{"bench.towns_open", OPEN(COUNTED)};
const Towns state_scoped{"bench.state_scoped", SCOPED(OF_TOCANTINS COUNTED)};
const Towns state_open{"bench.state_open", OPEN(OF_TOCANTINS COUNTED)};
const List list_scoped{"bench.list_scoped", NEWEST(" (" TEIA_MAY("a.atom_id") ") is true")};
const List list_open{"bench.list_open", NEWEST(EVERYBODY)};

const db::Query<PersonId, std::string> person_of{"bench.person", "select person_id from account where login = $1"};
const db::Query<std::int64_t> count_links{"bench.links", "select count(*) from action_place"};

std::string key_of(const Counted& row) { return std::to_string(row.place_id.value); }
std::int64_t count_of(const Counted& row) { return row.actions; }
const std::string& key_of(const Newest& row) { return row.id; }
std::int64_t count_of(const Newest&) { return 1; }

double median(std::vector<double> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

struct Answer {
  double ms = 0;
  std::size_t rows = 0;
};

template <class Query>
Answer once(db::Store& store, const Query& query, PersonId person, Day today) {
  const auto start = std::chrono::steady_clock::now();
  const auto rows = store.read([&](db::Read& tx) {
    std::map<std::string, std::int64_t> sums;
    tx.each(query, [&](auto&& row) { sums[key_of(row)] += count_of(row); }, person, Verb::action_read, today);
    return sums.size();
  });
  return {std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - start}.count(), rows};
}

template <class Query>
void compare(db::Store& store, const char* what, const Query& scoped, const Query& open, PersonId person, Day today, int rounds) {
  std::vector<double> with, without;
  Answer last_with, last_without;
  for (int i = 0; i < rounds; ++i) {
    without.push_back((last_without = once(store, open, person, today)).ms);
    with.push_back((last_with = once(store, scoped, person, today)).ms);
  }
  fmt::print("  {:34} unscoped {:8.2f} ms ({} rows)   scoped {:8.2f} ms ({} rows)   {:+.0f} %\n", what, median(without), last_without.rows,
             median(with), last_with.rows, 100 * (median(with) / median(without) - 1));
}


/// How the engine answers, in its own words.
void explain(db::Store& store, const db::Statement& statement, PersonId person, Day today) {
  const bool sqlite = store.engine() == db::Engine::sqlite;
  const auto sql = (sqlite ? "explain query plan " : "explain ") + std::string{statement.sql};
  const auto connection = db::connect(store.url(), false);
  db::Statement asked{sql};
  asked.params = statement.params;
  const db::Param params[]{db::param(person), db::param(Verb::action_read), db::param(today)};
  fmt::print("  {}\n", statement.name);
  connection->run(asked, params, [&](db::Cells& cells, std::span<const int>) {
    fmt::print("    {}\n", cells.text(sqlite ? 3 : 0));
    return true;
  });
}

}  // namespace

void rights(db::Store& store, int rounds) {
  fmt::print("{}\n", machine());
  const auto today = local_day(demo::story_now(), capital_zone);
  const auto links = store.read([](db::Read& tx) { return tx.one(count_links).value_or(0); });
  fmt::print("{}, {} links of an action to a place\n", store.engine() == db::Engine::sqlite ? "SQLite" : "PostgreSQL", links);
  for (const auto* login : {"nacional1@exemplo.org.br", "coordenacao.to@exemplo.org.br"}) {
    const auto person = store.read([&](db::Read& tx) { return tx.one(person_of, login); });
    if (!person) throw std::runtime_error{std::string{"no account "} + login + ": make the national world first (teia demo --national)"};
    fmt::print("{}\n", login);
    compare(store, "actions by town, country", towns_scoped, towns_open, *person, today, rounds);
    compare(store, "actions by town, Tocantins", state_scoped, state_open, *person, today, rounds);
    compare(store, "newest on a theme, Tocantins", list_scoped, list_open, *person, today, rounds);
  }
  const auto person = *store.read([&](db::Read& tx) { return tx.one(person_of, std::string{"coordenacao.to@exemplo.org.br"}); });
  fmt::print("plans\n");
  for (const db::Statement* one : {static_cast<const db::Statement*>(&towns_open), static_cast<const db::Statement*>(&towns_scoped),
                                   static_cast<const db::Statement*>(&state_open), static_cast<const db::Statement*>(&state_scoped),
                                   static_cast<const db::Statement*>(&list_open), static_cast<const db::Statement*>(&list_scoped)}) {
    explain(store, *one, person, today);
  }
}

}  // namespace teia::bench
