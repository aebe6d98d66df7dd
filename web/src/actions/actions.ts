// SPDX-License-Identifier: Apache-2.0
// What can be done with a record once it exists. Each deed carries its own operation id: pressed twice, it happens once.
import { changed, edited, type Refs } from './local';
import type { ActionContent, ActionRow, ActionState, ActionView, EditAction, HistoryEntry, Id, Outcomes, Page, RevisionView, ValidationInbox, Warning } from '@/base/api';
import { get, post, put, withQuery } from '@/base/http';
import { t } from '@/base/i18n';
import { newId } from '@/base/ids';
import { documentOf, perform, type Fate } from '@/sync/deeds';
import { useReplica } from '@/sync/replica';
import type { SyncDocument } from '@/sync/types';

const at = (id: Id, deed = ''): string => `/v1/actions/${id}${deed}`;

export const readAction = (id: Id): Promise<ActionView> => get(at(id));
/** The latest first, in whatever order they came. */
export const latestFirst = (history: readonly HistoryEntry[]): HistoryEntry[] => [...history].sort((a, b) => b.number - a.number);
export const readHistory = (id: Id): Promise<HistoryEntry[]> => get<HistoryEntry[]>(at(id, '/history')).then(latestFirst);
/** Whether a later entry, of those before it in a history told from the latest back, changed what the record says. */
export const differsSince = (history: readonly HistoryEntry[], at: number): boolean => history.slice(0, at).some((h) => h.changes.length > 0);
/** What was last changed in a record. */
export const lastChange = (history: readonly HistoryEntry[]): HistoryEntry | null => history.find((h) => h.changes.length > 0) ?? null;
export const readRevision = (id: Id, revision: number): Promise<RevisionView> => get(at(id, `/revisions/${revision}`));
/** `base`: what was on the form when the edit began. `refs`: the places and institutions that it names now. */
export interface Edit { content: ActionContent; base: ActionContent; reason: string | null; refs?: Refs }
/** An edit of this record that nobody has received gives way to the new one, which began where that one did. */
export async function edit(of: ActionView, { content, base, reason, refs }: Edit): Promise<Fate> {
  const before = useReplica().editsWaiting(of.id);
  const first = before[0] ? JSON.parse(before[0].operation.body) as EditAction : null;
  const body: Omit<EditAction, 'operation'> = { base_revision: first?.base_revision ?? of.revision, content, reason, base: first?.base ?? base };
  return perform({
    verb: 'action.edit', record: of.id, body, local: edited(of, content, refs ?? null), instead: before.map((o) => o.operation.operation),
    files: content.evidence.map((e) => e.hash), send: (whole) => put(at(of.id), whole),
  });
}
const deed = (of: ActionView, verb: string, body: object, local: SyncDocument, stands = false): Promise<Fate> =>
  perform({ verb: `action.${verb}`, record: of.id, body, local, stands, send: (whole) => post(at(of.id, `/${verb}`), whole) });

// a judgement names the revision that was judged, and makes the next
export const validate = (of: ActionView): Promise<Fate> => deed(of, 'validate', { revision: of.revision }, changed(of, { state: 'validada', validated: null }, of.revision + 1), true);
export const giveBack = (of: ActionView, reason: string): Promise<Fate> =>
  deed(of, 'return', { revision: of.revision, reason }, changed(of, { state: 'devolvida' }, of.revision + 1), true);
/** Whoever validated need not say why. */
export const takeBack = (of: ActionView, reason: string | null = null): Promise<Fate> =>
  deed(of, 'take-back', { revision: of.revision, reason }, changed(of, { state: 'registrada', validated: null }, of.revision + 1), true);
export const cancel = (of: ActionView, reason: string): Promise<Fate> => deed(of, 'cancel', { reason }, changed(of, { state: 'cancelada' }));
export const moveOn = (of: ActionView, state: ActionState, reason: string): Promise<Fate> =>
  deed(of, 'state', { state, reason, started_at: null }, changed(of, { state }));
export const undo = (of: ActionView): Promise<Fate> => deed(of, 'undo', {}, changed(of, { state: 'cancelada' }));
export const writeAnalysis = (of: ActionView, text: string): Promise<Fate> =>
  perform({
    verb: 'action.analysis', record: of.id, body: { base_revision: of.analysis_revision, text }, local: documentOf('action.analysis', of.id, of.analysis_revision + 1, { action_id: of.id, text }),
    stands: true, send: (whole) => put(at(of.id, '/analysis'), whole),
  });
export const saveTemplate = (name: string, content: ActionContent): Promise<unknown> => post('/v1/templates', { id: newId(), name, content });

export const readInbox = (): Promise<ValidationInbox> => get('/v1/validation');
export const validateAll = (rows: ActionRow[]): Promise<Outcomes> =>
  post('/v1/validation', { items: rows.map(({ id, revision }) => ({ id, revision, operation: newId() })) });

/** A record just validated, at the revision that this made. */
export interface Judged { id: Id; revision: number }
export const judgedOf = (rows: readonly ActionRow[], { outcomes }: Outcomes): Judged[] => {
  const done = new Set(outcomes.filter((o) => o.ok).map((o) => o.id));
  return rows.filter((r) => done.has(r.id)).map(({ id, revision }) => ({ id, revision: revision + 1 }));
};
/** One by one: a refusal leaves the others. Gives those that stay validated; without an answer to any, that is the problem. */
export async function takeAllBack(judged: readonly Judged[]): Promise<Judged[]> {
  const left: Judged[] = [];
  for (const one of judged) {
    try {
      await post(at(one.id, '/take-back'), { operation: newId(), revision: one.revision, reason: null });
    } catch (cause) {
      left.push(one);
      if (left.length === judged.length) throw cause;
    }
  }
  return left;
}

export interface Filters {
  q: string; from: string; to: string; type: string; theme: string; place: string; author: string; status: string; modality: string; flag: string; mine: string; project: string; organisation: string; space: string; result: string; tag: string; coauthor: string;
  happened: string; regions: string; composition: string; // what a figure counts; no page of the list offers them by itself
}
export const noFilters = (): Filters => ({ q: '', from: '', to: '', type: '', theme: '', place: '', author: '', status: '', modality: '', flag: '', mine: '', project: '', organisation: '', space: '', result: '', tag: '', coauthor: '', happened: '', regions: '', composition: '' });

/** The address holds the filters, so that a number elsewhere can be a door to its records. */
export function filtersOf(query: Record<string, unknown>): Filters {
  const filters = noFilters();
  for (const key of Object.keys(filters) as (keyof Filters)[]) if (typeof query[key] === 'string') filters[key] = query[key];
  return filters;
}
export const queryOf = (filters: Filters): Record<string, string> => Object.fromEntries(Object.entries(filters).filter(([, v]) => v !== ''));

export const listActions = (filters: Filters, cursor: string | null): Promise<Page<ActionRow>> =>
  get('/v1/actions', { ...queryOf(filters), limit: 30, cursor });
export const exportAddress = (filters: Filters, format: 'csv' | 'csv-rfc4180' | 'json'): string => withQuery('/v1/actions.csv', { ...queryOf(filters), format });

/** The server says it to whoever registered; to others it is told. */
export const warningWords = ({ code, message }: Warning, own: boolean): string => (own ? message : t(`actions.validation.reason.${code}`));

/** Still ahead: nothing has happened that could be told. */
export const isPlan = (state: ActionState): boolean => state === 'prevista' || state === 'confirmada' || state === 'adiada';

export type Tone = '' | 'info' | 'good' | 'warn' | 'bad';
export const toneOf: Record<ActionState, Tone> = {
  'prevista': '', 'confirmada': '', 'adiada': '', 'nao-realizada': '', 'registrada': 'info', 'devolvida': 'warn', 'validada': 'good', 'cancelada': '',
};
