// SPDX-License-Identifier: Apache-2.0
// Two people changed the same record: what each wrote, point by point, and what the author decides.
import type { ActionContent, ActionView, EditAction, Id, PlaceRef } from '@/base/api';
import { documentOf, operationOf } from './deeds';
import type { Replica } from './engine';
import type { SyncDocument } from './types';

/** The body of a document of kind "conflict": the operation as it was sent, and what it met. */
export interface Conflict {
  id: Id; revision: number; kind: string; record_id: Id; verb: string; body: string; done_at: string; kept_at: string;
  met_revision: number; code: string; message: string; fields: string; settled_at: string | null;
}
export type Field = keyof ActionContent;
export type Side = 'mine' | 'theirs' | 'both';
/** Where the author's side differs from the present record. `disputed`: the others changed it too; what is not goes in as it was meant. */
export interface Point { field: Field; mine: unknown; theirs: unknown; disputed: boolean }
/** What the author decides: a side for each disputed point, and for a text the words that join both. */
export interface Decision { choice: Partial<Record<Field, Side>>; written: Partial<Record<Field, string>>; reason: string | null }
export interface Part { text: string; own: boolean }

export const conflictOf = (document: SyncDocument): Conflict => document.body as unknown as Conflict;
export const unsettled = (documents: SyncDocument[]): Conflict[] =>
  documents.map(conflictOf).filter((c) => c.settled_at === null).sort((a, b) => (a.done_at === b.done_at ? (a.id < b.id ? -1 : 1) : a.done_at < b.done_at ? -1 : 1));

/** Several corrections of one record that met the same quarrel are one question: the last, from where the first began; the others go with it. */
export interface Question { conflict: Conflict; earlier: Conflict[] }
export function questionsOf(open: Conflict[]): Question[] {
  const questions: Question[] = [];
  for (const conflict of open) {
    const same = questions.find((q) => q.conflict.verb === 'action.edit' && conflict.verb === 'action.edit' && q.conflict.record_id === conflict.record_id);
    if (!same) { questions.push({ conflict, earlier: [] }); continue; }
    const [first, last] = [editOf(same.conflict)!, editOf(conflict)!];
    same.earlier.push(same.conflict);
    same.conflict = { ...conflict, body: JSON.stringify({ ...last, base: first.base, base_revision: first.base_revision }) };
  }
  return questions;
}

const editOf = (conflict: Conflict): EditAction | null => (conflict.verb === 'action.edit' ? JSON.parse(conflict.body) as EditAction : null);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The disputed ones first. Without what the author began from, every difference is one. */
export function pointsOf(conflict: Conflict, present: ActionContent): Point[] {
  const sent = editOf(conflict);
  if (!sent) return [];
  const { content, base } = sent;
  const differ = (Object.keys(present) as Field[]).filter((field) => !same(content[field], present[field]) && !(base && same(content[field], base[field])));
  const points = differ.map((field): Point => ({ field, mine: content[field], theirs: present[field], disputed: !base || !same(present[field], base[field]) }));
  return points.sort((a, b) => Number(b.disputed) - Number(a.disputed));
}

/** The present content, with what the author takes from the own side. */
export function chosenContent(conflict: Conflict, present: ActionContent, { choice, written }: Pick<Decision, 'choice' | 'written'>): ActionContent {
  const taken = pointsOf(conflict, present)
    .map((p): [Field, unknown] => [p.field, !p.disputed || choice[p.field] === 'mine' ? p.mine : choice[p.field] === 'both' ? written[p.field] ?? p.theirs : p.theirs]);
  return { ...present, ...Object.fromEntries(taken) as Partial<ActionContent> };
}
/** For who wants to write both: the present words, then the own ones. */
export const joined = ({ mine, theirs }: Point): string => [theirs, mine].filter(Boolean).join('\n\n');

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

/** What the device is told to send: the edit if it changes anything, and behind it that the conflict is settled. */
export async function settle(replica: Replica, { conflict, earlier }: Question, present: ActionView | null, decision: Decision | null): Promise<void> {
  const content = present && decision ? chosenContent(conflict, present.content, decision) : null;
  let after: Id | undefined;
  if (present && content && !same(content, present.content)) {
    const edit = operationOf('action.edit', present.id, { base_revision: present.revision, content, reason: decision!.reason, base: present.content });
    await replica.keep(edit, documentOf('action', present.id, present.revision, { ...present, content, can: [] }));
    after = edit.operation;
  }
  for (const one of [...earlier, conflict]) {
    const settled = operationOf('conflict.settle', one.id, {});
    await replica.keep(settled, documentOf('conflict', one.id, one.revision, { ...one, settled_at: settled.at }), after ? { after } : {});
  }
}

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
