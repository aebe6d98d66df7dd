// SPDX-License-Identifier: Apache-2.0
// What is still only on this device: drafts being written, and records kept here until the server's receipt.
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ActionContent, ActionSaved, Id, NewAction, OrganisationRef, PlaceRef } from '@/base/api';
import { now } from '@/base/clock';
import { post, put, del } from '@/base/http';
import { newId } from '@/base/ids';
import { asProblem, type Problem } from '@/base/problem';
import { useSession } from '@/people/session';
import { blankContent } from './content';
import { letGo, sendFiles } from './evidence-files';

export interface Draft {
  author: Id; id: Id; operation: Id; content: ActionContent; places: PlaceRef[]; organisations: OrganisationRef[];
  duplicate_of: Id | null; own_time: boolean; own_title: string; planned: boolean;
  last_text?: string; // of the record that this one repeats: to be read, not to be sent
  touched_at: string; kept_at: string | null;
}
const KEY = 'teia.drafts';
const RETRY = 20_000; // ms between tries while something waits

export function newDraft(author: Id): Draft {
  return {
    author, id: newId(), operation: newId(), content: blankContent(), places: [], organisations: [], duplicate_of: null,
    own_time: false, own_title: '', planned: false, touched_at: new Date(now()).toISOString(), kept_at: null,
  };
}

export const toNewAction = (draft: Draft): NewAction => ({
  id: draft.id, operation: draft.operation, content: draft.content, planned: draft.planned, created_at: draft.kept_at ?? draft.touched_at,
  analysis: null, duplicate_of: draft.duplicate_of, hour_guessed: !draft.own_time,
});

export const useOutbox = defineStore('outbox', () => {
  const session = useSession();
  const kept = ref<Draft[]>(JSON.parse(localStorage.getItem(KEY) ?? '[]') as Draft[]);
  // a device may be shared: each person sees and sends only what they wrote
  const author = computed(() => session.session?.person.id ?? '');
  const drafts = computed(() => kept.value.filter((d) => d.author === author.value));
  const sending = shallowRef<Id | null>(null);
  const problems = ref<Record<Id, Problem>>({});
  const received = new Map<Id, ActionSaved>();
  const waiting = computed(() => drafts.value.filter((d) => d.kept_at !== null));
  const unfinished = computed(() => drafts.value.filter((d) => d.kept_at === null));
  let timer = 0;

  const persist = (): void => { localStorage.setItem(KEY, JSON.stringify(kept.value)); };
  const find = (id: Id): Draft | undefined => drafts.value.find((d) => d.id === id);

  /** Keeps the draft here at once, and on the server as soon as it can: another device may go on with it. */
  function keep(draft: Draft): void {
    draft.touched_at = new Date(now()).toISOString();
    const at = kept.value.findIndex((d) => d.id === draft.id);
    const copy = JSON.parse(JSON.stringify(draft)) as Draft;
    if (at < 0) kept.value.push(copy);
    else kept.value[at] = copy;
    persist();
  }
  const copyToServer = (draft: Draft): Promise<void> => put<void>(`/v1/drafts/${draft.id}`, { title: draft.own_title, content: draft }).catch(() => undefined);

  function forget(id: Id): void {
    const files = kept.value.find((d) => d.id === id)?.content.evidence ?? [];
    kept.value = kept.value.filter((d) => d.id !== id);
    delete problems.value[id];
    persist();
    for (const { hash } of files) drop(hash);
    void del(`/v1/drafts/${id}`).catch(() => undefined);
  }

  /** A file that no record here speaks of any more. */
  function drop(hash: string): void {
    if (!kept.value.some((d) => d.content.evidence.some((e) => e.hash === hash))) void letGo(hash);
  }

  /** From here on the record is written and waits for its receipt; the same operation may be sent any number of times. */
  function commit(draft: Draft): Promise<void> {
    draft.kept_at = new Date(now()).toISOString();
    keep(draft);
    return send(draft.id);
  }
  function reopen(id: Id): void {
    const draft = find(id);
    if (draft) keep({ ...draft, kept_at: null, operation: newId() });
    delete problems.value[id];
  }

  async function send(id: Id): Promise<void> {
    const draft = find(id);
    if (!draft || draft.kept_at === null || sending.value) return;
    sending.value = id;
    try {
      // the files first, and what the server says of them kept: the same operation always carries the same content
      const evidence = await sendFiles(draft.content.evidence);
      const whole = { ...draft, content: { ...draft.content, evidence } };
      if (JSON.stringify(evidence) !== JSON.stringify(draft.content.evidence)) keep(whole);
      received.set(id, await post<ActionSaved>('/v1/actions', toNewAction(whole)));
      forget(id);
    } catch (cause) {
      const problem = asProblem(cause);
      if (problem.passing) schedule();
      problems.value = { ...problems.value, [id]: problem };
    } finally {
      sending.value = null;
    }
  }
  async function sendAll(): Promise<void> {
    for (const { id } of [...waiting.value]) await send(id);
  }
  function schedule(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void sendAll(), RETRY) as unknown as number;
  }
  return { author, drafts, waiting, unfinished, sending, problems, received, find, keep, copyToServer, forget, drop, commit, reopen, send, sendAll };
});
