// SPDX-License-Identifier: Apache-2.0
// For tests: seeded chance, and a phone that dies by it.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { Replica } from './engine';
import type { World } from './model-world';
import { Store, type Beside } from './store';
import { Tables } from './tables';
import type { Bytes, Id, Operation, SyncDocument } from './types';
import { Vault } from './vault';

const SINCE = '2025-01-01';

export class Chance {
  constructor(private state: number) {}
  next(): number { // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  of(share: number): boolean { return this.next() < share; }
  below(n: number): number { return Math.floor(this.next() * n); }
  pick<T>(all: readonly T[]): T | undefined { return all[this.below(all.length)]; }
}

/** A phone: what a crash takes is the memory, what stays is the database. */
export class Phone {
  readonly factory = new IDBFactory();
  readonly made = new Map<Id, Operation>(); // all that its person ever kept here and did not take back
  store!: Store;
  replica!: Replica;
  tab!: Replica; // a second tab over the same store, in a browser without locks
  dead = false;
  skew = 0; // ms that its clock is wrong

  constructor(readonly name: string, readonly person: Id, private readonly world: World) {}

  async open(): Promise<void> {
    this.dead = false;
    const tables = new Tables(this.person, { indexedDB: this.factory, IDBKeyRange });
    const vault = new Vault(tables.locks(), 1_000);
    const secret: Bytes = new Uint8Array(32).fill(7);
    if (!await vault.exists()) await vault.create({ secret });
    else await vault.unlockBySecret(secret);
    this.store = new Store(tables, vault);
    this.store.beforeChange = () => {
      if (this.dead || this.world.trouble && this.world.chance.of(0.01)) { this.dead = true; throw new Error('crash'); }
    };
    const clock = (): number => this.world.server.now + this.skew;
    const parts = { store: this.store, wire: this.world.wireOf(this), device: this.name, clock, since: () => SINCE, limit: 5, locks: null };
    [this.replica, this.tab] = [new Replica(parts), new Replica(parts)];
  }
  async reopen(): Promise<void> {
    this.store.tables.close();
    await this.open();
  }

  async keep(operation: Operation, beside: Beside): Promise<void> {
    const local: SyncDocument = { kind: 'action', id: operation.record, revision: 0, number: 0, audiences: [], day: null, body: operation.operation };
    await this.replica.keep(operation, local, beside);
    this.made.set(operation.operation, operation);
    for (const before of beside.instead ?? []) if (!await this.store.tables.outbox.get(before) && !await this.store.tables.sent.get(before)) this.made.delete(before);
  }
  async withdraw(operation: Id): Promise<void> {
    if (await this.replica.withdraw(operation)) this.made.delete(operation);
  }
}
