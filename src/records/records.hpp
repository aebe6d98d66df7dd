// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "access/access.hpp"
#include "records/merge.hpp"

/// What a kind of record declares once, for the rooms above: how its documents are found, filled, merged, operated. docs/sync.md.
namespace teia::records {

/// Whom a document reaches: an atom, or the person by name (author, responsible, next in the chain).
struct Audience {
  std::optional<access::AtomId> atom;  ///< nothing: `named`
  std::string text() const;            ///< "12" or "named"
  static std::optional<Audience> parse(std::string_view text);
  auto operator<=>(const Audience&) const = default;
};

/// A record as everyone sees it who may read it.
struct Document {
  std::string kind;
  Uuid id;
  std::int64_t revision = 0;
  std::int64_t number = 0;              ///< in the ledger, of the newest entry about it
  std::vector<std::string> audiences;   ///< by which this reader reaches it
  std::optional<Day> day;               ///< by which a replica is filled; none: always wanted
  json::Value body;
};
DESCRIBE(Document, kind, id, revision, number, audiences, day, body)

/// A place in the order of filling: the newest day first, then the greater id.
struct Place {
  std::optional<Day> day;
  Uuid id;
};
DESCRIBE(Place, day, id)
bool before(const Place& a, const Place& b);

/// What an operation did.
struct Effect {
  ledger::Receipt receipt;
  std::int64_t revision = 0;
  std::vector<std::string> merged;  ///< fields that others had changed meanwhile; empty: nothing came between
};

/// One thing that a device may send. `run` throws a Problem; one of `conflicts` means: keep what was sent, a person decides.
struct Operation {
  std::string_view verb;  ///< "action.edit"
  access::Verb right;
  Effect (*run)(db::Write& tx, Uuid record, const std::string& body, const access::Actor& actor);
  std::vector<const ProblemKind*> conflicts;
};

struct Kind {
  std::string_view name;
  access::Verb reads;
  /// Those of these records that the actor reads, each with the audiences by which that is so.
  std::vector<Document> (*documents)(db::Read& tx, const std::vector<Uuid>& ids, const access::Actor& actor);
  /// Records with an entry after `after` up to and with `upto`, each once.
  std::vector<Uuid> (*changed)(db::Read& tx, std::int64_t after, std::int64_t upto);
  /// Where the records of one audience stand, from the newest day back to `since`, after `before`; `limit` at most.
  std::vector<Place> (*newest)(db::Read& tx, const Audience& audience, Day since, const std::optional<Place>& before, std::int64_t limit,
                               const access::Actor& actor);
  /// What hangs on a record of another kind and goes where that goes.
  std::vector<Uuid> (*hanging)(db::Read& tx, std::string_view kind, Uuid id);
  std::vector<Operation> operations;
};

// ---- audiences -------------------------------------------------------------------------------------------------------------

/// Everything that reaches the person today by these kinds. Looking as somebody else never reaches the analysis.
std::vector<Audience> audiences_of(db::Read& tx, std::span<const Kind* const> kinds, const access::Actor& actor);

/// The record left this audience with the entry `number`: its atom changed, or the chain moved on.
void moved(db::Write& tx, std::int64_t number, std::string_view kind, Uuid id, const Audience& audience);

struct Moved {
  std::string kind;
  Uuid record_id;
  std::string audience;
};
DESCRIBE(Moved, kind, record_id, audience)
std::vector<Moved> moved_between(db::Read& tx, std::int64_t after, std::int64_t upto);

}  // namespace teia::records
