// SPDX-License-Identifier: Apache-2.0
// Period, place and composition live in the address; what was told last is kept sealed on this device.
import { computed } from 'vue';
import { useRoute, useRouter, type RouteLocationRaw } from 'vue-router';
import { periodAsked, type Asked } from './indicators';
import type { Instant } from '@/base/api';
import { today } from '@/base/clock';
import { PATIENCE, pause } from '@/base/http';
import { useLoading, type Loading } from '@/base/loading';
import { asProblem, Problem } from '@/base/problem';
import { roomBeside } from '@/base/room';
import { useSession } from '@/people/session';
import { useReplica } from '@/sync/replica';

export function useAsked() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const text = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '');
  const period = computed(() => periodAsked(text('periodo'), today()));
  const asked = computed<Asked>(() => ({
    period: period.value?.id ?? text('periodo'), place: Number(text('lugar') || session.ownPlace), composition: text('composicao') === 'hoje' ? 'hoje' : '',
  }));
  const code = computed(() => (typeof route.params['code'] === 'string' ? route.params['code'] : ''));
  // decided when it is opened: what is open stays as it is while a window is drawn wider or a phone is turned
  const drawer = computed(() => code.value !== '' && roomBeside().matches);
  const set = (key: 'periodo' | 'lugar' | 'composicao', value: string): void => void router.replace({ path: route.path, query: { ...route.query, [key]: value || undefined } });
  /** The panel, or one indicator, with the filters that are on. */
  const door = (of = '', change: Record<string, string> = {}): RouteLocationRaw => ({ path: of ? `/painel/${of}` : '/painel', query: { ...route.query, ...change } });
  return { period, asked, code, drawer, set, door, leave: () => router.push(door()) };
}
export type AskedHere = ReturnType<typeof useAsked>;

/** `at`: as it was then, told by this device; null: as it is. */
export interface Told<T> { answer: T; at: Instant | null }

/** From the server; where it does not answer soon, as this device was told last, until it does. */
export function useTold<T>(address: () => string, fetch: () => Promise<T>): Loading<Told<T>> {
  const replica = useReplica();
  const session = useSession();
  const desk = () => (replica.state === 'open' && !session.session?.viewing_as ? replica.desk : null);
  const kept = async (of: string): Promise<Told<T> | null> => (await desk()?.kept<T>(of).catch(() => null)) ?? null;
  let before = address();
  let unsure = false; // what is shown answers another question
  const told: Loading<Told<T>> = useLoading(() => asked().then((answer) => { unsure = false; return answer; }, (cause: unknown) => {
    if (unsure) told.data.value = null;
    throw cause;
  }), address);
  async function asked(): Promise<Told<T>> {
    const of = address();
    const wire = fetch().then((answer): Told<T> => {
      void desk()?.keep(of, answer).catch(() => undefined);
      return { answer, at: null };
    });
    if (before !== of) { unsure = true; before = of; }
    const silent = wire.catch((cause: unknown) => { if (asProblem(cause).offline) return null; throw cause; });
    const first = await Promise.race([silent, pause(PATIENCE)]) ?? await kept(of);
    if (first?.at) void wire.then((late) => { if (address() === of) told.data.value = late; }, () => undefined);
    const last = first ?? await silent;
    if (!last) throw new Problem('net.needs-signal', 0, '');
    return last;
  }
  return told;
}
