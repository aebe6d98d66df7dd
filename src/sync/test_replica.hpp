// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <algorithm>
#include <set>

#include "sync/sync.hpp"

/// One person's copy, as docs/sync.md says a device keeps it, in memory: what the tests hold the server's answers against.
namespace teia::sync {

class Replica {
 public:
  explicit Replica(Day since) : since_(since) {}

  using Ask = std::function<PullAnswer(const PullAsked&)>;

  /// Pulls until there is nothing more to hear and nothing to fill; `limit` documents at a time.
  void pull(const Ask& ask, std::int64_t limit = 500) {
    while (step(ask, limit)) {
    }
  }

  /// One question and what follows from its answer; false when it brought everything.
  bool step(const Ask& ask, std::int64_t limit = 500) {
    PullAsked asked;
    asked.cursor = cursor;
    asked.limit = limit;
    for (const auto& [audience, state] : scope_) asked.scope.push_back({audience, since_});
    const auto unfilled = std::find_if(scope_.begin(), scope_.end(), [](const auto& one) { return !one.second.whole; });
    if (unfilled != scope_.end()) asked.fill = Fill{unfilled->first, unfilled->second.before};
    const auto answer = ask(asked);
    if (answer.reset) return begin_again(answer.reset->epoch, answer.epochs);
    if (epoch_ && *epoch_ != answer.cursor->epoch) return begin_again(answer.cursor->epoch, {});  // restored again, and nobody said so
    epoch_ = answer.cursor->epoch;
    if (asked.fill && answer.scope.left.end() == std::find(answer.scope.left.begin(), answer.scope.left.end(), asked.fill->audience)) {
      unfilled->second = {answer.filled, !answer.filled};
    }
    for (const auto& left : answer.scope.left) leave(left);
    for (const auto& entered : answer.scope.entered) scope_[entered] = {};
    for (const auto& document : answer.documents) take(document);
    for (const auto& gone : answer.removed) documents.erase(gone);
    cursor = answer.cursor;
    const bool whole = std::all_of(scope_.begin(), scope_.end(), [](const auto& one) { return one.second.whole; });
    if (whole && !answer.more) sweep();
    return !whole || answer.more;
  }

  std::set<std::string> scope() const {
    std::set<std::string> names;
    for (const auto& [audience, state] : scope_) names.insert(audience);
    return names;
  }
  bool has(std::string_view kind, Uuid id) const { return documents.contains({std::string{kind}, id}); }
  const records::Document& of(std::string_view kind, Uuid id) const { return documents.at({std::string{kind}, id}); }

  /// What to do when the server turns out to be a restored one: the bases that it told, or none when it told nothing.
  std::function<void(const std::vector<ledger::Cursor>&)> restored = [](const auto&) {};

  std::optional<ledger::Cursor> cursor;
  std::map<RecordRef, records::Document> documents;

 private:
  struct Filling {
    std::optional<records::Place> before;
    bool whole = false;
  };

  void take(const records::Document& document) {
    const RecordRef ref{document.kind, document.id};
    const auto known = documents.find(ref);
    if (known != documents.end() && known->second.number > document.number && !doubtful_.contains(ref)) return;
    documents[ref] = document;
    doubtful_.erase(ref);
  }
  void leave(const std::string& audience) {
    scope_.erase(audience);
    for (auto one = documents.begin(); one != documents.end();) {
      std::erase(one->second.audiences, audience);
      one = one->second.audiences.empty() ? documents.erase(one) : std::next(one);
    }
  }
  bool begin_again(ledger::EpochId epoch, const std::vector<ledger::Cursor>& epochs) {
    restored(epochs);
    epoch_ = epoch;
    cursor.reset();
    for (auto& [audience, state] : scope_) state = {};
    for (const auto& [ref, document] : documents) doubtful_.insert(ref);
    return true;
  }
  void sweep() {
    for (const auto& ref : doubtful_) documents.erase(ref);
    doubtful_.clear();
  }

  Day since_;
  std::optional<ledger::EpochId> epoch_;  ///< the last one heard of, also while there is no cursor
  std::map<std::string, Filling> scope_;
  std::set<RecordRef> doubtful_;  ///< held before a reset, and not confirmed since
};

}  // namespace teia::sync
