// SPDX-License-Identifier: Apache-2.0
// What lies beside the records: answers to look at without network. Sealed like everything.
import { hex, sha256 } from './receipts';
import { sealName, type Store } from './store';
import type { Instant, Json } from './types';

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
