-- The ledger: docs/decisions/0001-ledger-contract.md says what each column promises.

create table ledger_epoch (
  id text primary key,
  ordinal bigint not null unique,
  base_number bigint not null,
  base_hash bytea not null,
  opened_at bigint not null
);

-- One row. Every batch of writes takes its lock first, so numbers have no gaps and become visible in order.
create table ledger_head (
  id bigint primary key check (id = 1),
  epoch text not null,
  number bigint not null,
  hash bytea not null
);

create table ledger_entry (
  number bigint primary key,
  epoch text not null,
  record_id text not null,
  revision bigint not null,
  kind text not null,
  operation_id text not null unique,
  operation_hash bytea not null,
  server_at bigint not null,
  header bytea not null,
  hash bytea not null,
  key_id text not null,
  signature bytea not null,
  unique (record_id, revision)
);

-- Apart from the entry, so that an erasure deletes what it must and the chain stays whole.
create table ledger_payload (
  number bigint primary key references ledger_entry (number),
  salt bytea not null,
  payload bytea not null
);

-- Which entries refer to which attachment: an erasure forgets those that nothing else needs. The file may come after the entry.
create table ledger_attachment (
  number bigint not null references ledger_entry (number),
  hash text not null,
  primary key (number, hash)
);
create index ledger_attachment_by_hash on ledger_attachment (hash);

create table ledger_key (
  id text primary key,
  public_key bytea not null,
  secret_key bytea,
  opened_at bigint not null
);

-- A file that is durable in the attachments folder, by its SHA-256.
create table attachment (
  hash text primary key,
  size bigint not null,
  content_type text not null,
  stored_at bigint not null
);
