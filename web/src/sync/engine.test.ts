// SPDX-License-Identifier: Apache-2.0
// Single cases of a round, told one by one; what happens by chance is model.test.ts.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '@/base/problem';
import { Replica, type Parts } from './engine';
import { isLost } from './inbound';
import { ModelServer, pairs, type Sent } from './model-server';
import { giveRoom, keepReserve } from './reserve';
import { shelve, shelved } from './shelf';
import { Store } from './store';
import { Tables } from './tables';
import type { Cursor, Operation, PullAnswer, PullAsked, PushAnswer, PushAsked, Wire } from './types';
import { Vault } from './vault';
import { outbox, received, view } from './view';

let server: ModelServer;
let store: Store;
let pushes: PushAsked[];
let pulls: PullAsked[];
let onPush: (answer: PushAnswer) => PushAnswer;
let onPull: (answer: PullAnswer) => PullAnswer;

const wire: Wire = {
  push: async (asked) => { pushes.push(asked); return onPush(await server.push('ana', asked)); },
  pull: (asked) => { pulls.push(asked); return Promise.resolve(onPull(server.pull('ana', asked))); },
};
const replica = (parts: Partial<Parts> = {}): Replica => new Replica({ store, wire, device: 'd', clock: () => server.now, since: () => '2025-01-01', limit: 50, ...parts });
function operation(n: number | string, sent: Partial<Sent> = {}, record = `r${n}`): Operation {
  const id = `op-${n}`;
  const body = JSON.stringify({ verb: 'create', operation: id, atom: '1', day: '2025-04-01', set: { a: `text ${n}` }, ...sent });
  return { operation: id, verb: 'action.register', record, schema: 1, at: '2031-01-01T00:00:00.000Z', body };
}
const states = async (r: Replica): Promise<string[]> => (await outbox(r)).map((s) => `${s.operation.operation} ${s.state}${s.said ? ` ${s.said.code}` : ''}`);
const unreachable = (): never => { throw new Problem('net.unreachable', 0, ''); };

beforeEach(async () => {
  server = new ModelServer(await pairs(2), ['ana', 'beto']);
  for (const person of ['ana', 'beto']) server.state.held.get(person)!.push('1');
  const tables = new Tables('ana', { indexedDB: new IDBFactory(), IDBKeyRange });
  const vault = new Vault(tables.locks(), 1_000);
  await vault.create({ pin: '4711' });
  store = new Store(tables, vault);
  [pushes, pulls] = [[], []];
  onPush = (answer) => answer;
  onPull = (answer) => answer;
});

describe('a round', () => {
  it('sends what waits in batches and in the order of keeping, whatever the clock says', async () => {
    let clock = Date.parse('2040-01-01');
    const r = replica({ clock: () => (clock -= 1000) });
    for (let n = 0; n < 120; n++) await r.keep(operation(n));
    const done = await r.round();
    expect(done).toMatchObject({ stopped: null, whole: true });
    expect(pushes.map((p) => p.operations.length)).toEqual([50, 50, 20]);
    expect(done.received).toEqual(Array.from({ length: 120 }, (_, n) => `op-${n}`));
    expect(await outbox(r)).toEqual([]);
    expect((await received(r)).map((s) => s.state)).toEqual(Array<string>(100).fill('received'));
  });
  it('is joined by who calls meanwhile', async () => {
    const r = replica();
    const [one, other] = [r.round(), r.round()];
    expect(one).toBe(other);
    await one;
    expect(r.round()).not.toBe(one);
    await r.round();
  });
  it('without network, with a session that is over or a server that is ill keeps everything', async () => {
    const r = replica();
    await r.round();
    await r.keep(operation(1));
    const before = await store.tables.standing();
    for (const problem of [new Problem('net.unreachable', 0, ''), new Problem('session.over', 401, ''), new Problem('http.busy', 503, ''), new Problem('http.csrf', 403, '')]) {
      onPush = () => { throw problem; };
      expect((await r.round()).stopped).toBe(problem);
      expect(await states(r)).toEqual(['op-1 here']);
      expect(await store.tables.standing()).toEqual(before);
    }
    onPush = (answer) => answer;
    expect((await r.round()).received).toEqual(['op-1']); // the server had carried it out four times over: one receipt
    expect(server.state.entries).toHaveLength(1);
  });
  it('delivers the outbox although the application is too old to fetch', async () => {
    const r = replica();
    await r.round();
    await r.keep(operation(1));
    onPull = () => { throw new Problem('sync.too-old', 426, ''); };
    expect(await r.round()).toMatchObject({ received: ['op-1'], stopped: { code: 'sync.too-old' } });
    const other = new Tables('ana', { indexedDB: new IDBFactory(), IDBKeyRange }); // and on a first contact
    const vault = new Vault(other.locks(), 1_000);
    await vault.create({ pin: '1' });
    const fresh = replica({ store: new Store(other, vault) });
    await fresh.keep(operation(2));
    await fresh.round();
    expect(server.state.records.has('r2')).toBe(true);
  });
  it('does not believe a forged receipt, says so, and believes the true one afterwards', async () => {
    const r = replica();
    await r.keep(operation(1));
    onPush = (answer) => ({ ...answer, outcomes: answer.outcomes.map((o) => ({ ...o, receipt: { ...o.receipt!, signature: '0'.repeat(128) } })) });
    await r.round();
    expect(await states(r)).toEqual(['op-1 needs-you sync.unproven']);
    onPush = (answer) => answer;
    expect((await r.round()).received).toEqual(['op-1']);
  });
  it('stops at a key that now reads otherwise, and takes nothing of that answer', async () => {
    const r = replica();
    await r.round();
    const before = await store.tables.standing();
    onPull = (answer) => ({ ...answer, keys: answer.keys.map((k) => ({ ...k, public_key: 'ab'.repeat(32) })) });
    expect((await r.round()).stopped).toMatchObject({ code: 'sync.key-changed' });
    expect(await store.tables.standing()).toEqual(before);
  });
  it('learns a new key and has its receipt in the same round', async () => {
    const r = replica();
    await r.round();
    server.restore(server.backup(), true);
    await r.keep(operation(1));
    expect((await r.round()).received).toEqual(['op-1']);
  });
  it('finds the one operation for which a whole request is refused', async () => {
    const r = replica();
    for (let n = 0; n < 9; n++) await r.keep(operation(n));
    const refusing: Wire = { ...wire, push: (asked) => (asked.operations.some((o) => o.operation === 'op-4') ? Promise.reject(new Problem('http.too-large', 413, '')) : wire.push(asked)) };
    expect((await replica({ wire: refusing }).round()).received).toHaveLength(8);
    expect(await states(r)).toEqual(['op-4 needs-you http.too-large']);
  });
  it('an answer of another length, or one that repeats itself, ends it and changes nothing', async () => {
    const r = replica();
    await r.keep(operation(1));
    onPush = (answer) => ({ ...answer, outcomes: [] });
    expect((await r.round()).stopped).toMatchObject({ code: 'sync.odd-answer' });
    expect(await states(r)).toEqual(['op-1 here']);
    onPull = (answer) => ({ ...answer, more: true });
    onPush = (answer) => answer;
    expect((await r.round()).stopped).toMatchObject({ code: 'sync.odd-answer' });
  });
});

describe('what waits', () => {
  it('behind a refused operation of the same record stays until a person has decided', async () => {
    const r = replica();
    await r.keep(operation(1, { set: { a: 'bad' } }));
    await r.round();
    await r.keep(operation(2, { verb: 'edit', base: 1, set: { a: 'better' } }, 'r1'));
    await r.keep(operation(3));
    expect((await r.round()).received).toEqual(['op-3']);
    expect(await states(r)).toEqual(['op-1 needs-you body.bad', 'op-2 here']);
    expect(await r.withdraw('op-1')).toBe(true);
    await r.round();
    expect(await states(r)).toEqual(['op-2 needs-you not-found']);
  });
  it('of a device given up as lost waits for a person, and goes when the device is found', async () => {
    const r = replica();
    await r.keep(operation(1));
    server.lost.add('d');
    await r.round();
    expect(await states(r)).toEqual(['op-1 needs-you']);
    server.lost.delete('d');
    expect((await r.round()).received).toEqual(['op-1']);
  });
  it('whose bytes somebody changed is never sent and never thrown away', async () => {
    const r = replica();
    await r.keep(operation(1));
    await store.tables.outbox.update('op-1', { sealed: new Uint8Array(40) });
    await r.keep(operation(2));
    expect((await r.round()).received).toEqual(['op-2']);
    expect(await store.tables.outbox.get('op-1')).toMatchObject({ state: 'refused' });
  });
  it('fits although the device is full: what can be fetched again gives way', async () => {
    const r = replica();
    await shelve(store, '/v1/towns', [1, 2, 3], '2025-04-29T00:00:00Z');
    expect(await shelved(store, '/v1/towns')).toMatchObject({ answer: [1, 2, 3] });
    let full = true;
    store.beforeChange = (step) => { if (step === 'keep' && full) { full = false; throw new DOMException('', 'QuotaExceededError'); } };
    await r.keep(operation(1));
    expect(await states(r)).toEqual(['op-1 here']);
    expect(await shelved(store, '/v1/towns')).toBeNull();
    store.beforeChange = (step) => { if (step === 'keep') throw new DOMException('', 'QuotaExceededError'); };
    await expect(r.keep(operation(2))).rejects.toMatchObject({ code: 'sync.full' });
  });
  it('fits although the device is full: room that was put aside for words goes before anything', async () => {
    const r = replica();
    await shelve(store, '/v1/towns', [1, 2, 3], '2025-04-29T00:00:00Z');
    await keepReserve(store.tables);
    let tries = 0;
    store.beforeChange = (step) => { if (step === 'keep' && ++tries <= 2) throw new DOMException('', 'QuotaExceededError'); };
    await r.keep(operation(1));
    expect([tries, await states(r)]).toEqual([3, ['op-1 here']]);
    expect(await shelved(store, '/v1/towns')).not.toBeNull();
    expect(await giveRoom(store.tables)).toBe(false); // both pieces went
    store.beforeChange = () => undefined;
    await keepReserve(store.tables);
    await keepReserve(store.tables);
    expect([await giveRoom(store.tables), await giveRoom(store.tables), await giveRoom(store.tables)]).toEqual([true, true, false]);
  });
  it('goes out with its files although news find no room, and news take none from words', async () => {
    let sent = 0;
    const r = replica({ afterwards: () => { sent++; return Promise.resolve(); } });
    server.push('beto', { protocol: 1, device: 'e', operations: [operation('theirs')] });
    await keepReserve(store.tables);
    store.beforeChange = (step) => { if (step === 'apply' && pushes.length) throw new DOMException('', 'QuotaExceededError'); };
    await r.keep(operation(1));
    expect(await r.round()).toMatchObject({ received: ['op-1'], whole: false, stopped: { code: 'sync.full-news' } });
    expect(sent).toBe(1);
    expect(await giveRoom(store.tables)).toBe(true);
  });
  it('goes out although there is no room to fill', async () => {
    const r = replica({ mayFill: () => Promise.resolve(false) });
    await r.keep(operation(1));
    expect(await r.round()).toMatchObject({ received: ['op-1'], whole: false, stopped: null });
    expect(pulls.some((p) => p.fill)).toBe(false);
  });
});

describe('a record', () => {
  const mine = { kind: 'action', id: 'r1', revision: 0, number: 0, audiences: [], day: null, body: 'my version' };

  it('shows its author\'s version until the server\'s has come', async () => {
    const r = replica();
    await r.keep(operation(1), mine);
    expect(await view(r, 'action', 'r1')).toMatchObject({ document: null, local: { body: 'my version' }, state: 'here' });
    onPush = (answer) => { expect(r.sending.has('op-1')).toBe(true); return answer; };
    let pulled = 0;
    onPull = (answer) => (pulled++ ? unreachable() : answer); // the receipt comes, the news do not
    await r.round();
    expect(await view(r, 'action', 'r1')).toMatchObject({ document: null, local: { body: 'my version' }, state: 'received' });
    onPull = (answer) => answer;
    await r.round();
    expect(await view(r, 'action', 'r1')).toMatchObject({ document: { body: { a: 'text 1' } }, local: null, state: 'received' });
  });
  it('that others changed meanwhile is kept apart, and a conflict is flagged', async () => {
    const r = replica();
    await r.keep(operation(1));
    await r.round();
    await server.change('r1', { set: { a: 'the office\'s' } });
    await r.keep(operation(2, { verb: 'edit', base: 1, set: { a: 'mine' } }, 'r1'), mine);
    onPush = unreachable;
    await r.round();
    expect(await view(r, 'action', 'r1')).toMatchObject({ local: { body: 'my version' }, state: 'here' });
    onPush = (answer) => answer;
    await r.round();
    expect(await view(r, 'action', 'r1')).toMatchObject({ document: { body: { a: 'the office\'s' } }, local: null, state: 'conflict' });
    expect(await store.document('conflict', 'op-2')).toMatchObject({ body: { a: 'mine' } });
  });
  it('from before a restore is shown as unconfirmed, goes out again and becomes whole', async () => {
    const r = replica();
    const yesterday = server.backup();
    await r.keep(operation(1));
    await r.round();
    server.restore(yesterday, false);
    onPush = unreachable;
    await r.round(); // the reset is heard, the re-sending is cut
    expect(await view(r, 'action', 'r1')).toMatchObject({ document: { body: { a: 'text 1' } }, unconfirmed: true, state: 'here' });
    onPush = (answer) => answer;
    expect(await r.round()).toMatchObject({ received: ['op-1'], whole: true });
    expect(await view(r, 'action', 'r1')).toMatchObject({ unconfirmed: false, state: 'received' });
  });
  it('of an audience that is no longer held goes, also what was reached back for', async () => {
    const r = replica();
    await r.keep(operation(1, { day: '2020-05-05' }));
    await r.round();
    await server.change('r1', { named: [] });
    await r.round();
    expect(await store.document('action', 'r1')).toBeNull(); // older than what this device wants
    await r.reachBack('1', '2020-01-01');
    await r.round();
    expect(await store.document('action', 'r1')).not.toBeNull();
    server.state.held.set('ana', ['named']);
    await r.round();
    expect(await store.document('action', 'r1')).toBeNull();
  });
});

describe('after a restore', () => {
  const base = (epoch: string, number: number): Cursor => ({ epoch, number, hash: '' });
  const bases = [base('e1', 0), base('e2', 100), base('e3', 110)];
  it('a receipt stands if its epoch is listed and its number belongs to it', () => {
    const lost = (epoch: string, number: number): boolean => isLost(base('e3', 110), bases)({ epoch, number });
    expect([lost('e1', 100), lost('e2', 110), lost('e3', 111)]).toEqual([false, false, false]);
    expect([lost('e1', 101), lost('e2', 111), lost('other', 5)]).toEqual([true, true, true]);
    expect(isLost(base('e2', 9), [])({ epoch: 'e1', number: 1 })).toBe(true); // nothing listed: all of it again
  });
  it('that nobody announced, everything goes out again: a cursor of another epoch is sign enough', async () => {
    const r = replica();
    await r.keep(operation(1));
    const yesterday = server.backup();
    await r.round();
    const { epoch } = (await store.tables.standing()).cursor!;
    server.restore(yesterday, false);
    onPull = (answer) => (answer.reset ? { ...answer, reset: null, cursor: server.head } : answer);
    await r.round();
    onPull = (answer) => answer;
    await r.round();
    expect((await store.tables.standing()).epoch).not.toBe(epoch);
    expect(server.state.records.has('r1')).toBe(true);
    expect(await outbox(r)).toEqual([]);
  });
  it('sent operations are forgotten after 60 days of the server\'s time, not before', async () => {
    const r = replica();
    await r.keep(operation(1));
    await r.round();
    server.now += 59 * 24 * 3600 * 1000;
    await r.round();
    expect(await received(r)).toHaveLength(1);
    server.now += 2 * 24 * 3600 * 1000;
    await r.round();
    expect(await received(r)).toHaveLength(0);
  });
});

describe('what stands on another', () => {
  it('waits for it, and is sent when it was received', async () => {
    const r = replica();
    await r.round();
    await r.keep(operation(1));
    await r.keep(operation('1b', { verb: 'edit', base: 1, set: { b: 'x' } }, 'r1'), null, { stands: true });
    await r.round();
    expect(pushes.map((p) => p.operations.map((o) => o.operation))).toEqual([['op-1'], ['op-1b']]); // never together
    expect(await outbox(r)).toEqual([]);
  });
  it('is not sent where the other became a conflict or was taken back; its author may send it all the same', async () => {
    const r = replica();
    await r.keep(operation(1));
    await r.round();
    await server.change('r1', { set: { a: 'office' } });
    await r.keep(operation('edit', { verb: 'edit', base: 1, set: { a: 'mine' } }, 'r1'));
    await r.keep(operation('after', { verb: 'edit', base: 2, set: { b: 'y' } }, 'r1'), null, { stands: true });
    await r.round();
    expect(await states(r)).toEqual(['op-after needs-you sync.lost-footing']);
    expect(pushes.flatMap((p) => p.operations.map((o) => o.operation))).not.toContain('op-after');
    await store.retry('op-after');
    await r.round();
    expect(await outbox(r)).toEqual([]);

    await r.keep(operation(2));
    await r.keep(operation('2b', { verb: 'edit', base: 1, set: { b: 'z' } }, 'r2'), null, { stands: true });
    expect(await r.withdraw('op-2')).toBe(true);
    await r.round();
    expect(await states(r)).toEqual(['op-2b needs-you sync.lost-footing']);
  });
});
