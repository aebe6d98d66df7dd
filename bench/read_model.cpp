// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "analytics/analytics.hpp"
#include "bench.hpp"
#include "demo/demo.hpp"

namespace teia::bench {

namespace {

using analytics::Question;

struct Cell {
  std::string one, two;
  std::int64_t value = 0;
};
DESCRIBE(Cell, one, two, value)
using Plain = db::Query<Cell, Day, Day>;

// The same questions in the system of record, which has an index for each way that pages take.
const Plain by_state_month{"bench.by_state_month", R"(
  select cast(a.state_id as text) as one, substr(a.day_on, 1, 7) as two, count(*) as value
    from action a
   where a.day_on >= $1 and a.day_on <= $2 and a.state_id is not null
   group by a.state_id, substr(a.day_on, 1, 7)
   order by a.state_id, two)"};
const Plain by_type_month{"bench.by_type_month", R"(
  select a.type as one, substr(a.day_on, 1, 7) as two, count(*) as value
    from action a
   where a.day_on >= $1 and a.day_on <= $2 and a.state_id = 17
   group by a.type, substr(a.day_on, 1, 7)
   order by a.type, two)"};
const Plain by_town{"bench.by_town", R"(
  select cast(l.place_id as text) as one, '' as two, count(*) as value
    from action_place l
   where l.day_on >= $1 and l.day_on <= $2 and l.presence in ('presente', 'contato-direto')
   group by l.place_id
   order by l.place_id)"};
const Plain by_region_month{"bench.by_region_month", R"(
  select cast(e.parent_id as text) as one, substr(l.day_on, 1, 7) as two, count(distinct l.action_id) as value
    from action_place l
    join place_edge e on e.child_id = l.place_id and e.relation = 'regiao' and e.valid_from <= l.day_on and e.valid_to >= l.day_on
   where l.day_on >= $1 and l.day_on <= $2
   group by e.parent_id, substr(l.day_on, 1, 7)
   order by e.parent_id, two)"};

struct Pivot {
  const char* what;
  std::string measure;
  std::vector<std::string> by;
  std::optional<PlaceId> place;
  const Plain* plain = nullptr;
};

const std::vector<Pivot>& pivots() {
  static const std::vector<Pivot> all{
      {"actions: state × month", "count(actions)", {"uf", "month"}, {}, &by_state_month},
      {"one state's actions: type × month", "count(actions)", {"type", "month"}, PlaceId{17}, &by_type_month},
      {"contacts: municipality", "count(places where contact)", {"municipality"}, {}, &by_town},
      {"actions: region × month", "count(actions)", {"region", "month"}, {}, &by_region_month},
      {"places: state × month", "count(places)", {"uf", "month"}, {}},
      {"places: theme × month", "count(places)", {"theme", "month"}, {}},
      {"minutes: state × type", "sum(actions.minutes)", {"uf", "type"}, {}},
      {"minutes: region × month", "sum(actions.minutes)", {"region", "month"}, {}},
      {"different people: state × month", "distinct(actions.author)", {"uf", "month"}, {}},
      {"different municipalities: state × month", "distinct(places.place where contact)", {"uf", "month"}, {}},
      {"median days of follow-ups: state", "median(followups.days)", {"uf"}, {}},
      {"municipalities without contact: state", "count(municipalities where network) - distinct(places.place where contact and network last 60 days)", {"uf"}, {}},
  };
  return all;
}

const Day first = Day::of(2022, 5, 1), last = Day::of(2025, 4, 30);

template <class Act>
double ms_of(Act&& act) {
  const auto start = std::chrono::steady_clock::now();
  act();
  return std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - start}.count();
}

double at(std::vector<double> times, double share) {
  std::sort(times.begin(), times.end());
  return times[std::min(times.size() - 1, static_cast<std::size_t>(share * static_cast<double>(times.size())))];
}

/// "VmHWM" and the like, in MB.
long memory(const char* name) {
  std::ifstream status{"/proc/self/status"};
  std::string word;
  while (status >> word) {
    long kb = 0;
    if (word == std::string{name} + ":" && status >> kb) return kb / 1024;
  }
  return 0;
}

void ask_rounds(db::Store& store, analytics::ReadModel& model, const Pivot& pivot, int rounds) {
  Question question;
  question.measures = {pivot.measure};
  question.by = pivot.by;
  question.place = pivot.place;
  question.from = first, question.to = last;
  std::vector<double> asked, plain;
  std::size_t rows = 0;
  for (int i = 0; i < rounds; ++i) {
    asked.push_back(ms_of([&] {
      rows = store.read([&](db::Read& tx) { return analytics::ask_everything(model, tx, question, Day::of(2025, 5, 5)).rows.size(); });
    }));
    if (pivot.plain) plain.push_back(ms_of([&] { store.read([&](db::Read& tx) { tx.all(*pivot.plain, first, last); }); }));
  }
  fmt::print("  {:42} {:6} rows   p50 {:7.1f}   p95 {:7.1f} ms", pivot.what, rows, at(asked, 0.5), at(asked, 0.95));
  if (pivot.plain) fmt::print("   plain SQL p50 {:8.1f} ms", at(plain, 0.5));
  fmt::print("\n");
  std::fflush(stdout);
}

}  // namespace

void read_model(db::Store& store, const analytics::Model& of, int rounds) {
  fmt::print("{}\n{}\n", machine(), store.engine() == db::Engine::sqlite ? "SQLite" : "PostgreSQL");
  const auto before = memory("VmRSS");
  analytics::ReadModel model{of};
  const auto filled = ms_of([&] { store.read([&](db::Read& tx) { model.rebuild(tx); }); });
  const auto size = of.path.empty() ? 0 : std::filesystem::file_size(of.path) / 1'000'000;
  fmt::print("filled from {} entries in {:.1f} s; file {} MB; memory before {} MB, highest {} MB\n", model.heard(), filled / 1000, size, before, memory("VmHWM"));
  std::vector<double> idle;
  for (int i = 0; i < rounds; ++i) idle.push_back(ms_of([&] { store.read([&](db::Read& tx) { model.refresh(tx); }); }));
  fmt::print("refresh without news: p50 {:.1f}, p95 {:.1f} ms\n", at(idle, 0.5), at(idle, 0.95));
  for (const auto& pivot : pivots()) ask_rounds(store, model, pivot, rounds);
  fmt::print("memory highest {} MB\n", memory("VmHWM"));
}

}  // namespace teia::bench
