// SPDX-License-Identifier: Apache-2.0
// What the screens show of operations and records: grey here, blue on its way, green with a verified receipt.
import type { Replica } from './engine';
import { mayGo } from './store';
import type { Kept, OutboxRow, SentRow } from './tables';
import type { Id, Instant, Operation, Receipt, Said, SyncDocument } from './types';

export type State = 'here' | 'sending' | 'received' | 'needs-you' | 'conflict';
/** `free`: the server surely does not have it, so it may be taken back. */
export interface Shown {
  operation: Operation; local: SyncDocument | null; kept_at: number; state: State; free: boolean; said: Said | null; receipt: Receipt | null; at: Instant | null;
}
/** The server's version, and the author's own while it is not in it yet. Unconfirmed: from before a restore of the server. */
export interface View { document: SyncDocument | null; local: SyncDocument | null; unconfirmed: boolean; state: State | null }

const stateOf = (row: OutboxRow, sending: ReadonlySet<Id>): State => {
  if (row.state === 'refused' || row.state === 'quarantined' || row.state === 'unproven') return 'needs-you';
  return sending.has(row.operation) ? 'sending' : 'here';
};

/** All that waits, oldest first. */
export async function outbox({ parts: { store }, sending }: Replica): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const row of await store.waiting()) {
    const kept = await store.kept(row).catch(() => null);
    if (kept) shown.push({ ...kept, kept_at: row.kept_at, state: stateOf(row, sending), free: mayGo(row), said: await store.note(row), receipt: null, at: null });
  }
  return shown;
}

/** What got its receipt, of one record or of all, newest first. */
export async function received({ parts: { store } }: Replica, record: Id | null = null, most = 100): Promise<Shown[]> {
  const rows = record ? (await store.tables.sent.where('record').equals(record).sortBy('number')).reverse().slice(0, most) : await store.tables.sent.orderBy('number').reverse().limit(most).toArray();
  return Promise.all(rows.map(async (row): Promise<Shown> => {
    const { operation, local, outcome } = await store.proven(row);
    const state = row.conflict ? 'conflict' : 'received';
    return { operation, local, kept_at: row.kept_at, state, free: false, said: outcome.problem ?? null, receipt: outcome.receipt ?? null, at: row.at };
  }));
}

export async function view({ parts: { store }, sending }: Replica, kind: string, id: Id): Promise<View> {
  const { documents, outbox: waits, sent } = store.tables;
  const [held, waiting, proven, standing] = await Promise.all([
    documents.get([kind, id]), waits.where('record').equals(id).sortBy('order'), sent.where('record').equals(id).sortBy('order'), store.tables.standing()]);
  const document = held ? await store.unsealed(held).catch(() => null) : null; // changed bytes are as good as none: the server has it
  // between receipt and news the author's version stays, or the screen would step back for a moment
  const unheard = proven.filter((row) => !row.conflict && row.number > (standing.cursor?.number ?? 0) && row.number > (held?.number ?? 0));
  const local = await newestLocal(await Promise.all([...unheard.map((r) => store.proven(r)), ...waiting.map((r) => store.kept(r))]), kind);
  return { document, local, unconfirmed: held !== undefined && held.era < standing.era, state: worst(waiting.map((r) => stateOf(r, sending)), proven) };
}

const newestLocal = (kept: Kept[], kind: string): SyncDocument | null => kept.map((k) => k.local).filter((l) => l?.kind === kind).at(-1) ?? null;

function worst(waiting: State[], proven: SentRow[]): State | null {
  for (const state of ['needs-you', 'sending', 'here'] as const) if (waiting.includes(state)) return state;
  const last = proven.at(-1);
  return last ? (last.conflict ? 'conflict' : 'received') : null;
}
