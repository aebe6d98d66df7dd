// SPDX-License-Identifier: Apache-2.0
#pragma once
#include "ledger/ledger.hpp"

/// Every SQL statement of the ledger. Private to this folder.
namespace teia::ledger::store {

struct Head {
  EpochId epoch;
  std::int64_t number = 0;
  db::Bytes hash;
};
DESCRIBE(Head, epoch, number, hash)

struct SigningKey {
  std::string id;
  db::Bytes secret_key;
};
DESCRIBE(SigningKey, id, secret_key)

struct StoredReceipt {
  std::int64_t number = 0;
  EpochId epoch;
  db::Bytes hash, signature;
  std::string key_id;
  Instant server_at;
  db::Bytes operation_hash;
};
DESCRIBE(StoredReceipt, number, epoch, hash, signature, key_id, server_at, operation_hash)

struct Epoch {
  EpochId id;
  std::int64_t ordinal = 0;
  std::int64_t base_number = 0;
  db::Bytes base_hash;
};
DESCRIBE(Epoch, id, ordinal, base_number, base_hash)

/// An entry with all that verification compares.
struct Whole {
  std::int64_t number = 0;
  EpochId epoch;
  RecordId record_id;
  std::int64_t revision = 0;
  std::string kind;
  OperationId operation_id;
  Instant server_at;
  db::Bytes header, hash;
  std::string key_id;
  db::Bytes signature;
  std::optional<db::Bytes> salt, payload;
};
DESCRIBE(Whole, number, epoch, record_id, revision, kind, operation_id, server_at, header, hash, key_id, signature, salt, payload)

/// An entry that is there without its payload.
struct Hole {
  std::int64_t number = 0;
  db::Bytes hash;
};
DESCRIBE(Hole, number, hash)

extern const db::Query<Head> head;
extern const db::Change<std::int64_t, db::Bytes> move_head;  ///< to the new entry's number and hash; no row when the head was elsewhere
extern const db::Change<EpochId, std::int64_t, db::Bytes> insert_head;
extern const db::Change<EpochId> set_head_epoch;

extern const db::Change<std::int64_t, EpochId, RecordId, std::int64_t, std::string, OperationId, db::Bytes, Instant, db::Bytes, db::Bytes,
                        std::string, db::Bytes>
    insert_entry;
extern const db::Change<std::int64_t, db::Bytes, db::Bytes> insert_payload;
extern const db::Change<std::int64_t> delete_payload;

extern const db::Query<SigningKey> signing_key;
extern const db::Query<SigningKey> secret_keys;
struct OpenKey {
  std::string id;
  db::Bytes public_key;
};
DESCRIBE(OpenKey, id, public_key)
extern const db::Query<OpenKey> open_keys;
extern const db::Query<db::Bytes, std::int64_t> header;
extern const db::Change<std::string, db::Bytes, db::Bytes, Instant> insert_key;
extern const db::Change<db::Bytes, std::string> set_secret_key;

extern const db::Query<StoredReceipt, OperationId> receipt_of_operation;
extern const db::Query<StoredReceipt, RecordId, std::int64_t> receipt_of_revision;

extern const db::Query<Entry, RecordId, std::int64_t> entry;
extern const db::Query<Entry> by_record;
extern const db::Query<Entry, RecordId> history;
extern const db::Query<Entry, std::int64_t> since;
extern const db::Query<Whole> all;
extern const db::Query<db::Bytes> erasures;
extern const db::Query<Head, std::int64_t> place_of;  ///< of an entry by its number
extern const db::Query<std::string, std::int64_t> kind_of;
extern const db::Query<Hole> holes;
extern const db::Query<db::Bytes, std::int64_t> kept_hash;  ///< of an entry that still has its payload

extern const db::Change<std::int64_t, std::string> insert_use;
extern const db::Query<std::string, std::int64_t> no_longer_used;  ///< attachments of this entry that no kept payload refers to
extern const db::Change<std::string, std::int64_t, std::string, Instant> insert_attachment;
extern const db::Change<std::string> delete_attachment;
extern const db::Query<Attachment, std::string> attachment;
extern const db::Query<Attachment> attachments;

extern const db::Query<Epoch> epochs;
extern const db::Change<EpochId, std::int64_t, std::int64_t, db::Bytes, Instant> insert_epoch;

}  // namespace teia::ledger::store
