// SPDX-License-Identifier: Apache-2.0
// What stands on the device. Plain columns are what an index needs and say little of anybody; the rest is sealed bytes.
import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { LockBox, Locks } from './vault';
import type { Before, Bytes, Cursor, Day, Id, Instant, Outcome, PublicKey, Operation, SyncDocument } from './types';

/** An audience that is held: since which day, and how far back it has been filled. */
export interface Audience { audience: string; since: Day; before: Before | null; whole: boolean }
/** Where the replica stands. `epoch` is the last one heard of, also while there is no cursor; `turn` counts the changes, `era` the
 *  resets: a document of an earlier era is unconfirmed. */
export interface Standing { cursor: Cursor | null; epoch: Id | null; audiences: Audience[]; turn: number; era: number }

export type Waits = 'waiting' | 'later' | 'refused' | 'quarantined' | 'unproven';
export interface DocumentRow { kind: string; id: Id; number: number; day: Day | null; audiences: string[]; era: number; sealed: Bytes }
/** `gone`: it was on its way at least once, so the server may have it. `stands_on`: an earlier one of the same record, which makes the
 *  revision that this one names. */
export interface OutboxRow {
  operation: Id; record: Id; kept_at: number; state: Waits; order: number; gone: 0 | 1; stands_on: Id | null; sealed: Bytes; note: Bytes | null;
}
export interface SentRow {
  operation: Id; record: Id; kept_at: number; order: number; stands_on: Id | null; number: number; epoch: Id; at: Instant; conflict: 0 | 1; sealed: Bytes;
}
export interface ShelfRow { path: string; at: Instant; sealed: Bytes }
/** The bytes of a file that the server does not have yet. `held`: only something unfinished speaks of it. `said`: why it was refused. */
export interface FileRow { hash: string; size: number; sent: number; kept_at: number; held: 0 | 1; said: string | null; sealed: Bytes }
/** Something being written that is no record yet. */
export interface DraftRow { id: Id; sealed: Bytes }
export interface MetaRow { name: string; value: unknown }

/** What an outbox row seals, and what a sent row seals beside it. `local` is the record as its author sees it meanwhile. */
export interface Kept { operation: Operation; local: SyncDocument | null }
export interface Proven extends Kept { outcome: Outcome }

export class Tables extends Dexie {
  readonly documents!: Table<DocumentRow, [string, Id]>;
  readonly outbox!: Table<OutboxRow, Id>;
  readonly sent!: Table<SentRow, Id>;
  readonly meta!: Table<MetaRow, string>;
  readonly shelf!: Table<ShelfRow, string>;
  readonly files!: Table<FileRow, string>;
  readonly drafts!: Table<DraftRow, Id>;

  constructor(readonly person: Id, options?: DexieOptions) {
    super(`teia-${person}`, options);
    this.version(1).stores({
      documents: '[kind+id], kind, id, number, day, *audiences, era',
      outbox: 'operation, record, order',
      sent: 'operation, record, number, at',
      meta: 'name',
      shelf: 'path, at',
      files: 'hash',
      drafts: 'id',
    });
  }

  async said<T>(name: string, otherwise: T): Promise<T> { return ((await this.meta.get(name))?.value as T | undefined) ?? otherwise; }
  say(name: string, value: unknown): Promise<string> { return this.meta.put({ name, value }); }

  standing(): Promise<Standing> { return this.said<Standing>('standing', { cursor: null, epoch: null, audiences: [], turn: 0, era: 0 }); }
  keys(): Promise<PublicKey[]> { return this.said<PublicKey[]>('keys', []); }

  /** The vault's locks live beside what they lock; wiping takes everything, the outbox too. */
  locks(): LockBox {
    return {
      load: () => this.said<Locks | null>('locks', null),
      save: async (locks) => { await this.say('locks', locks); },
      wipe: () => this.delete(),
    };
  }
}

/** Whether a document belongs here: some audience of it is held, and reaches back to its day. */
export function wanted(row: Pick<DocumentRow, 'audiences' | 'day'>, held: readonly Audience[]): boolean {
  return held.some((a) => row.audiences.includes(a.audience) && (row.day === null || row.day >= a.since));
}
