// SPDX-License-Identifier: Apache-2.0
#include "sync/conflicts.hpp"

#include "access/entry.hpp"

namespace teia::sync {

namespace {

using access::Verb;
using records::Audience;
using records::Place;

/// The payload of the first entry of kind "conflict", schema 1.
struct Kept {
  Operation operation;
  std::string kind;
  std::int64_t met_revision = 0;
  std::string code, fields;
};
DESCRIBE(Kept, operation, kind, met_revision, code, fields)

/// The payload of those after it: settled on another device too, perhaps.
struct Settled {
  Instant settled_at;
};
DESCRIBE(Settled, settled_at)

struct Row {
  Uuid id;
  std::int64_t revision = 0, number = 0;
  std::string kind;
  Uuid record_id;
  std::string verb, body;
  Instant done_at, kept_at;
  std::int64_t met_revision = 0;
  std::string code, message, fields;
  std::optional<Instant> settled_at;
  std::optional<Day> settled_on;
};
DESCRIBE(Row, id, revision, number, kind, record_id, verb, body, done_at, kept_at, met_revision, code, message, fields, settled_at, settled_on)

const db::Query<Row, PersonId, Uuid> find{"sync.conflict", R"(
  select id, revision, number, kind, record_id, verb, body, done_at, kept_at, met_revision, code, message, fields, settled_at, settled_on
    from sync_conflict
   where person_id = $1 and id = $2)"};
const db::Change<Uuid, std::int64_t, PersonId, std::string, Uuid, std::string, std::string, Instant, Instant, std::int64_t, std::string, std::string,
                 std::string>
    insert{"sync.keep", R"(
  insert into sync_conflict (id, revision, number, person_id, kind, record_id, verb, body, done_at, kept_at, met_revision, code, message, fields)
  values ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))"};
const db::Change<Uuid, std::int64_t, std::int64_t, Instant, Day> update_settled{"sync.settle", R"(
  update sync_conflict set revision = $2, number = $3, settled_at = $4, settled_on = $5 where id = $1)"};
const db::Query<Uuid, std::int64_t, std::int64_t> changed_conflicts{"sync.conflicts_changed", R"(
  select id from sync_conflict where number > $1 and number <= $2 order by id)"};
const db::Query<Place, PersonId, Day, std::optional<Day>, std::optional<Uuid>, std::int64_t> newest_conflicts{"sync.conflicts_newest", R"(
  select coalesce(settled_on, '9999-12-31') as day, id
    from sync_conflict
   where person_id = $1 and coalesce(settled_on, '9999-12-31') >= $2
     and ($3 is null or coalesce(settled_on, '9999-12-31') < $3 or (coalesce(settled_on, '9999-12-31') = $3 and id < $4))
   order by day desc, id desc
   limit $5)"};

crypto::Hash hash_of(const Operation& operation) { return crypto::sha256("conflict " + json::write_described(operation)); }

ledger::NewEntry entry_for(Uuid conflict, std::int64_t revision, const access::Actor& actor, ledger::OperationId operation, const crypto::Hash& hash,
                           std::string payload) {
  auto entry = access::entry_by(actor, ledger::RecordId{conflict}, revision, "conflict", operation, hash);
  entry.payload = std::move(payload);
  return entry;
}

std::vector<records::Document> documents(db::Read& tx, const std::vector<Uuid>& ids, const access::Actor& actor) {
  std::vector<records::Document> out;
  for (const auto& id : ids) {
    const auto row = tx.one(find, actor.person, id);
    if (!row || (actor.looking_as && row->kind == "action.analysis")) continue;
    out.push_back({"conflict", id, row->revision, row->number, {Audience{}.text()}, row->settled_on, json::parse(json::write_described(*row))});
  }
  return out;
}

std::vector<Uuid> changed(db::Read& tx, std::int64_t after, std::int64_t upto) { return tx.all(changed_conflicts, after, upto); }

std::vector<Place> newest(db::Read& tx, const Audience& audience, Day since, const std::optional<Place>& before, std::int64_t limit,
                          const access::Actor& actor) {
  if (audience.atom) return {};
  return tx.all(newest_conflicts, actor.person, since, before ? before->day : std::nullopt, before ? std::optional{before->id} : std::nullopt, limit);
}

std::vector<Uuid> nothing_hangs(db::Read&, std::string_view, Uuid) { return {}; }

struct Settlement {
  ledger::OperationId operation;
};
DESCRIBE(Settlement, operation)

/// The author has decided: by an edit of the record that went before, or by leaving it as it is.
records::Effect on_settle(db::Write& tx, Uuid conflict, const std::string& body, const access::Actor& actor) {
  const auto in = json::read<Settlement>(body);
  const auto hash = crypto::sha256("settle " + conflict.text() + " " + body);
  const auto row = tx.one(find, actor.person, conflict);
  if (!row) throw problems::conflict_unknown();
  if (const auto before = ledger::receipt_of(tx, in.operation, hash)) return {*before, row->revision, {}};
  const auto entry = entry_for(conflict, row->revision + 1, actor, in.operation, hash, json::write_described(Settled{actor.when()}));
  const auto receipt = ledger::append(tx, entry, actor.now);
  tx.run(update_settled, conflict, entry.revision, receipt.number, actor.now, actor.today);
  return {receipt, entry.revision, {}};
}

}  // namespace

std::optional<ledger::Receipt> kept_before(db::Read& tx, const Operation& operation) {
  const auto receipt = ledger::receipt_of_revision(tx, ledger::RecordId{operation.operation}, 1);
  return receipt ? ledger::receipt_of(tx, operation.operation, hash_of(operation)) : std::nullopt;
}

ledger::Receipt keep(db::Write& tx, std::string_view kind, const Operation& operation, const Met& met, const access::Actor& actor) {
  const auto entry = entry_for(operation.operation, 1, actor, operation.operation, hash_of(operation),
                               json::write_described(Kept{operation, std::string{kind}, met.revision, met.code, met.fields}));
  const auto receipt = ledger::append(tx, entry, actor.now);
  tx.run(insert, operation.operation, receipt.number, actor.person, std::string{kind}, operation.record, operation.verb, operation.body, operation.at,
         actor.now, met.revision, met.code, met.message, met.fields);
  return receipt;
}

const records::Kind conflict_kind{"conflict", Verb::action_read, documents, changed, newest, nothing_hangs,
                                  {{"conflict.settle", Verb::action_read, on_settle, {}}}};

}  // namespace teia::sync
