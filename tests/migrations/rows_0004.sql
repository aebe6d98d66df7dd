-- What people may have written while the schema was 0001 to 0004. One text for both engines; references in order.
insert into ledger_epoch values ('01890000-0000-7000-8000-000000000001', 1, 0, '', 1000);
insert into ledger_head values (1, '01890000-0000-7000-8000-000000000001', 1, 'h');
insert into ledger_entry values (1, '01890000-0000-7000-8000-000000000001', 'r1', 1, 'action', 'o1', 'oh', 1000, 'header', 'h', 'k1', 's');
insert into ledger_payload values (1, 'salt', '{"title":"Visita"}');
insert into ledger_attachment values (1, 'a1');
insert into ledger_key values ('k1', 'public', null, 1000);
insert into attachment values ('a1', 12, 'image/jpeg', 1000);
insert into place values (17, 'estado', 'Tocantins', 'TO', 17, 1721000, 'America/Araguaina', null, null, null, true);
insert into place values (17006, 'regiao', 'Capim Dourado', '', 17, null, null, null, null, null, true);
insert into place values (1721000, 'municipio', 'Palmas', '', 17, null, 'America/Araguaina', '63', -10.24, -48.36, true);
insert into place_name values (1721000, 'Palmas', '');
insert into place_word values ('palmas', 1721000);
insert into place_edge values (1721000, 'regiao', '0001-01-01', '9999-12-31', 17006, '');
insert into population values (1721000, 2022, 302692, 'IBGE');
insert into place_shape values (1721000, 'malha', 1000, '[]', '[]');
insert into organisation values ('org1', 'COSEMS-TO', 'COSEMS do Tocantins', 'COSEMS/TO', 'COSEMS', 17);
insert into person values ('p1', 'Helena Barros', 'barros helena', 'helena@exemplo.org.br', null, null, 1000, null);
insert into account values ('p1', 'helena@exemplo.org.br', 'hash', 1000);
insert into session values ('s1', 'sh', 'c', 'p1', null, 'Chrome, Android', 1000, 2000, 9000, null);
insert into role values ('apoiador', 'Apoio', 'rede');
insert into role_grant values ('apoiador', 'action.write', '', 'place');
insert into assignment values ('as1', 'p1', 'apoiador', 'org1', null, '2025-01-01', '9999-12-31', null, null);
insert into assignment_place values ('as1', 17006);
insert into assignment_municipality values ('as1', 1721000, '2025-01-01', '9999-12-31');
insert into atom values (1, 'record org1', 'record', 'rede', 'rede', null);
insert into atom_owner values (1, 'org1');
insert into access_grant values ('p1', 'action.read', 1, '2025-01-01', '9999-12-31', 'as1');
insert into action (id, seq, revision, content_revision, number, state, planned, rectified, project, type, theme, modality, space, title, excerpt, started_at,
                    minutes, day_on, state_id, owner_id, author_id, atom_id, flags, open_followups, evidence_count, created_at, recorded_at, public, content)
values ('ac1', 1, 1, 1, 1, 'registrada', false, false, 'rede', 'VIS', 'FIN.EMENDAS', 'PRES', null, 'Visita à secretaria', 'Ação com “aspas”', 1000,
        120, '2025-04-29', 17, 'org1', 'p1', 1, ' ', 1, 1, 1000, 1000, false, '{"title":"Visita à secretaria"}');
insert into action_place values ('ac1', 1721000, 'presente', true, '2025-04-29', 'registrada', 1, null);
insert into action_author values ('ac1', 'p1', 0, '2025-04-29');
insert into action_organisation values ('ac1', 'org1');
insert into action_owner values ('ac1', 'org1');
insert into action_judgement values ('ac1', 'validada', 1, 'p1', 2000, '');
insert into action_analysis values ('ac1', 1, 1, 'Só da equipe.');
insert into action_evidence values ('ac1', 'a1');
insert into draft values ('d1', 'p1', 'Rascunho', '{}', 1000);
insert into action_template values ('t1', 'p1', 'Modelo', '{}');
