-- Support actions as they stand now. The ledger has every revision; these tables answer questions and may be rebuilt from it.

create table action (
  id text primary key,
  seq bigint not null unique,          -- number of the ledger entry that created it: the search index points here
  revision bigint not null,            -- newest entry about the record, whatever its kind
  content_revision bigint not null,    -- newest entry with content
  number bigint not null,              -- ledger number of the newest entry
  state text not null,
  planned boolean not null,
  rectified boolean not null,
  project text not null,
  type text not null,
  theme text not null,
  modality text not null,
  space text,
  title text not null,
  excerpt text not null,
  started_at bigint not null,
  minutes bigint not null,
  day_on text not null,                -- of the place, by its time zone
  state_id bigint,                     -- UF of the places, or of the owning institution; null when several or none
  owner_id text not null references organisation (id),
  author_id text not null references person (id),
  atom_id bigint not null references atom (id),
  flags text not null,                 -- words with a blank before and after each
  open_followups bigint not null,
  evidence_count bigint not null,
  created_at bigint not null,          -- as the device said
  recorded_at bigint not null,
  public boolean not null,
  content text not null                -- ActionContent, JSON
);
create index action_by_day on action (day_on, id);
create index action_by_state on action (state_id, day_on, id);
create index action_by_author on action (author_id, day_on, id);
create index action_by_owner on action (owner_id, state, day_on, id);

create table action_place (
  action_id text not null references action (id),
  place_id bigint not null,
  presence text not null,
  secretary boolean,
  day_on text not null,
  state text not null,                 -- of the action: what a map counts without another look
  atom_id bigint not null,
  agreed_atom_id bigint,               -- null: the switch *municipality* is off
  primary key (action_id, place_id)
);
create index action_place_by_place on action_place (place_id, day_on, action_id);

create table action_author (
  action_id text not null references action (id),
  person_id text not null references person (id),
  position bigint not null,            -- 0 registered it
  day_on text not null,
  primary key (action_id, person_id)
);
create index action_author_by_person on action_author (person_id, day_on, action_id);

create table action_organisation (
  action_id text not null references action (id),
  organisation_id text not null references organisation (id),
  primary key (action_id, organisation_id)
);
create index action_organisation_by_organisation on action_organisation (organisation_id, action_id);

create table action_owner (
  action_id text not null references action (id),
  organisation_id text not null references organisation (id),
  primary key (action_id, organisation_id)
);

-- What the coordination said last. One row of each kind at most: the history has the rest.
create table action_judgement (
  action_id text not null references action (id),
  kind text not null,                  -- devolvida, validada
  judged_revision bigint not null,
  by_person text not null references person (id),
  at bigint not null,
  reason text not null,
  primary key (action_id, kind)
);

-- A part with rights of its own: never joined to what others read.
create table action_analysis (
  action_id text primary key references action (id),
  revision bigint not null,
  atom_id bigint not null references atom (id),
  text text not null
);

create table action_evidence (
  action_id text not null references action (id),
  hash text not null,
  primary key (action_id, hash)
);
create index action_evidence_by_hash on action_evidence (hash, action_id);

-- Not in the ledger: autosaved, the author's own.
create table draft (
  id text primary key,
  person_id text not null references person (id),
  title text not null,
  content text not null,
  saved_at bigint not null
);
create index draft_by_person on draft (person_id, saved_at);

create table action_template (
  id text primary key,
  person_id text not null references person (id),
  name text not null,
  content text not null
);
create index action_template_by_person on action_template (person_id, name);
