// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <deque>

#include "bench.hpp"
#include "demo/demo.hpp"
#include "disk.hpp"
#include "load.hpp"
#include "records.hpp"
#include "replica.hpp"
#include "server.hpp"

namespace teia::bench {

namespace {

constexpr auto largest = "coordenacao.mg@exemplo.org.br";
constexpr std::size_t six_mb = 6'000'000;
constexpr std::size_t phone_link = 1'000'000 / 8;  ///< bytes a second of the phone's 1 Mbit/s

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>{std::chrono::steady_clock::now() - start}.count();
}

double mb(std::size_t bytes) { return static_cast<double>(bytes) / 1e6; }

// ---- the baseline: the rows of the same scope by plain SQL, without a line of ours between ---------------------------------------

using Rows = db::Query<std::string, PersonId, access::Verb, Day, Day>;
const Rows contents{"bench.scope_contents", R"(
  select c.content
    from action a
    join action_content c on c.action_id = a.id
   where a.day_on >= $4 and)" TEIA_MAY("a.atom_id") "order by a.day_on desc, a.id desc"};
const Rows analyses{"bench.scope_analyses", R"(
  select n.text
    from action a
    join action_analysis n on n.action_id = a.id
   where a.day_on >= $4 and)" TEIA_MAY("n.atom_id") "order by a.day_on desc, a.id desc"};
const Rows followups{"bench.scope_followups", R"(
  select f.text
    from followup f
    join action a on a.id = f.action_id
   where (f.closed_on is null or f.closed_on >= $4) and)" TEIA_MAY("a.atom_id") "order by f.id"};
const db::Query<PersonId, std::string> person_of{"bench.sync_person", "select person_id from account where login = $1"};

void plain_sql(db::Store& store, Day since) {
  const auto today = local_day(demo::story_now(), capital_zone);
  std::size_t rows = 0, bytes = 0;
  const auto start = std::chrono::steady_clock::now();
  store.read([&](db::Read& tx) {
    const auto person = tx.one(person_of, std::string{largest}).value();
    const auto count = [&](std::string&& text) { ++rows, bytes += text.size(); };
    tx.each(contents, count, person, access::Verb::action_read, today, since);
    tx.each(analyses, count, person, access::Verb::action_read_analysis, today, since);
    tx.each(followups, count, person, access::Verb::action_read, today, since);
  });
  const auto took = seconds_since(start);
  fmt::print("    plain SQL, the same rows: {} in {:.2f} s, {:.0f} a second, {:.1f} MB of text\n", rows, took, static_cast<double>(rows) / took, mb(bytes));
}

// ---- a first sync ----------------------------------------------------------------------------------------------------------------

void first_sync(const ServerProcess& server, db::Store& store, const char* what, Day since) {
  fmt::print("  {}, from {}\n", what, since.text());
  Replica replica{server.port(), largest, since};
  const auto cpu = server.cpu_seconds();
  auto all = replica.listen();
  std::size_t pages = 0, documents = 0;
  double slowest = 0;
  std::optional<std::string> at_six;
  while (!replica.whole()) {
    const auto page = replica.fill();
    ++pages;
    documents += page.documents;
    all.wire += page.wire, all.plain += page.plain, all.ms += page.ms;
    slowest = std::max(slowest, page.ms);
    if (!at_six && all.wire >= six_mb) {
      at_six = fmt::format("{:.2f} s of the server for {} documents, in {} pages, back to {}", all.ms / 1000, documents, pages, page.day ? page.day->text() : "–");
    }
  }
  const auto seconds = all.ms / 1000;
  fmt::print("    {} documents ({} actions, {} analyses, {} follow-ups) by {} audiences, in {} pages\n", documents, replica.distinct("action"),
             replica.distinct("action.analysis"), replica.distinct("followup"), replica.audiences(), pages);
  fmt::print("    {:.2f} s waiting for the server, {:.0f} documents a second, slowest page {:.0f} ms; {:.2f} s of processor; {:.0f} MB of memory\n", seconds,
             static_cast<double>(documents) / seconds, slowest, server.cpu_seconds() - cpu, server.memory_mb());
  fmt::print("    {:.1f} MB on the wire (brotli), {:.1f} MB as JSON; the wire alone at 1 Mbit/s: {:.0f} s\n", mb(all.wire), mb(all.plain),
             static_cast<double>(all.wire) / static_cast<double>(phone_link));
  fmt::print("    the first 6 MB: {}\n", at_six.value_or("it is less"));
  plain_sql(store, since);
}

// ---- people in the field ---------------------------------------------------------------------------------------------------------

struct Posted {
  std::string login;
  PlaceId place_id;
};
DESCRIBE(Posted, login, place_id)
// Whoever of the network has a device in the field, with a town of theirs.
const db::Query<Posted> posted{"bench.posted", R"(
  select a.login, min(t.place_id) as place_id
    from account a
    join assignment s on s.person_id = a.person_id
    join assignment_municipality t on t.assignment_id = s.id
   where s.role in ('apoiador', 'coordenador', 'facilitador', 'secretario-executivo', 'diretoria', 'assessoria')
   group by a.login
   order by min(case when s.role = 'apoiador' then 0 when s.role = 'coordenador' then 1 else 2 end), a.login)"};

bool is_supporter(const Posted& one) { return one.login.starts_with("apoio"); }

/// Writes as the supporters among these people, in turn; each in a town of theirs.
class Writers {
 public:
  Writers(std::deque<Replica>& replicas, const std::vector<Posted>& people) {
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (is_supporter(people[i])) writers_.push_back({&replicas[i].client(), Records{{people[i].place_id}, 1}});
    }
  }
  void write(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      auto& [client, records] = writers_[next_++ % writers_.size()];
      const auto reply = client->ask("POST", "/v1/actions", records.next());
      if (reply.status != 200) throw std::runtime_error{fmt::format("a record was not taken: {} {}", reply.status, reply.body)};
    }
  }

 private:
  struct Writer {
    Client* client;
    Records records;
  };
  std::vector<Writer> writers_;
  std::size_t next_ = 0;
};

// ---- news ------------------------------------------------------------------------------------------------------------------------

/// Every replica, one after another, asks what came since `count` records of the whole country ago.
void news(std::deque<Replica>& replicas, Writers& writers, std::size_t count) {
  writers.write(count);
  std::vector<double> times;
  std::size_t documents = 0, wire = 0, most = 0;
  for (auto& replica : replicas) {
    double ms = 0;
    std::size_t heard = 0;
    do {
      const auto answer = replica.listen();
      ms += answer.ms, heard += answer.documents, wire += answer.wire;
    } while (replica.more());
    times.push_back(ms);
    documents += heard;
    most = std::max(most, heard);
  }
  std::sort(times.begin(), times.end());
  fmt::print("  {:4} new records: p50 {:6.2f} ms, p95 {:6.2f} ms, slowest {:6.2f} ms; {:.1f} documents a replica (most {}), {:.1f} KB on the wire\n", count,
             times[times.size() / 2], times[times.size() * 95 / 100], times.back(), static_cast<double>(documents) / static_cast<double>(times.size()), most,
             static_cast<double>(wire) / 1e3 / static_cast<double>(times.size()));
}

/// The same question from all replicas in one moment, each its own.
void at_once(const ServerProcess& server, const char* what, const std::vector<std::string>& requests) {
  Plan plan;
  plan.port = server.port();
  plan.clients = plan.most = requests.size();
  plan.seconds = 600;
  plan.request = [&](std::size_t n) { return requests[n]; };
  const auto cpu = server.cpu_seconds();
  const auto found = load(plan);
  fmt::print("  {:20} {:4} replies in {:6.2f} s; p50 {:7.0f} ms, p95 {:7.0f} ms, slowest {:7.0f} ms; {:.1f} MB on the wire; server {:.2f} s of processor, "
             "generator {:.2f} s; memory {:.0f} MB, at most {:.0f}\n",
             what, found.replies, found.seconds, found.p50_ms, found.p95_ms, found.slowest_ms, mb(static_cast<std::size_t>(found.bytes)),
             server.cpu_seconds() - cpu, found.own_cpu_seconds, server.memory_mb(), server.peak_memory_mb());
  for (const auto& [status, count] : found.by_status) {
    if (status != 200) fmt::print("    {} replies with status {}\n", count, status);
  }
  if (found.broken) fmt::print("    {} without a whole reply\n", found.broken);
}

template <class Make>
std::vector<std::string> requests_of(const std::deque<Replica>& replicas, Make make) {
  std::vector<std::string> all;
  for (const auto& replica : replicas) all.push_back((replica.*make)());
  return all;
}

Day months_before(Day day, int months) {
  const int month = day.year() * 12 + static_cast<int>(day.month()) - 1 - months;
  return Day::of(month / 12, static_cast<unsigned>(month % 12) + 1, 1);
}

}  // namespace

void sync(const Syncing& plan) {
  const auto url = plan.database.empty() ? "sqlite:" + (plan.folder / "teia.sqlite").string() : plan.database;
  db::Store store{{.url = url, .readers = 1}};
  auto people = store.read([](db::Read& tx) { return tx.all(posted); });
  if (!store.read([](db::Read& tx) { return tx.one(person_of, std::string{largest}); })) {
    throw std::runtime_error{std::string{"no account "} + largest + ": make the national world first (teia demo --national)"};
  }
  people.resize(std::min(people.size(), plan.replicas));
  fmt::print("{}\n", machine());
  fmt::print("the disk alone: {:.0f} durable appends of 4 KiB a second\n", fsyncs_per_second(plan.folder, 3));

  std::vector<std::string> arguments{"--data", plan.folder.string()};
  if (!plan.database.empty()) arguments.insert(arguments.end(), {"--database", plan.database});
  const ServerProcess server{plan.program, arguments};
  const auto today = local_day(demo::story_now(), capital_zone);

  if (plan.first) {
    fmt::print("first sync, {}\n", largest);
    first_sync(server, store, "12 months", months_before(today, 12));
    first_sync(server, store, "all there is (stress)", months_before(today, 60));
  }
  std::deque<Replica> replicas;
  for (const auto& one : people) replicas.emplace_back(server.port(), one.login, months_before(today, 12)).listen();
  for (auto& replica : replicas) replica.listen();  // now every one has its scope
  Writers writers{replicas, people};
  fmt::print("news, {} replicas of {} persons, one after another\n", replicas.size(), people.size());
  for (const std::size_t count : {1, 20, 174}) news(replicas, writers, count);

  writers.write(174);
  fmt::print("{} replicas at once\n", replicas.size());
  at_once(server, "174 new records", requests_of(replicas, &Replica::news_request));
  for (auto& replica : replicas) replica.listen();
  at_once(server, "nothing new", requests_of(replicas, &Replica::news_request));
  at_once(server, "a page of 500", requests_of(replicas, &Replica::page_request));
}

}  // namespace teia::bench
