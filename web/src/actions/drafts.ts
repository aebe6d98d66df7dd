// SPDX-License-Identifier: Apache-2.0
// Records being written. Sealed on this device beside the person's copy, with a copy on the server so that another device may go on;
// in a browser that keeps nothing, in memory and on the server.
import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { blankContent } from './content';
import { recordOf } from './local';
import type { ActionContent, ActionView, Id, NewAction, OrganisationRef, PlaceRef } from '@/base/api';
import { now } from '@/base/clock';
import { del, post, put } from '@/base/http';
import { newId } from '@/base/ids';
import { useSession } from '@/people/session';
import { perform, type Fate } from '@/sync/deeds';
import { allDrafts, dropDraft, keepDraft } from '@/sync/drawer';
import { letFileGo, sweepFiles } from '@/sync/files';
import { useReplica } from '@/sync/replica';
import type { Shown } from '@/sync/view';

export interface Draft {
  author: Id; id: Id; content: ActionContent; places: PlaceRef[]; organisations: OrganisationRef[];
  duplicate_of: Id | null; own_time: boolean; own_title: string; planned: boolean;
  last_text?: string; // of the record that this one repeats: to be read, not to be sent
  touched_at: string;
}

export function newDraft(author: Id): Draft {
  return {
    author, id: newId(), content: blankContent(), places: [], organisations: [], duplicate_of: null,
    own_time: false, own_title: '', planned: false, touched_at: new Date(now()).toISOString(),
  };
}

type Registered = Omit<NewAction, 'operation'>;
export const toNewAction = (draft: Draft): Registered => ({
  id: draft.id, content: draft.content, planned: draft.planned, created_at: new Date(now()).toISOString(),
  analysis: null, duplicate_of: draft.duplicate_of, hour_guessed: !draft.own_time,
});
/** A registration that nobody received, to be written again. */
export function draftOf(author: Id, { operation, local }: Shown): Draft {
  const sent = JSON.parse(operation.body) as NewAction;
  const view = local?.body as unknown as ActionView | undefined;
  return {
    ...newDraft(author), id: operation.record, content: sent.content, places: view?.place_refs ?? [], organisations: view?.organisation_refs ?? [],
    duplicate_of: sent.duplicate_of, own_time: !sent.hour_guessed, own_title: view?.title ?? '', planned: sent.planned ?? false,
  };
}

export const useDrafts = defineStore('drafts', () => {
  const session = useSession();
  const replica = useReplica();
  const kept = ref<Draft[]>([]);
  const author = computed(() => session.session?.person.id ?? '');
  const drafts = computed(() => kept.value.filter((d) => d.author === author.value));
  const find = (id: Id): Draft | undefined => drafts.value.find((d) => d.id === id);
  const store = () => (replica.state === 'open' ? replica.desk?.store : undefined);
  let reading: Promise<void> = Promise.resolve();

  /** What this device keeps, once it is open. */
  watch(() => [replica.state, replica.desk], () => { reading = read(); }, { immediate: true, flush: 'sync' });
  async function read(): Promise<void> {
    const here = store();
    if (!here) return;
    const found: Draft[] = [];
    for (const draft of await allDrafts<Draft>(here)) {
      if (await here.speaksOf(draft.id)) await dropDraft(here, draft.id); // it was kept as a record a moment before the end
      else found.push(draft);
    }
    const fresh = found.filter((d) => !kept.value.some((k) => k.id === d.id && k.touched_at >= d.touched_at)); // another tab may have gone on with it
    kept.value = [...fresh, ...kept.value.filter((k) => !fresh.some((d) => d.id === k.id))];
    await sweepFiles(here, new Set(kept.value.flatMap((d) => d.content.evidence.map((e) => e.hash))), Date.now());
  }
  /** The drafts are there as the last tab that wrote left them, or this browser keeps none. */
  async function ready(): Promise<void> {
    await replica.isOpen();
    await (reading = reading.then(read));
  }

  async function keep(draft: Draft): Promise<void> {
    draft.touched_at = new Date(now()).toISOString();
    const copy = JSON.parse(JSON.stringify(draft)) as Draft;
    const at = kept.value.findIndex((d) => d.id === draft.id);
    if (at < 0) kept.value.push(copy);
    else kept.value[at] = copy;
    const here = store();
    if (here) await keepDraft(here, draft.id, copy);
  }
  const copyToServer = (draft: Draft): Promise<void> => put<void>(`/v1/drafts/${draft.id}`, { title: draft.own_title, content: draft }).catch(() => undefined);

  async function drop(id: Id): Promise<void> {
    kept.value = kept.value.filter((d) => d.id !== id);
    const here = store();
    if (here) await dropDraft(here, id);
    void del(`/v1/drafts/${id}`).catch(() => undefined);
  }
  /** Thrown away, with the files that nothing else speaks of. */
  async function forget(id: Id): Promise<void> {
    const files = find(id)?.content.evidence ?? [];
    await drop(id);
    for (const { hash } of files) await letGo(hash);
  }
  async function letGo(hash: string): Promise<void> {
    const here = store();
    if (!here) return;
    const written = [...kept.value, ...await allDrafts<Draft>(here)]; // another tab may speak of it
    if (!written.some((d) => d.content.evidence.some((e) => e.hash === hash))) await letFileGo(here, hash);
  }

  /** From here on it is a record: received, or kept on this device until it is. */
  async function commit(draft: Draft): Promise<Fate> {
    const body = toNewAction(draft);
    const fate = await perform({
      verb: 'action.register', record: draft.id, body, local: recordOf(draft, session.session!.person), files: draft.content.evidence.map((e) => e.hash),
      patience: 1000, send: (whole) => post('/v1/actions', whole),
    });
    await drop(draft.id);
    return fate;
  }
  /** Back to the form what nobody received; false when the server has it, or may have it. */
  async function reopen(shown: Shown): Promise<boolean> {
    const draft = draftOf(author.value, shown);
    await keep(draft);
    if (await replica.withdraw(shown)) return true;
    await drop(draft.id);
    return false;
  }
  return { author, drafts, ready, find, keep, copyToServer, forget, letGo, commit, reopen };
});
