// SPDX-License-Identifier: Apache-2.0
// What this device answers by itself, from documents as the server sends them.
import { describe, expect, it } from 'vitest';
import type { ActionContent, ActionRow, ActionView, FollowupView, Page, PendingItem, PlacePage, Session, ValidationInbox } from '@/base/api';
import { answerHere, type Source } from './answers';
import { Search } from './search';
import type { Json, SyncDocument } from './types';

const HELENA = '018ce8f1-a600-7578-9219-789ff7444779';
const RAIMUNDO = '018ce8f1-a600-7578-9219-789ff7444780';
const id = (n: number): string => `0196a051-3a00-734a-8787-${String(n).padStart(12, '0')}`;

const content = (said: Partial<ActionContent>): ActionContent => ({
  project: null, type: 'VISITA', started_at: '2025-04-29T14:30:00.000Z', minutes: 60, modality: 'PRESENCIAL', space: null, places: [], organisations: [],
  intent: null, theme: 'PAS', other_themes: [], text: '', title: null, origin: null, objective: null, guideline: null, learning: [], participants: [],
  nominal: [], agenda: [], results: [], what_changed: null, difficulties: null, facilitators: null, difficulty_codes: [], facilitator_codes: [], instruments: [], evidence: [], links: [], coauthors: [],
  good_practice: null, tags: [], visibility: { network: true, municipality: false, public: false }, ...said,
});
const town = (n: number, name: string) => ({ id: n, level: 'municipio' as const, name, state: 'TO' });
function action(n: number, said: Partial<ActionView> & { text?: string; theme?: string } = {}): SyncDocument {
  const { text = '', theme = 'PAS', ...rest } = said;
  const body: ActionView = {
    id: id(n), revision: 1, state: 'registrada', flags: [], content: content({ text, theme }), title: `Visita ${n}`, day: '2025-04-29',
    authors: [{ id: HELENA, name: 'Helena Barros' }], owner: [], place_refs: [town(1702554, 'Augustinópolis')], organisation_refs: [], analysis: null,
    analysis_revision: 0, may_read_analysis: false, missing_files: [], returned: null, validated: null, rectified: false, receipt: null, warnings: [], can: [],
    created_at: '2025-04-29T15:00:00.000Z', recorded_at: '2025-04-29T15:00:00.000Z', ...rest,
  };
  return { kind: 'action', id: id(n), revision: body.revision, number: n, audiences: ['12'], day: body.day, body: body as unknown as Json };
}
function followup(n: number, said: Partial<FollowupView> = {}, audiences = ['12', 'named']): SyncDocument {
  const body: FollowupView = {
    id: id(n), revision: 1, action: null, action_title: null, text: `Enviar a nota ${n}`, kind: 'TAREFA', responsible: { person: HELENA, role: null, organisation: null, name: 'Helena Barros' },
    due_on: '2025-05-10', priority: 'NORMAL', state: 'aberto', overdue: false, escalated_to: null, places: [town(1702554, 'Augustinópolis')], closed_on: null,
    can: [], answers: [], history: [], receipt: null, ...said,
  };
  return { kind: 'followup', id: id(n), revision: 1, number: n, audiences, day: body.closed_on, body: body as unknown as Json };
}
const session = (person: string, verbs: string[]) => ({
  person: { id: person, name: '' }, verbs, roles: [], demo: true, state: { id: 17, level: 'estado', name: 'Tocantins', state: 'TO' }, territory: [1702554],
}) as unknown as Session;
const helena = session(HELENA, ['action.read', 'action.write', 'action.read-analysis', 'followup.write', 'followup.answer']);
const raimundo = session(RAIMUNDO, ['action.read', 'action.validate', 'followup.answer', 'followup.write']);

const page = (ref: ReturnType<typeof town>, more: Partial<PlacePage> = {}) => ({ place: ref, region: null, regions: [], municipalities: [], ...more }) as unknown as PlacePage;

function held(documents: SyncDocument[], shelf: Record<string, unknown> = {}, unsent: string[] = []): Source {
  const all = (kind: string): SyncDocument[] => documents.filter((d) => d.kind === kind);
  return {
    one: (kind, wanted) => Promise.resolve(all(kind).find((d) => d.id === wanted) ?? null),
    all: (kind) => Promise.resolve(all(kind)),
    find: (kind, query, textOf) => {
      const search = new Search();
      for (const d of all(kind)) search.add(d.id, textOf(d));
      return Promise.resolve(new Set(search.find(query)));
    },
    shelf: <T>(address: string) => Promise.resolve((shelf[address] ?? null) as T | null),
    unsent: () => Promise.resolve(unsent),
  };
}
async function said<T>(from: Source, who: Session, address: string): Promise<T> {
  const found = await answerHere(from, who, address);
  if (!found) throw new Error(`no answer: ${address}`);
  return found.answer as T;
}
const ids = (of: Page<{ id: string }>): string[] => of.items.map((row) => row.id);

describe('an action', () => {
  const one = `/v1/actions/${id(1)}`;
  it('says what its author may do with it', async () => {
    expect((await said<ActionView>(held([action(1)]), helena, one)).can).toEqual(['analise', 'editar', 'completar', 'cancelar', 'desfazer', 'encaminhar']);
    expect((await said<ActionView>(held([action(1, { revision: 2, state: 'devolvida' })]), helena, one)).can).toEqual(['analise', 'editar', 'completar', 'cancelar', 'encaminhar']);
    expect((await said<ActionView>(held([action(1, { revision: 2, state: 'validada' })]), helena, one)).can).toEqual(['analise', 'editar', 'completar', 'encaminhar']);
    expect((await said<ActionView>(held([action(1, { state: 'cancelada' })]), helena, one)).can).toEqual(['analise']);
  });
  it('says what who judges may do, never of the own record', async () => {
    expect((await said<ActionView>(held([action(1)]), raimundo, one)).can).toEqual(['validar', 'devolver', 'encaminhar']);
    expect((await said<ActionView>(held([action(1, { state: 'validada' })]), raimundo, one)).can).toEqual(['encaminhar']);
    const own = action(1, { authors: [{ id: RAIMUNDO, name: 'Raimundo Sales' }] });
    expect((await said<ActionView>(held([own]), raimundo, one)).can).not.toContain('validar');
  });
  it('brings the analysis only where the device has it', async () => {
    const analysis: SyncDocument = { kind: 'action.analysis', id: id(1), revision: 3, number: 9, audiences: ['13'], day: '2025-04-29', body: { action: id(1), text: 'Só para a equipe.' } };
    expect(await said<ActionView>(held([action(1), analysis]), helena, one)).toMatchObject({ analysis: 'Só para a equipe.', analysis_revision: 3, may_read_analysis: true });
    expect(await said<ActionView>(held([action(1)]), raimundo, one)).toMatchObject({ analysis: null, analysis_revision: 0, may_read_analysis: false });
  });
  it('that is not here, and its history, need the server', async () => {
    expect(await answerHere(held([]), helena, one)).toBeNull();
    expect(await answerHere(held([action(1)]), helena, `${one}/history`)).toBeNull();
  });
});

describe('the list of actions', () => {
  const world = held([
    action(1, { text: 'Transporte sanitário de Augustinópolis' }), action(2, { day: '2025-05-02', theme: 'CNES', state: 'validada' }), action(3),
    action(4, { day: '2025-03-01', authors: [{ id: RAIMUNDO, name: 'Raimundo Sales' }], place_refs: [town(1721000, 'Palmas')] }),
    followup(9, { action: id(3) }), followup(8, { action: id(3), state: 'concluido', closed_on: '2025-05-01' }),
  ], { '/v1/places/17002': page({ ...town(17002, 'Bico do Papagaio'), level: 'regiao' as 'municipio' }, { municipalities: [town(1702554, 'Augustinópolis')] }) });
  const list = (query: string): Promise<Page<ActionRow>> => said(world, helena, `/v1/actions?${query}`);

  it('is the newest first, page by page as the server\'s', async () => {
    const first = await list('limit=3');
    expect(ids(first)).toEqual([id(2), id(3), id(1)]);
    expect(first).toMatchObject({ total: 4, next: `2025-04-29/${id(1)}` });
    expect(await list(`limit=3&cursor=${encodeURIComponent(first.next!)}`)).toMatchObject({ items: [{ id: id(4) }], total: 4, next: null });
    expect(first.items[1]).toMatchObject({ open_followups: 1, place_count: 1, state_sigla: 'TO', organisations: [] });
  });
  it.each([
    ['q=transporte', [1]], ['q=AUGUSTINOPOLIS+sanit', [1]], ['q=visita', [2, 3, 1, 4]], ['q=xadrez', []], ['from=2025-05-01', [2]], ['to=2025-03-31', [4]],
    ['place=1702554', [2, 3, 1]], ['place=17002', [2, 3, 1]], ['place=17', [2, 3, 1, 4]], ['place=15', []], ['place=0', [2, 3, 1, 4]], ['theme=CNES', [2]],
    ['type=VISITA,REUNIAO', [2, 3, 1, 4]], ['type=REUNIAO', []], ['status=validada,devolvida', [2]], ['mine=true', [2, 3, 1]], [`author=${RAIMUNDO}`, [4]],
  ])('%s', async (query, found) => { expect(ids(await list(query))).toEqual(found.map(id)); });
});

describe('follow-ups', () => {
  const world = held([
    followup(1), followup(2, { due_on: '2020-01-01' }), followup(3, { due_on: null }), followup(4, { state: 'concluido', closed_on: '2025-05-01' }),
    followup(5, { state: 'concluido', closed_on: '2025-05-03', responsible: { person: null, role: null, organisation: null, name: 'SES' } }, ['12']),
  ]);
  it('come in the order of their days, the finished last', async () => {
    const first = await said<Page<{ id: string }>>(world, helena, '/v1/followups?limit=3');
    expect(ids(first)).toEqual([2, 1, 3].map(id));
    expect(ids(await said(world, helena, `/v1/followups?limit=3&cursor=${encodeURIComponent(first.next!)}`))).toEqual([5, 4].map(id));
    expect(ids(await said(world, helena, '/v1/followups?mine=true&state=concluido'))).toEqual([id(4)]);
    expect(ids(await said(world, helena, '/v1/followups?overdue=true'))).toContain(id(2));
  });
  it('say what may be done and whether the day has passed, as of today', async () => {
    expect(await said(world, helena, `/v1/followups/${id(2)}`)).toMatchObject({ overdue: true, can: ['responder', 'iniciar', 'concluir', 'reagendar', 'escalar', 'cancelar'] });
    expect(await said(world, helena, `/v1/followups/${id(4)}`)).toMatchObject({ overdue: false, can: [] });
  });
});

describe('everything else', () => {
  const shelf = {
    '/v1/session': helena, '/v1/home': { due: [] }, '/v1/places/17': page({ ...town(17, 'Tocantins'), level: 'estado' as 'municipio' }, { municipalities: [town(1702554, 'Augustinópolis'), town(1721000, 'Palmas'), town(1721257, 'Palmeirante')] }),
    '/v1/organisations': [{ id: id(1), code: 'COSEMS-TO', name: 'Conselho', kind: 'cosems', state: 'TO' }],
  };
  it('comes from the shelf as it stands', async () => {
    expect(await said(held([], shelf), helena, '/v1/home')).toEqual({ due: [] });
    expect(await answerHere(held([], shelf), helena, '/v1/coverage?place=17')).toBeNull();
  });
  it('places are found by the beginnings of their names', async () => {
    const names = async (query: string) => (await said<{ name: string }[]>(held([], shelf), helena, `/v1/places?${query}`)).map((hit) => hit.name);
    expect(await names('q=palm&limit=8')).toEqual(['Palmas', 'Palmeirante']);
    expect(await names('q=augustinopolis&level=municipio')).toEqual(['Augustinópolis']);
    expect(await names('q=tocantins')).toEqual(['Tocantins']);
    expect(await answerHere(held([]), helena, '/v1/places?q=palm')).toBeNull();
  });
  it('organisations too', async () => {
    expect(await said(held([], shelf), helena, '/v1/organisations?q=cosems')).toHaveLength(1);
    expect(await said(held([], shelf), helena, '/v1/organisations?q=xyz')).toHaveLength(0);
  });
  it('does not answer a list with a filter that only the server knows', async () => {
    expect(await answerHere(held([action(1)]), helena, '/v1/actions?regions=17002&limit=30')).toBeNull();
    expect(await answerHere(held([action(1)]), helena, '/v1/actions?regions=&limit=30')).not.toBeNull();
  });
  it('shows what was pending, without what was done here since', async () => {
    const items = [{ kind: 'encaminhamento-vence', followup: id(1), action: id(2) }, { kind: 'acao-devolvida', followup: null, action: id(2) }, { kind: 'validar', followup: null, action: null }];
    const inbox = { ready: [{ id: id(2) }, { id: id(3) }], exceptions: [{ id: id(2) }], returned: [], total_registered: 3, validated: 0 };
    const from = held([], { '/v1/pending': items, '/v1/validation': inbox }, [id(2)]);
    expect((await said<PendingItem[]>(from, helena, '/v1/pending')).map((item) => item.kind)).toEqual(['encaminhamento-vence', 'validar']);
    expect(await said<ValidationInbox>(from, raimundo, '/v1/validation')).toMatchObject({ ready: [{ id: id(3) }], exceptions: [] });
  });
});
