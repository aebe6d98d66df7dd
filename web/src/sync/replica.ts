// SPDX-License-Identifier: Apache-2.0
// What the application knows of this person's copy on this device: whether it is there, whether it is open, how it fares.
// Everything here may fail softly: without a database or without encryption the application works as a page does.
import { defineStore } from 'pinia';
import { computed, shallowRef, watch } from 'vue';
import type { Session } from '@/base/api';
import { now } from '@/base/clock';
import { answersFrom, PATIENCE, pause, signal } from '@/base/http';
import { t } from '@/base/i18n';
import { useDeviceOf } from '@/base/ids';
import { asProblem, type Problem } from '@/base/problem';
import { tell } from '@/base/toast';
import { useSession } from '@/people/session';
import type { Deed, Fate } from './deeds';
import type { Desk } from './desk';
import type { Round } from './engine';
import type { Waiting } from './files';
import { hasProofs } from './proofs';
import { persist, room, type Room } from './storage';
import { problemOf, type Id, type Operation } from './types';
import type { Unlocked } from './vault';
import type { Shown, State } from './view';

const POINTER = 'teia.replica'; // whose copy a PIN opens where nobody can be asked who is here
const EVERY = 120_000; // ms between rounds of a page that is looked at
const RECORD = /^\/v1\/(?:actions|followups)\/([0-9a-f-]{36})$/;
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
  const outbox = shallowRef<Shown[]>([]); // what waits, oldest first
  const files = shallowRef<Waiting[]>([]); // what goes behind it
  const conflicts = shallowRef(0); // questions that their author has not decided
  const sealed = shallowRef(0); // records that wait for who was here to sign in again
  const filesHere = shallowRef<ReadonlySet<string>>(new Set()); // hashes of all whose bytes are on this device alone
  const person = computed(() => (session.session && !session.session.viewing_as ? session.session.person.id : null));
  const lookingAs = computed(() => !!session.session?.viewing_as);
  const waiting = computed(() => outbox.value.length || files.value.length); // a photo is not counted beside its record
  const needsYou = computed(() => conflicts.value + outbox.value.filter((o) => o.state === 'needs-you').length + files.value.filter((f) => f.said).length);
  /** Of each record with something that waits: how it stands. */
  const marks = computed(() => {
    const found = new Map<Id, State>();
    for (const { operation, state } of outbox.value) if (found.get(operation.record) !== 'needs-you') found.set(operation.record, state);
    return found;
  });
  let running: Promise<void> | null = null;
  let opening: Promise<void> = Promise.resolve();
  let tabs: BroadcastChannel | null = null;

  // an answer of one's own copy is no answer to who looks through another's eyes
  answersFrom({
    state: () => (lookingAs.value ? 'none' : state.value),
    answer: async (address) => {
      if (!desk.value || state.value !== 'open') return null;
      const { answerHere } = await import('./answers');
      return answerHere(desk.value.library, session.session, address);
    },
    knowsMore: (address) => marks.value.has(RECORD.exec(address)?.[1] ?? ''),
  });

  async function take(of: Id): Promise<Desk> {
    if (desk.value?.tables.person === of) return desk.value;
    desk.value?.close();
    const { Desk } = await import('./desk');
    return (desk.value = await Desk.of(of));
  }

  /** After signing in. The server's secret opens the copy, or makes one. */
  function open(of: Id): Promise<void> { return (opening = opened(of)); }
  async function opened(of: Id): Promise<void> {
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
      if (mine.vault.open && waiting.value) void send(mine);
      if (mine.vault.open) setTimeout(() => void round(), FIRST);
      if (hasProofs(of)) void part(); // others work here too
    } catch (cause) {
      stopped.value = asProblem(cause);
    }
  }

  async function settle(mine: Desk): Promise<void> {
    state.value = mine.vault.open ? 'open' : await mine.vault.exists() ? 'locked' : 'none';
    sealed.value = 0;
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

  /** Whether this device keeps what is done here; waits while the copy is being opened. */
  async function isOpen(): Promise<boolean> {
    await opening;
    return state.value === 'open' && desk.value !== null && person.value === desk.value.tables.person;
  }

  /** Kept first, then told: docs/sync.md. */
  async function carry(operation: Operation, { local, files: hashes = [], stands = false, instead = [], patience = PATIENCE }: Deed): Promise<Fate> {
    const mine = desk.value!;
    await mine.replica.keep(operation, local, { stands, instead });
    await mine.release(hashes);
    version.value++;
    await look();
    const going = send(mine);
    if (signal.value) await Promise.race([going, pause(patience)]);
    const fate = await fateOf(mine, operation);
    if (fate === 'conflict') tell(t('sync.conflict.met'));
    if (fate !== 'here') void mine.sendFiles().catch(() => undefined).finally(() => { void look(); void again(); }); // a file goes right behind its text
    return fate;
  }
  const send = (mine: Desk): Promise<unknown> => mine.replica.send().catch(() => undefined).finally(look);
  async function fateOf(mine: Desk, operation: Operation): Promise<Fate> {
    const sent = await mine.tables.sent.get(operation.operation);
    if (sent) return sent.conflict ? 'conflict' : 'received';
    const row = await mine.tables.outbox.get(operation.operation);
    if (row?.state !== 'refused') return 'here';
    const said = await mine.store.note(row);
    await mine.withdraw({ operation }); // what was written is still in the form
    version.value++;
    await look();
    throw problemOf(said ?? { code: 'unknown' });
  }
  /** The last edits of a record, oldest first, that the server surely does not have. */
  function editsWaiting(record: Id): Shown[] {
    const own = outbox.value.filter((o) => o.operation.record === record);
    return own.slice(own.findLastIndex((o) => o.operation.verb !== 'action.edit' || !o.free) + 1);
  }
  /** What got its receipt here of this record, the newest first; without a record, of all. */
  const proven = async (record: Id | null, most = 20): Promise<Shown[]> => (state.value === 'open' ? await desk.value?.received(record, most) ?? [] : []);
  /** A round that begins from now on. */
  const again = (): Promise<void> => (running ?? Promise.resolve()).then(round);

  async function withdraw(shown: Shown): Promise<boolean> {
    const free = await desk.value?.withdraw(shown) ?? false;
    version.value++;
    await look();
    return free;
  }
  /** By its author's will, once more. */
  async function retry(operation: Id): Promise<void> {
    await desk.value?.store.retry(operation);
    await look();
    await again();
  }

  async function fillAll(): Promise<void> {
    await desk.value?.fillAll();
    await look();
    await round();
  }

  /** What is shown of the copy, here and in the other tabs. `called`: it was another tab that said so. */
  async function look(called = false): Promise<void> {
    const mine = desk.value;
    if (!called && mine) tabs?.postMessage({ person: mine.tables.person, reached: signal.value });
    if (!mine || state.value !== 'open') { [standing.value, outbox.value, files.value, filesHere.value, conflicts.value] = [null, [], [], new Set(), 0]; return; }
    const { audiences } = await mine.tables.standing();
    [outbox.value, files.value, filesHere.value, conflicts.value] = [await mine.waiting(), await mine.filesWaiting(), new Set(await mine.filesHere()), await mine.questions()];
    standing.value = {
      records: await mine.tables.documents.count(), waiting: await mine.tables.outbox.count(), holdsBack: await mine.holdsBack(),
      whole: audiences.length > 0 && audiences.every((a) => a.whole), hasPin: await mine.vault.triesLeft() !== null, room: await room(),
    };
  }

  /** The key goes, the sealed outbox stays. `forGood`: its person left, and no PIN is asked for here any more. */
  function shut(forGood = false): void {
    if (forGood) localStorage.removeItem(POINTER);
    desk.value?.close();
    [desk.value, standing.value, lastAt.value, stopped.value, outbox.value, files.value] = [null, null, null, null, [], []];
    sealed.value = 0;
    state.value = pointed() ? 'locked' : 'none';
  }

  /** Nobody is signed in. Was this device given up as lost? What waits goes while the key is still at hand. */
  async function ended(): Promise<void> {
    const mine = desk.value;
    if (mine) state.value = 'locked';
    const waits = await mine?.tables.outbox.count().catch(() => 0) ?? 0;
    await part();
    if (desk.value !== mine || session.session) return;
    shut();
    sealed.value = waits;
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
    watch(() => session.over, (yes) => { if (yes) void part(); }); // given up as lost, it does not wait for the page to be left
    watch(stopped, (problem) => { if (problem?.code === 'sync.device-lost') void part(); });
    const wake = (): void => { if (!document.hidden) void (state.value === 'open' ? round() : person.value ? open(person.value) : undefined); };
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    setInterval(wake, EVERY);
    watch(signal, (on) => { if (on) wake(); });
    tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('teia');
    tabs?.addEventListener('message', ({ data }) => { // a hidden one looks when it comes to the front
      const { person: of, reached } = data as { person: Id; reached: boolean };
      if (document.hidden || of !== desk.value?.tables.person) return;
      void look(true).then(() => { version.value++; });
      signal.value ||= reached;
    });
  }

  return {
    state, standing, busy, keeping, lastAt, stopped, version, desk, outbox, files, filesHere, waiting, needsYou, marks, sealed,
    unlock, choosePin, isOpen, carry, editsWaiting, proven, withdraw, retry, round, fillAll, look, shut, begin,
  };
});
