-- Closed periods. `closed_days` is what every registration and edit looks at; the closings themselves are the domain `closing`'s.
create table closed_days (
  closing_id text primary key,
  organisation_id text not null references organisation (id),
  person_id text references person (id),   -- null: everybody's records of the institution
  period text not null,
  from_on text not null,
  to_on text not null,
  number bigint not null                   -- the closing told what the ledger held up to this entry
);
create index closed_days_by_organisation on closed_days (organisation_id, to_on);

-- Records that came, or came into, a period when it was closed already: with which entry.
create table action_late (
  action_id text primary key references action (id),
  number bigint not null
);

create table closing (
  id text primary key,
  revision bigint not null,
  organisation_id text not null references organisation (id),
  person_id text references person (id),
  period text not null,
  span text not null,                      -- mes, quadrimestre
  from_on text not null,
  to_on text not null,
  state text not null                      -- fechado, reaberto
);
create index closing_by_organisation on closing (organisation_id, span, from_on, id);

-- Each closing and reopening. What a closing told stays when it is closed again.
create table closing_step (
  closing_id text not null references closing (id),
  revision bigint not null,
  state text not null,
  by_person text not null references person (id),
  at bigint not null,
  reason text not null,
  without text not null,                   -- PersonId[], JSON: who had not closed the own month
  upto bigint,                             -- the snapshot: the ledger as it was known up to this entry; null for a reopening
  sha256 text,                             -- of the data set, which the ledger holds
  records bigint not null,
  validated bigint not null,
  late bigint not null,
  primary key (closing_id, revision)
);

-- Until which day of the month after an institution means to close; without a row the 5th. It reminds and locks nothing.
create table closing_day (
  organisation_id text primary key references organisation (id),
  day bigint not null
);
