// SPDX-License-Identifier: Apache-2.0
// One person's database on this device, with what opens it and what fills it. Fetched when somebody is signed in, not before.
import { now, today } from '@/base/clock';
import { deviceId, useDeviceOf } from '@/base/ids';
import { asProblem } from '@/base/problem';
import { ask, put, withQuery } from '@/base/http';
import { addDays } from '@/base/words';
import { appVersion } from './app-version';
import { questionsOf, unsettled } from './conflicts';
import { Replica } from './engine';
import { filesHere, filesWaiting, holdFiles, releaseFiles, sendFiles, type Waiting } from './files';
import { Library } from './library';
import { keepProof } from './proofs';
import { hex, sha256, unhex } from './receipts';
import { keepReserve } from './reserve';
import { fillsByItself, sinceOf } from './scope';
import { shelve, shelved } from './shelf';
import { fillGuard, room } from './storage';
import { Store } from './store';
import { Tables } from './tables';
import type { Bytes, Day, Id, Instant, Json } from './types';
import { Vault, type Unlocked } from './vault';
import { outbox, received, type Shown } from './view';
import { httpFiles, httpWire } from './wire';

const WIFI = 'only-wifi';
const TYPICAL = 2_800; // bytes of a sealed record; decision 0006

interface DeviceReport { label: string; app: string; waiting: number; oldest_waiting_at: Instant | null; stored: number; quota: number }

export class Desk {
  readonly vault: Vault;
  readonly store: Store;
  readonly replica: Replica;
  readonly library: Library;
  private secret: Bytes | null = null;
  private sending: Promise<void> | null = null;

  private constructor(readonly tables: Tables) {
    this.vault = new Vault(tables.locks());
    this.store = new Store(tables, this.vault);
    this.replica = new Replica({
      store: this.store, wire: httpWire, get device() { return deviceId(); }, clock: now, since: () => sinceOf(today()), mayFill: () => this.mayFill(),
      afterwards: () => this.sendFiles(),
    });
    this.library = new Library(this.replica);
  }

  static async of(person: Id): Promise<Desk> {
    const tables = new Tables(person);
    await tables.open();
    return new Desk(tables);
  }

  /** Says how this device fares, and brings the secret that opens the vault. A vault that nothing opens, and where nothing waits, makes room. */
  async report(): Promise<void> {
    const { secret } = await put<{ secret: string }>(`/v1/sync/devices/${deviceId()}`, await this.told()).catch(async (cause: unknown) => {
      if (asProblem(cause).code !== 'sync.device-of-another') throw cause;
      useDeviceOf(this.tables.person, true);
      return put<{ secret: string }>(`/v1/sync/devices/${deviceId()}`, await this.told());
    });
    this.secret = unhex(secret);
    if (this.secret) keepProof(this.tables.person, { device: deviceId(), proof: hex(await sha256(this.secret)) });
    if (!this.vault.open && this.secret) await this.openWith(this.secret);
    if (this.vault.open) await keepReserve(this.tables);
  }

  private async openWith(secret: Bytes): Promise<void> {
    if (!await this.vault.exists()) return this.vault.create({ secret });
    if (await this.vault.unlockBySecret(secret) === 'open' || await this.vault.triesLeft() !== null || await this.tables.outbox.count()) return;
    await Promise.all(this.tables.tables.map((table) => table.clear()));
    await this.vault.create({ secret });
  }

  /** By the PIN, with the server's present secret put beside it if there is one. */
  async unlock(pin: string): Promise<Unlocked> {
    if (!this.secret) return this.vault.unlockByPin(pin);
    const found = await this.vault.relock({ pin }, { secret: this.secret });
    return found === 'open' ? this.vault.unlockBySecret(this.secret) : found;
  }
  /** Whether there is what a new PIN needs: the server's secret. Without, the PIN that holds now. */
  async choosePin(next: string, now = ''): Promise<Unlocked> {
    if (!this.secret) await this.report().catch(() => undefined);
    return this.secret ? this.vault.relock({ secret: this.secret }, { pin: next }) : this.vault.changePin(now, next);
  }

  close(): void {
    this.vault.lock();
    this.secret = null;
    this.library.clear();
    this.tables.close();
  }

  /** Only what the server surely does not have; the files that it speaks of stay here, held. */
  async withdraw({ operation }: Pick<Shown, 'operation'>): Promise<boolean> {
    if (!await this.replica.withdraw(operation.operation)) return false;
    await holdFiles(this.store, operation);
    return true;
  }
  async questions(): Promise<number> { return questionsOf(unsettled(await this.library.all('conflict'))).length; }
  /** What a page was told last, for when nobody tells it. */
  async keep(address: string, answer: unknown): Promise<void> { await shelve(this.store, address, answer as Json, new Date(now()).toISOString()); }
  async kept<T>(address: string): Promise<{ at: Instant; answer: T } | null> {
    const found = await shelved(this.store, address);
    return found && { at: found.at, answer: found.answer as T };
  }
  waiting(): Promise<Shown[]> { return outbox(this.replica); }
  received(record: Id | null, most: number): Promise<Shown[]> { return received(this.replica, record, most); }
  filesWaiting(): Promise<Waiting[]> { return filesWaiting(this.store); }
  filesHere(): Promise<string[]> { return filesHere(this.store); }
  release(hashes: readonly string[]): Promise<void> { return releaseFiles(this.store, hashes); }

  /** "Só no Wi-Fi" holds them back where the browser says that the line is a paid one, or does not say what it is. */
  async filesMayGo(): Promise<boolean> { return !await this.tables.said(WIFI, false) || lineOf(navigator) === 'free'; }
  onlyOnWifi(): Promise<boolean> { return this.tables.said(WIFI, false); }
  async chooseWifi(only: boolean): Promise<void> { await this.tables.say(WIFI, only); }
  /** `now`: their author says so, whatever the line. */
  async sendFiles(now = false): Promise<void> {
    if (!now && !await this.filesMayGo()) return;
    this.sending ??= sendFiles(this.store, httpFiles).finally(() => { this.sending = null; });
    await this.sending;
  }

  async fillAll(): Promise<void> { await this.tables.say('fill-all', true); }

  /** How many records of the person's would come, since that day and until what is here begins, and about how many bytes. */
  async estimate(since: Day): Promise<{ records: number; bytes: number }> {
    const { audiences } = await this.tables.standing();
    const here = audiences.every((a) => a.whole) ? audiences.map((a) => a.since).sort()[0] : undefined;
    const { total } = await ask<{ total: number }>(withQuery('/v1/actions', { from: since, to: here && since < here ? addDays(here, -1) : null, limit: 1 }));
    const some = await this.tables.documents.limit(200).toArray();
    const size = some.length ? some.reduce((sum, row) => sum + row.sealed.length, 0) / some.length : TYPICAL;
    return { records: total, bytes: Math.round(total * size) };
  }
  /** Twelve months more, of all that is held. */
  async earlier(): Promise<Day> {
    const { audiences } = await this.tables.standing();
    return sinceOf(audiences.map((a) => a.since).sort()[0] ?? today());
  }
  async reachBack(since: Day): Promise<void> {
    for (const { audience } of (await this.tables.standing()).audiences) await this.replica.reachBack(audience, since);
  }
  async holdsBack(): Promise<boolean> { return !fillsByItself(await this.tables.standing()) && !await this.tables.said('fill-all', false); }

  private async mayFill(): Promise<boolean> { return !await this.holdsBack() && fillGuard()(); }

  private async told(): Promise<DeviceReport> {
    const waiting = await this.store.waiting(); // what is sealed waits too
    const space = await room();
    return {
      label: labelOf(navigator.userAgent), app: appVersion(), waiting: waiting.length,
      oldest_waiting_at: waiting[0] ? new Date(Math.min(...waiting.map((row) => row.kept_at))).toISOString() : null,
      stored: space?.used ?? 0, quota: space?.quota ?? 0, // 0: nobody knows
    };
  }
}

/** Network Information API, where there is one: a cable or Wi-Fi is free, a mobile line or one that saves data is not. */
export function lineOf(browser: object): 'free' | 'paid' | 'unknown' {
  const { connection } = browser as { connection?: { type?: string; saveData?: boolean } };
  if (connection?.saveData || connection?.type === 'cellular') return 'paid';
  return connection?.type === 'wifi' || connection?.type === 'ethernet' ? 'free' : 'unknown';
}

/** "Chrome, Android": enough to tell one's own devices apart. */
export function labelOf(agent: string): string {
  const browser = [['Edg', 'Edge'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']].find(([sign]) => agent.includes(sign!))?.[1];
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac', 'Mac'], ['Linux', 'Linux']].find(([sign]) => agent.includes(sign!))?.[1];
  return [browser, system].filter(Boolean).join(', ') || '–';
}
