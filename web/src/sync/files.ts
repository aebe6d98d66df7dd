// SPDX-License-Identifier: Apache-2.0
// Photos, audios and documents that the server does not have yet: sealed here, sent in pieces behind the text that speaks of them.
// docs/sync.md, "Attachments".
import type { Evidence } from '@/base/api';
import { isFull, Problem } from '@/base/problem';
import { hex, sha256 } from './receipts';
import { mayKeep } from './storage';
import { sealName, type Store } from './store';
import type { Bytes, Operation } from './types';

const PIECE = 256 * 1024; // bytes; a bad line loses little, and the server takes up to 1 MiB
const MOST = 20 * 1024 * 1024; // bytes of a file
const MOST_PHOTO = 8 * 1024 * 1024;
const ABANDONED = 7 * 24 * 3600 * 1000; // ms that a file stays which nothing unfinished speaks of

export interface FileState { received: number; whole: boolean }
/** Where the pieces go: HTTP in the application, a script in tests. */
export interface FileWire {
  state(hash: string): Promise<FileState>;
  add(hash: string, from: number, piece: Bytes, size: number): Promise<FileState>;
}

/** Keeps a file under the hash of its bytes. A second time changes nothing, not even how far it was sent. */
export async function keepFile({ tables, vault }: Store, bytes: Bytes, photo: boolean, at: number): Promise<string> {
  const most = photo ? MOST_PHOTO : MOST;
  if (bytes.length > most) throw new Problem('attachment.too-large', -1, '', { size: String(bytes.length), max: String(most) });
  const hash = hex(await sha256(bytes));
  if (await tables.files.get(hash)) return hash;
  if (!await mayKeep(bytes.length)) throw new Problem('sync.full-file', -1, '');
  const sealed = await vault.sealBytes(sealName('files', hash), bytes);
  await tables.files.put({ hash, size: bytes.length, sent: 0, kept_at: at, held: 1, said: null, sealed }).catch((cause: unknown) => {
    throw isFull(cause) ? new Problem('sync.full-file', -1, '') : cause; // the reserve is for words
  });
  return hash;
}
export async function fileOf({ tables, vault }: Store, hash: string): Promise<Bytes | null> {
  const row = await tables.files.get(hash);
  return row ? vault.unsealBytes(sealName('files', hash), row.sealed) : null;
}

/** An operation speaks of them now: they may go. */
export async function releaseFiles({ tables }: Store, hashes: readonly string[]): Promise<void> {
  for (const hash of hashes) await tables.files.update(hash, { held: 0 });
}
/** The operation that spoke of them was taken back: they wait for whatever comes of it. */
export async function holdFiles({ tables }: Store, operation: Operation): Promise<void> {
  const { content, evidence = content?.evidence ?? [] } = JSON.parse(operation.body) as { content?: { evidence?: Evidence[] }; evidence?: Evidence[] };
  for (const { hash } of evidence) await tables.files.update(hash, { held: 1 });
}
/** Nothing unfinished speaks of it any more; what an operation speaks of stays. */
export async function letFileGo({ tables }: Store, hash: string): Promise<void> {
  await tables.transaction('rw', [tables.files], async () => {
    if ((await tables.files.get(hash))?.held) await tables.files.delete(hash);
  });
}
/** Files of a form that was left: nobody speaks of them. */
export async function sweepFiles({ tables }: Store, spoken: ReadonlySet<string>, now: number): Promise<void> {
  for (const { hash, held, kept_at } of await tables.files.toArray()) {
    if (held && kept_at < now - ABANDONED && !spoken.has(hash)) await tables.files.delete(hash);
  }
}

export interface Waiting { hash: string; size: number; sent: number; said: string | null }
export const filesWaiting = async ({ tables }: Store): Promise<Waiting[]> =>
  (await tables.files.filter((row) => !row.held).toArray()).map(({ hash, size, sent, said }) => ({ hash, size, sent, said }));
export const filesHere = async ({ tables }: Store): Promise<string[]> => (await tables.files.toCollection().primaryKeys());

/** Sends what waits, from where each one stopped. One that is refused says why and stays; without a line the rest waits. */
export async function sendFiles(store: Store, wire: FileWire): Promise<void> {
  for (const { hash, said } of await filesWaiting(store)) {
    if (said) continue;
    try {
      await send(store, wire, hash);
    } catch (cause) {
      if (!(cause instanceof Problem) || (!isRefusal(cause) && cause.code !== 'sync.tampered')) throw cause;
      await store.tables.files.update(hash, { said: cause.code });
    }
  }
}
const isRefusal = ({ status, passing }: Problem): boolean => status > 0 && !passing;
export const retryFile = async ({ tables }: Store, hash: string): Promise<void> => { await tables.files.update(hash, { said: null }); };
/** Its author gives the bytes up: the record says that the file never came. */
export const giveUpFile = async ({ tables }: Store, hash: string): Promise<void> => { await tables.files.delete(hash); };

async function send(store: Store, wire: FileWire, hash: string): Promise<void> {
  const bytes = await fileOf(store, hash);
  if (!bytes) return;
  let state = await wire.state(hash);
  while (!state.whole) {
    const from = state.received;
    if (from >= bytes.length) throw new Problem('sync.odd-answer', -1, '');
    state = await piece(wire, hash, bytes, from);
    if (!state.whole && state.received <= from) throw new Problem('sync.odd-answer', -1, '');
    await store.tables.files.update(hash, { sent: state.received });
  }
  await store.tables.files.delete(hash);
}
/** Another tab may have gone on meanwhile: then the server says from where. */
async function piece(wire: FileWire, hash: string, bytes: Bytes, from: number): Promise<FileState> {
  try {
    return await wire.add(hash, from, bytes.slice(from, from + PIECE), bytes.length);
  } catch (cause) {
    if (!(cause instanceof Problem) || cause.code !== 'sync.wrong-offset') throw cause;
    const state = await wire.state(hash);
    if (!state.whole && state.received <= from) throw cause;
    return state;
  }
}
