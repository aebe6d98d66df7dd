// SPDX-License-Identifier: Apache-2.0
// One person's database on this device, with what opens it and what fills it. Fetched when somebody is signed in, not before.
import { today } from '@/base/clock';
import { deviceId, useDeviceOf } from '@/base/ids';
import { asProblem } from '@/base/problem';
import { put } from '@/base/http';
import { appVersion } from './app-version';
import { Replica } from './engine';
import { Library } from './library';
import { keepProof } from './proofs';
import { hex, sha256, unhex } from './receipts';
import { fillsByItself, sinceOf } from './scope';
import { fillGuard, room } from './storage';
import { Store } from './store';
import { Tables } from './tables';
import type { Bytes, Id, Instant } from './types';
import { Vault, type Unlocked } from './vault';
import { httpWire } from './wire';

interface DeviceReport { label: string; app: string; waiting: number; oldest_waiting_at: Instant | null; stored: number; quota: number }

export class Desk {
  readonly vault: Vault;
  readonly store: Store;
  readonly replica: Replica;
  readonly library: Library;
  private secret: Bytes | null = null;

  private constructor(readonly tables: Tables) {
    this.vault = new Vault(tables.locks());
    this.store = new Store(tables, this.vault);
    this.replica = new Replica({
      store: this.store, wire: httpWire, get device() { return deviceId(); }, clock: Date.now, since: () => sinceOf(today()), mayFill: () => this.mayFill(),
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

  async fillAll(): Promise<void> { await this.tables.say('fill-all', true); }
  async holdsBack(): Promise<boolean> { return !fillsByItself(await this.tables.standing()) && !await this.tables.said('fill-all', false); }

  private async mayFill(): Promise<boolean> { return !await this.holdsBack() && fillGuard()(); }

  private async told(): Promise<DeviceReport> {
    const waiting = await this.store.waiting(); // what is sealed waits too
    const space = await room();
    return {
      label: labelOf(navigator.userAgent), app: appVersion(), waiting: waiting.length,
      oldest_waiting_at: waiting[0] ? new Date(Math.min(...waiting.map((row) => row.kept_at))).toISOString() : null,
      stored: space?.used ?? 0, quota: space?.quota ?? 0,
    };
  }
}

/** "Chrome, Android": enough to tell one's own devices apart. */
export function labelOf(agent: string): string {
  const browser = [['Edg', 'Edge'], ['Firefox', 'Firefox'], ['Chrome', 'Chrome'], ['Safari', 'Safari']].find(([sign]) => agent.includes(sign!))?.[1];
  const system = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac', 'Mac'], ['Linux', 'Linux']].find(([sign]) => agent.includes(sign!))?.[1];
  return [browser, system].filter(Boolean).join(', ') || '–';
}
