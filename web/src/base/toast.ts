// SPDX-License-Identifier: Apache-2.0
import { shallowRef } from 'vue';

/** One line about what just happened, with the way back. Stays until the next page or the next line. */
export interface Toast { text: string; undo?: () => Promise<void> }

export const toast = shallowRef<Toast | null>(null);
export function tell(text: string, undo?: () => Promise<void>): void {
  toast.value = undo ? { text, undo } : { text };
}
