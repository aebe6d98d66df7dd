// SPDX-License-Identifier: Apache-2.0
// A new version of the application never takes the page from under somebody's hands. It comes when a person asks for it, and
// where something is being written only once that page is left; or by itself at the next start, when no page is open.
import { shallowRef } from 'vue';
import type { Router } from 'vue-router';
import { whenIdle } from './chunks';

const LOOK_EVERY = 3_600_000; // ms, when a page comes to the front
const PRESS_EVERY = 2000; // ms, from asking the new worker to come to asking again
const ASK_EVERY = 500; // ms, from leaving a page to being free of it

/** none: this is the newest. there: a newer one is on the device. agreed: it comes when this page is left. */
export const newer = shallowRef<'none' | 'there' | 'agreed'>('none');
let registration: ServiceWorkerRegistration | undefined;
let looked = 0;
let again: ReturnType<typeof setTimeout> | undefined;

/** Puts the application on the device, behind the first page; then looks for newer versions now and then. */
export function keepOnDevice(router: Router): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const begin = (): void => whenIdle(() => void look());
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
  document.addEventListener('visibilitychange', () => { if (!document.hidden && Date.now() - looked > LOOK_EVERY) void look(); });
  addEventListener('online', () => void look());
  router.afterEach((to, from) => { if (newer.value === 'agreed' && to.path !== from.path) applyOnceFree(router); });
}
/** The page that was left may still be drawn, and the next one may open something over itself: asked again until nothing is written. */
function applyOnceFree(router: Router): void {
  clearTimeout(again);
  again = setTimeout(() => { if (writing(router)) applyOnceFree(router); else apply(); }, ASK_EVERY);
}

/** Without signal, or where the browser does not allow it, the application works as a page does. */
async function look(): Promise<void> {
  looked = Date.now();
  try {
    const found = await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' });
    if (found === registration) await found.update();
    else follow(found); // the first time, and when the first install had been cut
  } catch { /* another time */ }
}

function follow(found: ServiceWorkerRegistration): void {
  registration = found;
  if (found.waiting && found.active) newer.value = 'there';
  const coming = (): void => {
    const worker = found.installing;
    const first = !found.active;
    worker?.addEventListener('statechange', () => { if (worker.state === 'installed' && !first && newer.value === 'none') newer.value = 'there'; });
  };
  coming();
  found.addEventListener('updatefound', coming);
}

/** The whole screen is a task, something is open over the page, or a field is not empty: what a form shows of a record counts too. */
export function writing(router: Router): boolean {
  if (router.currentRoute.value.meta.bare || document.querySelector('dialog[open]')) return true;
  const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
  return fields.some((f) => f.value !== f.defaultValue || ('checked' in f && f.checked !== f.defaultChecked));
}

export function update(router: Router): void {
  if (writing(router)) newer.value = 'agreed';
  else apply();
}
function apply(): void {
  const reload = (): void => { location.reload(); };
  if (!registration?.waiting) return reload(); // another page has let it in already
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  // The old worker ends when it is idle, which a browser under load may find out late: it is asked for again until it has.
  const press = (): void => {
    registration?.waiting?.postMessage('apply');
    again = setTimeout(press, PRESS_EVERY);
  };
  press();
}
