// SPDX-License-Identifier: Apache-2.0
// For tests: phones, an office and a server under one seeded chance. The same seed makes the same run.
import { Problem } from '@/base/problem';
import { Chance, Phone } from './model-phone';
import { ModelServer, type Pair, type Sent } from './model-server';
import { wanted } from './tables';
import type { Id, PushAsked, SyncDocument, Wire } from './types';

const ATOMS = ['1', '2', '3', '4'];

export class World {
  readonly chance: Chance;
  readonly server: ModelServer;
  readonly phones: Phone[];
  readonly people = ['p0', 'p1', 'p2', 'p3'];
  trouble = true;
  counts: Record<string, number> = {};
  private backups: ReturnType<ModelServer['backup']>[] = [];
  private pushes: [Phone, PushAsked][] = [];
  private ids = 0;
  private nested = false;

  constructor(seed: number, signers: Pair[]) {
    this.chance = new Chance(seed);
    this.server = new ModelServer(signers, this.people);
    // four people, and the first has a second phone
    this.phones = [...this.people, 'p0'].map((person, n) => new Phone(`phone${n}`, person, this));
  }
  async begin(): Promise<void> {
    for (const phone of this.phones) await phone.open();
    for (const person of this.people) this.server.state.held.get(person)!.push(this.chance.pick(ATOMS)!);
    this.backups.push(this.server.backup());
  }

  private id(kind: string): string { return `${kind}-${String(++this.ids).padStart(6, '0')}`; }
  private count(what: string): void { this.counts[what] = (this.counts[what] ?? 0) + 1; }

  // — the wire —

  wireOf(phone: Phone): Wire {
    const via = async <T>(what: string, serve: () => Promise<T>): Promise<T> => {
      await this.meanwhile(phone);
      if (this.lose()) throw this.gone(`${what} lost`);
      let answer = await serve();
      if (this.trouble && this.chance.of(0.05)) answer = await serve();
      await this.meanwhile(phone);
      if (this.lose()) throw this.gone('answer lost');
      return structuredClone(answer);
    };
    return {
      pull: (asked) => via('pull', async () => this.server.pull(phone.person, structuredClone(asked))),
      push: (asked) => via('push', () => {
        this.pushes = [...this.pushes.slice(-9), [phone, structuredClone(asked)]];
        return this.server.push(phone.person, asked, this.trouble && this.chance.of(0.05) ? this.chance.below(3) : Infinity);
      }),
    };
  }
  private lose(): boolean { return this.trouble && this.chance.of(0.04); }
  private gone(what: string): Problem {
    this.count(what);
    return this.chance.of(0.1) ? new Problem('session.over', 401, '') : new Problem('net.unreachable', 0, '');
  }
  /** The world does not wait for an answer: its own person writes on, the office edits, the server is restored. */
  private async meanwhile(phone: Phone): Promise<void> {
    if (!this.trouble || !this.chance.of(0.08)) return;
    if (this.chance.of(0.4)) await this.write(phone).catch(() => undefined);
    else if (this.chance.of(0.2)) await this.reachBack(phone);
    else if (this.chance.of(0.1) && !this.nested) await this.inAnotherTab(phone);
    else await this.outside();
  }

  // — what happens —

  async step(): Promise<Phone> {
    this.server.now += 1 + this.chance.below(120_000);
    const phone = this.chance.pick(this.phones)!;
    const die = this.chance.next();
    if (die < 0.35) await this.write(phone).catch(() => undefined);
    else if (die < 0.70) await this.round(phone);
    else if (die < 0.90) await this.outside();
    else if (die < 0.94) await this.mend(phone).catch(() => undefined);
    else if (die < 0.96) phone.skew = (this.chance.next() - 0.5) * 20 * 365 * 24 * 3600 * 1000;
    else if (die < 0.98) await this.reachBack(phone);
    else phone.dead = true;
    if (phone.dead) { this.count('crash'); await phone.reopen(); }
    return phone;
  }

  private async reachBack(phone: Phone): Promise<void> {
    await phone.replica.reachBack(this.chance.pick([...ATOMS, 'named'])!, `202${this.chance.below(5)}-01-01`).catch(() => undefined);
  }
  private async inAnotherTab(phone: Phone): Promise<void> {
    this.nested = true;
    await phone.tab.round();
    this.count('two tabs');
    this.nested = false;
  }

  async round(phone: Phone): Promise<boolean> {
    if (this.chance.of(0.2)) await phone.replica.send().catch(() => undefined); // a deed that a page waits for
    const done = await phone.replica.round();
    this.count(done.stopped ? 'round stopped' : 'round');
    const stopped = done.stopped;
    if (stopped && !phone.dead && !['net.unreachable', 'session.over'].includes(stopped.code)) throw stopped;
    if (!stopped) await this.compare(phone);
    return stopped === null;
  }

  private async write(phone: Phone): Promise<void> {
    const at = new Date(this.server.now + phone.skew).toISOString();
    const held = await phone.store.tables.documents.toArray();
    const row = this.chance.of(0.15) || this.server.state.records.size < 4 ? undefined : this.chance.pick(held.filter((r) => r.kind !== 'conflict'));
    const document = row ? await phone.store.unsealed(row) : null;
    const operation = this.id('op');
    const set = { [this.chance.pick(['a', 'b', 'c'])!]: this.chance.of(0.06) ? 'bad' : `v${this.chance.below(1000)}` };
    const again = this.chance.of(0.2) ? this.chance.pick([...phone.made.values()])?.record : undefined; // an edit of what may still wait here
    const atom = this.chance.pick(this.server.state.held.get(phone.person)!.filter((a) => a !== 'named'));
    const day = this.chance.of(0.1) ? null : `202${this.chance.below(2) + 4}-0${1 + this.chance.below(9)}-1${this.chance.below(10)}`;
    const sent: Sent = again ? { verb: 'edit', operation, base: 1, set }
      : document ? { verb: 'edit', operation, base: document.revision, set }
        : { verb: 'create', operation, atom: atom ?? '1', day, parent: this.chance.of(0.3) ? row?.id ?? null : null, set };
    const record = again ?? document?.id ?? this.id('rec');
    this.count(sent.verb);
    const instead = this.chance.of(0.2) ? await phone.store.tables.outbox.where('record').equals(record).primaryKeys() : [];
    await phone.keep({ operation, verb: `action.${sent.verb}`, record, schema: 1, at, body: JSON.stringify(sent) }, { stands: this.chance.of(0.3), instead });
  }

  /** A person looks at what is refused: takes it back, or tries it again. */
  private async mend(phone: Phone): Promise<void> {
    const row = this.chance.pick((await phone.store.waiting()).filter((r) => r.state === 'refused'));
    if (!row) return;
    if (this.chance.of(0.7)) await phone.withdraw(row.operation);
    else await phone.store.retry(row.operation);
  }

  private async outside(): Promise<void> {
    const { server, chance } = this;
    const die = chance.next();
    const rec = chance.pick([...server.state.records.values()]);
    const held = server.state.held.get(chance.pick(this.people)!)!;
    const atom = chance.pick(ATOMS)!;
    if (die < 0.35 && rec) await server.change(rec.id, { set: { a: `office${chance.below(100)}` } });
    else if (die < 0.50 && rec) await server.change(rec.id, { atom });
    else if (die < 0.58 && rec) await server.change(rec.id, { named: this.people.filter(() => chance.of(0.4)) });
    else if (die < 0.72) { if (!held.includes(atom)) held.push(atom); }
    else if (die < 0.82) { if (held.includes(atom)) held.splice(held.indexOf(atom), 1); }
    else if (die < 0.88) this.backups = [...this.backups.slice(-2), server.backup()];
    else if (die < 0.92) { this.count('restore'); server.restore(chance.pick(this.backups)!, chance.of(0.3)); }
    else if (die < 0.96) this.toggle(chance.pick(this.phones)!.name);
    else await this.replay();
  }
  private toggle(device: Id): void {
    if (!this.server.lost.delete(device) && this.chance.of(0.3)) this.server.lost.add(device);
  }
  /** A batch that a slow network delivers again, long after. */
  private async replay(): Promise<void> {
    const [phone, asked] = this.chance.pick(this.pushes) ?? [];
    if (phone && asked) { this.count('replay'); await this.server.push(phone.person, asked); }
  }

  // — what must hold —

  async check(phone: Phone): Promise<void> {
    const { state, head } = this.server;
    const { outbox, sent, documents } = phone.store.tables;
    const waits = new Set(await outbox.toCollection().primaryKeys());
    const proven = await sent.toArray();
    for (const id of phone.made.keys()) if (!waits.has(id) && !proven.some((r) => r.operation === id)) throw new Error(`${phone.name}: ${id} is in neither outbox nor sent`);
    const standing = await phone.store.tables.standing();
    for (const row of proven) {
      const entry = state.entries[row.number - 1];
      const there = entry?.epoch === row.epoch && entry.operation === row.operation;
      if (!there && standing.epoch === head.epoch) throw new Error(`${phone.name}: the receipt ${row.epoch}:${row.number} of ${row.operation} has no entry`);
      if (waits.has(row.operation)) throw new Error(`${phone.name}: ${row.operation} both waits and has its receipt`);
    }
    for (const row of await documents.toArray()) if (!wanted(row, standing.audiences)) throw new Error(`${phone.name}: ${row.id} is of no audience held`);
  }

  /** After a whole round with nothing changed since: exactly what the server would show this person. */
  async compare(phone: Phone): Promise<boolean> {
    const { state, head } = this.server;
    const { cursor, audiences, era } = await phone.store.tables.standing();
    const scope = state.held.get(phone.person)!;
    const same = audiences.length === scope.length && audiences.every((a) => a.whole && scope.includes(a.audience));
    if (!same || cursor?.epoch !== head.epoch || cursor.number !== head.number) return false;
    const due = [...state.records.values()].map((r) => this.server.document(r, phone.person)).filter((d) => wanted(d, audiences));
    const rows = await phone.store.tables.documents.toArray();
    const held = await Promise.all(rows.map((row) => phone.store.unsealed(row)));
    // a copy need not know of an audience that came or went since, if that one reaches not back to its day
    const by = (d: SyncDocument): string[] => audiences.filter((a) => wanted(d, [a])).map((a) => a.audience).sort();
    const told = (all: SyncDocument[]): string[] => all.map((d) => JSON.stringify([d.id, d.kind, d.revision, d.number, by(d), d.day, Object.entries(d.body as object).sort()])).sort();
    const [one, other] = [told(due), told(held)];
    const differs = one.find((d) => !other.includes(d)) ?? other.find((d) => !one.includes(d));
    if (differs) throw new Error(`${phone.name} differs from the server: ${differs}`);
    if (rows.some((row) => row.era !== era)) throw new Error(`${phone.name} is whole and has unconfirmed documents`);
    this.count('compared');
    return true;
  }

  /** All trouble over: every phone becomes whole, and whatever was accepted stands in the present history. */
  async settle(): Promise<void> {
    this.trouble = false;
    this.server.lost.clear();
    for (let turn = 0; turn < 2; turn++) {
      for (const phone of this.phones) if (!await this.round(phone)) throw new Error(`${phone.name} could not finish`);
    }
    for (const phone of this.phones) {
      await this.check(phone);
      if (!await this.compare(phone)) throw new Error(`${phone.name} is not whole after a quiet round`);
      const waits = await phone.store.waiting();
      const behind = new Set(waits.filter((r) => r.state === 'refused').map((r) => r.record));
      for (const row of waits) if (!behind.has(row.record)) throw new Error(`${phone.name}: ${row.operation} waits for nothing (${row.state})`);
    }
  }
  close(): void { for (const phone of this.phones) phone.store.tables.close(); }
}
