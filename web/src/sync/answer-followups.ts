// SPDX-License-Identifier: Apache-2.0
// Follow-ups as the server shows them, from the documents of this device. Pure: who asks and when is given.
import type { FollowupRow, FollowupView, Page } from '@/base/api';
import { limitOf } from './answer-actions';
import type { Me } from './answers';
import { isNamed } from './scope';
import type { SyncDocument } from './types';

/** What depends on the reader and on the day is empty or old in it. */
export type FollowupBody = FollowupView;
interface Asked { body: FollowupBody; audiences: string[] }

const WITHOUT_DAY = 999_999;
const FINISHED = 10_000_000;
const isOpen = (body: FollowupBody): boolean => body.state === 'aberto' || body.state === 'em-andamento';
const bodyOf = (document: SyncDocument): FollowupBody => document.body as unknown as FollowupBody;

/** Those who wrote it or answer for it: `named` says so; otherwise who answers here as a coordinator does. */
function deedsOf({ body, audiences }: Asked, me: Me): string[] {
  const mine = audiences.some(isNamed) || body.responsible.person === me.person;
  if (!isOpen(body) || !me.verbs.includes('followup.answer') || !(mine || me.verbs.includes('action.validate'))) return [];
  const begin = body.state === 'aberto' ? ['iniciar'] : [];
  return ['responder', ...begin, 'concluir', 'reagendar', 'escalar', 'cancelar'];
}

export function followupView(body: FollowupBody, audiences: string[], me: Me): FollowupView {
  return { ...body, overdue: isOverdue(body, me), can: deedsOf({ body, audiences }, me) };
}
const isOverdue = (body: FollowupBody, me: Me): boolean => isOpen(body) && body.due_on !== null && body.due_on < me.today;

export const followupTexts = (body: FollowupBody): string => [body.text, body.responsible.name, body.action_title, ...body.places.map((p) => p.name)].filter(Boolean).join(' ');

/** The server's own order, and its cursors: open ones by the day they are due, then the finished, the latest first. */
const turnOf = (body: FollowupBody): number => (isOpen(body) ? (body.due_on ? numberOf(body.due_on) : WITHOUT_DAY) : FINISHED - (body.closed_on ? numberOf(body.closed_on) : 0));
const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

function fits({ body, audiences }: Asked, asked: URLSearchParams, me: Me): boolean {
  const [action, state, responsible] = [asked.get('action'), asked.get('state'), asked.get('responsible')];
  return (!action || body.action === action) && (!state || state.split(',').includes(body.state))
    && (asked.get('mine') !== 'true' || audiences.some(isNamed)) && (asked.get('overdue') !== 'true' || isOverdue(body, me))
    && (!responsible || body.responsible.person === responsible || body.responsible.organisation === responsible);
}

function rowOf({ body, audiences }: Asked, me: Me): FollowupRow {
  const { answers: _answers, history: _history, receipt: _receipt, ...row } = followupView(body, audiences, me);
  return row;
}

export function followupPage(documents: SyncDocument[], asked: URLSearchParams, me: Me): Page<FollowupRow> {
  const after = (a: FollowupBody, turn: number, id: string): boolean => turnOf(a) > turn || (turnOf(a) === turn && a.id > id);
  const found = documents.map((d): Asked => ({ body: bodyOf(d), audiences: d.audiences })).filter((one) => fits(one, asked, me));
  found.sort((a, b) => (after(a.body, turnOf(b.body), b.body.id) ? 1 : -1));
  const [turn, id] = asked.get('cursor')?.split('/') ?? [];
  const rest = turn && id ? found.filter((one) => after(one.body, Number(turn), id)) : found;
  const shown = rest.slice(0, limitOf(asked));
  const last = shown.at(-1)?.body;
  return { items: shown.map((one) => rowOf(one, me)), next: last && shown.length < rest.length ? `${turnOf(last)}/${last.id}` : null, total: found.length };
}
