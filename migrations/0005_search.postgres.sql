-- The engine's own full-text index over terms that we compute. `select rowid from action_search($1)` asks it on both engines.
create table action_search (
  rowid bigint primary key,
  terms text not null,
  vector tsvector generated always as (to_tsvector('simple', terms)) stored
);
create index action_search_by_vector on action_search using gin (vector);

create function action_search (question text) returns table (rowid bigint) stable language sql as $$
  select s.rowid from action_search s where s.vector @@ plainto_tsquery('simple', question)
$$;
