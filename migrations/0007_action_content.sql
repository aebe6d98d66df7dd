-- The document of a record apart from what lists, counts and maps look at: they read a tenth of the pages.
create table action_content (
  action_id text primary key references action (id),
  content text not null                -- ActionContent, JSON
);
insert into action_content (action_id, content) select id, content from action;
alter table action drop column content;

-- The records of the few atoms that most people hold, by day.
create index action_by_atom on action (atom_id, day_on, id);

-- Contacts of a town without a look at the rows, those of one atom together: rights are asked once for each, not once for a row.
create index action_place_by_atom on action_place (place_id, atom_id, day_on, presence, state);
