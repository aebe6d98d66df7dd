// SPDX-License-Identifier: Apache-2.0
// The end of a copy: a device that was given up as lost hands over what it still had to say, and then forgets. Only the server's
// word wipes anything; without an answer all stays, and the next contact asks again.
import { Desk } from './desk';
import { proofs, type Proof } from './proofs';
import { PROTOCOL, type Id, type Operation } from './types';
import { type Unlocked } from './vault';
import type { Farewell, FarewellAsked } from '@/base/api.gen';
import { post } from '@/base/http';
import { asProblem, Problem } from '@/base/problem';

const PENDING = 'teia.parting'; // whose outbox still waits here for a PIN, after everything else went
const BATCH = 50;
const BATCH_CHARS = 256 * 1024; // as in outbound.ts
export const PAGE = '/aparelho-perdido';

/** What became of a copy: how many operations went to the server, and how many could not be opened. */
export interface Parted { delivered: number; unopened: number }

const say = ({ device, proof }: Proof, operations: Operation[]): Promise<Farewell> =>
  post<Farewell>('/v1/sync/farewell', { protocol: PROTOCOL, device, proof, operations } satisfies FarewellAsked);

/** Asks for every copy on this device whether it was given up. `open` is the one whose key is at hand, if any is; `present`, who is
 *  signed in: somebody else's copy goes without a word to them. */
export async function part(open: Desk | null, present: Id | null): Promise<void> {
  if (location.pathname === PAGE) return; // said already
  for (const [person, proof] of Object.entries(proofs())) {
    if (!(await say(proof, [])).wipe) continue;
    const parted = await end(open?.tables.person === person ? open : await Desk.of(person), proof);
    if (!present || present === person) return show(parted);
  }
}

/** Whose operations a PIN may still deliver. */
export async function pending(): Promise<{ person: Id; waiting: number } | null> {
  const person = localStorage.getItem(PENDING);
  if (!person || !proofs()[person]) return null;
  const desk = await Desk.of(person);
  const waiting = await desk.tables.outbox.count();
  desk.close();
  return { person, waiting };
}
export async function endByPin(person: Id, pin: string): Promise<{ was: Unlocked; left: number | null }> {
  const desk = await Desk.of(person);
  const was = await desk.vault.unlockByPin(pin);
  if (was !== 'wrong') show(await end(desk, proofs()[person]!)); // by the right PIN, or because none opens it any more
  return { was, left: await desk.vault.triesLeft() };
}
/** Its owner's will: nothing of it is delivered. */
export async function endUnopened(person: Id): Promise<void> {
  const desk = await Desk.of(person);
  const unopened = await desk.tables.outbox.count();
  await wipe(desk);
  show({ delivered: 0, unopened });
}

/** null: a PIN could still deliver what waits, so that stays, sealed as it was, and nothing else does. */
async function end(desk: Desk, proof: Proof): Promise<Parted | null> {
  const { person, outbox } = desk.tables;
  const waiting = await outbox.count();
  const opened = desk.vault.open ? await openedOf(desk) : [];
  const delivered = await deliver(proof, opened);
  const behindPin = !desk.vault.open && waiting > 0 && await desk.vault.triesLeft() !== null;
  if (!behindPin) {
    await wipe(desk);
    return { delivered, unopened: waiting - delivered };
  }
  const { documents, sent, shelf, files, drafts } = desk.tables;
  for (const table of [documents, sent, shelf, files, drafts]) await table.clear();
  forgetAround(person); // but for the device's id: who signs in here meanwhile is told the same
  localStorage.setItem(PENDING, person);
  desk.close();
  return null;
}

async function openedOf({ store }: Desk): Promise<Operation[]> {
  const opened: Operation[] = [];
  for (const row of await store.waiting()) {
    const kept = await store.kept(row).catch(() => null); // bytes that somebody changed are never sent
    if (kept) opened.push(kept.operation);
  }
  return opened;
}

/** How many went, once the server has confirmed that it holds them. What the server cannot take as a whole it takes in halves, down to the one that it was about. */
async function deliver(proof: Proof, operations: Operation[]): Promise<number> {
  let done = 0;
  for (const batch of batches(operations)) {
    try {
      if (!(await say(proof, batch)).wipe) throw new Problem('sync.odd-answer', -1, '');
      done += batch.length;
    } catch (cause) {
      if (![400, 413, 422].includes(asProblem(cause).status)) throw cause;
      const half = batch.length >> 1;
      if (half) done += await deliver(proof, batch.slice(0, half)) + await deliver(proof, batch.slice(half));
    }
  }
  return done;
}
function batches(operations: Operation[]): Operation[][] {
  const all: Operation[][] = [];
  let chars = 0;
  for (const one of operations) {
    chars += one.body.length;
    const last = all.at(-1);
    if (last && last.length < BATCH && chars <= BATCH_CHARS) last.push(one);
    else { all.push([one]); chars = one.body.length; }
  }
  return all;
}

/** Nothing of this person stays here, not even what waits. */
export async function wipe(desk: Desk): Promise<void> {
  await desk.vault.forget(); // the whole database
  forgetAround(desk.tables.person);
  if (drop('teia.devices', desk.tables.person) === localStorage.getItem('teia.device')) localStorage.removeItem('teia.device');
  drop('teia.proofs', desk.tables.person);
  if (localStorage.getItem(PENDING) === desk.tables.person) localStorage.removeItem(PENDING);
  if (Object.keys(proofs()).length) return; // somebody else works here too
  for (const key of Object.keys(localStorage)) if (key.startsWith('teia.') && key !== 'teia.locale') localStorage.removeItem(key);
}

/** What the application notes of a person beside the copy. Its own files stay: the service worker keeps nothing else. */
function forgetAround(person: Id): void {
  if (localStorage.getItem('teia.replica') === person) localStorage.removeItem('teia.replica');
}
function drop(key: string, person: Id): unknown {
  const { [person]: own, ...others } = JSON.parse(localStorage.getItem(key) ?? '{}') as Record<Id, unknown>;
  localStorage.setItem(key, JSON.stringify(others));
  return own;
}

/** A new document: what this one still has in its memory goes with it. */
function show(parted: Parted | null): void {
  location.replace(parted ? `${PAGE}?entregues=${parted.delivered}&fechados=${parted.unopened}` : PAGE);
}
