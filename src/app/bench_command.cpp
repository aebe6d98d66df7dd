// SPDX-License-Identifier: Apache-2.0
#include "app/bench_command.hpp"

#include "access/access.hpp"
#include "app/demo_command.hpp"
#include "app/system.hpp"
#include "bench/bench.hpp"

namespace teia::app {

namespace {

/// The program that is running: it serves in a process of its own what another part of it measures.
std::string this_program() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

void require_demo(const Config& config) {
  const auto store = look_into(config);
  if (!store->read([](db::Read& tx) { return access::is_demo(tx); })) throw problems::only_demo({{"data", config.data.string()}});
}

}  // namespace

void bench_ingest(const Config& config, const std::vector<int>& clients, double seconds) {
  if (config.database.empty() && !std::filesystem::exists(config.data / "teia.sqlite")) make_demo(config, std::nullopt);
  require_demo(config);
  bench::ingest({this_program(), config.data, config.database, clients, seconds});
}

void bench_sync(const Config& config, int replicas, bool first) {
  require_demo(config);
  bench::sync({this_program(), config.data, config.database, static_cast<std::size_t>(replicas), first});
}

void bench_read(const Config& config, int rounds) {
  require_demo(config);
  bench::read({this_program(), config.data, config.database, rounds});
}

void bench_analytics(const Config& config, int rounds) {
  require_demo(config);
  auto model = read_model_of(config);
  model.path = (config.data / "analytics-bench.duckdb").string();  // beside the demonstration's own: it is filled from nothing
  std::filesystem::remove(model.path);
  bench::read_model(*look_into(config), model, rounds);
}

void bench_rights(const Config& config, int rounds) {
  require_demo(config);
  bench::rights(*look_into(config), rounds);
}

}  // namespace teia::app
