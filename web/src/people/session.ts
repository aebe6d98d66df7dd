// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { Counters, Invitation, Session } from '@/base/api';
import { setClock, setZone } from '@/base/clock';
import { del, get, post, put, useCsrf } from '@/base/http';
import { asProblem, Problem } from '@/base/problem';
import type { Verb } from './verbs';

export const useSession = defineStore('session', () => {
  const session = shallowRef<Session | null>(null);
  const asked = shallowRef(false);
  const unreached = shallowRef<Problem | null>(null); // the server did not say who is here
  const counters = shallowRef<Counters>({ pending: 0, validation: 0, returned: 0 });

  function take(next: Session | null): void {
    session.value = next;
    asked.value = true;
    useCsrf(next?.csrf ?? '');
    if (!next) return;
    setClock(next.now, next.demo);
    setZone(next.state?.state ?? '');
    void count();
  }

  /** What waits for this person; a failure leaves the last answer standing. */
  async function count(): Promise<void> {
    counters.value = await get<Counters>('/v1/counters').catch(() => counters.value);
  }

  /** Asks once who is here. Nobody is an answer too; a lost network is not. */
  async function recall(): Promise<void> {
    if (asked.value) return;
    unreached.value = null;
    try {
      take(await get<Session>('/v1/session'));
      if (!session.value?.viewing_as) void put('/v1/session').catch(() => undefined); // lives on while it is used
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 401) take(null);
      else unreached.value = asProblem(cause);
    }
  }
  async function signIn(login: string, password: string): Promise<void> { take(await post<Session>('/v1/session', { login, password })); }
  async function signOut(): Promise<void> { await del('/v1/session'); take(null); }
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

  return { session, asked, unreached, counters, take, count, recall, signIn, signOut, invitation, accept, viewAs, viewAsMyself, can, role, homePlace, ownPlace };
});
