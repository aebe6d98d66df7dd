// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "sync/conflicts.hpp"
#include "sync/devices.hpp"

namespace teia::sync {

namespace {

struct Found {
  const records::Kind* kind = nullptr;
  const records::Operation* operation = nullptr;
};

Found find(std::string_view verb) {
  for (const auto* kind : kinds()) {
    for (const auto& operation : kind->operations) {
      if (operation.verb == verb) return {kind, &operation};
    }
  }
  throw problems::unknown_verb({{"verb", std::string{verb.substr(0, 60)}}});
}

/// The body repeats the operation's id: bytes that were put together wrongly on the way end here.
void require_own_body(const Operation& operation) {
  const auto body = json::parse(operation.body);
  const auto* said = body.find("operation");
  const auto* text = said ? std::get_if<std::string>(&said->is) : nullptr;
  if (!text || *text != operation.operation.text()) throw problems::other_operation();
}

Refusal refusal_of(const Problem& problem) {
  Refusal refusal{problem.code, problem.status, problem.message, problem.details, {}};
  for (const auto& fault : problem.faults) refusal.faults.push_back({fault.code, fault.field, fault.message});
  return refusal;
}

PushedOperation receipted(db::Read& tx, const Operation& operation, SyncOutcome outcome, const ledger::Receipt& receipt) {
  PushedOperation out;
  out.operation = operation.operation;
  out.outcome = outcome;
  out.receipt = receipt;
  out.header = ledger::header_of(tx, receipt.number);
  return out;
}

PushedOperation run(db::Write& tx, const Found& found, const Operation& operation, const access::Actor& actor) {
  if (const auto kept = kept_before(tx, operation)) {
    auto out = receipted(tx, operation, SyncOutcome::conflict, *kept);
    out.conflict = operation.operation;
    return out;
  }
  if (!access::holds_somewhere(tx, actor.person, found.operation->right, actor.today)) throw access::problems::missing_right();
  const bool known = ledger::knows(tx, operation.operation);
  auto effect = found.operation->run(tx, operation.record, operation.body, actor);
  auto out = receipted(tx, operation, known ? SyncOutcome::duplicate : effect.merged.empty() ? SyncOutcome::accepted : SyncOutcome::merged,
                       effect.receipt);
  out.revision = effect.revision;
  out.fields = std::move(effect.merged);
  return out;
}

bool makes_conflict(const Found& found, const Problem& problem) {
  const auto& kinds = found.operation->conflicts;
  return std::any_of(kinds.begin(), kinds.end(), [&](const ProblemKind* kind) { return kind->code == problem.code; });
}

PushedOperation keep_both(db::Write& tx, const Found& found, const Operation& operation, const Problem& problem, const access::Actor& actor) {
  const auto documents = found.kind->documents(tx, {operation.record}, actor);
  const auto fields = problem.details.find("fields");
  const Met met{documents.empty() ? 0 : documents.front().revision, problem.code, problem.message,
                fields == problem.details.end() ? "" : fields->second};
  auto out = receipted(tx, operation, SyncOutcome::conflict, keep(tx, found.kind->name, operation, met, actor));
  out.conflict = operation.operation;
  out.problem = refusal_of(problem);
  return out;
}

PushedOperation refused(const Operation& operation, const Problem& problem) {
  PushedOperation out;
  out.operation = operation.operation;
  out.outcome = problem.status == 503 ? SyncOutcome::later : SyncOutcome::refused;
  out.problem = refusal_of(problem);
  return out;
}

}  // namespace

/// A batch goes on when one operation is bad, so here a Problem becomes a value.
PushedOperation carry_out(db::Store& store, const Operation& operation, access::Actor actor) {
  actor.said_at = operation.at;
  try {
    require_own_body(operation);
    const auto found = find(operation.verb);
    try {
      return store.write([&](db::Write& tx) { return run(tx, found, operation, actor); });
    } catch (const Problem& problem) {
      if (!makes_conflict(found, problem)) throw;
      return store.write([&](db::Write& tx) { return keep_both(tx, found, operation, problem, actor); });
    }
  } catch (const Problem& problem) {
    return refused(operation, problem);
  }
}

PushAnswer push(db::Store& store, const PushAsked& asked, const access::Actor& caller) {
  if (std::ssize(asked.operations) > most_operations) {
    throw problems::too_many({{"count", std::to_string(asked.operations.size())}, {"field", "operations"}, {"max", std::to_string(most_operations)}});
  }
  auto actor = caller;
  actor.device = asked.device;
  PushAnswer answer;
  answer.now = actor.now;
  if (store.read([&](db::Read& tx) { return is_lost(tx, asked.device); })) {
    store.write([&](db::Write& tx) { put_aside(tx, asked.device, actor.person, asked.operations, actor.now); });
    for (const auto& operation : asked.operations) answer.outcomes.push_back({operation.operation, SyncOutcome::quarantined, {}, {}, {}, {}, {}, {}});
    return answer;
  }
  // What follows one that has to wait may build on it: it waits too, in its place.
  const PushedOperation* waits = nullptr;
  answer.outcomes.reserve(asked.operations.size());
  for (const auto& operation : asked.operations) {
    if (waits) answer.outcomes.push_back({operation.operation, SyncOutcome::later, {}, {}, {}, {}, {}, waits->problem});
    else answer.outcomes.push_back(carry_out(store, operation, actor));
    if (!waits && answer.outcomes.back().outcome == SyncOutcome::later) waits = &answer.outcomes.back();
  }
  return answer;
}

}  // namespace teia::sync
