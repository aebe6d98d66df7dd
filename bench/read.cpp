// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/http/http.hpp"
#include "bench.hpp"
#include "client.hpp"
#include "demo/demo.hpp"
#include "server.hpp"

namespace teia::bench {

namespace {

struct Question {
  const char* name;
  const char* path;
};

/// What a person of Tocantins opens on a day; the national team asks the same of the country.
constexpr std::array questions{
    Question{"first page", "/v1/home"},
    Question{"what waits", "/v1/pending"},
    Question{"list, newest 50", "/v1/actions?limit=50"},
    Question{"list, filtered", "/v1/actions?limit=50&type=VIS,OFI&theme=FIN.EMENDAS&from=2024-01-01&to=2024-12-31"},
    Question{"list of a region", "/v1/actions?limit=50&place=17001"},
    Question{"search, one word", "/v1/actions?limit=50&q=contabilidade"},
    Question{"search, three words", "/v1/actions?limit=50&q=prazos%20reuni%C3%A3o%20conselho"},
    Question{"municipality", "/v1/places/1702554"},
    Question{"its support", "/v1/places/1702554/support"},
    Question{"follow-ups, open", "/v1/followups?state=aberto&limit=50"},
    Question{"map of a state", "/v1/map?state=17"},
    Question{"coverage, state", "/v1/coverage?place=17&from=2025-01-01&to=2025-04-30"},
    Question{"overview, state", "/v1/overview?place=17&from=2025-01-01&to=2025-04-30"},
    Question{"map of the country", "/v1/map?state=0"},
    Question{"coverage, country", "/v1/coverage?from=2025-01-01&to=2025-04-30"},
    Question{"overview, country", "/v1/overview?from=2025-01-01&to=2025-04-30"},
    Question{"overview, 12 months", "/v1/overview?from=2024-05-01&to=2025-04-30"},
    Question{"validation inbox", "/v1/validation"},
};

constexpr std::array persons{"apoio1.to@exemplo.org.br", "coordenacao.to@exemplo.org.br", "coordenacao.mg@exemplo.org.br",
                             "nacional1@exemplo.org.br", "gestao.1702554@exemplo.org.br"};

struct Timed {
  int status = 0;
  double p50_ms = 0, p95_ms = 0;
  std::size_t bytes = 0;
};

/// As many rounds as asked for, but no more than four seconds of one question.
Timed timed(Client& client, const char* path, int rounds) {
  using Steady = std::chrono::steady_clock;
  Timed out;
  std::vector<double> times;
  const auto begin = Steady::now();
  while (times.size() < static_cast<std::size_t>(rounds) && Steady::now() - begin < std::chrono::seconds{4}) {
    const auto start = Steady::now();
    const auto reply = client.ask("GET", path);
    times.push_back(std::chrono::duration<double, std::milli>{Steady::now() - start}.count());
    out.status = reply.status;
    out.bytes = reply.body.size();
    if (reply.status != 200) break;
  }
  std::sort(times.begin(), times.end());
  out.p50_ms = times[times.size() / 2];
  out.p95_ms = times[std::min(times.size() - 1, times.size() * 95 / 100)];
  return out;
}

}  // namespace

void read(const Reading& plan) {
  fmt::print("{}\n", machine());
  std::vector<std::string> arguments{"--data", plan.folder.string()};
  if (!plan.database.empty()) arguments.insert(arguments.end(), {"--database", plan.database});
  const ServerProcess server{plan.program, arguments};
  fmt::print("start-up to the first answer {:.0f} ms; idle memory {:.0f} MB ({:.0f} MB without mapped files)\n", server.first_answer_ms(),
             server.memory_mb(), server.anonymous_memory_mb());
  for (const auto* person : persons) {
    Client client{server.port()};
    client.sign_in(person, demo::password);
    fmt::print("\n{}\n", person);
    for (const auto& question : questions) {
      const auto found = timed(client, question.path, plan.rounds);
      if (found.status == 200) {
        fmt::print("  {:22} p50 {:8.2f} ms   p95 {:8.2f} ms   {:8} bytes\n", question.name, found.p50_ms, found.p95_ms, found.bytes);
      } else {
        fmt::print("  {:22} not theirs ({})\n", question.name, found.status);
      }
    }
  }
  fmt::print("\nmemory afterwards {:.0f} MB ({:.0f} MB without mapped files); {:.1f} s of processor\n", server.memory_mb(),
             server.anonymous_memory_mb(), server.cpu_seconds());
}

}  // namespace teia::bench
