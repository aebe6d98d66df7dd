// SPDX-License-Identifier: Apache-2.0
import { onScopeDispose, shallowRef, watch, type ShallowRef, type WatchSource } from 'vue';
import { asProblem, type Problem } from './problem';

/** One thing a page shows. What was there stays while the next answer is on its way. */
export interface Loading<T> {
  data: ShallowRef<T | null>;
  problem: ShallowRef<Problem | null>;
  busy: ShallowRef<boolean>;
  reload(): Promise<void>;
}

export function useLoading<T>(fetcher: () => Promise<T>, when?: WatchSource<unknown>): Loading<T> {
  const data = shallowRef<T | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = shallowRef(false);
  let turn = 0; // an answer that arrives after a later question is dropped

  async function reload(): Promise<void> {
    const mine = ++turn;
    busy.value = true;
    try {
      const answer = await fetcher();
      if (mine !== turn) return;
      data.value = answer;
      problem.value = null;
    } catch (cause) {
      if (mine === turn) problem.value = asProblem(cause);
    } finally {
      if (mine === turn) busy.value = false;
    }
  }

  onScopeDispose(() => { turn++; });
  if (when) watch(when, reload, { immediate: true });
  else void reload();
  return { data, problem, busy, reload };
}

/** A press on a button: one at a time, with what went wrong beside it. */
export function useDeed(): { busy: ShallowRef<boolean>; problem: ShallowRef<Problem | null>; run<T>(act: () => Promise<T>): Promise<T | undefined> } {
  const busy = shallowRef(false);
  const problem = shallowRef<Problem | null>(null);
  return {
    busy,
    problem,
    async run(act) {
      if (busy.value) return undefined;
      busy.value = true;
      problem.value = null;
      try {
        return await act();
      } catch (cause) {
        problem.value = asProblem(cause);
        return undefined;
      } finally {
        busy.value = false;
      }
    },
  };
}
