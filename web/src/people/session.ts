// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Counters, Invitation, Session } from '@/base/api';
import { setClock, setZone } from '@/base/clock';
import { ask, del, get, PATIENCE, pause, post, put, signal, stateHere, useCsrf } from '@/base/http';
import { useDeviceOf } from '@/base/ids';
import { asProblem, Problem } from '@/base/problem';
import type { Verb } from './verbs';

export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null);
  const asked = shallowRef(false);
  const unreached = shallowRef<Problem | null>(null); // the server did not say who is here
  const kept = shallowRef(false); // taken from this device, not from the server
  const over = shallowRef(false); // the server does not know it any more, and what is being written may still be kept
  const lapsed = shallowRef(false); // it ended by itself
  const counters = shallowRef<Counters>({ pending: 0, validation: 0, returned: 0 });

  function take(next: Session | null): void {
    lapsed.value = !next && session.value !== null;
    over.value = false;
    session.value = next;
    asked.value = true;
    useCsrf(next?.csrf ?? '');
    if (!next) return;
    if (!next.viewing_as) useDeviceOf(next.person.id);
    setClock(next.now, next.demo);
    setZone(next.state?.state ?? '');
    void count();
  }

  /** What waits for this person; a failure leaves the last answer standing. */
  async function count(): Promise<void> {
    counters.value = await get<Counters>('/v1/counters').catch(() => counters.value);
  }

  /** Asks once who is here. Nobody is an answer too; a lost network is not. What this device keeps behind a PIN is offered when
   *  the network does not answer soon; an answer that comes all the same still counts. `anew`: a PIN has opened it since. */
  async function recall(anew = false): Promise<void> {
    if (asked.value && !anew) return;
    unreached.value = null;
    const answer = inquire();
    await (stateHere() === 'locked' ? Promise.race([answer, pause(PATIENCE)]) : answer);
    if (!asked.value) unreached.value ??= new Problem('net.unreachable', 0, '');
  }
  async function inquire(): Promise<void> {
    try {
      take(await get<Session>('/v1/session'));
      kept.value = !signal.value;
      if (!kept.value && !session.value?.viewing_as) void put('/v1/session').catch(() => undefined); // lives on while it is used
    } catch (cause) {
      if (!(cause instanceof Problem && cause.status === 401)) { unreached.value = asProblem(cause); return; }
      take(null);
      lapsed.value ||= cause.code === 'session.over';
    }
  }
  /** What was being written is left. Without signal nobody says anything else, and the work goes on. */
  async function askAgain(): Promise<void> {
    await ask<Session>('/v1/session').then(take, (cause: unknown) => { if (asProblem(cause).status === 401) take(null); });
  }
  // who was taken from this device is asked for again as soon as the server can be reached: its token may be another now
  watch(signal, async (on) => {
    if (!on || !kept.value || !session.value) return;
    kept.value = false;
    await ask<Session>('/v1/session').then(take, () => { kept.value = true; });
  });
  async function signIn(login: string, password: string): Promise<void> { take(await post<Session>('/v1/session', { login, password })); }
  async function signOut(): Promise<void> { await del('/v1/session'); take(null); lapsed.value = false; }
  const invitation = (token: string): Promise<Invitation> => get(`/v1/invitations/${encodeURIComponent(token)}`);
  async function accept(token: string, password: string): Promise<void> {
    take(await post<Session>(`/v1/invitations/${encodeURIComponent(token)}`, { password }));
  }
  async function viewAs(person: string): Promise<void> { take(await post<Session>('/v1/session/view-as', { person })); }
  async function viewAsMyself(): Promise<void> { take(await del<Session>('/v1/session/view-as')); }

  const can = (verb: Verb): boolean => session.value?.verbs.includes(verb) ?? false;
  const role = computed(() => session.value?.roles[0] ?? null);
  /** Where this person works: the state if the role has one, otherwise Brazil (0). */
  const homePlace = computed(() => session.value?.state?.id ?? 0);

  /** What a page of figures begins with: a manager's own town, of which alone the figures tell; of others, where they work. */
  const ownPlace = computed(() => (role.value?.place?.level === 'municipio' && !can('action.read') ? role.value.place.id : homePlace.value));

  return { session, asked, unreached, over, lapsed, counters, take, count, recall, askAgain, signIn, signOut, invitation, accept, viewAs, viewAsMyself, can, role, homePlace, ownPlace };
});
