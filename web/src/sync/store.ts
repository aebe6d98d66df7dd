// SPDX-License-Identifier: Apache-2.0
// The device's tables, opened and sealed. Whatever must hold together is one transaction, so a crash at any step leaves the old
// or the new; WebCrypto is awaited before a transaction opens, because IndexedDB would close it meanwhile.
import type { Table } from 'dexie';
import { isFull, Problem } from '@/base/problem';
import { giveRoom } from './reserve';
import { wanted, type DocumentRow, type Kept, type OutboxRow, type Proven, type SentRow, type Standing, type Tables, type Waits } from './tables';
import type { Bytes, Id, Instant, Operation, PublicKey, Removed, Said, SyncDocument } from './types';
import type { Vault } from './vault';

const KEPT = 60 * 24 * 3600 * 1000; // ms that sent operations stay, in case the server is restored
export const sealName = (table: string, ...id: string[]): string => [table, ...id].join('/');

export type Settled =
  | { row: OutboxRow; kept: Kept; proven: Pick<SentRow, 'number' | 'epoch' | 'conflict'> & { outcome: Proven['outcome'] } }
  | { row: OutboxRow; state: Waits; said: Said | null };
/** What an operation is kept with: whether it names a revision that an earlier one of its record makes, which one must be received
 *  before it, and which ones it takes the place of. */
export interface Beside { stands?: boolean; after?: Id; instead?: readonly Id[] }
export interface News { documents: SyncDocument[]; removed: Removed[]; keys: PublicKey[]; sweep: boolean }

/** The server has nothing of it: it never left, or it was refused. */
export const mayGo = (row: OutboxRow | undefined): boolean => row !== undefined && (row.gone === 0 || row.state === 'refused');

export class Store {
  /** For tests: called before every change, and may throw as a crash would. */
  beforeChange: (step: string) => void = () => {};

  constructor(readonly tables: Tables, readonly vault: Vault) {}

  // — outbox —

  /** From here on the operation is the device's to deliver. */
  async keep(operation: Operation, local: SyncDocument | null, at: number, { stands = false, after, instead = [] }: Beside = {}): Promise<void> {
    const sealed = await this.vault.seal(sealName('outbox', operation.operation), { operation, local } satisfies Kept);
    const row = { operation: operation.operation, record: operation.record, kept_at: at, state: 'waiting' as const, gone: 0 as const, sealed, note: null };
    const { outbox, sent, meta } = this.tables;
    await this.change('keep', [outbox, sent, meta], async () => {
      if (await outbox.get(row.operation) ?? await sent.get(row.operation)) return;
      for (const before of instead) if (mayGo(await outbox.get(before))) await outbox.delete(before);
      const stands_on = after ?? (stands ? (await outbox.where('record').equals(row.record).sortBy('order')).at(-1)?.operation : null) ?? null;
      // counted, not timed: a clock set back must not send an edit before what it edits
      const order = await this.tables.said('order', 0) + 1;
      await this.tables.say('order', order);
      await outbox.add({ ...row, stands_on, order });
    });
  }

  /** Whether an operation here is about this record. */
  async speaksOf(record: Id): Promise<boolean> {
    const { outbox, sent } = this.tables;
    return await outbox.where('record').equals(record).count() + await sent.where('record').equals(record).count() > 0;
  }
  waiting(): Promise<OutboxRow[]> { return this.tables.outbox.orderBy('order').toArray(); }
  kept(row: OutboxRow): Promise<Kept> { return this.vault.unseal<Kept>(sealName('outbox', row.operation), row.sealed); }
  proven(row: SentRow): Promise<Proven> { return this.vault.unseal<Proven>(sealName('sent', row.operation), row.sealed); }
  async note(row: OutboxRow): Promise<Said | null> {
    return row.note ? this.vault.unseal<Said>(sealName('note', row.operation), row.note) : null;
  }

  /** Takes an operation back, by its author's will alone; false when the server may have it already. */
  withdraw(operation: Id): Promise<boolean> {
    const { outbox } = this.tables;
    return this.change('withdraw', [outbox], async () => {
      const free = mayGo(await outbox.get(operation));
      if (free) await outbox.delete(operation);
      return free;
    });
  }
  /** They leave now: from here on nobody can say that the server does not have them. */
  go(operations: Id[]): Promise<void> {
    const { outbox } = this.tables;
    return this.change('go', [outbox], async () => { for (const id of operations) await outbox.update(id, { gone: 1 }); });
  }
  /** As it is, by its author's will. */
  retry(operation: Id): Promise<void> {
    return this.change('retry', [this.tables.outbox], async () => { await this.tables.outbox.update(operation, { state: 'waiting', stands_on: null, note: null }); });
  }

  /** What one answer said of the operations sent: proven ones move to `sent`, the others stay. An answer from before a reset that
   *  another tab has heard meanwhile says nothing: its receipts may be of the history that was cut. */
  async settle(settled: Settled[], now: Instant = '', era?: number): Promise<void> {
    const moved: SentRow[] = [];
    const stayed: [Id, Waits, Bytes | null][] = [];
    for (const one of settled) {
      const { operation, record, kept_at, order, stands_on } = one.row;
      if ('proven' in one) {
        const { outcome, ...plain } = one.proven;
        const sealed = await this.vault.seal(sealName('sent', operation), { ...one.kept, outcome } satisfies Proven);
        moved.push({ operation, record, kept_at, order, stands_on, ...plain, at: now, sealed });
      } else {
        stayed.push([operation, one.state, one.said ? await this.vault.seal(sealName('note', operation), one.said) : null]);
      }
    }
    const { outbox, sent, meta } = this.tables;
    await this.change('settle', [outbox, sent, meta], async () => {
      if (era !== undefined && (await this.tables.standing()).era !== era) return;
      await sent.bulkPut(moved);
      await outbox.bulkDelete(moved.map((row) => row.operation));
      for (const [operation, state, note] of stayed) await outbox.update(operation, { state, note });
    });
  }

  /** By the server's time: this device's clock may be years off. */
  purge(now: Instant): Promise<void> {
    const old = new Date(Date.parse(now) - KEPT).toISOString();
    return this.change('purge', [this.tables.sent], async () => { await this.tables.sent.where('at').below(old).delete(); });
  }

  // — documents —

  /** Applies an answer if the replica still stands where it asked from; false: somebody else went on meanwhile. */
  async apply(asked: Standing, next: Standing, news: News): Promise<boolean> {
    const rows = await Promise.all(news.documents.map((d) => this.row(d, next.era)));
    const { documents, meta } = this.tables;
    return this.change('apply', [documents, meta], async () => {
      if ((await this.tables.standing()).turn !== asked.turn) return false;
      await documents.bulkDelete(news.removed.map(({ kind, id }) => [kind, id]));
      const left = asked.audiences.filter((a) => !next.audiences.some((b) => b.audience === a.audience)).map((a) => a.audience);
      if (left.length) await documents.where('audiences').anyOf(left).distinct().filter((row) => !wanted(row, next.audiences)).delete();
      for (const row of rows) await this.hold(row, next);
      if (news.sweep) await documents.where('era').below(next.era).delete();
      await this.tables.say('keys', news.keys);
      await this.tables.say('standing', { ...next, turn: asked.turn + 1 });
      return true;
    });
  }

  private async hold(row: DocumentRow, standing: Standing): Promise<void> {
    const held = await this.tables.documents.get([row.kind, row.id]);
    if (held && held.era === row.era && held.number > row.number) return;
    if (wanted(row, standing.audiences)) await this.tables.documents.put(row);
    else if (held) await this.tables.documents.delete([row.kind, row.id]);
  }

  /** The server was restored: what its present history may not have goes out again, and the documents become unconfirmed. */
  async reset(asked: Standing, epoch: Id, lost: (row: SentRow) => boolean): Promise<void> {
    const again: OutboxRow[] = [];
    for (const row of (await this.tables.sent.toArray()).filter(lost)) {
      const proven = await this.proven(row).catch(() => null); // bytes that somebody changed are never sent
      if (!proven) continue;
      const { operation, record, kept_at, order, stands_on } = row;
      const sealed = await this.vault.seal(sealName('outbox', operation), { operation: proven.operation, local: proven.local } satisfies Kept);
      again.push({ operation, record, kept_at, order, stands_on, state: 'waiting', gone: 1, sealed, note: null });
    }
    const audiences = asked.audiences.map(({ audience, since }) => ({ audience, since, before: null, whole: false }));
    const next = { cursor: null, epoch, audiences, turn: asked.turn + 1, era: asked.era + 1 } satisfies Standing;
    const { outbox, sent, meta } = this.tables;
    await this.change('reset', [outbox, sent, meta], async () => {
      if ((await this.tables.standing()).turn !== asked.turn) return;
      await outbox.bulkPut(again);
      await sent.bulkDelete(again.map((row) => row.operation));
      await this.tables.say('standing', next);
    });
  }

  private async row(d: SyncDocument, era: number): Promise<DocumentRow> {
    const sealed = await this.vault.seal(sealName('documents', d.kind, d.id), d);
    return { kind: d.kind, id: d.id, number: d.number, day: d.day, audiences: d.audiences, era, sealed };
  }
  unsealed(row: DocumentRow): Promise<SyncDocument> { return this.vault.unseal<SyncDocument>(sealName('documents', row.kind, row.id), row.sealed); }
  async document(kind: string, id: Id): Promise<SyncDocument | null> {
    const row = await this.tables.documents.get([kind, id]);
    return row ? this.unsealed(row) : null;
  }

  /** One transaction. For words that nobody else has there is room: the reserve gives way, and last what can be fetched again. */
  async change<T>(step: string, tables: Table[], act: () => PromiseLike<T>): Promise<T> {
    const once = async (): Promise<T> => {
      this.beforeChange(step);
      return this.tables.transaction('rw', tables, act);
    };
    for (let last = false; ;) {
      try {
        return await once();
      } catch (cause) {
        if (!isFull(cause)) throw cause;
        if (step === 'apply') throw new Problem('sync.full-news', -1, '');
        if (last) throw new Problem('sync.full', -1, '');
        last = !await giveRoom(this.tables);
        if (last) await this.tables.shelf.clear();
      }
    }
  }
}
