// SPDX-License-Identifier: Apache-2.0
// Keeps the answers of shelf-list.ts: all of them every half hour, the moving ones when there are news.
import type { Session } from '@/base/api';
import { ask } from '@/base/http';
import { asProblem } from '@/base/problem';
import { shelve } from './shelf';
import { shelfList, type Wanted } from './shelf-list';
import type { Store } from './store';
import type { Json } from './types';

const EVERY = 30 * 60_000; // ms

/** What is due now; answers how many were kept. One that is refused to this person is no reason to stop; no network is. */
export async function keepAnswers(store: Store, session: Session, news: boolean, now = Date.now()): Promise<number> {
  const last = await store.tables.said('shelved-at', 0);
  const all = now - last >= EVERY || now < last;
  if (!all && !news) return 0;
  const brought = new Map<string, unknown>();
  const wanted: Wanted = { session, answer: <T>(address: string) => brought.get(address) as T | undefined };
  let kept = 0;
  for (const { addresses } of shelfList.filter((line) => all || line.often)) {
    for (const address of addresses(wanted)) {
      try {
        const answer = await ask<Json>(address);
        brought.set(address, answer);
        await shelve(store, address, answer, new Date(now).toISOString());
        kept++;
      } catch (cause) {
        const problem = asProblem(cause);
        if (problem.passing || problem.status < 0) return kept; // the rest another time
      }
    }
  }
  if (all) await store.tables.say('shelved-at', now);
  return kept;
}
