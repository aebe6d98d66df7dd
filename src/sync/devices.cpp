// SPDX-License-Identifier: Apache-2.0
#include "sync/devices.hpp"

#include <algorithm>

namespace teia::sync {

namespace {

using access::Verb;

struct Known {
  PersonId person_id;
  std::optional<db::Bytes> secret;
  db::Bytes proof;
  std::optional<Instant> lost_at;
};
DESCRIBE(Known, person_id, secret, proof, lost_at)
const db::Query<Known, ledger::DeviceId> find{"sync.device", "select person_id, secret, proof, lost_at from sync_device where id = $1"};

const db::Change<ledger::DeviceId, PersonId, std::string, std::string, db::Bytes, db::Bytes, std::int64_t, std::optional<Instant>, std::int64_t,
                 std::int64_t, Instant>
    insert{"sync.insert_device", R"(
  insert into sync_device (id, person_id, label, app, secret, proof, waiting, oldest_waiting_at, stored, quota, seen_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11))"};
const db::Change<ledger::DeviceId, std::string, std::string, std::int64_t, std::optional<Instant>, std::int64_t, std::int64_t, Instant> update{
    "sync.update_device", R"(
  update sync_device set label = $2, app = $3, waiting = $4, oldest_waiting_at = $5, stored = $6, quota = $7, seen_at = $8 where id = $1)"};
const db::Change<ledger::DeviceId, Instant> update_lost{"sync.lose_device",
                                                        "update sync_device set secret = null, lost_at = $2 where id = $1 and lost_at is null"};

struct Line {
  ledger::DeviceId id;
  PersonId person_id;
  std::string name, label, app;
  std::int64_t waiting = 0;
  std::optional<Instant> oldest_waiting_at;
  std::int64_t stored = 0, quota = 0;
  Instant seen_at;
  std::optional<Instant> lost_at;
};
DESCRIBE(Line, id, person_id, name, label, app, waiting, oldest_waiting_at, stored, quota, seen_at, lost_at)
const db::Query<Line> all{"sync.devices", R"(
  select d.id, d.person_id, p.name, d.label, d.app, d.waiting, d.oldest_waiting_at, d.stored, d.quota, d.seen_at, d.lost_at
    from sync_device d
    join person p on p.id = d.person_id
   order by p.folded_name, d.id)"};

const db::Change<Uuid, ledger::DeviceId, PersonId, std::string, Instant> insert_aside{"sync.put_aside", R"(
  insert into sync_quarantine (id, device_id, person_id, operation, arrived_at) values ($1, $2, $3, $4, $5) on conflict do nothing)"};
const db::Query<std::int64_t, ledger::DeviceId> count_aside{
    "sync.count_aside", "select count(*) from sync_quarantine where device_id = $1 and decided_at is null"};

struct Aside {
  Uuid id;
  PersonId person_id;
  std::string name, operation;
  Instant arrived_at;
};
DESCRIBE(Aside, id, person_id, name, operation, arrived_at)
const db::Query<Aside, PersonId> aside_of{"sync.quarantined", R"(
  select q.id, q.person_id, p.name, q.operation, q.arrived_at
    from sync_quarantine q
    join person p on p.id = q.person_id
   where q.person_id = $1 and q.decided_at is null
   order by q.arrived_at, q.id)"};
const db::Change<Uuid, Instant, std::string> update_decided{
    "sync.decide", "update sync_quarantine set decided_at = $2, decision = $3 where id = $1 and decided_at is null"};

Known require_mine(db::Read& tx, ledger::DeviceId id, const access::Actor& actor) {
  const auto known = tx.one(find, id);
  const bool mine = known && (known->person_id == actor.person || access::reaches(tx, actor, Verb::people_manage, known->person_id));
  if (!mine) throw problems::device_unknown();
  return *known;
}

db::Bytes proof_of(std::string_view secret) { return {std::string{crypto::view(crypto::sha256(secret))}}; }

}  // namespace

DeviceSecret report_device(db::Write& tx, ledger::DeviceId id, const DeviceReport& report, const access::Actor& actor) {
  const auto known = tx.one(find, id);
  if (!known) {
    const auto secret = crypto::random_bytes(32);
    tx.run(insert, id, actor.person, report.label.substr(0, 120), report.app.substr(0, 40), db::Bytes{secret}, proof_of(secret), report.waiting,
           report.oldest_waiting_at, report.stored, report.quota, actor.now);
    return {crypto::hex(secret)};
  }
  if (known->lost_at) throw problems::device_lost();
  if (known->person_id != actor.person) throw problems::device_of_another();
  tx.run(update, id, report.label.substr(0, 120), report.app.substr(0, 40), report.waiting, report.oldest_waiting_at, report.stored, report.quota, actor.now);
  return {crypto::hex(known->secret.value().data)};
}

std::vector<DeviceRow> devices(db::Read& tx, const access::Actor& actor) {
  std::vector<DeviceRow> rows;
  std::map<PersonId, bool> seen{{actor.person, true}};
  tx.each(all, [&](Line&& line) {
    const auto [found, fresh] = seen.try_emplace(line.person_id, false);
    if (fresh) found->second = access::reaches(tx, actor, Verb::people_manage, line.person_id);
    if (!found->second) return;
    rows.push_back({line.id, {line.person_id, line.name}, line.label, line.app, line.waiting, line.oldest_waiting_at, line.stored, line.quota,
                    line.seen_at, line.lost_at});
  });
  return rows;
}

bool is_lost(db::Read& tx, ledger::DeviceId id) {
  const auto known = tx.one(find, id);
  return known && known->lost_at;
}

void lose_device(db::Write& tx, ledger::DeviceId id, const access::Actor& actor) {
  const auto known = require_mine(tx, id, actor);
  tx.run(update_lost, id, actor.now);
  if (!known.lost_at) access::note_act(tx, Uuid::make(actor.now, system_chance()), actor.now, actor.person, "device.lost", id.text());
}

std::int64_t put_aside(db::Write& tx, ledger::DeviceId device, PersonId person, const std::vector<Operation>& operations, Instant now) {
  std::int64_t fresh = 0;
  for (const auto& operation : operations) {
    fresh += tx.run(insert_aside, operation.operation, device, person, json::write_described(operation), now);
  }
  return fresh;
}

Farewell farewell(db::Write& tx, const FarewellAsked& asked, Instant now) {
  const auto known = tx.one(find, asked.device);
  if (!known || !known->lost_at || !crypto::same(asked.proof, crypto::hex(known->proof.data))) return {};
  if (std::ssize(asked.operations) > most_operations) {
    throw problems::too_many({{"count", std::to_string(asked.operations.size())}, {"field", "operations"}, {"max", std::to_string(most_operations)}});
  }
  put_aside(tx, asked.device, known->person_id, asked.operations, now);
  return {true, tx.one(count_aside, asked.device).value_or(0)};
}

std::vector<Quarantined> quarantined(db::Read& tx, const access::Actor& actor) {
  std::vector<Quarantined> out;
  for (auto& row : tx.all(aside_of, actor.person)) {
    out.push_back({ledger::OperationId{row.id}, {row.person_id, row.name}, std::move(row.operation), row.arrived_at});
  }
  return out;
}

PushedOperation decide(db::Store& store, ledger::OperationId id, const Decision& decision, const access::Actor& actor) {
  const auto waiting = store.read([&](db::Read& tx) { return tx.all(aside_of, actor.person); });
  const auto found = std::find_if(waiting.begin(), waiting.end(), [&](const Aside& one) { return one.id == id; });
  if (found == waiting.end()) throw teia::problems::not_found();
  PushedOperation out;
  out.operation = id;
  if (decision.release) {
    out = carry_out(store, json::read<Operation>(found->operation), actor);
    if (out.outcome == SyncOutcome::refused || out.outcome == SyncOutcome::later) return out;  // still waits
  }
  store.write([&](db::Write& tx) { tx.run(update_decided, id, actor.now, decision.release ? "liberada" : "descartada"); });
  return out;
}

}  // namespace teia::sync
