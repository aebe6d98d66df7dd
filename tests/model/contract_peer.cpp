// SPDX-License-Identifier: Apache-2.0
// contract_peer URL PEER FIRST LAST: one of several servers over one database. Submits the operations FIRST … LAST-1, which all
// peers know, each twice and in an order of its own, and prints "operation variant number hash" or "operation variant refused".
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "peer_operations.hpp"

int main(int, char** arguments) {
  using namespace teia;
  const auto peer = std::strtoul(arguments[2], nullptr, 10);
  std::vector<std::size_t> order;
  for (auto i = std::strtoul(arguments[3], nullptr, 10); i < std::strtoul(arguments[4], nullptr, 10); ++i) order.insert(order.end(), {i, i});
  std::shuffle(order.begin(), order.end(), std::mt19937{static_cast<unsigned>(peer)});

  db::Store store{{.url = arguments[1], .before_batch = &ledger::lock_head}};
  std::vector<std::future<std::string>> lines;
  for (const auto index : order) {
    const auto variant = test::variant_of(index, peer);
    const auto entry = test::peer_operation(index, variant);
    auto line = std::make_shared<std::promise<std::string>>();
    auto receipt = std::make_shared<ledger::Receipt>();
    lines.push_back(line->get_future());
    const auto job = [=](db::Write& w) { *receipt = test::submit(w, entry); };
    const auto done = [=](std::exception_ptr error) {
      try {
        if (error) std::rethrow_exception(error);
        line->set_value(fmt::format("{} {} {} {}\n", index, variant, receipt->number, receipt->hash));
      } catch (const Problem& problem) {
        line->set_value(fmt::format("{} {} {} -\n", index, variant, problem.code == "ledger.operation-reused" ? 0 : -1));
      } catch (const std::exception& failed) {
        line->set_value(fmt::format("{} {} -1 {}\n", index, variant, failed.what()));
      }
    };
    while (!store.submit(job, done)) std::this_thread::yield();
    if (lines.size() % 12 == 0) lines.back().wait();  // commits of several operations, and many commits
  }
  for (auto& line : lines) fmt::print("{}", line.get());
}
