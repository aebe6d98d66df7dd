// SPDX-License-Identifier: Apache-2.0
import { getPublicKeyAsync, signAsync } from '@noble/ed25519';
import { beforeAll, describe, expect, it } from 'vitest';
import { hex, pin, recordOf, sha256, verify, type Doubt } from './receipts';
import type { Bytes, Operation, Outcome, PublicKey } from './types';

const RECORD = '0196815c-0000-7000-8000-000000000001';
const OPERATION = '0196815c-0000-7000-8000-000000000002';
const operation: Operation = { operation: OPERATION, verb: 'action.register', record: RECORD, schema: 1, at: '2025-04-29T20:42:00.000Z', body: '{}' };
const utf8 = new TextEncoder();

async function keyFrom(fill: number): Promise<{ secret: Bytes; open: PublicKey }> {
  const secret = new Uint8Array(32).fill(fill);
  const open = new Uint8Array(await getPublicKeyAsync(secret));
  return { secret, open: { id: hex(await sha256(open)).slice(0, 16), public_key: hex(open) } };
}
const headerOf = (changed: Record<string, string> = {}): string =>
  Object.entries({ 'teia-ledger': '1', epoch: 'e1', number: '48306', previous: '0', record: RECORD, revision: '1', kind: 'action', operation: OPERATION, ...changed })
    .map(([name, value]) => `${name}: ${value}\n`).join('');

let server: Awaited<ReturnType<typeof keyFrom>>;
let stranger: typeof server;
beforeAll(async () => { [server, stranger] = [await keyFrom(1), await keyFrom(2)]; });

async function receipted(header = headerOf(), by = server, outcome: Outcome['outcome'] = 'accepted'): Promise<Outcome> {
  const hash = await sha256(utf8.encode(header));
  const signature = hex(await signAsync(hash, by.secret));
  return { outcome, header, receipt: { number: 48306, epoch: 'e1', hash: hex(hash), signature, key: server.open.id, at: operation.at } };
}
const doubtOf = async (outcome: Outcome, keys = [server.open]): Promise<Doubt | 'none'> => {
  const found = await verify(outcome, operation, keys);
  return found.ok ? 'none' : found.doubt;
};

describe('a receipt', () => {
  it('that the server signed over this operation is green', async () => {
    expect(await verify(await receipted(), operation, [server.open])).toMatchObject({ ok: true, conflict: false, receipt: { number: 48306 } });
  });
  it('signed by another key is not', async () => {
    expect(await doubtOf(await receipted(headerOf(), stranger))).toBe('wrong-signature');
    expect(await doubtOf(await receipted(), [stranger.open])).toBe('unknown-key');
  });
  it('over a changed header is not', async () => {
    const outcome = await receipted();
    expect(await doubtOf({ ...outcome, header: outcome.header!.replace('revision: 1', 'revision: 2') })).toBe('wrong-hash');
    const header = outcome.header!.replace('revision: 1', 'revision: 2');
    const rehashed = { ...outcome.receipt!, hash: hex(await sha256(utf8.encode(header))) };
    expect(await doubtOf({ ...outcome, header, receipt: rehashed })).toBe('wrong-signature');
  });
  it('of another operation, record, number or epoch is not, however well signed', async () => {
    expect(await doubtOf(await receipted(headerOf({ operation: RECORD })))).toBe('other-operation');
    expect(await doubtOf(await receipted(headerOf({ record: '0196815c-0000-7000-8000-00000000000f' })))).toBe('other-record');
    expect(await doubtOf(await receipted(headerOf({ number: '48307' })))).toBe('other-entry');
    expect(await doubtOf(await receipted(headerOf({ epoch: 'e2' })))).toBe('other-entry');
  });
  it('cannot smuggle a second line of the same name', async () => {
    expect(await doubtOf(await receipted(`operation: ${RECORD}\n${headerOf()}`))).toBe('other-operation');
  });
  it('of a conflict is of the keeping, also when it comes again as a duplicate', async () => {
    const kept = headerOf({ record: OPERATION, kind: 'conflict' });
    for (const outcome of ['conflict', 'duplicate'] as const) expect(await verify(await receipted(kept, server, outcome), operation, [server.open])).toMatchObject({ ok: true, conflict: true });
    expect(await doubtOf(await receipted(kept, server, 'accepted'))).toBe('other-record');
    expect(await doubtOf(await receipted(headerOf(), server, 'conflict'))).toBe('other-record');
  });
  it('that is missing or not hexadecimal is a doubt, never an exception', async () => {
    expect(await doubtOf({ outcome: 'accepted' })).toBe('no-receipt');
    const outcome = await receipted();
    for (const signature of ['', 'zz', '00', 'a'.repeat(127), 'f'.repeat(128)]) expect(await doubtOf({ ...outcome, receipt: { ...outcome.receipt!, signature } })).toBe('wrong-signature');
    expect(await doubtOf(outcome, [{ id: server.open.id, public_key: 'nothing' }])).toBe('unknown-key');
  });
});

describe('the keys', () => {
  it('are remembered, and new ones join', async () => {
    expect(await pin([server.open], [server.open, stranger.open])).toEqual([server.open, stranger.open]);
    expect(await pin([server.open], [])).toEqual([server.open]);
  });
  it('that now read otherwise, or whose id is not their own, are refused', async () => {
    expect(await pin([server.open], [{ id: server.open.id, public_key: stranger.open.public_key }])).toBeNull();
    expect(await pin([], [{ id: server.open.id, public_key: stranger.open.public_key }])).toBeNull();
    expect(await pin([], [{ id: '', public_key: stranger.open.public_key }])).toBeNull();
  });
});

it('an operation on a part with a history of its own is about the part', async () => {
  const record = '0196815c-0000-7000-8000-000000000001';
  expect(await recordOf({ verb: 'action.analysis', record })).toBe('9cb0b312-aef5-8df0-b49d-b9ae7199ea60');
  expect(await recordOf({ verb: 'action.edit', record })).toBe(record);
});
