// SPDX-License-Identifier: Apache-2.0
/// <reference lib="webworker" />
// The service worker, /sw.js: keeps every file of the application on the device, so that it starts without signal.
// It never touches /v1/: a person's data are kept by the application itself, encrypted.
//
// Each version has a cache of its own, whole before it counts. A new version waits until no page is open, or until a person
// asks for it (versions.ts); the versions before it stay a while, for the pages of theirs that are still open.
import { isHashed, isPage } from './addresses';

interface Listed { url: string; revision: string | null; integrity?: string } // revision null: the name carries a hash
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: Listed[] };

const LANES = 4; // files on their way at once: the page has the right of way
const KEPT = 2; // versions before this one
const files = self.__WB_MANIFEST; // written by the build (vite.config.ts)
const names = new Set(files.map((f) => f.url));
// index.html names its scripts by their hashes, these theirs: the files without a hash tell every change
const mine = `teia ${files.flatMap((f) => f.revision?.slice(0, 8) ?? []).join('')}`;

/** An install that was cut goes on where it stopped; what an earlier version has is not fetched again. */
async function take(file: Listed, cache: Cache): Promise<void> {
  if (await cache.match(file.url)) return;
  const same = isHashed(file.url) ? await caches.match(file.url, { ignoreVary: true }) : undefined;
  const how: RequestInit = { priority: 'low', cache: isHashed(file.url) ? 'default' : 'no-cache', ...(file.integrity ? { integrity: file.integrity } : {}) };
  const reply = same ?? (await fetch(file.url, how));
  if (!reply.ok || reply.redirected) throw new Error(`${file.url}: ${reply.status}`);
  await cache.put(file.url, reply);
}
async function install(): Promise<void> {
  const cache = await caches.open(mine);
  const left = files.values();
  await Promise.all(Array.from({ length: LANES }, async () => { for (const file of left) await take(file, cache); }));
}

async function activate(): Promise<void> {
  const others = (await caches.keys()).filter((name) => name.startsWith('teia ') && name !== mine); // the oldest first
  await Promise.all(others.slice(0, -KEPT).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function page(request: Request): Promise<Response> {
  const cache = await caches.open(mine);
  return (await cache.match('/index.html', { ignoreVary: true })) ?? fetch(request);
}
/** Of this version, or of the one that the asking page is of. */
async function file(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(mine);
  return (await cache.match(path, { ignoreVary: true })) ?? (await caches.match(path, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener('install', (event) => { event.waitUntil(install()); });
self.addEventListener('activate', (event) => { event.waitUntil(activate()); });
self.addEventListener('message', (event) => { if (event.data === 'apply') event.waitUntil(self.skipWaiting()); });
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (names.has(pathname) || isHashed(pathname)) event.respondWith(file(pathname, request));
  else if (request.mode === 'navigate' && isPage(pathname)) event.respondWith(page(request));
});
