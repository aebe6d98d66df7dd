-- Numbers that people state of an indicator: targets that were agreed, values that come from elsewhere. Each revision stays.
create table indicator_statement (
  id text not null,
  revision bigint not null,
  organisation_id text not null references organisation (id),
  kind text not null,                     -- meta, valor
  code text not null,
  place_id bigint not null references place (id),
  period text not null,
  value double precision,                 -- null: withdrawn
  numerator double precision,
  denominator double precision,
  baseline double precision,
  origin text not null,                   -- who agreed on it, or the source
  said_on text not null,                  -- the day it was agreed, or of the source
  note text not null,
  by_person text not null references person (id),
  at bigint not null,
  primary key (id, revision)
);
create index indicator_statement_by_place on indicator_statement (place_id, period, code, id, revision);
