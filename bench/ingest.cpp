// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>

#include "actions/actions.hpp"
#include "bench.hpp"
#include "client.hpp"
#include "demo/demo.hpp"
#include "disk.hpp"
#include "load.hpp"
#include "server.hpp"

namespace teia::bench {

namespace {

/// The supporters of Tocantins; their records are spread over 1,500 days and all its towns, so that no day of a person grows beyond
/// what a day holds.
constexpr std::array authors{"helena@exemplo.org.br", "cicero@exemplo.org.br", "davi@exemplo.org.br", "jussara@exemplo.org.br", "noemi@exemplo.org.br"};

class Records {
 public:
  explicit Records(std::vector<PlaceId> towns) : towns_(std::move(towns)) {}

  std::string next() {
    const auto n = made_++;
    actions::NewAction record;
    const auto made = demo::story_now().plus_ms(static_cast<std::int64_t>(n));  // ids grow with time, as those of devices do
    record.id = ActionId::make(made, *chance_);
    record.operation = ledger::OperationId::make(made, *chance_);
    record.created_at = demo::story_now();
    record.content.type = "ATE";
    record.content.theme = n % 2 ? "PLAN.RDQA" : "FIN.SIOPS";
    record.content.started_at = demo::story_now().plus_days(-1 - static_cast<std::int64_t>(n / authors.size() % 1500)).plus_minutes(-static_cast<std::int64_t>(n % 480));
    record.content.places = {{towns_[n * 7 % towns_.size()], actions::Presence::direct, std::nullopt}};
    record.content.text = text_;
    return json::write_described(record);
  }

 private:
  std::vector<PlaceId> towns_;
  std::size_t made_ = 0;
  std::unique_ptr<Chance> chance_ = seeded_chance(static_cast<std::uint64_t>(system_chance().next()));
  const std::string text_ = [] {
    std::string text = "Conversa com a equipe da secretaria sobre prazos, documentos e responsáveis.";
    while (text.size() < 600) text += " Ficou combinado conferir os números e voltar ao assunto na próxima semana.";
    return text;
  }();
};

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
    Records records{towns};
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
