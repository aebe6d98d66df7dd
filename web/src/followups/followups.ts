// SPDX-License-Identifier: Apache-2.0
import { agreed, moved } from './local';
import type { ActionView, Evidence, FollowupDeed, FollowupRow, FollowupView, Id, NewFollowup, Page, PendingItem, Responsible } from '@/base/api';
import { today } from '@/base/clock';
import { get, post } from '@/base/http';
import { newId } from '@/base/ids';
import { addDays, day, daysBetween } from '@/base/words';
import { perform, type Fate } from '@/sync/deeds';

export type Deed = 'answer' | 'start' | 'close' | 'cancel' | 'reschedule' | 'escalate' | 'reopen' | 'pass-on';
/** What `can` says for each. */
const said: Record<Deed, string> = { answer: 'responder', start: 'iniciar', close: 'concluir', cancel: 'cancelar', reschedule: 'reagendar', escalate: 'escalar', reopen: 'reabrir', 'pass-on': 'repassar' };
export const may = (f: FollowupRow, deed: Deed): boolean => f.can.includes(said[deed]);

export const readPending = (): Promise<PendingItem[]> => get('/v1/pending');
export const readFollowup = (id: Id): Promise<FollowupView> => get(`/v1/followups/${id}`);
export const listFollowups = (query: Record<string, string>, cursor: string | null): Promise<Page<FollowupRow>> => get('/v1/followups', { ...query, cursor });
export const states = ['aberto', 'em-andamento', 'concluido', 'cancelado'] as const;
/** What a number of open follow-ups counts, for the list behind it. */
export const openStates = 'aberto,em-andamento';
export const isAsked = (asked: string | undefined, state: string): boolean => (asked ?? '').split(',').includes(state);
/** The states asked for, with one more or one less. */
export const toggled = (asked: string | undefined, state: string): string => states.filter((s) => isAsked(asked, s) !== (s === state)).join(',');
/** `of`: the record that it comes from, where the page shows it. */
export const create = (followup: NewFollowup, of?: ActionView): Promise<Fate> => {
  const { operation, ...body } = followup;
  return perform({ verb: 'followup.create', record: followup.id, operation, body, local: agreed(followup, of), send: (whole) => post('/v1/followups', { ...body, ...whole }) });
};
export interface Said { text: string; due_on?: string; evidence?: Evidence[]; responsible?: Responsible }
/** Each names the revision that it found, and makes the next. */
export const act = (of: FollowupRow, deed: Deed, said: Said): Promise<Fate> => {
  const body: Omit<FollowupDeed, 'operation'> = { base_revision: of.revision, text: said.text || null, due_on: said.due_on ?? null, evidence: said.evidence ?? [], responsible: said.responsible ?? null };
  return perform({
    verb: `followup.${deed}`, record: of.id, body, local: moved(of, deed, said), stands: true, files: (said.evidence ?? []).map((e) => e.hash),
    send: (whole) => post(`/v1/followups/${of.id}/${deed}`, whole),
  });
};

export const blankFollowup = (action: Id | null, places: number[]): NewFollowup => ({
  id: newId(), operation: newId(), action, text: '', kind: '', responsible: { person: null, role: null, organisation: null, name: '' },
  due_on: addDays(today(), 7), priority: 'NORMAL', places,
});

/** How near the day is, said without watching: what passed is "passou", never "atrasado". */
export function nearness(due: string | null, on: string): { tone: '' | 'warn'; key: string; n: number } | null {
  if (!due) return null;
  const days = daysBetween(on, due);
  if (days < 0) return { tone: 'warn', key: 'followups.due.passed', n: -days };
  if (days === 0) return { tone: '', key: 'followups.due.today', n: 0 };
  return { tone: '', key: 'followups.due.in', n: days };
}
/** "até 9 mai", or "era para 30 abr" once it passed. */
export const dueWords = (due: string, on: string): { key: string; day: string } =>
  ({ key: due < on ? 'followups.due.was' : 'followups.due.until', day: day(due) });
