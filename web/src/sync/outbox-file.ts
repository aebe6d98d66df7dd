// SPDX-License-Identifier: Apache-2.0
// A sealed copy of the outbox as a file: for who fears for the phone, and for whoever delivers it from another device.
import { Problem } from '@/base/problem';
import type { Store } from './store';
import type { Kept } from './tables';
import type { Bytes, Id } from './types';
import { ITERATIONS } from './vault';

interface OutboxFile { teia: 'outbox'; version: 1; person: Id; device: Id; iterations: number; salt: string; iv: string; sealed: string }
export type Imported = { ok: true; person: Id; device: Id; operations: Kept[] } | { ok: false; why: 'not-an-outbox' | 'too-new' | 'wrong-passphrase' };

const MOST = 10_000_000; // iterations; a file from elsewhere must not keep the device busy for hours
const utf8 = new TextEncoder();
const toText = (bytes: Bytes): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
};
const toBytes = (text: string): Bytes => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

async function keyFrom(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', utf8.encode(passphrase.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
// whose it is stands in the open, and cannot be changed without breaking the seal
const bound = (person: Id, device: Id): Bytes => utf8.encode(`teia:outbox:1:${person}:${device}`);

/** What somebody changed in the outbox does not go along. */
export async function exportOutbox(store: Store, device: Id, passphrase: string, iterations = ITERATIONS): Promise<{ text: string; count: number }> {
  const person = store.tables.person;
  const operations: Kept[] = [];
  for (const row of await store.waiting()) {
    const kept = await store.kept(row).catch(() => null);
    if (kept) operations.push(kept);
  }
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const key = await keyFrom(passphrase, salt, iterations);
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: bound(person, device) }, key, utf8.encode(JSON.stringify(operations))));
  const text = JSON.stringify({ teia: 'outbox', version: 1, person, device, iterations, salt: toText(salt), iv: toText(iv), sealed: toText(sealed) } satisfies OutboxFile);
  return { text, count: operations.length };
}

/** Whose it is, before anybody is asked for a passphrase. */
export function ownerOf(text: string): { ok: true; person: Id } | { ok: false; why: 'not-an-outbox' | 'too-new' } {
  const file = parsed(text);
  if (!file) return { ok: false, why: 'not-an-outbox' };
  return file.version === 1 ? { ok: true, person: file.person } : { ok: false, why: 'too-new' };
}

export async function importOutbox(text: string, passphrase: string): Promise<Imported> {
  const file = parsed(text);
  if (!file) return { ok: false, why: 'not-an-outbox' };
  if (file.version !== 1) return { ok: false, why: 'too-new' };
  try {
    const key = await keyFrom(passphrase, toBytes(file.salt), file.iterations);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: toBytes(file.iv), additionalData: bound(file.person, file.device) }, key, toBytes(file.sealed));
    return { ok: true, person: file.person, device: file.device, operations: JSON.parse(new TextDecoder().decode(plain)) as Kept[] };
  } catch {
    return { ok: false, why: 'wrong-passphrase' };
  }
}

/** Puts the operations into this device's outbox; what is there already, or has its receipt, stays as it is. How many are new. */
export async function takeIn(store: Store, found: Extract<Imported, { ok: true }>, at: number): Promise<number> {
  // the session says who did it: another person's operations would become this one's
  if (found.person !== store.tables.person) throw new Problem('sync.other-person', -1, '');
  const { outbox, sent } = store.tables;
  let fresh = 0;
  for (const { operation, local } of found.operations) {
    if (!await outbox.get(operation.operation) && !await sent.get(operation.operation)) fresh++;
    await store.keep(operation, local, at);
  }
  return fresh;
}

function parsed(text: string): OutboxFile | null {
  try {
    const file = JSON.parse(text) as Partial<OutboxFile> | null;
    const whole = file?.teia === 'outbox' && [file.person, file.device, file.salt, file.iv, file.sealed].every((part) => typeof part === 'string');
    return whole && Number.isInteger(file.iterations) && file.iterations! > 0 && file.iterations! <= MOST ? file as OutboxFile : null;
  } catch {
    return null;
  }
}
