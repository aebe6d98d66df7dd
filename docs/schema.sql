create table access_grant (
  person_id text not null,
  verb text not null,
  atom_id bigint not null,
  valid_from text not null,
  valid_to text not null,
  assignment_id text not null,
  primary key (person_id, verb, atom_id, valid_from, assignment_id),
  foreign key (assignment_id) references assignment (id),
  foreign key (atom_id) references atom (id),
  foreign key (person_id) references person (id)
);
create index access_grant_by_assignment on access_grant (assignment_id);

create table access_log (
  id text not null,
  at bigint not null,
  person_id text not null,
  act text not null,
  about text not null,
  primary key (id)
);
create index access_log_by_time on access_log (at, id);

create table account (
  person_id text not null,
  login text not null,
  password_hash text not null,
  created_at bigint not null,
  primary key (person_id),
  unique (login),
  foreign key (person_id) references person (id)
);

create table action (
  id text not null,
  seq bigint not null,
  revision bigint not null,
  content_revision bigint not null,
  number bigint not null,
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
  day_on text not null,
  state_id bigint,
  owner_id text not null,
  author_id text not null,
  atom_id bigint not null,
  flags text not null,
  open_followups bigint not null,
  evidence_count bigint not null,
  created_at bigint not null,
  recorded_at bigint not null,
  public boolean not null,
  hour_guessed boolean not null,
  primary key (id),
  unique (seq),
  foreign key (atom_id) references atom (id),
  foreign key (author_id) references person (id),
  foreign key (owner_id) references organisation (id)
);
create index action_by_atom on action (atom_id, day_on, id);
create index action_by_author on action (author_id, day_on, id);
create index action_by_day on action (day_on, id);
create index action_by_owner on action (owner_id, state, day_on, id);
create index action_by_state on action (state_id, day_on, id);

create table action_analysis (
  action_id text not null,
  revision bigint not null,
  atom_id bigint not null,
  text text not null,
  number bigint not null,
  primary key (action_id),
  foreign key (action_id) references action (id),
  foreign key (atom_id) references atom (id)
);
create index action_analysis_by_number on action_analysis (number);

create table action_author (
  action_id text not null,
  person_id text not null,
  position bigint not null,
  day_on text not null,
  primary key (action_id, person_id),
  foreign key (action_id) references action (id),
  foreign key (person_id) references person (id)
);
create index action_author_by_person on action_author (person_id, day_on, action_id);

create table action_content (
  action_id text not null,
  content text not null,
  primary key (action_id),
  foreign key (action_id) references action (id)
);

create table action_evidence (
  action_id text not null,
  hash text not null,
  primary key (action_id, hash),
  foreign key (action_id) references action (id)
);
create index action_evidence_by_hash on action_evidence (hash, action_id);

create table action_judgement (
  action_id text not null,
  kind text not null,
  judged_revision bigint not null,
  by_person text not null,
  at bigint not null,
  reason text not null,
  primary key (action_id, kind),
  foreign key (action_id) references action (id),
  foreign key (by_person) references person (id)
);

create table action_label (
  kind text not null,
  word text not null,
  action_id text not null,
  primary key (kind, word, action_id),
  foreign key (action_id) references action (id)
);
create index action_label_by_action on action_label (action_id);

create table action_late (
  action_id text not null,
  number bigint not null,
  primary key (action_id),
  foreign key (action_id) references action (id)
);

create table action_organisation (
  action_id text not null,
  organisation_id text not null,
  primary key (action_id, organisation_id),
  foreign key (action_id) references action (id),
  foreign key (organisation_id) references organisation (id)
);
create index action_organisation_by_organisation on action_organisation (organisation_id, action_id);

create table action_owner (
  action_id text not null,
  organisation_id text not null,
  primary key (action_id, organisation_id),
  foreign key (action_id) references action (id),
  foreign key (organisation_id) references organisation (id)
);

create table action_place (
  action_id text not null,
  place_id bigint not null,
  presence text not null,
  secretary boolean,
  day_on text not null,
  state text not null,
  atom_id bigint not null,
  agreed_atom_id bigint,
  primary key (action_id, place_id),
  foreign key (action_id) references action (id)
);
create index action_place_by_atom on action_place (place_id, atom_id, day_on, presence, state);
create index action_place_by_place on action_place (place_id, day_on, action_id);

-- action_search: full text, in each engine's own way (migrations/*.sqlite.sql, *.postgres.sql)

create table action_template (
  id text not null,
  person_id text not null,
  name text not null,
  content text not null,
  primary key (id),
  foreign key (person_id) references person (id)
);
create index action_template_by_person on action_template (person_id, name);

create table api_token (
  id text not null,
  token_hash text not null,
  person_id text not null,
  name text not null,
  verbs text not null,
  created_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  primary key (id),
  unique (token_hash),
  foreign key (person_id) references person (id)
);
create index api_token_by_person on api_token (person_id, created_at);

create table assignment (
  id text not null,
  person_id text not null,
  role text not null,
  organisation_id text not null,
  project text,
  valid_from text not null,
  valid_to text not null,
  cover_for text,
  ended_reason text,
  primary key (id),
  foreign key (cover_for) references assignment (id),
  foreign key (organisation_id) references organisation (id),
  foreign key (person_id) references person (id),
  foreign key (role) references role (code)
);
create index assignment_by_organisation on assignment (organisation_id, role);
create index assignment_by_person on assignment (person_id, valid_from);
create index assignment_by_role on assignment (role);

create table assignment_leave (
  id text not null,
  assignment_id text not null,
  cover_assignment_id text,
  from_on text not null,
  to_on text not null,
  primary key (id),
  foreign key (assignment_id) references assignment (id),
  foreign key (cover_assignment_id) references assignment (id)
);
create index assignment_leave_by_assignment on assignment_leave (assignment_id);

create table assignment_municipality (
  assignment_id text not null,
  place_id bigint not null,
  valid_from text not null,
  valid_to text not null,
  primary key (assignment_id, place_id, valid_from),
  foreign key (assignment_id) references assignment (id)
);
create index assignment_municipality_by_place on assignment_municipality (place_id, assignment_id);

create table assignment_place (
  assignment_id text not null,
  place_id bigint not null,
  primary key (assignment_id, place_id),
  foreign key (assignment_id) references assignment (id)
);

create table atom (
  id bigint not null,
  key text not null,
  part text not null,
  network text not null,
  project text not null,
  place_id bigint,
  primary key (id),
  unique (key)
);
create index atom_by_place on atom (place_id);
create index atom_by_project on atom (project, part);

create table atom_owner (
  atom_id bigint not null,
  organisation_id text not null,
  primary key (atom_id, organisation_id),
  foreign key (atom_id) references atom (id),
  foreign key (organisation_id) references organisation (id)
);
create index atom_owner_by_organisation on atom_owner (organisation_id, atom_id);

create table attachment (
  hash text not null,
  size bigint not null,
  content_type text not null,
  stored_at bigint not null,
  primary key (hash)
);

create table closed_days (
  closing_id text not null,
  organisation_id text not null,
  person_id text,
  period text not null,
  from_on text not null,
  to_on text not null,
  number bigint not null,
  primary key (closing_id),
  foreign key (organisation_id) references organisation (id),
  foreign key (person_id) references person (id)
);
create index closed_days_by_organisation on closed_days (organisation_id, to_on);

create table closing (
  id text not null,
  revision bigint not null,
  organisation_id text not null,
  person_id text,
  period text not null,
  span text not null,
  from_on text not null,
  to_on text not null,
  state text not null,
  primary key (id),
  foreign key (organisation_id) references organisation (id),
  foreign key (person_id) references person (id)
);
create index closing_by_organisation on closing (organisation_id, span, from_on, id);

create table closing_day (
  organisation_id text not null,
  day bigint not null,
  primary key (organisation_id),
  foreign key (organisation_id) references organisation (id)
);

create table closing_step (
  closing_id text not null,
  revision bigint not null,
  state text not null,
  by_person text not null,
  at bigint not null,
  reason text not null,
  without text not null,
  upto bigint,
  sha256 text,
  records bigint not null,
  validated bigint not null,
  late bigint not null,
  primary key (closing_id, revision),
  foreign key (by_person) references person (id),
  foreign key (closing_id) references closing (id)
);

create table draft (
  id text not null,
  person_id text not null,
  title text not null,
  content text not null,
  saved_at bigint not null,
  primary key (id),
  foreign key (person_id) references person (id)
);
create index draft_by_person on draft (person_id, saved_at);

create table followup (
  id text not null,
  revision bigint not null,
  action_id text,
  author_id text not null,
  owner_id text not null,
  atom_id bigint not null,
  text text not null,
  kind text not null,
  responsible_person text,
  responsible_role text,
  responsible_organisation text,
  responsible_name text not null,
  due_on text,
  priority text not null,
  state text not null,
  turn bigint not null,
  escalated_to text,
  escalated_role text,
  escalated_organisation text,
  closed_on text,
  terms text not null,
  created_at bigint not null,
  primary key (id),
  foreign key (action_id) references action (id),
  foreign key (atom_id) references atom (id),
  foreign key (author_id) references person (id),
  foreign key (escalated_organisation) references organisation (id),
  foreign key (owner_id) references organisation (id),
  foreign key (responsible_organisation) references organisation (id),
  foreign key (responsible_person) references person (id)
);
create index followup_by_action on followup (action_id, turn, id);
create index followup_by_author on followup (author_id, turn, id);
create index followup_by_escalation on followup (escalated_organisation, escalated_role, turn, id);
create index followup_by_organisation on followup (responsible_organisation, responsible_role, turn, id);
create index followup_by_owner on followup (owner_id, turn, id);
create index followup_by_person on followup (responsible_person, turn, id);
create index followup_by_turn on followup (turn, id);

create table followup_answer (
  followup_id text not null,
  position bigint not null,
  person_id text not null,
  at bigint not null,
  text text not null,
  evidence text not null,
  primary key (followup_id, position),
  foreign key (followup_id) references followup (id),
  foreign key (person_id) references person (id)
);

create table followup_evidence (
  hash text not null,
  followup_id text not null,
  primary key (hash, followup_id),
  foreign key (followup_id) references followup (id)
);

create table followup_place (
  followup_id text not null,
  place_id bigint not null,
  primary key (followup_id, place_id),
  foreign key (followup_id) references followup (id)
);
create index followup_place_by_place on followup_place (place_id, followup_id);

create table index_version (
  name text not null,
  version bigint not null,
  primary key (name)
);

create table indicator_statement (
  id text not null,
  revision bigint not null,
  organisation_id text not null,
  kind text not null,
  code text not null,
  place_id bigint not null,
  period text not null,
  value double precision,
  numerator double precision,
  denominator double precision,
  baseline double precision,
  origin text not null,
  said_on text not null,
  note text not null,
  by_person text not null,
  at bigint not null,
  primary key (id, revision),
  foreign key (by_person) references person (id),
  foreign key (organisation_id) references organisation (id),
  foreign key (place_id) references place (id)
);
create index indicator_statement_by_place on indicator_statement (place_id, period, code, id, revision);

create table installation (
  id bigint not null,
  demo boolean not null,
  primary key (id)
);

create table invitation (
  token_hash text not null,
  person_id text not null,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint,
  primary key (token_hash),
  foreign key (person_id) references person (id)
);
create index invitation_by_person on invitation (person_id);

create table ledger_attachment (
  number bigint not null,
  hash text not null,
  primary key (number, hash),
  foreign key (number) references ledger_entry (number)
);
create index ledger_attachment_by_hash on ledger_attachment (hash);

create table ledger_entry (
  number bigint not null,
  epoch text not null,
  record_id text not null,
  revision bigint not null,
  kind text not null,
  operation_id text not null,
  operation_hash bytea not null,
  server_at bigint not null,
  header bytea not null,
  hash bytea not null,
  key_id text not null,
  signature bytea not null,
  primary key (number),
  unique (operation_id),
  unique (record_id, revision)
);

create table ledger_epoch (
  id text not null,
  ordinal bigint not null,
  base_number bigint not null,
  base_hash bytea not null,
  opened_at bigint not null,
  primary key (id),
  unique (ordinal)
);

create table ledger_head (
  id bigint not null,
  epoch text not null,
  number bigint not null,
  hash bytea not null,
  primary key (id)
);

create table ledger_key (
  id text not null,
  public_key bytea not null,
  secret_key bytea,
  opened_at bigint not null,
  primary key (id)
);

create table ledger_payload (
  number bigint not null,
  salt bytea not null,
  payload bytea not null,
  primary key (number),
  foreign key (number) references ledger_entry (number)
);

create table migration (
  number bigint not null,
  name text not null,
  checksum text not null,
  taken_at bigint not null,
  primary key (number)
);

create table organisation (
  id text not null,
  code text not null,
  name text not null,
  short_name text not null,
  kind text not null,
  state_id bigint,
  primary key (id),
  unique (code)
);

create table person (
  id text not null,
  name text not null,
  folded_name text not null,
  email text,
  phone text,
  joined_to text,
  created_at bigint not null,
  created_by text,
  primary key (id),
  foreign key (created_by) references person (id),
  foreign key (joined_to) references person (id)
);
create index person_by_name on person (folded_name, id);

create table place (
  id bigint not null,
  level text not null,
  name text not null,
  sigla text not null,
  state_id bigint,
  capital_id bigint,
  zone text,
  ddd text,
  lat double precision,
  lon double precision,
  in_network boolean not null,
  primary key (id)
);
create index place_by_level on place (level, state_id);

create table place_edge (
  child_id bigint not null,
  relation text not null,
  valid_from text not null,
  valid_to text not null,
  parent_id bigint not null,
  note text not null,
  primary key (child_id, relation, valid_from),
  foreign key (child_id) references place (id),
  foreign key (parent_id) references place (id)
);
create index place_edge_by_parent on place_edge (parent_id, relation, valid_from);

create table place_name (
  place_id bigint not null,
  name text not null,
  reason text not null,
  primary key (place_id, name),
  foreign key (place_id) references place (id)
);

create table place_shape (
  place_id bigint not null,
  source text not null,
  imported_at bigint not null,
  polygons text not null,
  country_polygons text not null,
  primary key (place_id),
  foreign key (place_id) references place (id)
);

create table place_word (
  word text not null,
  place_id bigint not null,
  primary key (word, place_id),
  foreign key (place_id) references place (id)
);

create table population (
  place_id bigint not null,
  year bigint not null,
  value bigint not null,
  source text not null,
  primary key (place_id, year),
  foreign key (place_id) references place (id)
);

create table record_moved (
  number bigint not null,
  kind text not null,
  record_id text not null,
  audience text not null,
  primary key (number, kind, record_id, audience)
);

create table role (
  code text not null,
  name text not null,
  network text not null,
  primary key (code)
);

create table role_grant (
  role text not null,
  verb text not null,
  part text not null,
  reach text not null,
  primary key (role, verb, reach),
  foreign key (role) references role (code)
);

create table session (
  id text not null,
  token_hash text not null,
  csrf text not null,
  person_id text not null,
  viewing_as text,
  device text not null,
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  revoked_at bigint,
  primary key (id),
  unique (token_hash),
  foreign key (person_id) references person (id),
  foreign key (viewing_as) references person (id)
);
create index session_by_person on session (person_id, created_at);

create table sign_in_failure (
  key text not null,
  failures bigint not null,
  last_at bigint not null,
  locked_until_at bigint not null,
  primary key (key)
);
create index sign_in_failure_by_time on sign_in_failure (last_at);

create table succession (
  successor_id text not null,
  person_id text not null,
  organisation_id text not null,
  from_on text not null,
  primary key (successor_id, person_id, organisation_id),
  foreign key (organisation_id) references organisation (id),
  foreign key (person_id) references person (id),
  foreign key (successor_id) references person (id)
);
create index succession_by_person on succession (person_id, organisation_id);

create table sync_conflict (
  id text not null,
  revision bigint not null,
  number bigint not null,
  person_id text not null,
  kind text not null,
  record_id text not null,
  verb text not null,
  body text not null,
  done_at bigint not null,
  kept_at bigint not null,
  met_revision bigint not null,
  code text not null,
  message text not null,
  fields text not null,
  settled_at bigint,
  settled_on text,
  primary key (id),
  foreign key (person_id) references person (id)
);
create index sync_conflict_by_person on sync_conflict (person_id, settled_on, id);
create index sync_conflict_by_record on sync_conflict (record_id);

create table sync_device (
  id text not null,
  person_id text not null,
  label text not null,
  app text not null,
  secret bytea,
  proof bytea not null,
  waiting bigint not null,
  oldest_waiting_at bigint,
  stored bigint not null,
  quota bigint not null,
  seen_at bigint not null,
  lost_at bigint,
  primary key (id),
  foreign key (person_id) references person (id)
);
create index sync_device_by_person on sync_device (person_id, id);

create table sync_quarantine (
  id text not null,
  device_id text not null,
  person_id text not null,
  operation text not null,
  arrived_at bigint not null,
  decided_at bigint,
  decision text,
  primary key (id),
  foreign key (device_id) references sync_device (id),
  foreign key (person_id) references person (id)
);
create index sync_quarantine_by_person on sync_quarantine (person_id, arrived_at);
