// SPDX-License-Identifier: Apache-2.0
// docs/sync.md, Receipts: green means a receipt that this device has verified.
import { hashes, verifyAsync } from '@noble/ed25519';
import type { Bytes, Id, Operation, Outcome, PublicKey, Receipt } from './types';

hashes.sha512Async = async (message: Uint8Array) => new Uint8Array(await crypto.subtle.digest('SHA-512', message as Bytes));

export type Doubt = 'no-receipt' | 'wrong-hash' | 'other-operation' | 'other-record' | 'other-entry' | 'unknown-key' | 'wrong-signature';
export type Verified = { ok: true; receipt: Receipt; conflict: boolean } | { ok: false; doubt: Doubt };

const doubt = (why: Doubt): Verified => ({ ok: false, doubt: why });
const utf8 = new TextEncoder();

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
export function unhex(text: string): Bytes | null {
  if (text.length % 2 || !/^[0-9a-f]*$/.test(text)) return null;
  return new Uint8Array(text.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? []);
}
export const sha256 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** The lines of a ledger entry's header (decision 0001); of a name that is there twice the first counts, as on the server. */
export function readHeader(header: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of header.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0 && !fields.has(line.slice(0, colon))) fields.set(line.slice(0, colon), line.slice(colon + 2));
  }
  return fields;
}

/** The four checks, in the protocol's order. Nothing is green before all of them hold. */
export async function verify(outcome: Outcome, operation: Operation, keys: readonly PublicKey[]): Promise<Verified> {
  const { receipt, header } = outcome;
  if (!receipt || !header) return doubt('no-receipt');
  const hash = await sha256(utf8.encode(header));
  if (hex(hash) !== receipt.hash) return doubt('wrong-hash');
  const fields = readHeader(header);
  if (fields.get('operation') !== operation.operation) return doubt('other-operation');
  const conflict = isConflict(outcome, operation.operation, await recordOf(operation), fields.get('record'));
  if (conflict === null) return doubt('other-record');
  if (fields.get('number') !== String(receipt.number) || fields.get('epoch') !== receipt.epoch) return doubt('other-entry');
  const key = unhex(keys.find((k) => k.id === receipt.key)?.public_key ?? '');
  if (!key?.length) return doubt('unknown-key');
  const signature = unhex(receipt.signature);
  const signed = signature !== null && await isSigned(signature, hash, key).catch(() => false);
  return signed ? { ok: true, receipt, conflict } : doubt('wrong-signature');
}

/** By the browser where it can: ten times as fast as in JavaScript, which stands in for older ones. */
async function isSigned(signature: Bytes, hash: Bytes, key: Bytes): Promise<boolean> {
  const own = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']).catch(() => null);
  return own ? crypto.subtle.verify('Ed25519', own, signature, hash) : verifyAsync(signature, hash, key);
}

// the answer to a conflict may have been lost: its duplicate carries the receipt of the keeping, whose record is the operation itself
function isConflict({ outcome }: Outcome, operation: Id, about: Id, record: string | undefined): boolean | null {
  if (record === operation && (outcome === 'conflict' || outcome === 'duplicate')) return true;
  return outcome !== 'conflict' && record === about ? false : null;
}

// parts of a record that have a history of their own: the name from which their id is made
const parts: Readonly<Record<string, string>> = { 'action.analysis': 'analysis' };

/** What the entry is about: the record, or a part of it, whose id follows from the record's (UUIDv8, RFC 9562 §5.8). */
export async function recordOf({ verb, record }: Pick<Operation, 'verb' | 'record'>): Promise<Id> {
  const part = parts[verb];
  if (!part) return record;
  const bytes = (await sha256(utf8.encode(`${part}:${record}`))).slice(0, 16);
  bytes[6] = 0x80 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Known keys and new ones; null when a known key now reads otherwise, or an id is not its key's own (decision 0001). */
export async function pin(known: readonly PublicKey[], told: readonly PublicKey[]): Promise<PublicKey[] | null> {
  const pinned = [...known];
  for (const key of told) {
    const before = pinned.find((k) => k.id === key.id);
    if (before ? before.public_key !== key.public_key : !await isOwnId(key)) return null;
    if (!before) pinned.push({ id: key.id, public_key: key.public_key });
  }
  return pinned;
}

async function isOwnId(key: PublicKey): Promise<boolean> {
  const open = unhex(key.public_key);
  return open?.length === 32 && hex(await sha256(open)).startsWith(key.id) && key.id.length === 16;
}
