// SPDX-License-Identifier: Apache-2.0
import { shallowRef } from 'vue';

const READ = 7000; // ms: a short sentence twice

/** One line about what just happened. With a way back it stays until the next page; without one it leaves by itself. */
export interface Toast { text: string; undo?: () => Promise<void> }

export const toast = shallowRef<Toast | null>(null);
export function tell(text: string, undo?: () => Promise<void>): void {
  const mine = undo ? { text, undo } : { text };
  toast.value = mine;
  if (!undo) setTimeout(() => { if (toast.value === mine) toast.value = null; }, READ);
}
