// SPDX-License-Identifier: Apache-2.0
#include "proof.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "note.hpp"

namespace teia::test {

namespace {

const db::Query<Note> notes{"proof.notes", "select number, hash, note from proof_note order by number"};

}  // namespace

std::vector<std::string> broken_promises(db::Store& store, const Receipts& receipts) {
  return store.read([&](db::Read& tx) {
    auto broken = ledger::verify(tx).faults;
    std::map<std::int64_t, std::string> beside_ledger, in_ledger;
    for (const auto& note : tx.all(notes)) beside_ledger[note.number] = note.hash;
    ledger::each_since(tx, 0, [&](ledger::Entry&& entry) {
      if (entry.kind == "note") in_ledger[entry.number] = crypto::hex(entry.hash.data);
      return true;
    });
    if (beside_ledger != in_ledger) broken.push_back(fmt::format("{} entries, {} rows beside them", in_ledger.size(), beside_ledger.size()));
    for (const auto& [number, hash] : receipts) {
      const auto found = in_ledger.find(number);
      if (found == in_ledger.end()) broken.push_back(fmt::format("{} was receipted and is gone", number));
      else if (found->second != hash) broken.push_back(fmt::format("{} was receipted with another hash", number));
    }
    return broken;
  });
}

long from_environment(const char* name, long otherwise) {
  const char* told = std::getenv(name);
  return told ? std::atol(told) : otherwise;
}

}  // namespace teia::test
