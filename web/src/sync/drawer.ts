// SPDX-License-Identifier: Apache-2.0
// What is being written and is no record yet, sealed like everything.
import { sealName, type Store } from './store';
import type { Id } from './types';

export async function keepDraft(store: Store, id: Id, draft: unknown): Promise<void> {
  const { drafts } = store.tables;
  const sealed = await store.vault.seal(sealName('drafts', id), draft);
  await store.change('draft', [drafts], () => drafts.put({ id, sealed }));
}
export const dropDraft = ({ tables }: Store, id: Id): Promise<void> => tables.drafts.delete(id);
/** Bytes that somebody changed are as good as none. */
export async function allDrafts<T>({ tables, vault }: Store): Promise<T[]> {
  const rows = await tables.drafts.toArray();
  const drafts = await Promise.all(rows.map((row) => vault.unseal<T>(sealName('drafts', row.id), row.sealed).catch(() => null)));
  return drafts.filter((d) => d !== null);
}
