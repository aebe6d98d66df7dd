-- People, organisations, accounts, dated assignments, and the grants that follow from them.

create table organisation (
  id text primary key,
  code text not null unique,
  name text not null,
  short_name text not null,
  kind text not null,
  state_id bigint
);

-- A person is not an account. Personal data live here, erasable, and nowhere else.
create table person (
  id text primary key,
  name text not null,
  folded_name text not null,
  email text,
  phone text,
  joined_to text references person (id),
  created_at bigint not null,
  created_by text references person (id)
);
create index person_by_name on person (folded_name, id);

create table account (
  person_id text primary key references person (id),
  login text not null unique,
  password_hash text not null,
  created_at bigint not null
);

-- Failed sign-ins by login and by address, known or not; the key is a hash. Forgotten after a day.
create table sign_in_failure (
  key text primary key,
  failures bigint not null,
  last_at bigint not null,
  locked_until_at bigint not null
);
create index sign_in_failure_by_time on sign_in_failure (last_at);

create table invitation (
  token_hash text primary key,
  person_id text not null references person (id),
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);
create index invitation_by_person on invitation (person_id);

create table session (
  id text primary key,
  token_hash text not null unique,
  csrf text not null,
  person_id text not null references person (id),
  viewing_as text references person (id),
  device text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint
);
create index session_by_person on session (person_id, created_at);

create table api_token (
  id text primary key,
  token_hash text not null unique,
  person_id text not null references person (id),
  name text not null,
  verbs text not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint
);
create index api_token_by_person on api_token (person_id, created_at);

create table role (
  code text primary key,
  name text not null,
  network text not null
);

-- What a role may do, to which part of a record ('' when the verb is not about records), and how far.
create table role_grant (
  role text not null references role (code),
  verb text not null,
  part text not null,
  reach text not null,
  primary key (role, verb, reach)
);

create table assignment (
  id text primary key,
  person_id text not null references person (id),
  role text not null references role (code),
  organisation_id text not null references organisation (id),
  project text,
  valid_from text not null,
  valid_to text not null,
  cover_for text references assignment (id),
  ended_reason text
);
create index assignment_by_person on assignment (person_id, valid_from);
create index assignment_by_organisation on assignment (organisation_id, role);
create index assignment_by_role on assignment (role);

-- The territory of an assignment, as it was given: a municipality, a region, a state.
create table assignment_place (
  assignment_id text not null references assignment (id),
  place_id bigint not null,
  primary key (assignment_id, place_id)
);

-- The same, as municipalities, dated by the composition. Remade when the composition changes.
create table assignment_municipality (
  assignment_id text not null references assignment (id),
  place_id bigint not null,
  valid_from text not null,
  valid_to text not null,
  primary key (assignment_id, place_id, valid_from)
);
create index assignment_municipality_by_place on assignment_municipality (place_id, assignment_id);

create table assignment_leave (
  id text primary key,
  assignment_id text not null references assignment (id),
  cover_assignment_id text references assignment (id),
  from_on text not null,
  to_on text not null
);
create index assignment_leave_by_assignment on assignment_leave (assignment_id);

-- docs/decisions/0002-rights.md: a part of a record carries an atom; a person holds dated grants of atoms; nothing else decides.
create table atom (
  id bigint primary key,
  key text not null unique,
  part text not null,
  network text not null,
  project text not null,
  place_id bigint
);
create index atom_by_place on atom (place_id);
create index atom_by_project on atom (project, part);

create table atom_owner (
  atom_id bigint not null references atom (id),
  organisation_id text not null references organisation (id),
  primary key (atom_id, organisation_id)
);
create index atom_owner_by_organisation on atom_owner (organisation_id, atom_id);

create table access_grant (
  person_id text not null references person (id),
  verb text not null,
  atom_id bigint not null references atom (id),
  valid_from text not null,
  valid_to text not null,
  assignment_id text not null references assignment (id),
  primary key (person_id, verb, atom_id, valid_from, assignment_id)
);
create index access_grant_by_assignment on access_grant (assignment_id);

-- Who looked as whom, and administrators' acts: not in the ledger, because reading does not pass the writer's chain.
create table access_log (
  id text primary key,
  at bigint not null,
  person_id text not null,
  act text not null,
  about text not null
);
create index access_log_by_time on access_log (at, id);

-- What this installation is. One row; none: a working system.
create table installation (
  id bigint primary key check (id = 1),
  demo boolean not null
);
