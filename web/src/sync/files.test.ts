// SPDX-License-Identifier: Apache-2.0
import Dexie from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '@/base/problem';
import { lineOf } from './desk';
import { allDrafts, dropDraft, keepDraft } from './drawer';
import { fileOf, filesHere, filesWaiting, holdFiles, keepFile, letFileGo, releaseFiles, retryFile, sendFiles, sweepFiles, type FileState, type FileWire } from './files';
import { giveRoom, keepReserve } from './reserve';
import { Store } from './store';
import { Tables } from './tables';
import type { Bytes } from './types';
import { Vault } from './vault';

const bytes = (length: number, seed = 1): Bytes => Uint8Array.from({ length }, (_, n) => (n * 31 + seed) % 251);

/** A server that keeps pieces, and a line that may break after some of them. */
class Server implements FileWire {
  readonly pieces = new Map<string, number[]>();
  readonly whole = new Set<string>();
  breaksAfter = Infinity;
  refuses: Problem | null = null;
  state(hash: string): Promise<FileState> { return Promise.resolve({ received: this.pieces.get(hash)?.length ?? 0, whole: this.whole.has(hash) }); }
  async add(hash: string, from: number, piece: Bytes, size: number): Promise<FileState> {
    if (this.refuses) throw this.refuses;
    if (this.breaksAfter-- <= 0) throw new Problem('net.unreachable', 0, '');
    const have = this.pieces.get(hash) ?? [];
    if (from !== have.length) throw new Problem('sync.wrong-offset', 409, '');
    for (const byte of piece) have.push(byte);
    this.pieces.set(hash, have);
    if (have.length === size) this.whole.add(hash);
    return this.state(hash);
  }
}

describe('files on their way', () => {
  let store: Store;
  let server: Server;
  beforeEach(async () => {
    const tables = new Tables('ana', { indexedDB: new IDBFactory(), IDBKeyRange });
    const vault = new Vault(tables.locks(), 1_000);
    await vault.create({ pin: '1' });
    store = new Store(tables, vault);
    server = new Server();
  });
  const kept = async (length = 600_000, seed = 1): Promise<string> => {
    const hash = await keepFile(store, bytes(length, seed), false, 0);
    await releaseFiles(store, [hash]);
    return hash;
  };

  it('lie sealed, and read back as they were', async () => {
    const hash = await kept(3000);
    const row = (await store.tables.files.get(hash))!;
    expect(row.sealed).not.toEqual(bytes(3000));
    expect(await fileOf(store, hash)).toEqual(bytes(3000));
    expect(await fileOf(store, 'other')).toBeNull();
  });
  it('go in pieces, on from where the line broke, and leave the device when the server has them', async () => {
    const hash = await kept();
    server.breaksAfter = 1;
    await expect(sendFiles(store, server)).rejects.toMatchObject({ offline: true });
    expect((await filesWaiting(store))[0]).toMatchObject({ hash, size: 600_000, sent: 262_144, said: null });
    server.breaksAfter = Infinity;
    await sendFiles(store, server);
    expect(Uint8Array.from(server.pieces.get(hash)!)).toEqual(bytes(600_000));
    expect(await filesHere(store)).toEqual([]);
  });
  it('that another tab sends too are not sent twice, nor torn', async () => {
    const hash = await kept();
    await Promise.all([sendFiles(store, server), sendFiles(store, server)]);
    expect(Uint8Array.from(server.pieces.get(hash)!)).toEqual(bytes(600_000));
    expect(await filesHere(store)).toEqual([]);
  });
  it('of something unfinished wait, and go with it', async () => {
    const hash = await keepFile(store, bytes(10), true, 0);
    await sendFiles(store, server);
    expect(server.whole.size).toBe(0);
    await letFileGo(store, hash);
    expect(await filesHere(store)).toEqual([]);
    const other = await kept(10, 2);
    await letFileGo(store, other); // an operation speaks of it
    expect(await filesHere(store)).toEqual([other]);
  });
  it('of an operation that was taken back wait again', async () => {
    const hash = await kept(10);
    await holdFiles(store, { operation: 'o', verb: 'action.edit', record: 'r', schema: 1, at: '', body: JSON.stringify({ content: { evidence: [{ hash }] } }) });
    await sendFiles(store, server);
    expect(server.whole.size).toBe(0);
    await letFileGo(store, hash);
    expect(await filesHere(store)).toEqual([]);
  });
  it('that are refused stay with the reason, and stop no other', async () => {
    const refused = await kept(10, 1);
    server.refuses = new Problem('attachment.type', 422, '');
    await sendFiles(store, server);
    server.refuses = null;
    const good = await kept(10, 2);
    await sendFiles(store, server);
    expect([...server.whole]).toEqual([good]);
    expect(await filesWaiting(store)).toMatchObject([{ hash: refused, said: 'attachment.type' }]);
    await retryFile(store, refused);
    await sendFiles(store, server);
    expect(await filesHere(store)).toEqual([]);
  });
  it('too large are refused before they take room', async () => {
    await expect(keepFile(store, new Uint8Array(8 * 1024 * 1024 + 1), true, 0)).rejects.toMatchObject({ code: 'attachment.too-large' });
    expect(await filesHere(store)).toEqual([]);
  });
  it('are refused where there is no room, and the room for words stays', async () => {
    await keepReserve(store.tables);
    store.tables.files.put = () => Dexie.Promise.reject(new DOMException('', 'QuotaExceededError'));
    await expect(keepFile(store, bytes(10), true, 0)).rejects.toMatchObject({ code: 'sync.full-file' });
    expect(await giveRoom(store.tables)).toBe(true);
  });
  it('of a form that was left are swept after a week, unless a draft speaks of them', async () => {
    const [left, drafted] = [await keepFile(store, bytes(10, 1), false, 0), await keepFile(store, bytes(10, 2), false, 0)];
    await sweepFiles(store, new Set([drafted]), 6 * 86_400_000);
    expect((await filesHere(store)).length).toBe(2);
    await sweepFiles(store, new Set([drafted]), 8 * 86_400_000);
    expect(await filesHere(store)).toEqual([drafted]);
    expect(left).not.toBe(drafted);
  });
  it('changed by somebody stop nothing, and are never sent', async () => {
    const [changed, good] = [await kept(10, 1), await kept(10, 2)];
    const row = (await store.tables.files.get(changed))!;
    row.sealed[20]! ^= 1;
    await store.tables.files.put(row);
    await sendFiles(store, server);
    expect([...server.whole]).toEqual([good]);
    expect(await filesWaiting(store)).toMatchObject([{ hash: changed, said: 'sync.tampered' }]);
  });
});

describe('what is being written', () => {
  it('lies sealed, and what somebody changed is as good as none', async () => {
    const tables = new Tables('ana', { indexedDB: new IDBFactory(), IDBKeyRange });
    const vault = new Vault(tables.locks(), 1_000);
    await vault.create({ pin: '1' });
    const store = new Store(tables, vault);
    for (const id of ['a', 'b', 'c']) await keepDraft(store, id, { id, text: 'A secretária pediu' });
    await dropDraft(store, 'b');
    const row = (await tables.drafts.get('c'))!;
    expect(new TextDecoder().decode(row.sealed)).not.toContain('secretária');
    row.sealed[15]! ^= 1;
    await tables.drafts.put(row);
    expect(await allDrafts(store)).toEqual([{ id: 'a', text: 'A secretária pediu' }]);
  });
});

it('a line is paid for, free, or not told', () => {
  expect(lineOf({ connection: { type: 'cellular' } })).toBe('paid');
  expect(lineOf({ connection: { type: 'wifi', saveData: true } })).toBe('paid');
  expect(lineOf({ connection: { type: 'wifi' } })).toBe('free');
  expect(lineOf({ connection: {} })).toBe('unknown');
  expect(lineOf({})).toBe('unknown');
});
