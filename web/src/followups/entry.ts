// SPDX-License-Identifier: Apache-2.0
// Follow-ups written one after another: each goes on its way while the next is being written, and what did not go is given back.
import { computed, ref, shallowRef } from 'vue';
import { create } from './followups';
import type { ActionView, NewFollowup } from '@/base/api';
import { asProblem, type Problem } from '@/base/problem';

const LEAST = 5; // letters (rede-colaborativa §5.6)
export type Lack = 'text' | 'responsible' | null;

export function useEntry(blank: () => NewFollowup, kept: () => void, of: () => ActionView | undefined = () => undefined) {
  const form = ref(blank());
  const problem = shallowRef<Problem | null>(null);
  const unsent = shallowRef<NewFollowup[]>([]); // did not go, and the form already holds the next
  const sending = shallowRef(0);
  let before: Promise<unknown> = Promise.resolve(); // those still on their way

  const lacks = computed<Lack>(() => {
    if ([...form.value.text.trim()].length < LEAST) return 'text';
    return form.value.responsible.name ? null : 'responsible';
  });

  /** The same one may be sent again: it carries its own operation. */
  async function send(one: NewFollowup): Promise<boolean> {
    sending.value++;
    problem.value = null;
    try {
      await create({ ...one, kind: one.kind || 'RETORNAR', text: one.text.trim() }, of());
      kept();
      return true;
    } catch (cause) {
      problem.value = asProblem(cause);
      return false;
    } finally {
      sending.value--;
    }
  }

  /** The form is empty at once; it takes this one back if that does not go and nothing else was begun. */
  function keepAndGoOn(): Promise<void> {
    const one = form.value;
    const next = blank();
    form.value = next;
    const going = send(one).then((went) => {
      if (went) return;
      if (form.value.id === next.id && form.value.text === '') form.value = one;
      else unsent.value = [...unsent.value, one];
    });
    before = Promise.all([before, going]);
    return going;
  }
  /** True when this one, and every one before it, is kept. */
  async function keepLast(): Promise<boolean> {
    const one = form.value;
    const went = await send(one);
    if (went && form.value.id === one.id) form.value = blank();
    await before;
    return went && unsent.value.length === 0;
  }
  async function again(): Promise<void> {
    for (const one of unsent.value) {
      if (!(await send(one))) return;
      unsent.value = unsent.value.filter((x) => x !== one);
    }
  }
  return { form, problem, unsent, sending, lacks, keepAndGoOn, keepLast, again };
}
