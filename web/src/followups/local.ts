// SPDX-License-Identifier: Apache-2.0
// Follow-ups as their author sees them until the server's version comes.
import type { Deed, Said } from './followups';
import type { ActionView, FollowupRow, FollowupState, FollowupView, NewFollowup } from '@/base/api';
import { now, today } from '@/base/clock';
import { useSession } from '@/people/session';
import { documentOf } from '@/sync/deeds';
import type { SyncDocument } from '@/sync/types';

export function agreed(sent: NewFollowup, of: ActionView | undefined): SyncDocument {
  const { id, action, text, kind, responsible, due_on, priority } = sent;
  const view: FollowupView = {
    id, revision: 1, action, action_title: of?.title ?? null, text, kind, responsible, due_on, priority, state: 'aberto', overdue: false, escalated_to: null,
    places: (of?.place_refs ?? []).filter((p) => sent.places.includes(p.id)), closed_on: null, can: [], answers: [], history: [], receipt: null,
  };
  return documentOf('followup', id, 1, view);
}

const states: Partial<Record<Deed, FollowupState>> = { start: 'em-andamento', answer: 'em-andamento', close: 'concluido', cancel: 'cancelado', reopen: 'aberto' };

export function moved(of: FollowupRow, deed: Deed, said: Said): SyncDocument {
  const before = { answers: [], history: [], receipt: null, ...of } as FollowupView;
  const who = useSession().session?.person.name ?? '';
  const answer = { who, at: new Date(now()).toISOString(), text: said.text, evidence: said.evidence ?? [] };
  const state = states[deed] ?? before.state;
  const view: FollowupView = {
    ...before, revision: of.revision + 1, state, can: [], receipt: null, due_on: said.due_on ?? before.due_on, responsible: said.responsible ?? before.responsible,
    closed_on: deed === 'close' || deed === 'cancel' ? today() : deed === 'reopen' ? null : before.closed_on,
    answers: said.text && (deed === 'answer' || deed === 'close') ? [...before.answers, answer] : before.answers,
  };
  return documentOf('followup', of.id, view.revision, view);
}
