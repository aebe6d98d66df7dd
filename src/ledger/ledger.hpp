// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <functional>

#include "base/crypto.hpp"
#include "base/db/db.hpp"
#include "ledger/attachments.hpp"

/// The one ledger: immutable revisions, numbered by the server, hash-chained, signed. Knows opaque ids only; what a payload
/// means is its domain's business. The contract: docs/decisions/0001-ledger-contract.md.
namespace teia::ledger {

using RecordId = Id<struct RecordTag>;        ///< made on the author's device
using OperationId = Id<struct OperationTag>;  ///< likewise; one for each thing a device asks for
using ActorId = Id<struct ActorTag>;          ///< opaque: who it is lives in erasable tables
using DeviceId = Id<struct DeviceTag>;
using EpochId = Id<struct EpochTag>;

namespace problems {
inline const ProblemKind operation_reused{
    "ledger.operation-reused", 409, "Este envio repete o código de outro com conteúdo diferente. Guarde de novo para gerar outro código.",
    "This request reuses the id of another one with different content. Save again to make a new id."};
inline const ProblemKind not_erasable{"ledger.not-erasable", 422, "A entrada {number} não existe ou pertence ao próprio livro e não pode ser eliminada.",
                                      "Entry {number} does not exist or belongs to the ledger itself and cannot be erased."};
}  // namespace problems

/// What a domain hands over. The payload is kept byte for byte.
struct NewEntry {
  RecordId record;
  std::int64_t revision = 1;         ///< 1, 2, 3 … of this record; the store refuses a second one with the same number
  std::vector<std::int64_t> bases;   ///< revisions it was made from: none for the first, two for a merge
  std::string kind;                  ///< "action", "action.analysis", "followup" …
  ActorId actor;
  DeviceId device;
  OperationId operation;
  crypto::Hash operation_hash{};     ///< of the request's bytes: the same operation with other bytes is refused
  Instant device_at;                 ///< as the device said
  std::int64_t schema = 1;           ///< of the payload
  std::string payload;
  std::vector<std::string> attachments;  ///< SHA-256, hex, sorted by the caller
};

/// Proof that an entry is in the ledger: verifiable without the server by whoever has the public key.
struct Receipt {
  std::int64_t number = 0;
  EpochId epoch;
  std::string hash;       ///< SHA-256 of the canonical header, hex
  std::string signature;  ///< Ed25519 over the hash's 32 bytes, hex
  std::string key;        ///< id of the key: the first 16 hex digits of SHA-256 of the public key
  Instant at;             ///< the server's time
};
DESCRIBE(Receipt, number, epoch, hash, signature, key, at)

/// Runs first in every batch of writes (db::Options::before_batch): takes the head's lock.
extern const db::Change<> lock_head;

/// Gives an empty ledger its first epoch and key; does nothing to one that has them.
void open(db::Write& tx, Instant now, Chance& chance);

/// Appends and signs. The receipt is good once the transaction is durable, and not before.
Receipt append(db::Write& tx, const NewEntry& entry, Instant now);

/// The receipt that this operation got before, if it did. Throws operation_reused when the bytes differ.
std::optional<Receipt> receipt_of(db::Read& tx, OperationId operation, const crypto::Hash& operation_hash);
/// Whether some request with this id was carried out, whatever its bytes.
bool knows(db::Read& tx, OperationId operation);
std::optional<Receipt> receipt_of_revision(db::Read& tx, RecordId record, std::int64_t revision);

/// An entry as it stands, its payload absent when erased.
struct Entry {
  std::int64_t number = 0;
  RecordId record_id;
  std::int64_t revision = 0;
  std::string kind;
  Instant server_at;
  db::Bytes header;
  db::Bytes hash;
  std::optional<db::Bytes> payload;
};
DESCRIBE(Entry, number, record_id, revision, kind, server_at, header, hash, payload)

/// The fields of a canonical header, by name; a list separated by commas for `base` and `attachments`.
std::map<std::string, std::string> read_header(std::string_view header);

std::optional<Entry> entry_of(db::Read& tx, RecordId record, std::int64_t revision);
/// The canonical header of an entry: what a receipt's hash is of.
std::string header_of(db::Read& tx, std::int64_t number);

/// All keys that ever signed, the oldest first; `public_key` in hex.
struct PublicKey {
  std::string id, public_key;
};
DESCRIBE(PublicKey, id, public_key)
std::vector<PublicKey> public_keys(db::Read& tx);
std::vector<Entry> history_of(db::Read& tx, RecordId record);  ///< all revisions, oldest first
/// The history of every record, one after the other, in constant memory: what makes a read model anew.
void each_record(db::Read& tx, const std::function<void(std::vector<Entry>&&)>& use);
void each_since(db::Read& tx, std::int64_t number, const std::function<bool(Entry&&)>& use);  ///< in order; false stops

/// Where a reader stands. It carries the epoch that was present when it heard so far, not the entry's own: a restore may have cut
/// what was accepted after the entry, so every reader must learn of it, wherever it stood.
struct Cursor {
  EpochId epoch;
  std::int64_t number = 0;
  std::string hash;
};
DESCRIBE(Cursor, epoch, number, hash)
Cursor head(db::Read& tx);
/// Where each epoch began, the oldest first: the last entry of the history before it (number 0 for the first).
std::vector<Cursor> bases(db::Read& tx);
/// The cursor of an entry that is here. The number must be of one.
Cursor cursor_at(db::Read& tx, std::int64_t number);
/// Whether a reader who stands there may go on: the epoch is the present one and the entry is here, the same.
bool continues(db::Read& tx, const Cursor& cursor);

/// LGPD: forgets the payloads of these entries, with the attachments that no other entry needs (their files go with the next
/// sweep_attachments), and says so in the ledger. `reason` must not hold personal data. Throws not_erasable for what is not there
/// and for the ledger's own entries (keys, erasures).
Receipt erase(db::Write& tx, const std::vector<std::int64_t>& numbers, std::string_view reason, ActorId actor, DeviceId device,
              Instant now, Chance& chance);

/// After a restore: the history so far stays, what comes next belongs to another epoch. Replays erasures. Makes a new key only if
/// the secret of the old one did not come along.
void open_epoch(db::Write& tx, Instant now, Chance& chance);

struct Verification {
  std::int64_t entries = 0;
  std::int64_t erased = 0;
  std::string head;  ///< hash of the last entry, hex
  std::vector<std::string> faults;  ///< in words, with the entry's number
};
DESCRIBE(Verification, entries, erased, head, faults)

/// Reads everything again: numbers without gaps, the chain, every header against its columns, every payload against its hash,
/// every signature against a key that is itself in the ledger, every hole against an erasure, epochs against their bases.
Verification verify(db::Read& tx);

/// Older payloads read as today's: `steps[i]` turns schema i+1 into i+2. Texts are never altered (their addresses stay good).
using Upcast = void (*)(json::Value&);
json::Value upcast(json::Value payload, std::int64_t schema, std::span<const Upcast> steps);

}  // namespace teia::ledger

#include "ledger/archive.hpp"  // part of this public face; last, because it builds on what stands above
