// SPDX-License-Identifier: Apache-2.0
// What lies beside the records: answers to look at without network, and attachments on their way. Sealed like everything.
import { hex, sha256 } from './receipts';
import { sealName, type Store } from './store';
import type { Bytes, Instant, Json } from './types';

/** Keeps an answer. The path may hold a search text, so only its hash is plain. */
export async function shelve({ tables, vault }: Store, path: string, answer: Json, at: Instant): Promise<void> {
  const key = await shelfKey(path);
  await tables.shelf.put({ path: key, at, sealed: await vault.seal(sealName('shelf', key), answer) });
}
export async function shelved({ tables, vault }: Store, path: string): Promise<{ at: Instant; answer: Json } | null> {
  const row = await tables.shelf.get(await shelfKey(path));
  return row ? { at: row.at, answer: await vault.unseal<Json>(sealName('shelf', row.path), row.sealed) } : null;
}
const shelfKey = async (path: string): Promise<string> => hex(await sha256(new TextEncoder().encode(path)));

/** Keeps an attachment under the hash of its bytes; a second time changes nothing, not even how far it was sent. */
export async function keepFile({ tables, vault }: Store, bytes: Bytes): Promise<string> {
  const hash = hex(await sha256(bytes));
  if (await tables.files.get(hash)) return hash;
  await tables.files.put({ hash, size: bytes.length, sent: 0, whole: 0, sealed: await vault.sealBytes(sealName('files', hash), bytes) });
  return hash;
}
export async function file({ tables, vault }: Store, hash: string): Promise<Bytes | null> {
  const row = await tables.files.get(hash);
  return row ? vault.unsealBytes(sealName('files', hash), row.sealed) : null;
}
/** How far the server says it has it. */
export async function fileSent({ tables }: Store, hash: string, sent: number, whole: boolean): Promise<void> {
  await tables.files.update(hash, { sent, whole: whole ? 1 : 0 });
}
export async function filesOnTheirWay({ tables }: Store): Promise<{ hash: string; size: number; sent: number }[]> {
  return (await tables.files.where('whole').equals(0).toArray()).map(({ hash, size, sent }) => ({ hash, size, sent }));
}
