// SPDX-License-Identifier: Apache-2.0
// ledger_writer URL: registers notes as fast as it can until it is killed, and prints "number hash" for each once it is durable.
#include <fmt/format.h>
#include <unistd.h>

#include <thread>

#include "note.hpp"

namespace {

using namespace teia;

/// One write call of one line: a pipe takes it whole or not at all.
void print(const ledger::Receipt& receipt) {
  const auto line = fmt::format("{} {}\n", receipt.number, receipt.hash);
  if (write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) _exit(1);
}

void register_for_ever(db::Store& store) {
  for (std::uint64_t i = 0;; ++i) {
    const auto size = system_chance().next() % 6000;  // some within a page, some over several
    const auto entry = test::note_entry(std::string(size, static_cast<char>('a' + i % 26)), ledger::OperationId::make({1}, system_chance()), system_chance());
    print(store.write([&](db::Write& w) { return test::register_note(w, entry); }));
  }
}

}  // namespace

int main(int, char** arguments) {
  db::Store store{{.url = arguments[1], .before_batch = &ledger::lock_head}};
  std::vector<std::thread> authors;
  for (int i = 0; i < 6; ++i) authors.emplace_back([&] { register_for_ever(store); });
  for (auto& author : authors) author.join();
}
