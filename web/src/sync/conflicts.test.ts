// SPDX-License-Identifier: Apache-2.0
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ActionContent, ActionView } from '@/base/api';
import { freshDevice } from '@/base/test-device';
import { chosenContent, joined, parts, pointsOf, questionsOf, settle, unsettled, valueWords, type Conflict } from './conflicts';
import { Replica } from './engine';
import { Store } from './store';
import { Tables } from './tables';
import type { Json, SyncDocument, Wire } from './types';
import { Vault } from './vault';

const present = { text: 'A secretária leva a proposta, com o custo.', theme: 'PAS', tags: ['rotas'], minutes: 60 } as unknown as ActionContent;
const sent = { ...present, text: 'A secretária leva a proposta, por rota.', tags: ['rotas', 'SAMU'] };
const conflict: Conflict = {
  id: 'c1', revision: 1, kind: 'action', record_id: 'a1', verb: 'action.edit', body: JSON.stringify({ operation: 'c1', base_revision: 1, content: sent, reason: null }),
  done_at: '2025-04-30T22:10:00.000Z', kept_at: '2025-05-01T10:00:00.000Z', met_revision: 2, code: 'actions.edit-conflict', message: '', fields: 'text', settled_at: null,
};
const view = { id: 'a1', revision: 3, content: present } as unknown as ActionView;

describe('a conflict', () => {
  beforeEach(freshDevice);
  it('shows where the two sides differ', () => {
    expect(pointsOf(conflict, present).map(({ field, disputed }) => [field, disputed])).toEqual([['text', true], ['tags', true]]);
    expect(pointsOf({ ...conflict, verb: 'action.validate', body: '{}' }, present)).toEqual([]);
  });
  it('disputes only what both changed, where it is known what the author began from', () => {
    const base = { ...present, text: 'A secretária leva a proposta.', minutes: 45 };
    const began = { ...conflict, body: JSON.stringify({ operation: 'c1', base_revision: 1, content: { ...sent, minutes: 45 }, reason: null, base }) };
    expect(pointsOf(began, present).map(({ field, disputed }) => [field, disputed])).toEqual([['text', true], ['tags', false]]);
    expect(chosenContent(began, present, { choice: { text: 'theirs' }, written: {} })).toEqual({ ...present, tags: sent.tags });
    expect(chosenContent(began, present, { choice: { text: 'both' }, written: { text: 'Os dois.' } }).text).toBe('Os dois.');
    expect(joined(pointsOf(began, present)[0]!)).toBe(`${present.text}\n\n${sent.text}`);
  });
  it('of two corrections, one upon the other, is one question from where the first began', () => {
    const first = { ...conflict, body: JSON.stringify({ operation: 'c1', base_revision: 1, content: sent, reason: null, base: { ...present, text: 'Antes.' } }) };
    const second = { ...conflict, id: 'c2', body: JSON.stringify({ operation: 'c2', base_revision: 1, content: { ...sent, text: 'Depois.' }, reason: null, base: sent }) };
    const other = { ...conflict, id: 'c3', record_id: 'a2' };
    const questions = questionsOf([first, second, other]);
    expect(questions.map((q) => [q.conflict.id, q.earlier.map((e) => e.id)])).toEqual([['c2', ['c1']], ['c3', []]]);
    expect(pointsOf(questions[0]!.conflict, present).map(({ field, mine }) => [field, mine])).toEqual([['text', 'Depois.'], ['tags', ['rotas', 'SAMU']]]);
  });
  it('marks what the other side does not have', () => {
    expect(parts(sent.text, present.text)).toEqual([{ text: 'A secretária leva a proposta,', own: false }, { text: ' por rota.', own: true }]);
    expect(parts('igual', 'igual')).toEqual([{ text: 'igual', own: false }]);
    expect(parts('a b c', 'a c')).toEqual([{ text: 'a', own: false }, { text: ' b', own: true }, { text: ' c', own: false }]);
  });
  it('becomes the present record with what was chosen', () => {
    expect(chosenContent(conflict, present, { choice: { text: 'theirs', tags: 'mine' }, written: {} })).toEqual({ ...present, tags: ['rotas', 'SAMU'] });
    expect(chosenContent(conflict, present, { choice: {}, written: {} })).toEqual(present);
  });
  it('says values in words', () => {
    expect(valueWords('places', [{ place: 1702554, presence: 'presente', secretary: null }], [{ id: 1702554, level: 'municipio', name: 'Augustinópolis', state: 'TO' }], (_, v) => v)).toBe('Augustinópolis');
    expect(valueWords('theme', 'PAS', [], (_, v) => `tema ${v}`)).toBe('tema PAS');
    expect(valueWords('minutes', null, [], (_, v) => v)).toBe('');
  });
  it('is settled by an edit of the present revision, or alone', async () => {
    const tables = new Tables('helena', { indexedDB: new IDBFactory(), IDBKeyRange });
    const vault = new Vault(tables.locks(), 1_000);
    await vault.create({ pin: '1' });
    const store = new Store(tables, vault);
    const replica = new Replica({ store, wire: {} as Wire, device: 'd', clock: () => 1, since: () => '2025-01-01', locks: null });
    await settle(replica, { conflict, earlier: [] }, view, { choice: { text: 'mine', tags: 'theirs' }, written: {}, reason: null });
    await settle(replica, { conflict: { ...conflict, id: 'c2' }, earlier: [] }, view, { choice: { text: 'theirs' }, written: {}, reason: null });
    const kept = await Promise.all((await store.waiting()).map((row) => store.kept(row)));
    expect(kept.map(({ operation: { verb, record } }) => [verb, record])).toEqual([['action.edit', 'a1'], ['conflict.settle', 'c1'], ['conflict.settle', 'c2']]);
    const edit = JSON.parse(kept[0]!.operation.body) as { operation: string; base_revision: number; content: ActionContent };
    expect(edit).toEqual({ operation: kept[0]!.operation.operation, base_revision: 3, content: { ...present, text: sent.text }, reason: null, base: present });
    expect((await store.waiting()).map((row) => row.stands_on)).toEqual([null, edit.operation, null]); // settled only if the edit is received
    const shown = [{ body: conflict as unknown as Json }, kept[1]!.local] as SyncDocument[];
    expect(unsettled(shown)).toHaveLength(1);
  });
});
