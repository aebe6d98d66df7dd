// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "bench.hpp"
#include "client.hpp"
#include "demo/demo.hpp"
#include "disk.hpp"
#include "load.hpp"
#include "records.hpp"
#include "server.hpp"

namespace teia::bench {

namespace {

/// The supporters of Tocantins, of all whose towns they write.
constexpr std::array authors{"helena@exemplo.org.br", "cicero@exemplo.org.br", "davi@exemplo.org.br", "jussara@exemplo.org.br", "noemi@exemplo.org.br"};

std::vector<PlaceId> towns_of_tocantins(Client& client) {
  std::vector<PlaceId> towns;
  for (const auto& town : json::read<std::vector<places::PlaceHit>>(client.get("/v1/places/17/municipalities").body)) towns.push_back(town.id);
  return towns;
}

struct Entries {
  std::int64_t count = 0;
  std::vector<std::string> faults;
};

Entries verified(const std::string& url) {
  db::Store store{{.url = url, .readers = 1}};
  const auto found = store.read([](db::Read& tx) { return ledger::verify(tx); });
  return {found.entries, found.faults};
}

}  // namespace

void ingest(const Ingest& plan) {
  const auto url = plan.database.empty() ? "sqlite:" + (plan.folder / "teia.sqlite").string() : plan.database;
  fmt::print("{}\n", machine());
  const auto fsyncs = fsyncs_per_second(plan.folder, 3);
  fmt::print("the disk alone: {:.0f} durable appends of 4 KiB a second\n", fsyncs);
  fmt::print("plain SQLite, a commit each: {:.0f} rows of 2 KB a second\n", plain_inserts_per_second(plan.folder, 3));
  const auto before = verified(url).count;

  std::size_t accepted = 0;
  {
    std::vector<std::string> arguments{"--data", plan.folder.string()};
    if (!plan.database.empty()) arguments.insert(arguments.end(), {"--database", plan.database});
    const ServerProcess server{plan.program, arguments};
    std::vector<std::string> sessions;
    std::vector<PlaceId> towns;
    for (const auto* login : authors) {
      Client client{server.port()};
      client.sign_in(login, demo::password);
      if (towns.empty()) towns = towns_of_tocantins(client);
      sessions.push_back(client.headers());
    }
    Records records{towns, authors.size()};
    for (const auto clients : plan.clients) {
      Plan load_plan;
      load_plan.port = server.port();
      load_plan.clients = static_cast<std::size_t>(clients);
      load_plan.seconds = plan.seconds;
      load_plan.request = [&](std::size_t n) { return request_text("POST", "/v1/actions", sessions[n % sessions.size()], records.next()); };
      const auto cpu = server.cpu_seconds();
      const auto outcome = load(load_plan);
      accepted += outcome.by_status.contains(200) ? outcome.by_status.at(200) : 0;
      fmt::print("{:3} clients: {:7.0f} records/s ({:.1f} × the disk); p50 {:.2f} ms, p99 {:.2f} ms; server {:.2f} s, generator {:.2f} s of "
                 "processor in {:.1f} s; {:.0f} MB\n",
                 clients, outcome.per_second(), outcome.per_second() / fsyncs, outcome.p50_ms, outcome.p99_ms, server.cpu_seconds() - cpu,
                 outcome.own_cpu_seconds, outcome.seconds, server.memory_mb());
      for (const auto& [status, count] : outcome.by_status) {
        if (status != 200) fmt::print("    {} replies with status {}\n", count, status);
      }
    }
  }
  const auto after = verified(url);
  fmt::print("{} accepted, {} new entries in the ledger, which {}\n", accepted, after.count - before,
             after.faults.empty() ? "verifies" : "does NOT verify: " + after.faults.front());
}

}  // namespace teia::bench
