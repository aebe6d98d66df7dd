// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "sync/sync.hpp"

namespace teia::sync {

namespace {

using records::Audience;
using records::Document;

/// What the replica listed and the person holds: each audience with the first day that is wanted.
using Scope = std::map<std::string, Day>;

constexpr std::string_view named = "named-";

/// What reaches a person by name changes with what they stand for, without any entry: so another standing is another audience, which
/// is left, and entered, and filled.
std::string named_today(db::Read& tx, const access::Actor& actor) {
  return std::string{named} + crypto::hex(crypto::sha256(people::standing_of(tx, actor.person, actor.today))).substr(0, 8);
}

/// An audience by the name under which the replica knows it.
std::string told_name(const std::string& name, const std::string& by_name) { return name == Audience{}.text() ? by_name : name; }

bool is_audience(std::string_view name) { return name.starts_with(named) || (Audience::parse(name) && Audience::parse(name)->atom); }

Scope listed(const std::vector<ScopeEntry>& scope, const std::vector<Audience>& held, const std::string& by_name, ScopeChange& change) {
  std::set<std::string> names;
  for (const auto& audience : held) names.insert(told_name(audience.text(), by_name));
  Scope mine;
  for (const auto& entry : scope) {
    if (!is_audience(entry.audience)) throw problems::unknown_audience({{"audience", entry.audience}});
    if (names.contains(entry.audience)) mine.emplace(entry.audience, entry.since);
    else change.left.push_back(entry.audience);
  }
  for (const auto& name : names) {
    if (!mine.contains(name)) change.entered.push_back(name);
  }
  return mine;
}

/// Only the audiences that the replica listed, by their names there.
void name_for(Document& document, const Scope& scope, const std::string& by_name) {
  for (auto& name : document.audiences) name = told_name(name, by_name);
  std::erase_if(document.audiences, [&](const std::string& name) { return !scope.contains(name); });
}

/// News of one answer, each record once.
class News {
 public:
  News(db::Read& tx, const Scope& scope, const std::string& by_name, const access::Actor& actor, PullAnswer& answer)
      : tx_(tx), scope_(scope), by_name_(by_name), actor_(actor), answer_(answer) {}

  void hear(std::int64_t after, std::int64_t upto) {
    for (const auto* kind : kinds()) tell(*kind, kind->changed(tx_, after, upto), false);
    for (const auto& moved : records::moved_between(tx_, after, upto)) {
      const bool had = scope_.contains(told_name(moved.audience, by_name_));
      for (const auto* kind : kinds()) {
        if (kind->name == moved.kind) tell(*kind, {moved.record_id}, had);
        tell(*kind, kind->hanging(tx_, moved.kind, moved.record_id), had);
      }
    }
  }

 private:
  /// Documents of those that reach the replica; the rest is removed where the replica may have had it.
  void tell(const records::Kind& kind, std::vector<Uuid> ids, bool had) {
    std::erase_if(ids, [&](const Uuid& id) { return told_.contains({std::string{kind.name}, id}); });
    std::set<Uuid> reached;
    for (auto& document : kind.documents(tx_, ids, actor_)) {
      const auto now = within(document);
      if (now == Reach::no) continue;
      reached.insert(document.id);
      told_.insert({document.kind, document.id});
      if (now == Reach::yes) answer_.documents.push_back(std::move(document));
      else answer_.removed.push_back({document.kind, document.id});
    }
    if (!had) return;
    for (const auto& id : ids) {
      if (reached.contains(id)) continue;
      told_.insert({std::string{kind.name}, id});
      answer_.removed.push_back({std::string{kind.name}, id});
    }
  }

  enum class Reach { no, too_old, yes };
  Reach within(Document& document) const {
    name_for(document, scope_, by_name_);
    if (document.audiences.empty()) return Reach::no;
    const bool wanted = !document.day || std::any_of(document.audiences.begin(), document.audiences.end(),
                                                     [&](const std::string& name) { return scope_.at(name) <= *document.day; });
    return wanted ? Reach::yes : Reach::too_old;
  }

  db::Read& tx_;
  const Scope& scope_;
  const std::string& by_name_;
  const access::Actor& actor_;
  PullAnswer& answer_;
  std::set<RecordRef> told_;
};

struct Next {
  records::Place place;
  const records::Kind* kind;
};

/// The next records of one audience, of all kinds, the newest first.
std::vector<Next> next_of(db::Read& tx, const Fill& fill, Day since, std::int64_t limit, const access::Actor& actor, bool& whole) {
  std::vector<Next> next;
  for (const auto* kind : kinds()) {
    const auto audience = fill.audience.starts_with(named) ? Audience{} : *Audience::parse(fill.audience);
    for (const auto& place : kind->newest(tx, audience, since, fill.before, limit, actor)) next.push_back({place, kind});
  }
  std::sort(next.begin(), next.end(), [](const Next& a, const Next& b) {
    if (a.place.day != b.place.day || a.place.id != b.place.id) return records::before(a.place, b.place);
    return a.kind->name < b.kind->name;
  });
  whole = std::ssize(next) < limit;
  if (whole) return next;
  // A record and its analysis stand on one place: they go together.
  auto end = next.begin() + limit;
  while (end != next.end() && end->place.id == std::prev(end)->place.id) ++end;
  next.erase(end, next.end());
  return next;
}

void fill(db::Read& tx, const Fill& asked, const Scope& scope, const std::string& by_name, std::int64_t limit, const access::Actor& actor,
          PullAnswer& answer) {
  const auto since = scope.find(asked.audience);
  if (since == scope.end()) return;
  bool whole = false;
  const auto next = next_of(tx, asked, since->second, limit, actor, whole);
  for (const auto* kind : kinds()) {
    std::vector<Uuid> ids;
    for (const auto& one : next) {
      if (one.kind == kind) ids.push_back(one.place.id);
    }
    for (auto& document : kind->documents(tx, ids, actor)) {
      name_for(document, scope, by_name);
      if (!document.audiences.empty()) answer.documents.push_back(std::move(document));
    }
  }
  if (!whole) answer.filled = next.back().place;
}

void require_sane(const PullAsked& asked) {
  if (asked.protocol < speaks.from) throw problems::too_old();
  if (std::ssize(asked.scope) > most_audiences) {
    throw problems::too_many({{"count", std::to_string(asked.scope.size())}, {"field", "scope"}, {"max", std::to_string(most_audiences)}});
  }
}

}  // namespace

PullAnswer pull(db::Read& tx, const PullAsked& asked, const access::Actor& actor) {
  require_sane(asked);
  const auto limit = std::clamp<std::int64_t>(asked.limit.value_or(most_documents), 1, most_documents);
  PullAnswer answer;
  answer.now = actor.now;
  answer.keys = ledger::public_keys(tx);
  if (asked.cursor && !ledger::continues(tx, *asked.cursor)) {
    answer.epochs = ledger::bases(tx);
    answer.reset = answer.epochs.back();
    return answer;
  }
  const auto by_name = named_today(tx, actor);
  const auto scope = listed(asked.scope, records::audiences_of(tx, kinds(), actor), by_name, answer.scope);
  const auto head = ledger::head(tx);
  answer.cursor = head;
  if (asked.cursor) {
    const auto upto = std::min(head.number, asked.cursor->number + limit);
    News{tx, scope, by_name, actor, answer}.hear(asked.cursor->number, upto);
    answer.cursor = ledger::cursor_at(tx, upto);
    answer.more = upto < head.number;
  }
  if (asked.fill) fill(tx, *asked.fill, scope, by_name, limit, actor, answer);
  return answer;
}

}  // namespace teia::sync
