// SPDX-License-Identifier: Apache-2.0
// For tests: docs/sync.md as a server in memory, short enough to be believed by reading.
import { getPublicKeyAsync, signAsync } from '@noble/ed25519';
import { hex, sha256 } from './receipts';
import type { Before, Bytes, Cursor, Fill, Id, Instant, Operation, Outcome, PublicKey, PullAnswer, PullAsked, PushAnswer, PushAsked, Receipt, Removed, SyncDocument } from './types';

export interface Fields { [name: string]: string }
export interface Sent { verb: 'create' | 'edit'; operation: Id; atom?: string; day?: string | null; parent?: Id | null; base?: number; set: Fields }
export interface Rec { kind: string; id: Id; number: number; atom: string; named: Id[]; day: string | null; parent: Id | null; past: Fields[] }
type Reach = Pick<Rec, 'atom' | 'named'>;
export interface Entry { number: number; epoch: Id; hash: string; operation: Id | null; touched: { id: Id; before: Reach | null }[] }
interface State {
  entries: Entry[]; records: Map<Id, Rec>; done: Map<Id, { body: string; outcome: Outcome }>; held: Map<Id, string[]>; epochs: (Cursor)[]; keys: PublicKey[]; signer: number;
}
export interface Pair { secret: Bytes; id: string; open: string }

const ZERO = '0'.repeat(64);
const SPEAKS = { from: 1, to: 1 };
const last = <T>(all: T[]): T => all[all.length - 1]!;
export const fields = (rec: Rec): Fields => last(rec.past);

export async function pairs(count: number): Promise<Pair[]> {
  return Promise.all(Array.from({ length: count }, async (_, n) => {
    const secret = new Uint8Array(32).fill(n + 1);
    const open = await getPublicKeyAsync(secret);
    return { secret, open: hex(open), id: hex(await sha256(open as Bytes)).slice(0, 16) };
  }));
}

export class ModelServer {
  now = Date.parse('2025-04-29T12:00:00Z');
  readonly lost = new Set<Id>(); // devices
  state: State;
  private epochs = 0;

  constructor(private readonly signers: Pair[], people: Id[]) {
    this.state = { entries: [], records: new Map(), done: new Map(), held: new Map(people.map((p) => [p, ['named']])), epochs: [], keys: [], signer: 0 };
    this.begin();
  }

  // — history —

  get head(): Cursor {
    const base = last(this.state.epochs);
    const entry = this.state.entries.at(-1);
    return { epoch: base.epoch, number: entry?.number ?? 0, hash: entry?.hash ?? ZERO };
  }
  private begin(): void {
    const entry = this.state.entries.at(-1);
    this.state.epochs.push({ epoch: `epoch-${++this.epochs}`, number: entry?.number ?? 0, hash: entry?.hash ?? ZERO });
    const { id, open } = this.signers[this.state.signer]!;
    if (!this.state.keys.some((k) => k.id === id)) this.state.keys.push({ id, public_key: open });
  }
  backup(): State { return structuredClone(this.state); }
  restore(from: State, newKey: boolean): void {
    this.state = structuredClone(from);
    if (newKey) this.state.signer = (this.state.signer + 1) % this.signers.length;
    this.begin();
  }

  /** One entry about a record; what hangs on it moves along. */
  private async append(rec: Rec, operation: Operation | null, before: Reach | null): Promise<{ receipt: Receipt; header: string }> {
    const { entries, records, signer } = this.state;
    const { epoch } = last(this.state.epochs);
    const number = entries.length + 1;
    const header = `teia-ledger: 1\nepoch: ${epoch}\nnumber: ${number}\nprevious: ${entries.at(-1)?.hash ?? ZERO}\nrecord: ${rec.id}\nrevision: ${rec.past.length}\nkind: ${rec.kind}\noperation: ${operation?.operation ?? ''}\n`;
    const hash = await sha256(new TextEncoder().encode(header) as Bytes);
    const touched = [{ id: rec.id, before }];
    for (const child of records.values()) {
      if (child.parent !== rec.id || child.atom === rec.atom) continue;
      touched.push({ id: child.id, before: { atom: child.atom, named: child.named } });
      child.atom = rec.atom;
    }
    rec.number = number;
    entries.push({ number, epoch, hash: hex(hash), operation: operation?.operation ?? null, touched });
    const signature = operation ? hex(await signAsync(hash, this.signers[signer]!.secret)) : '';
    return { header, receipt: { number, epoch, hash: hex(hash), signature, key: this.signers[signer]!.id, at: this.said() } };
  }

  /** Changes from within: an office's edit, a move, somebody named. */
  async change(id: Id, to: Partial<Reach> & { set?: Fields }): Promise<void> {
    const rec = this.state.records.get(id);
    if (!rec) return;
    const before = { atom: rec.atom, named: rec.named };
    const { set, ...reach } = to;
    Object.assign(rec, reach);
    rec.past.push({ ...fields(rec), ...set });
    await this.append(rec, null, before);
  }

  // — push —

  async push(person: Id, asked: PushAsked, busyFrom = Infinity): Promise<PushAnswer> {
    const outcomes: Outcome[] = [];
    for (const [at, operation] of asked.operations.entries()) {
      if (this.lost.has(asked.device)) outcomes.push({ outcome: 'quarantined' });
      else if (at >= busyFrom) outcomes.push({ outcome: 'later', problem: { code: 'http.busy' } });
      else outcomes.push(await this.once(person, operation));
    }
    return { speaks: SPEAKS, now: this.said(), outcomes };
  }

  private async once(person: Id, operation: Operation): Promise<Outcome> {
    const done = this.state.done.get(operation.operation);
    if (done && done.body !== operation.body) return refused('ledger.operation-reused');
    if (done) return { outcome: 'duplicate', receipt: done.outcome.receipt!, header: done.outcome.header! };
    const outcome = await this.carryOut(person, operation, JSON.parse(operation.body) as Sent);
    if (outcome.receipt) this.state.done.set(operation.operation, { body: operation.body, outcome });
    return outcome;
  }

  private async carryOut(person: Id, operation: Operation, sent: Sent): Promise<Outcome> {
    const there = this.state.records.get(operation.record);
    if (Object.values(sent.set).some((v) => v.startsWith('bad'))) return refused('body.bad');
    if (sent.verb === 'create') return there ? refused('there-already') : this.create(person, operation, sent);
    if (!there || !this.reaches(there, person).length) return refused('not-found');
    const base = there.past[sent.base! - 1];
    const names = Object.keys(sent.set);
    const others = names.filter((n) => base?.[n] !== fields(there)[n]);
    if (!base || others.some((n) => fields(there)[n] !== sent.set[n])) return this.conflict(person, operation, sent, there);
    const merged = sent.base !== there.past.length;
    there.past.push({ ...fields(there), ...sent.set });
    return { outcome: merged ? 'merged' : 'accepted', ...await this.append(there, operation, there), revision: there.past.length, fields: others };
  }

  private async create(person: Id, operation: Operation, sent: Sent): Promise<Outcome> {
    if (!this.state.held.get(person)!.includes(sent.atom!)) return refused('outside-scope');
    const parent = this.state.records.get(sent.parent ?? '');
    const rec: Rec = { kind: parent ? 'followup' : 'action', id: operation.record, number: 0, atom: parent?.atom ?? sent.atom!, named: [person], day: sent.day ?? null, parent: parent?.id ?? null, past: [sent.set] };
    this.state.records.set(rec.id, rec);
    return { outcome: 'accepted', ...await this.append(rec, operation, null), revision: 1 };
  }

  private async conflict(person: Id, operation: Operation, sent: Sent, met: Rec): Promise<Outcome> {
    const rec: Rec = { kind: 'conflict', id: operation.operation, number: 0, atom: met.atom, named: [person], day: met.day, parent: met.id, past: [sent.set] };
    this.state.records.set(rec.id, rec);
    return { outcome: 'conflict', ...await this.append(rec, operation, null), conflict: rec.id, problem: { code: 'sync.conflict' } };
  }

  // — pull —

  pull(person: Id, asked: PullAsked): PullAnswer {
    const { held, keys } = this.state;
    const blank = { speaks: SPEAKS, now: this.said(), more: false, documents: [], removed: [], filled: null, reset: null, keys, epochs: [] };
    const base = last(this.state.epochs);
    if (asked.cursor && !this.isHere(asked.cursor)) {
      return { ...blank, cursor: null, scope: { entered: [], left: [] }, reset: base, epochs: [...this.state.epochs] };
    }
    const mine = held.get(person)!;
    const listed = asked.scope.map((s) => s.audience);
    const scope = { entered: mine.filter((a) => !listed.includes(a)), left: listed.filter((a) => !mine.includes(a)) };
    const news = asked.cursor ? this.news(person, asked.cursor, listed, asked.limit) : { documents: [], removed: [], cursor: this.head, more: false };
    const page = this.page(person, asked.fill, asked.scope.find((s) => s.audience === asked.fill?.audience)?.since ?? '', asked.limit);
    return { ...blank, ...news, scope, documents: [...news.documents, ...page.documents], filled: page.filled };
  }

  // the epoch is the present one, whatever the entry's own: a cursor from before a restore must hear of it even below its base
  private isHere(cursor: Cursor): boolean {
    if (cursor.epoch !== last(this.state.epochs).epoch) return false;
    return cursor.number === 0 || this.state.entries[cursor.number - 1]?.hash === cursor.hash;
  }

  private news(person: Id, from: Cursor, listed: string[], limit: number): { documents: SyncDocument[]; removed: Removed[]; cursor: Cursor; more: boolean } {
    const heard = new Map<Id, boolean>(); // id: whether it was reached by a listed audience before
    let at = from.number;
    for (const entry of this.state.entries.slice(from.number)) {
      if (heard.size >= limit) break;
      for (const { id, before } of entry.touched) heard.set(id, heard.get(id) || (before !== null && this.reaches(before, person, true).some((a) => listed.includes(a))));
      at = entry.number;
    }
    const records = [...heard.keys()].map((id) => this.state.records.get(id)!);
    const read = (r: Rec): boolean => this.reaches(r, person).some((a) => listed.includes(a));
    const removed = records.filter((r) => !read(r) && heard.get(r.id)).map(({ kind, id }) => ({ kind, id }));
    const hash = this.state.entries[at - 1]?.hash ?? ZERO;
    return { documents: records.filter(read).map((r) => this.document(r, person)), removed, cursor: { epoch: from.epoch, number: at, hash }, more: at < this.state.entries.length };
  }

  private page(person: Id, fill: Fill | null, since: string, limit: number): { documents: SyncDocument[]; filled: Before | null } {
    const place = (r: Rec): string => `${r.day ?? '9999'} ${r.id}`; // what has no day comes first
    const before = fill?.before ? `${fill.before.day} ${fill.before.id}` : 'z';
    const all = [...this.state.records.values()]
      .filter((r) => fill && this.reaches(r, person).includes(fill.audience) && (r.day === null || r.day >= since) && place(r) < before)
      .sort((a, b) => (place(a) < place(b) ? 1 : -1));
    const stop = all[limit - 1];
    return { documents: all.slice(0, limit).map((r) => this.document(r, person)), filled: all.length > limit ? { day: stop!.day ?? '9999', id: stop!.id } : null };
  }

  /** By which audiences a person is reached; `once` asks without regard to what is held today. */
  reaches(rec: Reach, person: Id, once = false): string[] {
    const all = rec.named.includes(person) ? [rec.atom, 'named'] : [rec.atom];
    return once ? all : all.filter((a) => this.state.held.get(person)!.includes(a));
  }
  document(rec: Rec, person: Id): SyncDocument {
    return { kind: rec.kind, id: rec.id, revision: rec.past.length, number: rec.number, audiences: this.reaches(rec, person), day: rec.day, body: fields(rec) };
  }
  private said(): Instant { return new Date(this.now).toISOString(); }
}

const refused = (code: string): Outcome => ({ outcome: 'refused', problem: { code } });
