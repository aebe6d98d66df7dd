// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger.hpp"

#include "ledger/header.hpp"
#include "ledger/store.hpp"

namespace teia::ledger {

namespace {

struct KeyPayload {
  std::string id, public_key;
};
DESCRIBE(KeyPayload, id, public_key)

struct ErasurePayload {
  std::vector<std::int64_t> numbers;
  std::vector<std::string> attachments;  ///< files that went with them
  std::string reason;
};
DESCRIBE(ErasurePayload, numbers, attachments, reason)

db::Bytes bytes(std::string_view view) { return {std::string{view}}; }

template <std::size_t N>
std::array<std::uint8_t, N> fixed(const db::Bytes& stored) {
  std::array<std::uint8_t, N> out{};
  if (stored.data.size() != N) db::unreadable("ledger bytes");
  std::copy(stored.data.begin(), stored.data.end(), out.begin());
  return out;
}

Receipt receipt(const store::StoredReceipt& stored) {
  return {stored.number, stored.epoch, crypto::hex(stored.hash.data), crypto::hex(stored.signature.data), stored.key_id, stored.server_at};
}

/// An entry that the ledger writes about itself.
NewEntry own_entry(std::string kind, std::string payload, ActorId actor, DeviceId device, Instant now, Chance& chance) {
  NewEntry entry;
  entry.record = RecordId::make(now, chance);
  entry.kind = std::move(kind);
  entry.actor = actor;
  entry.device = device;
  entry.operation = OperationId::make(now, chance);
  entry.operation_hash = crypto::sha256(payload);
  entry.device_at = now;
  entry.payload = std::move(payload);
  return entry;
}

void open_key(db::Write& tx, Instant now, Chance& chance) {
  const auto pair = crypto::make_key_pair();
  const auto id = crypto::hex(crypto::sha256(crypto::view(pair.open))).substr(0, 16);
  tx.run(store::insert_key, id, bytes(crypto::view(pair.open)), bytes(crypto::view(pair.secret)), now);
  append(tx, own_entry("ledger.key", json::write_described(KeyPayload{id, crypto::hex(pair.open)}), {}, {}, now, chance), now);
}

}  // namespace

void open(db::Write& tx, Instant now, Chance& chance) {
  if (tx.one(store::head)) return;
  const auto epoch = EpochId::make(now, chance);
  const auto nothing = bytes(crypto::view(crypto::Hash{}));
  tx.run(store::insert_epoch, epoch, 1, 0, nothing, now);
  tx.run(store::insert_head, epoch, 0, nothing);
  open_key(tx, now, chance);
}

Receipt append(db::Write& tx, const NewEntry& entry, Instant now) {
  const auto key = tx.one(store::signing_key);
  const auto head = tx.one(store::head);
  if (!key || !head) throw std::logic_error("the ledger was not opened");
  const auto number = head->number + 1;

  const auto salt = crypto::random_bytes(16);
  const Header header{head->epoch, number, fixed<32>(head->hash), entry, now, payload_hash(salt, entry.payload)};
  const auto text = canonical(header);
  const auto hash = crypto::sha256(text);
  const auto signature = crypto::sign(crypto::view(hash), fixed<64>(key->secret_key));

  tx.run(store::insert_entry, number, head->epoch, entry.record, entry.revision, entry.kind, entry.operation,
         bytes(crypto::view(entry.operation_hash)), now, bytes(text), bytes(crypto::view(hash)), key->id, bytes(crypto::view(signature)));
  tx.run(store::insert_payload, number, bytes(salt), bytes(entry.payload));
  for (const auto& attachment : entry.attachments) tx.run(store::insert_use, number, attachment);
  if (tx.run(store::move_head, number, bytes(crypto::view(hash))) != 1) throw std::logic_error("the ledger's head moved");
  return {number, head->epoch, crypto::hex(hash), crypto::hex(signature), key->id, now};
}

std::optional<Receipt> receipt_of(db::Read& tx, OperationId operation, const crypto::Hash& operation_hash) {
  const auto stored = tx.one(store::receipt_of_operation, operation);
  if (!stored) return std::nullopt;
  if (fixed<32>(stored->operation_hash) != operation_hash) throw problems::operation_reused();
  return receipt(*stored);
}

std::optional<Receipt> receipt_of_revision(db::Read& tx, RecordId record, std::int64_t revision) {
  const auto stored = tx.one(store::receipt_of_revision, record, revision);
  return stored ? std::optional{receipt(*stored)} : std::nullopt;
}

std::optional<Entry> entry_of(db::Read& tx, RecordId record, std::int64_t revision) { return tx.one(store::entry, record, revision); }

std::vector<Entry> history_of(db::Read& tx, RecordId record) { return tx.all(store::history, record); }

void each_record(db::Read& tx, const std::function<void(std::vector<Entry>&&)>& use) {
  std::vector<Entry> history;
  tx.each(store::by_record, [&](Entry&& entry) {
    if (!history.empty() && history.front().record_id != entry.record_id) use(std::exchange(history, {}));
    history.push_back(std::move(entry));
  });
  if (!history.empty()) use(std::move(history));
}

void each_since(db::Read& tx, std::int64_t number, const std::function<bool(Entry&&)>& use) { tx.each(store::since, use, number); }

Cursor head(db::Read& tx) {
  const auto stored = tx.one(store::head);
  if (!stored) return {};
  return {stored->epoch, stored->number, crypto::hex(stored->hash.data)};
}

std::vector<Cursor> bases(db::Read& tx) {
  std::vector<Cursor> all;
  for (const auto& epoch : tx.all(store::epochs)) all.push_back({epoch.id, epoch.base_number, crypto::hex(epoch.base_hash.data)});
  return all;
}

Cursor cursor_at(db::Read& tx, std::int64_t number) {
  const auto there = tx.one(store::place_of, number).value();
  return {tx.one(store::head).value().epoch, number, crypto::hex(there.hash.data)};
}

bool knows(db::Read& tx, OperationId operation) { return tx.one(store::receipt_of_operation, operation).has_value(); }

std::string header_of(db::Read& tx, std::int64_t number) { return tx.one(store::header, number).value().data; }

std::vector<PublicKey> public_keys(db::Read& tx) {
  std::vector<PublicKey> keys;
  for (const auto& row : tx.all(store::open_keys)) keys.push_back({row.id, crypto::hex(row.public_key.data)});
  return keys;
}

bool continues(db::Read& tx, const Cursor& cursor) {
  const auto present = tx.one(store::head);
  const auto there = tx.one(store::place_of, cursor.number);
  return present && there && present->epoch == cursor.epoch && crypto::hex(there->hash.data) == cursor.hash;
}

Receipt erase(db::Write& tx, const std::vector<std::int64_t>& numbers, std::string_view reason, ActorId actor, DeviceId device,
              Instant now, Chance& chance) {
  ErasurePayload payload{numbers, {}, std::string{reason}};
  for (const auto number : numbers) {
    const auto kind = tx.one(store::kind_of, number);
    if (!kind || kind->starts_with("ledger.")) throw problems::not_erasable({{"number", std::to_string(number)}});
    tx.run(store::delete_payload, number);
  }
  for (const auto number : numbers) {
    for (auto& hash : tx.all(store::no_longer_used, number)) {
      if (tx.run(store::delete_attachment, hash) > 0) payload.attachments.push_back(std::move(hash));
    }
  }
  return append(tx, own_entry("ledger.erasure", json::write_described(payload), actor, device, now, chance), now);
}

void open_epoch(db::Write& tx, Instant now, Chance& chance) {
  const auto head = tx.one(store::head);
  if (!head) throw std::logic_error("the ledger was not opened");
  const auto epochs = tx.all(store::epochs);
  const auto id = EpochId::make(now, chance);
  tx.run(store::insert_epoch, id, static_cast<std::int64_t>(epochs.size()) + 1, head->number, head->hash, now);
  tx.run(store::set_head_epoch, id);
  for (const auto& payload : tx.all(store::erasures)) {
    for (const auto number : json::read<ErasurePayload>(payload.data).numbers) tx.run(store::delete_payload, number);
  }
  if (!tx.one(store::signing_key)) open_key(tx, now, chance);
}

json::Value upcast(json::Value payload, std::int64_t schema, std::span<const Upcast> steps) {
  for (auto step = static_cast<std::size_t>(std::max<std::int64_t>(schema - 1, 0)); step < steps.size(); ++step) steps[step](payload);
  return payload;
}

}  // namespace teia::ledger
