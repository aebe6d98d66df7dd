-- The document of a record apart from what lists, counts and maps look at: they read a tenth of the pages.
create table action_content (
  action_id text primary key references action (id),
  content text not null                -- ActionContent, JSON
);
insert into action_content (action_id, content) select id, content from action;
alter table action drop column content;

-- The records of the few atoms that most people hold, by day.
create index action_by_atom on action (atom_id, day_on, id);

-- Contacts of a town without a look at the rows.
drop index action_place_by_place;
create index action_place_by_place on action_place (place_id, day_on, action_id, presence, state, atom_id);
