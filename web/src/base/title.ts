// SPDX-License-Identifier: Apache-2.0
import { ref, watchEffect } from 'vue';

/** What the screen reader hears after a change of page, and what the tab shows. */
export const pageTitle = ref('');

export function useTitle(title: () => string | null | undefined): void {
  watchEffect(() => {
    const said = title();
    if (!said) return;
    pageTitle.value = said;
    document.title = `${said} · Teia`;
  });
}
