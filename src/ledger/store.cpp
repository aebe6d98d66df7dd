// SPDX-License-Identifier: Apache-2.0
#include "ledger/store.hpp"

namespace teia::ledger {

const db::Change<> lock_head{"ledger.lock_head", "update ledger_head set number = number where id = 1"};

namespace store {

const db::Query<Head> head{"ledger.head", "select epoch, number, hash from ledger_head where id = 1"};

// The number is compared again: a batch that did not lock the head would otherwise give one number twice.
const db::Change<std::int64_t, db::Bytes> move_head{"ledger.move_head",
                                                    "update ledger_head set number = $1, hash = $2 where id = 1 and number = $1 - 1"};

const db::Change<EpochId, std::int64_t, db::Bytes> insert_head{
    "ledger.insert_head", "insert into ledger_head (id, epoch, number, hash) values (1, $1, $2, $3)"};

const db::Change<EpochId> set_head_epoch{"ledger.set_head_epoch", "update ledger_head set epoch = $1 where id = 1"};

const db::Change<std::int64_t, EpochId, RecordId, std::int64_t, std::string, OperationId, db::Bytes, Instant, db::Bytes, db::Bytes,
                 std::string, db::Bytes>
    insert_entry{"ledger.insert_entry", R"(
  insert into ledger_entry (number, epoch, record_id, revision, kind, operation_id, operation_hash, server_at, header, hash,
                            key_id, signature)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12))"};

const db::Change<std::int64_t, db::Bytes, db::Bytes> insert_payload{
    "ledger.insert_payload", "insert into ledger_payload (number, salt, payload) values ($1, $2, $3)"};

const db::Change<std::int64_t> delete_payload{"ledger.delete_payload", "delete from ledger_payload where number = $1"};

const db::Query<SigningKey> signing_key{"ledger.signing_key", R"(
  select id, secret_key
    from ledger_key
   where secret_key is not null
     and opened_at = (select max(opened_at) from ledger_key where secret_key is not null))"};

const db::Query<SigningKey> secret_keys{"ledger.secret_keys", R"(
  select id, secret_key
    from ledger_key
   where secret_key is not null
   order by opened_at, id)"};

const db::Change<db::Bytes, std::string> set_secret_key{"ledger.set_secret_key", "update ledger_key set secret_key = $1 where id = $2"};

const db::Change<std::string, db::Bytes, db::Bytes, Instant> insert_key{
    "ledger.insert_key", "insert into ledger_key (id, public_key, secret_key, opened_at) values ($1, $2, $3, $4)"};

const db::Query<StoredReceipt, OperationId> receipt_of_operation{"ledger.receipt_of_operation", R"(
  select number, epoch, hash, signature, key_id, server_at, operation_hash
    from ledger_entry
   where operation_id = $1)"};

const db::Query<StoredReceipt, RecordId, std::int64_t> receipt_of_revision{"ledger.receipt_of_revision", R"(
  select number, epoch, hash, signature, key_id, server_at, operation_hash
    from ledger_entry
   where record_id = $1 and revision = $2)"};

const db::Query<Entry, RecordId, std::int64_t> entry{"ledger.entry", R"(
  select e.number, e.record_id, e.revision, e.kind, e.server_at, e.header, e.hash, p.payload
    from ledger_entry e
    left join ledger_payload p on p.number = e.number
   where e.record_id = $1 and e.revision = $2)"};

const db::Query<Entry, RecordId> history{"ledger.history", R"(
  select e.number, e.record_id, e.revision, e.kind, e.server_at, e.header, e.hash, p.payload
    from ledger_entry e
    left join ledger_payload p on p.number = e.number
   where e.record_id = $1
   order by e.number)"};

const db::Query<Entry> by_record{"ledger.by_record", R"(
  select e.number, e.record_id, e.revision, e.kind, e.server_at, e.header, e.hash, p.payload
    from ledger_entry e
    left join ledger_payload p on p.number = e.number
   order by e.record_id, e.revision)"};

const db::Query<db::Bytes, std::int64_t> header{"ledger.header", "select header from ledger_entry where number = $1"};
const db::Query<OpenKey> open_keys{"ledger.open_keys", "select id, public_key from ledger_key order by opened_at, id"};

const db::Query<Entry, std::int64_t> since{"ledger.since", R"(
  select e.number, e.record_id, e.revision, e.kind, e.server_at, e.header, e.hash, p.payload
    from ledger_entry e
    left join ledger_payload p on p.number = e.number
   where e.number > $1
   order by e.number)"};

const db::Query<Whole> all{"ledger.all", R"(
  select e.number, e.epoch, e.record_id, e.revision, e.kind, e.operation_id, e.server_at, e.header, e.hash, e.key_id, e.signature,
         p.salt, p.payload
    from ledger_entry e
    left join ledger_payload p on p.number = e.number
   order by e.number)"};

const db::Query<db::Bytes> erasures{"ledger.erasures", R"(
  select p.payload
    from ledger_entry e
    join ledger_payload p on p.number = e.number
   where e.kind = 'ledger.erasure'
   order by e.number)"};

const db::Change<std::int64_t, std::string> insert_use{
    "ledger.insert_use", "insert into ledger_attachment (number, hash) values ($1, $2) on conflict do nothing"};

const db::Query<std::string, std::int64_t> no_longer_used{"ledger.no_longer_used", R"(
  select used.hash
    from ledger_attachment used
   where used.number = $1
     and not exists (select 1
                       from ledger_attachment other
                       join ledger_payload p on p.number = other.number
                      where other.hash = used.hash)
   order by used.hash)"};

const db::Change<std::string, std::int64_t, std::string, Instant> insert_attachment{"ledger.insert_attachment", R"(
  insert into attachment (hash, size, content_type, stored_at) values ($1, $2, $3, $4) on conflict do nothing)"};

const db::Change<std::string> delete_attachment{"ledger.delete_attachment", "delete from attachment where hash = $1"};

const db::Query<Attachment, std::string> attachment{
    "ledger.attachment", "select hash, size, content_type, stored_at from attachment where hash = $1"};

const db::Query<Attachment> attachments{"ledger.attachments", "select hash, size, content_type, stored_at from attachment order by hash"};

const db::Query<Head, std::int64_t> place_of{"ledger.place_of", "select epoch, number, hash from ledger_entry where number = $1"};

const db::Query<std::string, std::int64_t> kind_of{"ledger.kind_of", "select kind from ledger_entry where number = $1"};

const db::Query<Hole> holes{"ledger.holes", R"(
  select e.number, e.hash
    from ledger_entry e
    left join ledger_payload p on p.number = e.number
   where p.number is null
   order by e.number)"};

const db::Query<db::Bytes, std::int64_t> kept_hash{"ledger.kept_hash", R"(
  select e.hash
    from ledger_entry e
    join ledger_payload p on p.number = e.number
   where e.number = $1)"};

const db::Query<Epoch> epochs{"ledger.epochs", "select id, ordinal, base_number, base_hash from ledger_epoch order by ordinal"};

const db::Change<EpochId, std::int64_t, std::int64_t, db::Bytes, Instant> insert_epoch{"ledger.insert_epoch", R"(
  insert into ledger_epoch (id, ordinal, base_number, base_hash, opened_at) values ($1, $2, $3, $4, $5))"};

}  // namespace store
}  // namespace teia::ledger
