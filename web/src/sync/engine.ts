// SPDX-License-Identifier: Apache-2.0
// One person's copy on this device, and its rounds: all that waits goes out, news come in, what is not whole is filled.
// docs/sync.md, "Pull", "Push" and "Receipts".
import { asProblem, type Problem } from '@/base/problem';
import { Inbound } from './inbound';
import { Outbound } from './outbound';
import type { Beside, Store } from './store';
import type { Day, Id, Operation, SyncDocument, Wire } from './types';

const RESETS = 3; // in one round; a server that is restored more often can wait for the next

export interface Parts {
  store: Store; wire: Wire; device: Id;
  clock: () => number;
  /** The first day wanted of an audience that is new here. */
  since: (audience: string) => Day;
  /** Whether there is room for one more page. */
  mayFill?: () => Promise<boolean>;
  limit?: number;
  /** What goes at the end of a round: files, behind the texts that speak of them. */
  afterwards?: () => Promise<void>;
  /** What keeps two tabs apart, where the browser has it. Without, the store's turns and eras still keep them from harm. */
  locks?: Pick<LockManager, 'request'> | null;
}
/** What a round did. `stopped` says why it ended early: nothing is lost by that. */
export interface Round { received: Id[]; documents: number; whole: boolean; stopped: Problem | null }

/** A device that has no room for news still delivers what it has: that makes room. */
function fullOnly(cause: unknown): Problem {
  const problem = asProblem(cause);
  if (problem.code !== 'sync.full-news') throw cause;
  return problem;
}

export class Replica {
  private running: Promise<Round> | null = null;
  private readonly out: Outbound;
  private readonly in: Inbound;

  constructor(readonly parts: Parts) {
    this.out = new Outbound(parts);
    this.in = new Inbound(parts);
  }
  get sending(): ReadonlySet<Id> { return this.out.sending; }

  /** `local` is the record as its author sees it until the server's version comes. */
  keep(operation: Operation, local: SyncDocument | null = null, beside: Beside = {}): Promise<void> {
    return this.parts.store.keep(operation, local, this.parts.clock(), beside);
  }
  withdraw(operation: Id): Promise<boolean> { return this.parts.store.withdraw(operation); }

  /** Asks for older documents too; they come with the next rounds. */
  async reachBack(audience: string, since: Day): Promise<void> {
    const { store } = this.parts;
    const asked = await store.tables.standing();
    const audiences = asked.audiences.map((a) => (a.audience === audience && since < a.since ? { audience, since, before: null, whole: false } : a));
    const keys = await store.tables.keys();
    await store.apply(asked, { ...asked, audiences }, { documents: [], removed: [], keys, sweep: false });
  }

  /** Never two at once: who calls meanwhile joins, and other tabs wait their turn. */
  round(): Promise<Round> {
    this.running ??= this.alone(() => this.go()).finally(() => { this.running = null; });
    return this.running;
  }

  /** What waits goes out now, beside a round that may be filling for minutes. */
  async send(): Promise<Id[]> {
    this.out.begin();
    await this.greet();
    return this.out.push();
  }

  private async alone<T>(act: () => Promise<T>): Promise<T> {
    const { locks = (globalThis.navigator as Navigator | undefined)?.locks, store } = this.parts;
    return locks ? await locks.request(`${store.tables.name}-round`, act) : act();
  }

  private async go(): Promise<Round> {
    const received: Id[] = [];
    let stopped: Problem | null = null;
    this.out.begin();
    this.in.begin();
    try {
      for (let resets = 0; resets < RESETS; resets++) {
        await this.greet();
        received.push(...await this.out.push());
        if (await this.in.listen().catch((cause: unknown) => { stopped = fullOnly(cause); return true; })) break;
      }
      // what came back under a key that was not known yet is asked for again now
      if (this.in.newKeys) this.out.begin();
      received.push(...await this.out.push());
      await this.parts.afterwards?.();
    } catch (cause) {
      stopped = asProblem(cause);
    }
    const { documents, whole } = this.in;
    return { received, documents, whole, stopped };
  }

  /** At the first contact, and after a reset, a cursor comes before anything goes out: with it come the keys, and it alone tells
   *  later that the server which gave a receipt was restored. A device that is too old delivers all the same. */
  private async greet(): Promise<void> {
    if ((await this.parts.store.tables.standing()).cursor) return;
    await this.in.pull(null).catch((cause: unknown) => {
      if (asProblem(cause).code !== 'sync.too-old') throw cause;
    });
  }
}
