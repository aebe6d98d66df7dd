// SPDX-License-Identifier: Apache-2.0
// Two people changed the same record: what each wrote, point by point, and what the author decides.
import type { ActionContent, ActionView, EditAction, Id, PlaceRef } from '@/base/api';
import { now } from '@/base/clock';
import { newId } from '@/base/ids';
import type { Replica } from './engine';
import type { Json, Operation, SyncDocument } from './types';

/** The body of a document of kind "conflict": the operation as it was sent, and what it met. */
export interface Conflict {
  id: Id; revision: number; kind: string; record_id: Id; verb: string; body: string; done_at: string; kept_at: string;
  met_revision: number; code: string; message: string; fields: string; settled_at: string | null;
}
export type Field = keyof ActionContent;
export type Side = 'mine' | 'theirs';
export interface Point { field: Field; mine: unknown; theirs: unknown; named: boolean }
export interface Part { text: string; own: boolean }

export const conflictOf = (document: SyncDocument): Conflict => document.body as unknown as Conflict;
export const unsettled = (documents: SyncDocument[]): Conflict[] =>
  documents.map(conflictOf).filter((c) => c.settled_at === null).sort((a, b) => (a.kept_at < b.kept_at ? -1 : 1));

export const contentSent = (conflict: Conflict): ActionContent | null =>
  (conflict.verb === 'action.edit' ? (JSON.parse(conflict.body) as EditAction).content : null);

/** Where the two sides differ; those that the server named come first. */
export function pointsOf(conflict: Conflict, present: ActionContent): Point[] {
  const sent = contentSent(conflict);
  if (!sent) return [];
  const named = new Set(conflict.fields.split(', '));
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
  const differ = (Object.keys(present) as Field[]).filter((field) => !same(sent[field], present[field]));
  return differ.map((field) => ({ field, mine: sent[field], theirs: present[field], named: named.has(field) })).sort((a, b) => Number(b.named) - Number(a.named));
}

/** The present content, with what the author takes from the own side. */
export function chosenContent(conflict: Conflict, present: ActionContent, choice: Partial<Record<Field, Side>>): ActionContent {
  const sent = contentSent(conflict);
  const taken = Object.entries(choice).filter(([, side]) => side === 'mine').map(([field]) => [field, sent?.[field as Field]]);
  return { ...present, ...Object.fromEntries(taken) as Partial<ActionContent> };
}

/** What of a text is not in the other: between the beginning and the end that both share, by whole words. */
export function parts(text: string, other: string): Part[] {
  const [mine, theirs] = [words(text), words(other)];
  let from = 0;
  while (from < mine.length && from < theirs.length && mine[from] === theirs[from]) from++;
  let end = 0;
  while (end < mine.length - from && end < theirs.length - from && mine.at(-1 - end) === theirs.at(-1 - end)) end++;
  const cut = mine.length - end;
  return [{ text: mine.slice(0, from).join(''), own: false }, { text: mine.slice(from, cut).join(''), own: true }, { text: mine.slice(cut).join(''), own: false }].filter((part) => part.text);
}
const words = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? [];

/** What the device is told to send: the edit if anything of the own side is taken, and that it is settled. */
export async function settle(replica: Replica, conflict: Conflict, present: ActionView | null, choice: Partial<Record<Field, Side>>, reason: string | null): Promise<void> {
  if (present && Object.values(choice).includes('mine')) {
    const content = chosenContent(conflict, present.content, choice);
    const edit = operation('action.edit', present.id, { base_revision: present.revision, content, reason });
    await replica.keep(edit, documentOf('action', present.id, present.revision, { ...present, content, can: [] }));
  }
  const settled = operation('conflict.settle', conflict.id, {});
  await replica.keep(settled, documentOf('conflict', conflict.id, conflict.revision, { ...conflict, settled_at: settled.at }));
}

function operation(verb: string, record: Id, body: object): Operation {
  const id = newId();
  return { operation: id, verb, record, schema: 1, at: new Date(now()).toISOString(), body: JSON.stringify({ operation: id, ...body }) };
}
const documentOf = (kind: string, id: Id, revision: number, body: object): SyncDocument =>
  ({ kind, id, revision, number: 0, audiences: [], day: null, body: JSON.parse(JSON.stringify(body)) as Json });

/** A value in words, as far as it has some: names of lists come from `nameOf`, of places from the record. */
export function valueWords(field: Field, value: unknown, places: readonly PlaceRef[], nameOf: (field: Field, code: string) => string): string {
  const one = (item: unknown): string => {
    if (item === null || item === undefined || item === '') return '';
    if (typeof item === 'object') {
      const row = item as Record<string, unknown>;
      if (typeof row['place'] === 'number' && 'presence' in row) return places.find((p) => p.id === row['place'])?.name ?? String(row['place']);
      return Object.values(row).filter((v) => typeof v === 'string' || typeof v === 'number').map((v) => nameOf(field, String(v))).join(' ');
    }
    return nameOf(field, String(item));
  };
  return Array.isArray(value) ? value.map(one).filter(Boolean).join('; ') : one(value);
}
