-- What replicas on devices need beside the records themselves: docs/sync.md.

-- A record left an audience with this entry. Rare: atoms change when owners or switches do.
create table record_moved (
  number bigint not null,
  kind text not null,
  record_id text not null,
  audience text not null,               -- an atom's number, or 'named'
  primary key (number, kind, record_id, audience)
);

-- An operation that met a change it cannot be merged with, as it was sent; its id is the operation's. The ledger has it too.
create table sync_conflict (
  id text primary key,
  revision bigint not null,
  number bigint not null,
  person_id text not null references person (id),
  kind text not null,
  record_id text not null,
  verb text not null,
  body text not null,
  done_at bigint not null,              -- as the device said
  kept_at bigint not null,
  met_revision bigint not null,         -- of the record, when they met
  code text not null,                   -- why: a problem's code, its words and the fields
  message text not null,
  fields text not null,
  settled_at bigint,
  settled_on text                       -- the day, for the order of filling
);
create index sync_conflict_by_person on sync_conflict (person_id, settled_on, id);
create index sync_conflict_by_record on sync_conflict (record_id);

create table sync_device (
  id text primary key,
  person_id text not null references person (id),
  label text not null,
  app text not null,
  secret bytea,                         -- one lock on the device's data key; destroyed when the device is lost
  proof bytea not null,                 -- what the device shows when it has no session: SHA-256 of the secret
  waiting bigint not null,
  oldest_waiting_at bigint,
  stored bigint not null,
  quota bigint not null,
  seen_at bigint not null,
  lost_at bigint
);
create index sync_device_by_person on sync_device (person_id, id);

-- What a lost device still had to send: a person decides.
create table sync_quarantine (
  id text primary key,                  -- the operation's
  device_id text not null references sync_device (id),
  person_id text not null references person (id),
  operation text not null,              -- as it was sent, JSON
  arrived_at bigint not null,
  decided_at bigint,
  decision text                         -- liberada, descartada
);
create index sync_quarantine_by_person on sync_quarantine (person_id, arrived_at);

alter table action_analysis add column number bigint not null default 0;  -- of its newest entry
update action_analysis set number = (select a.number from action a where a.id = action_analysis.action_id);
create index action_analysis_by_number on action_analysis (number);
