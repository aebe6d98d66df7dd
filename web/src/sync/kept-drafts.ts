// SPDX-License-Identifier: Apache-2.0
// Records that the form keeps by itself until their receipt, outside of the copy and in the open: what leaves a device with the
// outbox (a farewell, a sealed copy) takes them along.
import type { Id, Operation } from './types';

const KEY = 'teia.drafts';
interface KeptDraft { author: Id; id: Id; operation: Id; content: unknown; planned: boolean; kept_at: string | null; duplicate_of: Id | null; own_time: boolean }

export const draftsHere = (): KeptDraft[] => JSON.parse(localStorage.getItem(KEY) ?? '[]') as KeptDraft[];
export function forgetDrafts(person: Id): void {
  localStorage.setItem(KEY, JSON.stringify(draftsHere().filter((d) => d.author !== person)));
}

/** Those that wait to be sent, as the operations that they are: the same id, so that the server sees a record once. */
export function keptDrafts(person: Id): Operation[] {
  return draftsHere().filter((d) => d.author === person && d.kept_at !== null).map((d) => {
    const body = { id: d.id, operation: d.operation, content: d.content, planned: d.planned, created_at: d.kept_at, analysis: null, duplicate_of: d.duplicate_of, hour_guessed: !d.own_time };
    return { operation: d.operation, verb: 'action.register', record: d.id, schema: 1, at: d.kept_at!, body: JSON.stringify(body) };
  });
}
