-- The territory: units keyed by their IBGE/DATASUS code, what belonged to what and when, population, outlines.

create table place (
  id bigint primary key,
  level text not null,
  name text not null,
  sigla text not null,               -- of the state and of the statistical region; '' below
  state_id bigint,                   -- the state itself included; null above it
  capital_id bigint,
  zone text,                         -- IANA
  ddd text,
  lat double precision,              -- the seat, degrees
  lon double precision,
  in_network boolean not null        -- reach of the Rede CONASEMS-COSEMS
);
create index place_by_level on place (level, state_id);

-- Every name that people may type for a place; reason is '' for the official one.
create table place_name (
  place_id bigint not null references place (id),
  name text not null,
  reason text not null,
  primary key (place_id, name)
);

-- The folded words of those names (places/names.hpp).
create table place_word (
  word text not null,
  place_id bigint not null references place (id),
  primary key (word, place_id)
);

-- Dated composition. Both days are inclusive; 0001-01-01 and 9999-12-31 stand for "no known limit".
-- A municipality has at most one parent of a relation on any day.
create table place_edge (
  child_id bigint not null references place (id),
  relation text not null,
  valid_from text not null,
  valid_to text not null,
  parent_id bigint not null references place (id),
  note text not null,                -- the act that changed it, as told by who registered it
  primary key (child_id, relation, valid_from)
);
create index place_edge_by_parent on place_edge (parent_id, relation, valid_from);

create table population (
  place_id bigint not null references place (id),
  year bigint not null,
  value bigint not null,
  source text not null,
  primary key (place_id, year)
);

-- [[[lon,lat,lon,lat,…]]]: polygons, rings, flat degrees; once for the map of a state, once coarser for the country.
create table place_shape (
  place_id bigint primary key references place (id),
  source text not null,
  imported_at bigint not null,
  polygons text not null,
  country_polygons text not null
);
