// SPDX-License-Identifier: Apache-2.0
// What this device can answer by itself to a GET: from its documents, or from the shelf. Null: this needs the server.
import { today as todayHere } from '@/base/clock';
import type { ActionRow, OrganisationRow, PendingItem, PlacePage, Session, ValidationInbox } from '@/base/api';
import { actionPage, actionTexts, actionView, isPlaced, type ActionBody } from './answer-actions';
import { followupPage, followupTexts, followupView, type FollowupBody } from './answer-followups';
import { folded, placeHits, townsOf } from './answer-places';
import type { Id, SyncDocument } from './types';

/** Who asks, and when. */
export interface Me { person: Id; verbs: readonly string[]; organisations: readonly Id[]; roles: readonly string[]; today: string }
/** Where documents and kept answers come from: library.ts, or a script in tests. */
export interface Source {
  one(kind: string, id: Id): Promise<SyncDocument | null>;
  all(kind: string): Promise<SyncDocument[]>;
  find(kind: string, query: string, textOf: (document: SyncDocument) => string): Promise<Set<Id>>;
  shelf<T>(address: string): Promise<T | null>;
  /** Records of which something done here is in no kept answer yet. */
  unsent(): Promise<Id[]>;
}
interface Question { me: Me; from: Source; asked: URLSearchParams; parts: string[] }
type Found = unknown;

export const bodyOf = <T>(document: SyncDocument): T => document.body as unknown as T;
const answerOf = (found: Found): { answer: unknown } | null => (found === null || found === undefined ? null : { answer: found });

export function meOf(session: Session | null, today: string): Me {
  return {
    person: session?.person.id ?? '', verbs: session?.verbs ?? [], organisations: session?.roles.map((r) => r.organisation.id) ?? [],
    roles: session?.roles.map((r) => r.role) ?? [], today,
  };
}

// the rooms that answer from documents; every other address is looked up on the shelf as it stands
const rooms: [RegExp, (question: Question) => Promise<Found>][] = [
  [/^\/v1\/session$/, ({ from }) => whoIsHere(from)],
  [/^\/v1\/actions$/, listActions],
  [/^\/v1\/actions\/([0-9a-f-]{36})$/, oneAction],
  [/^\/v1\/followups$/, listFollowups],
  [/^\/v1\/followups\/([0-9a-f-]{36})$/, oneFollowup],
  [/^\/v1\/pending$/, pending],
  [/^\/v1\/validation$/, inbox],
  [/^\/v1\/places$/, places],
  [/^\/v1\/places\/(\d+)\/municipalities$/, async ({ from, parts }) => townsOf(await from.shelf<PlacePage>(`/v1/places/${parts[0]}`))],
  [/^\/v1\/organisations$/, organisations],
];

export async function answerHere(from: Source, session: Session | null, address: string): Promise<{ answer: unknown } | null> {
  const { pathname, searchParams } = new URL(address, 'http://here');
  for (const [pattern, answer] of rooms) {
    const match = pattern.exec(pathname);
    if (match) return answerOf(await answer({ me: meOf(session, todayHere()), from, asked: searchParams, parts: match.slice(1) }));
  }
  return answerOf(await from.shelf(address));
}

/** The day goes on while there is no signal; a demonstration's stands still. */
async function whoIsHere(from: Source): Promise<Session | null> {
  const kept = await from.shelf<Session>('/v1/session');
  return kept && !kept.demo ? { ...kept, today: todayHere(), now: new Date().toISOString() } : kept;
}

async function oneAction({ me, from, parts: [id] }: Question): Promise<Found> {
  const document = await from.one('action', id!);
  return document ? actionView(bodyOf<ActionBody>(document), await from.one('action.analysis', id!), me) : null;
}

// what is asked of a list besides these, only the server can tell
const KNOWN = new Set(['q', 'from', 'to', 'place', 'type', 'theme', 'status', 'modality', 'author', 'mine', 'project', 'flag', 'organisation', 'space', 'result', 'limit', 'cursor']);

async function listActions({ me, from, asked }: Question): Promise<Found> {
  if ([...asked].some(([key, value]) => value && !KNOWN.has(key))) return null;
  const [documents, followups] = await Promise.all([from.all('action'), from.all('followup')]);
  const bodies = documents.map((d) => bodyOf<ActionBody>(d));
  const q = asked.get('q')?.trim();
  const words = q ? await from.find('action', q, (d) => actionTexts(bodyOf<ActionBody>(d))) : null;
  const towns = await townsWithin(from, Number(asked.get('place') ?? 0));
  const found = bodies.filter((b) => (!words || words.has(b.id)) && (!towns || isPlaced(b, towns)));
  return actionPage(found, asked, me, followups.map((d) => bodyOf<FollowupBody>(d)));
}

/** null: no limit; otherwise the place and what lies in it, as far as this device knows. */
async function townsWithin(from: Source, place: number): Promise<((id: number) => boolean) | null> {
  if (place < 6) return null; // the country and its five regions
  if (place < 100) return (id) => id === place || Math.floor(id / 100_000) === place || Math.floor(id / 1000) === place;
  const within = new Set([place, ...(place < 1_000_000 ? townsOf(await from.shelf<PlacePage>(`/v1/places/${place}`)) ?? [] : []).map((t) => t.id)]);
  return (id) => within.has(id);
}

async function oneFollowup({ me, from, parts: [id] }: Question): Promise<Found> {
  const document = await from.one('followup', id!);
  return document ? followupView(bodyOf<FollowupBody>(document), document.audiences, me) : null;
}

async function listFollowups({ me, from, asked }: Question): Promise<Found> {
  const documents = await from.all('followup');
  const q = asked.get('q')?.trim();
  const words = q ? await from.find('followup', q, (d) => followupTexts(bodyOf<FollowupBody>(d))) : null;
  const towns = await townsWithin(from, Number(asked.get('place') ?? 0));
  const found = documents.filter((d) => (!words || words.has(d.id)) && (!towns || bodyOf<FollowupBody>(d).places.some((p) => towns(p.id))));
  return followupPage(found, asked, me);
}

/** As it was told last, without what was done here since. */
async function pending({ from }: Question): Promise<Found> {
  const [kept, done] = [await from.shelf<PendingItem[]>('/v1/pending'), new Set(await from.unsent())];
  return kept?.filter((item) => !done.has(item.followup ?? item.action ?? '')) ?? null;
}
async function inbox({ from }: Question): Promise<Found> {
  const [kept, done] = [await from.shelf<ValidationInbox>('/v1/validation'), new Set(await from.unsent())];
  const left = (rows: ActionRow[]): ActionRow[] => rows.filter((row) => !done.has(row.id));
  return kept && { ...kept, ready: left(kept.ready), exceptions: left(kept.exceptions) };
}

/** By name, among the places whose pages are kept. */
async function places({ me, from, asked }: Question): Promise<Found> {
  const session = await from.shelf<Session>('/v1/session');
  const known = session?.person.id === me.person || !me.person ? session : null;
  const own = await from.shelf<PlacePage>(`/v1/places/${known?.state?.id ?? 0}`);
  const pages = await Promise.all((known?.territory ?? []).map((id) => from.shelf<PlacePage>(`/v1/places/${id}`)));
  const kept = [own, ...pages].filter((p) => p !== null);
  return kept.length ? placeHits(kept, asked) : null;
}

async function organisations({ from, asked }: Question): Promise<Found> {
  const all = await from.shelf<OrganisationRow[]>('/v1/organisations');
  const q = folded(asked.get('q') ?? '');
  const kind = asked.get('kind');
  return all?.filter((o) => (!q || folded(`${o.name} ${o.code}`).includes(q)) && (!kind || o.kind === kind)) ?? null;
}
