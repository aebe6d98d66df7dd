-- What was agreed and runs until it is closed. The ledger has every revision; these tables answer questions.

create table followup (
  id text primary key,
  revision bigint not null,
  action_id text references action (id),
  author_id text not null references person (id),
  owner_id text not null references organisation (id),
  atom_id bigint not null references atom (id),  -- while it hangs on an action, the action's own decides
  text text not null,
  kind text not null,
  responsible_person text references person (id),
  responsible_role text,                          -- a role's code, or words as said
  responsible_organisation text references organisation (id),
  responsible_name text not null,                 -- as said
  due_on text,
  priority text not null,
  state text not null,
  turn bigint not null,                           -- place in a list: by due day while open, then by the day of closing, latest first
  escalated_to text,
  escalated_role text,                            -- null: everybody of the organisation
  escalated_organisation text references organisation (id),
  closed_on text,
  terms text not null,                            -- words to find it by (base/text.hpp), each between blanks
  created_at bigint not null
);
create index followup_by_turn on followup (turn, id);
create index followup_by_owner on followup (owner_id, turn, id);
create index followup_by_action on followup (action_id, turn, id);
create index followup_by_author on followup (author_id, turn, id);
create index followup_by_person on followup (responsible_person, turn, id);
create index followup_by_organisation on followup (responsible_organisation, responsible_role, turn, id);
create index followup_by_escalation on followup (escalated_organisation, escalated_role, turn, id);

create table followup_place (
  followup_id text not null references followup (id),
  place_id bigint not null,
  primary key (followup_id, place_id)
);
create index followup_place_by_place on followup_place (place_id, followup_id);

create table followup_answer (
  followup_id text not null references followup (id),
  position bigint not null,
  person_id text not null references person (id),
  at bigint not null,
  text text not null,
  evidence text not null,                         -- Evidence[], JSON
  primary key (followup_id, position)
);

create table followup_evidence (
  hash text not null,
  followup_id text not null references followup (id),
  primary key (hash, followup_id)
);
