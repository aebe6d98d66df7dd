// SPDX-License-Identifier: Apache-2.0
// Encryption at rest. One random data key seals every record; two locks wrap it: a PIN, and a secret that the server keeps for
// this person and device. Never the password: whoever resets it must not lose what waits here, nor gain it.
import { Problem } from '@/base/problem';
import type { Bytes } from './types';

export const ITERATIONS = 600_000; // PBKDF2-HMAC-SHA256: OWASP's figure of 2023; a short PIN stays a short PIN
const MISSES = 10;

interface Lock { salt: Bytes; iterations: number; iv: Bytes; wrapped: Bytes }
export interface Locks { pin: Lock | null; secret: Lock | null; misses: number }
/** Where the locks stay between two openings of the application. */
export interface LockBox { load(): Promise<Locks | null>; save(locks: Locks): Promise<void>; wipe(): Promise<void> }
export type Proof = { pin: string } | { secret: Bytes };
export type Unlocked = 'open' | 'wrong' | 'destroyed' | 'no-lock';

const AES = 'AES-GCM';
const utf8 = new TextEncoder();
const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const bound = (name: string): Bytes => utf8.encode(`teia:${name}`);

async function pinKey(pin: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8.encode(pin.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, { name: AES, length: 256 }, false, ['wrapKey', 'unwrapKey']);
}
async function secretKey(secret: Bytes, salt: Bytes): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt, info: bound('device-secret') }, base, { name: AES, length: 256 }, false, ['wrapKey', 'unwrapKey']);
}
const keyOf = (proof: Proof, salt: Bytes, iterations: number): Promise<CryptoKey> =>
  'pin' in proof ? pinKey(proof.pin, salt, iterations) : secretKey(proof.secret, salt);
const nameOf = (proof: Proof): 'pin' | 'secret' => ('pin' in proof ? 'pin' : 'secret');

export class Vault {
  private key: CryptoKey | null = null;

  constructor(private readonly box: LockBox, private readonly iterations = ITERATIONS) {}

  get open(): boolean { return this.key !== null; }
  exists(): Promise<boolean> { return this.box.load().then((locks) => locks !== null); }
  /** How often a PIN may still be tried; null: none was chosen, or it was tried too often. */
  async triesLeft(): Promise<number | null> {
    const locks = await this.box.load();
    return locks?.pin ? MISSES - locks.misses : null;
  }

  /** A new data key behind the given locks; what an older key sealed is lost, so never over an existing one. */
  async create(...proofs: [Proof, ...Proof[]]): Promise<void> {
    if (await this.box.load()) throw new Problem('sync.vault-there', -1, '');
    const key = await crypto.subtle.generateKey({ name: AES, length: 256 }, true, ['encrypt', 'decrypt']);
    await this.wrap(key, { pin: null, secret: null, misses: 0 }, proofs);
    await this.unlock(proofs[0]);
  }

  unlockByPin(pin: string): Promise<Unlocked> { return this.unlock({ pin }); }
  unlockBySecret(secret: Bytes): Promise<Unlocked> { return this.unlock({ secret }); }
  lock(): void { this.key = null; }

  /** Opens with one lock and sets others: a forgotten PIN by the secret, a new secret by the PIN. */
  async relock(proof: Proof, ...next: Proof[]): Promise<Unlocked> {
    const found = await this.unwrap(proof, true);
    if (typeof found === 'string') return found;
    await this.wrap(found, (await this.box.load())!, next);
    return 'open';
  }
  changePin(now: string, next: string): Promise<Unlocked> { return this.relock({ pin: now }, { pin: next }); }

  /** Nothing that was sealed can be read again. */
  async forget(): Promise<void> {
    this.lock();
    await this.box.wipe();
  }

  /** `name` binds the bytes to their place: a row moved to another table or id does not open. */
  async seal(name: string, value: unknown): Promise<Bytes> { return this.sealBytes(name, utf8.encode(JSON.stringify(value))); }
  async unseal<T>(name: string, sealed: Bytes): Promise<T> { return JSON.parse(new TextDecoder().decode(await this.unsealBytes(name, sealed))) as T; }

  async sealBytes(name: string, plain: Bytes): Promise<Bytes> {
    const iv = random(12);
    const cipher = await crypto.subtle.encrypt({ name: AES, iv, additionalData: bound(name) }, this.needKey(), plain);
    const sealed = new Uint8Array(12 + cipher.byteLength);
    sealed.set(iv);
    sealed.set(new Uint8Array(cipher), 12);
    return sealed;
  }
  async unsealBytes(name: string, sealed: Bytes): Promise<Bytes> {
    const key = this.needKey();
    try {
      return new Uint8Array(await crypto.subtle.decrypt({ name: AES, iv: sealed.slice(0, 12), additionalData: bound(name) }, key, sealed.slice(12)));
    } catch {
      throw new Problem('sync.tampered', -1, '', { name });
    }
  }

  private needKey(): CryptoKey {
    if (!this.key) throw new Problem('sync.locked', -1, '');
    return this.key;
  }

  private async unlock(proof: Proof): Promise<Unlocked> {
    const found = await this.unwrap(proof, false);
    if (typeof found === 'string') return found;
    this.key = found;
    return 'open';
  }

  private async unwrap(proof: Proof, extractable: boolean): Promise<CryptoKey | Exclude<Unlocked, 'open'>> {
    const locks = await this.box.load();
    const lock = locks?.[nameOf(proof)];
    if (!locks || !lock) return locks && 'pin' in proof && locks.misses >= MISSES ? 'destroyed' : 'no-lock';
    // counted before it is tried: a browser killed in between has used its try
    if ('pin' in proof) await this.box.save({ ...locks, misses: locks.misses + 1 });
    const wrapping = await keyOf(proof, lock.salt, lock.iterations);
    const found = await crypto.subtle.unwrapKey('raw', lock.wrapped, wrapping, { name: AES, iv: lock.iv, additionalData: bound(nameOf(proof)) },
      AES, extractable, ['encrypt', 'decrypt']).catch(() => null);
    if (found) await this.box.save({ ...locks, misses: 'pin' in proof ? 0 : locks.misses });
    return found ?? ('pin' in proof ? this.missed(locks) : 'wrong');
  }

  private async missed(locks: Locks): Promise<'wrong' | 'destroyed'> {
    if (locks.misses + 1 < MISSES) return 'wrong';
    await this.box.save({ ...locks, pin: null, misses: MISSES });
    return 'destroyed';
  }

  private async wrap(key: CryptoKey, before: Locks, proofs: Proof[]): Promise<void> {
    const locks = { ...before };
    for (const proof of proofs) {
      const salt = random(16);
      const iv = random(12);
      const wrapping = await keyOf(proof, salt, this.iterations);
      const wrapped = new Uint8Array(await crypto.subtle.wrapKey('raw', key, wrapping, { name: AES, iv, additionalData: bound(nameOf(proof)) }));
      locks[nameOf(proof)] = { salt, iterations: 'pin' in proof ? this.iterations : 0, iv, wrapped };
      if ('pin' in proof) locks.misses = 0;
    }
    await this.box.save(locks);
  }
}
