// SPDX-License-Identifier: Apache-2.0
// What the application knows of this person's copy on this device: whether it is there, whether it is open, how it fares.
// Everything here may fail softly: without a database or without encryption the application works as a page does.
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Session } from '@/base/api';
import { now } from '@/base/clock';
import { answersFrom, pause, signal } from '@/base/http';
import { useDeviceOf } from '@/base/ids';
import { asProblem, type Problem } from '@/base/problem';
import { useSession } from '@/people/session';
import type { Desk } from './desk';
import type { Round } from './engine';
import { hasProofs } from './proofs';
import { persist, room, type Room } from './storage';
import type { Id } from './types';
import type { Unlocked } from './vault';

const POINTER = 'teia.replica'; // whose copy a PIN opens where nobody can be asked who is here
const EVERY = 120_000; // ms between rounds of a page that is looked at
const FIRST = 4_000; // ms; the page comes first
const AGAIN = 3_000; // ms between two tries to say farewell

export interface Standing { records: number; waiting: number; whole: boolean; holdsBack: boolean; hasPin: boolean; room: Room | null }

const able = (): boolean => typeof indexedDB !== 'undefined' && globalThis.crypto?.subtle !== undefined;
const pointed = (): Id | null => (able() ? localStorage.getItem(POINTER) : null);

export const useReplica = defineStore('replica', () => {
  const session = useSession();
  const state = shallowRef<'none' | 'locked' | 'open'>(pointed() ? 'locked' : 'none');
  const standing = shallowRef<Standing | null>(null);
  const busy = shallowRef(false);
  const keeping = shallowRef(false); // pages for the road are on their way
  const lastAt = shallowRef<number | null>(null);
  const stopped = shallowRef<Problem | null>(null);
  const version = shallowRef(0); // grows when the documents change
  const desk = shallowRef<Desk | null>(null);
  const person = computed(() => (session.session && !session.session.viewing_as ? session.session.person.id : null));
  const lookingAs = computed(() => !!session.session?.viewing_as);
  let running: Promise<void> | null = null;

  // an answer of one's own copy is no answer to who looks through another's eyes
  answersFrom({
    state: () => (lookingAs.value ? 'none' : state.value),
    answer: async (address) => {
      if (!desk.value || state.value !== 'open') return null;
      const { answerHere } = await import('./answers');
      return answerHere(desk.value.library, session.session, address);
    },
  });

  async function take(of: Id): Promise<Desk> {
    if (desk.value?.tables.person === of) return desk.value;
    desk.value?.close();
    const { Desk } = await import('./desk');
    return (desk.value = await Desk.of(of));
  }

  /** After signing in. The server's secret opens the copy, or makes one. */
  async function open(of: Id): Promise<void> {
    if (!able()) return;
    try {
      useDeviceOf(of);
      const mine = await take(of);
      if (!mine.vault.open) {
        if (await mine.vault.exists()) state.value = 'locked';
        await mine.report();
      }
      if (person.value !== of) return; // somebody left meanwhile
      await settle(mine);
      if (mine.vault.open) setTimeout(() => void round(), FIRST);
      if (hasProofs(of)) void part(); // others work here too
    } catch (cause) {
      stopped.value = asProblem(cause);
    }
  }

  async function settle(mine: Desk): Promise<void> {
    state.value = mine.vault.open ? 'open' : await mine.vault.exists() ? 'locked' : 'none';
    if (state.value === 'open') {
      if (await mine.vault.triesLeft() !== null) localStorage.setItem(POINTER, mine.tables.person);
      lastAt.value = await mine.tables.said<number | null>('round-at', null);
    }
    await look();
  }

  /** A cold start without network. */
  async function unlock(pin: string): Promise<{ was: Unlocked; left: number | null }> {
    const of = person.value ?? pointed();
    if (!of) return { was: 'no-lock', left: null };
    const mine = await take(of);
    const was = await mine.unlock(pin);
    if (was === 'open') { useDeviceOf(of); await settle(mine); void mine.library.all('action').catch(() => undefined); }
    return { was, left: await mine.vault.triesLeft() };
  }

  async function choosePin(next: string, now?: string): Promise<Unlocked> {
    if (!desk.value) return 'no-lock';
    const was = await desk.value.choosePin(next, now);
    if (was === 'open') {
      localStorage.setItem(POINTER, desk.value.tables.person);
      await persist();
      await look();
      void round();
    }
    return was;
  }

  /** Never two at once. What stops it is said, and nothing is lost by it. */
  function round(): Promise<void> {
    running ??= go().catch((cause: unknown) => { stopped.value = asProblem(cause); }).finally(() => { running = null; busy.value = false; });
    return running;
  }
  async function go(): Promise<void> {
    const mine = desk.value;
    if (!mine || state.value !== 'open' || person.value !== mine.tables.person) return;
    busy.value = true;
    const done = await mine.replica.round();
    busy.value = false;
    stopped.value = done.stopped;
    if (done.documents) version.value++;
    if (!done.stopped && session.session) await close(mine, done, session.session);
    await look();
  }
  async function close(mine: Desk, done: Round, of: Session): Promise<void> {
    keeping.value = true;
    lastAt.value = now();
    await mine.tables.say('round-at', lastAt.value);
    await look();
    const { keepAnswers } = await import('./shelving');
    await keepAnswers(mine.store, of, done.documents > 0).finally(() => { keeping.value = false; });
    await mine.report();
  }

  async function fillAll(): Promise<void> {
    await desk.value?.fillAll();
    await look();
    await round();
  }

  async function look(): Promise<void> {
    const mine = desk.value;
    if (!mine || state.value !== 'open') { standing.value = null; return; }
    const { audiences } = await mine.tables.standing();
    standing.value = {
      records: await mine.tables.documents.count(), waiting: await mine.tables.outbox.count(), holdsBack: await mine.holdsBack(),
      whole: audiences.length > 0 && audiences.every((a) => a.whole), hasPin: await mine.vault.triesLeft() !== null, room: await room(),
    };
  }

  /** The key goes, the sealed outbox stays. `forGood`: its person left, and no PIN is asked for here any more. */
  function shut(forGood = false): void {
    if (forGood) localStorage.removeItem(POINTER);
    desk.value?.close();
    [desk.value, standing.value, lastAt.value, stopped.value] = [null, null, null, null];
    state.value = pointed() ? 'locked' : 'none';
  }

  /** Nobody is signed in. Was this device given up as lost? What waits goes while the key is still at hand. */
  async function ended(): Promise<void> {
    const mine = desk.value;
    if (mine) state.value = 'locked';
    await part();
    if (desk.value === mine && !session.session) shut();
  }
  /** Where the network fails in between, the key is kept a moment longer: with it goes what only it can open. */
  async function part(): Promise<void> {
    for (let tries = 0; tries < 5 && able() && hasProofs(); tries++) {
      try {
        return await (await import('./farewell')).part(desk.value, person.value);
      } catch (cause) {
        if (!asProblem(cause).passing || !desk.value?.vault.open) return;
        await pause(AGAIN);
      }
    }
  }

  /** Called once, by the application. */
  function begin(): void {
    watch(person, (of) => { if (of && (of !== desk.value?.tables.person || state.value !== 'open')) void open(of); }, { immediate: true });
    watch(() => session.asked && !session.session, (nobody) => { if (nobody) void ended(); }, { immediate: true });
    watch(stopped, (problem) => { if (problem?.code === 'sync.device-lost') void part(); });
    const again = (): void => { if (!document.hidden) void (state.value === 'open' ? round() : person.value ? open(person.value) : undefined); };
    addEventListener('online', again);
    document.addEventListener('visibilitychange', again);
    setInterval(again, EVERY);
    watch(signal, (on) => { if (on) again(); });
  }

  return { state, standing, busy, keeping, lastAt, stopped, version, desk, unlock, choosePin, round, fillAll, look, shut, begin };
});
