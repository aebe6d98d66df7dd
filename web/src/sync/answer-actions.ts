// SPDX-License-Identifier: Apache-2.0
// Actions as the server shows them, from the documents of this device. Pure: who asks and when is given.
import type { ActionRow, ActionView, Page } from '@/base/api';
import { verbs } from '@/people/verbs';
import type { FollowupBody } from './answer-followups';
import type { Me } from './answers';
import type { SyncDocument } from './types';

/** The record as everyone sees it: what depends on the reader is empty in it. */
export type ActionBody = ActionView;

const EXCERPT = 180; // letters
const PAGE = 50;
const MOST = 200;
const OPEN = new Set(['prevista', 'confirmada', 'adiada', 'registrada', 'devolvida']);
const FINISHED = new Set(['concluido', 'cancelado']);

export function actionView(body: ActionBody, analysis: SyncDocument | null, me: Me): ActionView {
  const mine = isMine(body, me);
  const said = analysis?.body as { text: string } | undefined;
  return {
    ...body, warnings: body.warnings ?? [], can: deedsOf(body, me),
    analysis: said?.text ?? null, analysis_revision: analysis?.revision ?? 0,
    may_read_analysis: analysis !== null || (mine && me.verbs.includes('action.read-analysis')),
  };
}

const isMine = (body: ActionBody, me: Me): boolean => body.authors.some((a) => a.id === me.person);

/** As the server's `possible`: it has the last word all the same. */
function deedsOf({ state, revision, ...body }: ActionBody, me: Me): string[] {
  const can: string[] = [];
  const open = OPEN.has(state);
  if (isMine(body as ActionBody, me)) {
    can.push('analise');
    if (open || state === 'validada') can.push('editar', 'completar');
    if (open) can.push('cancelar');
    if (revision === 1 && (state === 'registrada' || state === 'prevista')) can.push('desfazer');
  } else if (state === 'registrada' && me.verbs.includes(verbs.validateAction)) can.push('validar', 'devolver');
  if (state !== 'cancelada' && me.verbs.includes(verbs.writeFollowup)) can.push('encaminhar');
  return can;
}

export const actionTexts = (body: ActionBody): string =>
  [body.title, body.content.text, body.content.what_changed, body.content.difficulties, body.content.facilitators, body.content.good_practice,
    ...body.content.agenda.map((a) => a.text), ...body.content.tags, ...body.place_refs.map((p) => p.name), ...body.authors.map((a) => a.name)].filter(Boolean).join(' ');

export const isPlaced = (body: ActionBody, within: (id: number) => boolean): boolean => body.place_refs.some((p) => within(p.id));

function rowOf(body: ActionBody, open: number): ActionRow {
  const { content } = body;
  return {
    id: body.id, revision: body.revision, state: body.state, title: body.title, type: content.type, theme: content.theme, started_at: content.started_at,
    day: body.day, authors: body.authors, places: body.place_refs.slice(0, 3), place_count: body.place_refs.length, organisations: body.organisation_refs.map((o) => o.name),
    excerpt: [...content.text.trim()].slice(0, EXCERPT).join(''), flags: body.flags, open_followups: open, evidence_count: content.evidence.length,
    project: content.project ?? '', state_sigla: body.place_refs[0]?.state ?? '',
  };
}

const among = (codes: string | null, code: string | null): boolean => !codes || codes.split(',').includes(code ?? '');

/** What the address asks besides words and places, as the server's list understands it. */
function fits(body: ActionBody, asked: URLSearchParams, me: Me): boolean {
  const { content } = body;
  const [from, to, author] = [asked.get('from'), asked.get('to'), asked.get('mine') === 'true' ? me.person : asked.get('author')];
  const project = asked.get('project');
  const flag = asked.get('flag');
  const organisation = asked.get('organisation');
  return (!from || body.day >= from) && (!to || body.day <= to) && (!author || body.authors.some((a) => a.id === author))
    && among(asked.get('type'), content.type) && among(asked.get('theme'), content.theme) && among(asked.get('status'), body.state)
    && among(asked.get('modality'), content.modality) && (!project || content.project === project) && (!flag || body.flags.includes(flag))
    && (!organisation || content.organisations.includes(organisation)) && among(asked.get('space'), content.space)
    && (!asked.get('result') || content.results.some((code) => among(asked.get('result'), code)));
}

const newestFirst = (a: ActionBody, b: ActionBody): number => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1);

export function actionPage(bodies: ActionBody[], asked: URLSearchParams, me: Me, followups: FollowupBody[]): Page<ActionRow> {
  const open = new Map<string, number>();
  for (const { action, state } of followups) if (action && !FINISHED.has(state)) open.set(action, (open.get(action) ?? 0) + 1);
  const found = bodies.filter((body) => fits(body, asked, me)).sort(newestFirst);
  const limit = limitOf(asked);
  const [day, id] = asked.get('cursor')?.split('/') ?? [];
  const rest = day && id ? found.filter((b) => b.day < day || (b.day === day && b.id < id)) : found;
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map((body) => rowOf(body, open.get(body.id) ?? 0)), next: last && rest.length > limit ? `${last.day}/${last.id}` : null, total: found.length };
}

export const limitOf = (asked: URLSearchParams): number => Math.min(MOST, Math.max(1, Number(asked.get('limit') ?? PAGE) || PAGE));
