-- What came with 0005 to 0007, over the rows of 0004.
insert into action_search (rowid, terms) values (1, 'visit secret');
insert into followup (id, revision, action_id, author_id, owner_id, atom_id, text, kind, responsible_name, due_on, priority, state, turn, terms, created_at)
values ('f1', 1, 'ac1', 'p1', 'org1', 1, 'Enviar o plano', 'encaminhamento', 'Secretaria', '2025-05-10', 'media', 'aberto', 20250510, ' enviar plano ', 1000);
insert into followup_place values ('f1', 1721000);
insert into followup_answer values ('f1', 0, 'p1', 1500, 'Enviado.', '[]');
insert into followup_evidence values ('a1', 'f1');
