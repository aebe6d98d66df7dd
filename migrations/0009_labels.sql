-- What a record is filtered by and no column of its row holds. Derived from the content, as the terms to search are: both are made
-- again at the start of a program whose way to make them is newer than the one noted here.
create table action_label (
  kind text not null,                   -- resultado, etiqueta
  word text not null,                   -- a code; a tag folded
  action_id text not null references action (id),
  primary key (kind, word, action_id)
);
create index action_label_by_action on action_label (action_id);

create table index_version (
  name text primary key,                -- actions, followups
  version bigint not null
);

-- An hour that the device or the import filled in: no ground for saying that somebody was in two places at once.
alter table action add column hour_guessed boolean not null default false;

-- Who goes on with what somebody left behind at an institution (src/people/README.md).
create table succession (
  successor_id text not null references person (id),
  person_id text not null references person (id),
  organisation_id text not null references organisation (id),
  from_on text not null,
  primary key (successor_id, person_id, organisation_id)
);
create index succession_by_person on succession (person_id, organisation_id);
