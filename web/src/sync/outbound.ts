// SPDX-License-Identifier: Apache-2.0
// docs/sync.md, "Push": what waits goes out in batches, and each operation gets its own answer.
import { asProblem, Problem } from '@/base/problem';
import type { Parts } from './engine';
import { verify } from './receipts';
import type { Settled } from './store';
import type { Kept, OutboxRow } from './tables';
import { PROTOCOL, saidOf, type Id, type Outcome, type PublicKey, type PushAnswer } from './types';

const BATCH = 50;
const BATCH_CHARS = 256 * 1024; // at worst six bytes a character in a quoted body: below the server's 2 MiB

export class Outbound {
  readonly sending = new Set<Id>();
  private tried = new Set<Id>(); // once in a round is enough
  private turns: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: Parts) {}

  begin(): void { this.tried.clear(); }

  /** Sends all that may go; answers what has its receipt now. Never two at once. */
  push(): Promise<Id[]> {
    const mine = this.turns.then(() => this.all());
    this.turns = mine.catch(() => undefined);
    return mine;
  }

  private async all(): Promise<Id[]> {
    const received: Id[] = [];
    for (let batch = await this.batch(); batch.length; batch = await this.batch()) received.push(...await this.deliver(batch));
    return received;
  }

  /** One operation of a record at a time: what the next one stands on is answered before it leaves. */
  private async batch(): Promise<[OutboxRow, Kept][]> {
    const batch: [OutboxRow, Kept][] = [];
    const held = new Set<Id>(); // records whose earlier operation needs a person, or was tried: what came after it waits behind it
    let chars = 0;
    for (const row of await this.parts.store.waiting()) {
      if (row.state === 'refused' || (row.state !== 'unproven' && this.tried.has(row.operation))) held.add(row.record);
      if (held.has(row.record) || this.tried.has(row.operation) || await this.lacksFooting(row)) continue;
      if (batch.some(([other]) => other.record === row.record)) break;
      const kept = await this.opened(row);
      if (!kept) continue;
      chars += kept.operation.body.length;
      if (batch.length === BATCH || (batch.length && chars > BATCH_CHARS)) break;
      batch.push([row, kept]);
    }
    return batch;
  }

  /** The revision that it names was to be made by one that is kept as a conflict, or taken back: its author looks again. */
  private async lacksFooting(row: OutboxRow): Promise<boolean> {
    const { store } = this.parts;
    if (!row.stands_on || (await store.tables.sent.get(row.stands_on))?.conflict === 0) return false;
    if (!await store.tables.outbox.get(row.stands_on)) await store.settle([{ row, state: 'refused', said: { code: 'sync.lost-footing' } }]);
    return true;
  }

  /** Bytes that somebody changed are never sent and never thrown away. */
  private async opened(row: OutboxRow): Promise<Kept | null> {
    try {
      return await this.parts.store.kept(row);
    } catch (cause) {
      const problem = asProblem(cause);
      if (problem.code !== 'sync.tampered') throw cause;
      await this.parts.store.settle([{ row, state: 'refused', said: { code: problem.code } }]);
      return null;
    }
  }

  private async deliver(batch: [OutboxRow, Kept][]): Promise<Id[]> {
    const { wire, store, device } = this.parts;
    const { era } = await store.tables.standing();
    for (const [row] of batch) this.sending.add(row.operation);
    try {
      await store.go(batch.map(([row]) => row.operation));
      const answer = await wire.push({ protocol: PROTOCOL, device, operations: batch.map(([, kept]) => kept.operation) });
      return await this.settle(batch, answer, era);
    } catch (cause) {
      const problem = asProblem(cause);
      if (![400, 413, 422].includes(problem.status)) throw cause;
      // the request as a whole was refused: halves find the one operation that it was about, and the others pass
      if (batch.length > 1) return [...await this.deliver(batch.slice(0, batch.length >> 1)), ...await this.deliver(batch.slice(batch.length >> 1))];
      await store.settle(batch.map(([row]) => ({ row, state: 'refused', said: saidOf(problem) })));
      return [];
    } finally {
      for (const [row] of batch) { this.sending.delete(row.operation); this.tried.add(row.operation); }
    }
  }

  private async settle(batch: [OutboxRow, Kept][], answer: PushAnswer, era: number): Promise<Id[]> {
    const { outcomes } = answer;
    const inOrder = batch.every(([row], at) => (outcomes[at]?.operation ?? row.operation) === row.operation);
    if (outcomes.length !== batch.length || !inOrder) throw new Problem('sync.odd-answer', -1, '');
    const keys = await this.parts.store.tables.keys();
    const settled: Settled[] = [];
    for (const [at, [row, kept]] of batch.entries()) settled.push(await weigh(row, kept, outcomes[at]!, keys));
    await this.parts.store.settle(settled, answer.now, era);
    return settled.filter((one) => 'proven' in one).map((one) => one.row.operation);
  }
}

async function weigh(row: OutboxRow, kept: Kept, outcome: Outcome, keys: readonly PublicKey[]): Promise<Settled> {
  const said = outcome.problem ?? null;
  if (outcome.outcome === 'refused' || outcome.outcome === 'later' || outcome.outcome === 'quarantined') return { row, state: outcome.outcome, said };
  const found = await verify(outcome, kept.operation, keys);
  if (!found.ok) return { row, state: found.doubt === 'unknown-key' ? 'waiting' : 'unproven', said: { code: 'sync.unproven', details: { doubt: found.doubt } } };
  return { row, kept, proven: { number: found.receipt.number, epoch: found.receipt.epoch, conflict: found.conflict ? 1 : 0, outcome } };
}
