// SPDX-License-Identifier: Apache-2.0
// Only the server's word wipes a copy, and only after it has confirmed what was handed over. The pages' side is tests/browser/lost.test.mjs.
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Desk } from './desk';
import { part } from './farewell';
import { keepProof, proofs } from './proofs';
import type { Bytes } from './types';
import { script, type Scene } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';

const secret: Bytes = new Uint8Array(32).fill(7);
const operation = (n: number) => ({ operation: `o${n}`, verb: 'action.register', record: `r${n}`, schema: 1, at: '2025-04-29T20:42:00.000Z', body: `{"text":"Visita ${n}"}` });
const answer = (wipe: boolean, more: Partial<Scene> = {}): Scene => ({ method: 'POST', path: '/v1/sync/farewell', reply: { wipe, kept: 0 }, ...more });
const went = vi.fn<(address: string) => void>();
let desk: Desk;
let person = 0;

beforeEach(async () => {
  freshDevice();
  went.mockClear();
  vi.stubGlobal('location', { pathname: '/acoes', replace: went });
  desk = await Desk.of(`ana${++person}`);
  await desk.vault.create({ secret });
  for (const n of [1, 2, 3]) await desk.store.keep(operation(n), null, n);
  keepProof(desk.tables.person, { device: 'phone', proof: 'ab' });
});
afterEach(() => { desk.close(); vi.unstubAllGlobals(); });

const here = async (): Promise<boolean> => (await indexedDB.databases()).some((d) => d.name === desk.tables.name);
const sentIn = (sent: { body: unknown }[]): string[] => sent.map(({ body }) => (body as { operations: { operation: string }[] }).operations.map((o) => o.operation).join(' '));

describe('a farewell', () => {
  it('that the server does not ask for changes nothing', async () => {
    const wire = script([answer(false)]);
    await part(desk, null);
    wire.finish();
    expect(wire.sent[0]!.body).toEqual({ protocol: 1, device: 'phone', proof: 'ab', operations: [] });
    expect([await here(), await desk.tables.outbox.count(), went.mock.calls.length]).toEqual([true, 3, 0]);
  });
  it('hands over what waits, then wipes, and says how much went', async () => {
    const wire = script([answer(true), answer(true)]);
    await part(desk, null);
    wire.finish();
    expect(sentIn(wire.sent)).toEqual(['', 'o1 o2 o3']);
    expect([await here(), proofs(), went.mock.calls]).toEqual([false, {}, [['/aparelho-perdido?entregues=3&fechados=0']]]);
  });
  it.each([['the line breaks', answer(true, { lost: true })], ['the server takes its word back', answer(false)], ['the server is ill', answer(true, { status: 503 })]])('wipes nothing when %s meanwhile', async (_, second) => {
    const wire = script([answer(true), second]);
    await expect(part(desk, null)).rejects.toThrow();
    wire.finish();
    expect([await here(), await desk.tables.outbox.count(), went.mock.calls.length]).toEqual([true, 3, 0]);
  });
  it('finds the one that a request as a whole is refused for, and the others pass', async () => {
    const refused = answer(true, { status: 422, reply: { code: 'body.wrong-type' } });
    const wire = script([answer(true), refused, answer(true), refused, answer(true), refused]);
    await part(desk, null);
    wire.finish();
    expect(sentIn(wire.sent)).toEqual(['', 'o1 o2 o3', 'o1', 'o2 o3', 'o2', 'o3']);
    expect(went.mock.calls).toEqual([['/aparelho-perdido?entregues=2&fechados=1']]);
  });
  it('of somebody else goes without a word to who is signed in', async () => {
    const wire = script([answer(true)]);
    desk.vault.lock();
    await part(null, 'beto');
    wire.finish();
    expect([await here(), went.mock.calls.length]).toEqual([false, 0]); // no PIN: nothing could ever open it
  });
});
