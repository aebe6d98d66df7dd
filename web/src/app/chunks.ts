// SPDX-License-Identifier: Apache-2.0
// Pages are files of their own. Until the service worker has them all, the usual ones are fetched while nothing else happens, so
// that they open without signal; one that cannot be fetched is said, or asked for anew when the server has a newer version of
// everything.
import type { RouteLocationNormalized, Router } from 'vue-router';
import { t } from '@/base/i18n';
import { tell } from '@/base/toast';

const USUAL = ['/', '/registrar', '/guardado/0', '/acoes', '/acoes/0', '/pendencias', '/encaminhamentos/0', '/territorio', '/territorio/0', '/aparelho', '/mais'];

export async function fetchUsual(router: Router): Promise<void> {
  if ('serviceWorker' in navigator && navigator.serviceWorker.controller) return; // every page is on the device (sw.ts)
  for (const path of USUAL) {
    const page = router.resolve(path).matched[0]?.components?.['default'];
    if (typeof page !== 'function') continue; // already here
    try { await (page as () => Promise<unknown>)(); } catch { return; } // no signal: another time
  }
}
export function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(act, { timeout: 10_000 });
  else setTimeout(act, 3000);
}

/** The page's file did not come: the server is out of reach, or the file is of an older version. */
export async function pageMissing(to: RouteLocationNormalized): Promise<void> {
  const there = await fetch('/healthz', { cache: 'no-store' }).then((r) => r.ok, () => false);
  if (there) location.assign(to.fullPath);
  else tell(t('app.page-missing'));
}
