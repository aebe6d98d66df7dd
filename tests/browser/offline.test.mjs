// SPDX-License-Identifier: Apache-2.0
// The application on the device: it starts where there is no signal, and a new version never takes a page from under the hands.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { line } from './line.mjs';
import { look } from './shots.mjs';
import { device, faultsOf, open, PC, PHONE, settled, signIn } from './teia.mjs';

const KB = 1000;
const FIRST_VISIT = 450 * KB;

let teia;
let wire;
const rooms = [];
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(async ({ task }) => {
  await teia.picture(task, rooms.map((room) => room.phone));
  for (const { phone, folder } of rooms.splice(0)) {
    await phone.close();
    rmSync(folder, { recursive: true, force: true });
  }
  await wire?.cut().catch(() => undefined);
});

/** A device of its own, on a line of its own. */
async function newDevice(size = PHONE) {
  wire = await line(teia.url);
  const room = { folder: mkdtempSync(join(tmpdir(), 'teia-device-')) };
  room.phone = await device(room.folder, wire.url, size);
  room.restart = async () => { await room.phone.close(); room.phone = await device(room.folder, wire.url, size); return page(room); };
  rooms.push(room);
  return room;
}
async function page({ phone }) {
  const opened = await phone.newPage();
  opened.setDefaultTimeout(15_000);
  await (await phone.newCDPSession(opened)).send('Network.clearBrowserCache'); // what the browser happens to have is no proof
  opened.asking = 0;
  opened.on('request', () => { opened.asking++; });
  for (const end of ['requestfinished', 'requestfailed']) opened.on(end, () => { opened.asking--; });
  return opened;
}
const installed = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
const lookForNewer = (page) => page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
const version = (page) => page.evaluate(() => document.querySelector('meta[name=version]')?.content ?? '');
const kept = (page) => page.evaluate(async () => {
  const names = await caches.keys();
  return Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).map((r) => new URL(r.url).pathname)));
});
const SAID = 'Metade de uma frase que nenhuma versão nova apaga.';

test('the first visit is light, and the rest comes behind it', async () => {
  const room = await newDevice();
  const first = await page(room);
  const asked = await room.phone.newCDPSession(first);
  let bytes = 0;
  await asked.send('Network.enable');
  asked.on('Network.loadingFinished', (it) => { bytes += it.encodedDataLength; });
  await signIn(first, 'helena');
  await settled(first);
  console.log(`first visit, signed in, start page: ${Math.round(bytes / KB)} KB`);
  expect(bytes).toBeLessThan(FIRST_VISIT);
  await installed(first);
  const [files] = await kept(first);
  expect(files).toContain('/index.html');
  expect(files.filter((f) => f.startsWith('/v1'))).toEqual([]);
  console.log(`kept on the device: ${files.length} files`);
});

test('an install that was cut goes on where it stopped', async () => {
  const room = await newDevice();
  wire.lose(/^\/assets\/coverage-/);
  const here = await page(room);
  await here.goto('/entrar');
  await expect.poll(() => here.evaluate(async () => (await caches.keys()).length === 1 && !(await navigator.serviceWorker.getRegistration())), { timeout: 15_000 }).toBe(true);
  const had = (await kept(here))[0].length;
  wire.lose(null);
  await here.reload();
  await installed(here);
  const [files] = await kept(here);
  expect(files.some((f) => f.startsWith('/assets/coverage-'))).toBe(true);
  expect(files.length).toBeGreaterThan(had);
});

test.each([['phone', PHONE], ['PC', PC]])('a cold start of the %s without signal shows the application, calmly', async (name, size) => {
  const room = await newDevice(size);
  const before = await page(room);
  await signIn(before, 'helena');
  await installed(before);
  await wire.cut();
  const cold = await room.restart();
  await cold.goto('/');
  await cold.getByText('Sem sinal. Pode trabalhar.').waitFor();
  await look(cold, `sem-sinal-${size.width}`);
  expect(await faultsOf(cold)).toEqual([]);
  expect(await cold.getByRole('link', { name: 'Teia' }).count()).toBe(1);
  expect(await cold.locator('.note.bad').count()).toBe(0);
  await cold.goto('/territorio/1702554'); // any address of the application, never opened on this device
  await cold.getByText('Sem sinal. Pode trabalhar.').waitFor();
  await cold.goto('/entrar');
  await cold.getByRole('button', { name: 'Entrar', exact: true }).waitFor();
  await wire.connect();
  await cold.goto('/');
  await cold.getByRole('heading', { level: 1 }).first().waitFor();
  expect(await cold.getByText('Sem sinal').count(), name).toBe(0);
});

test('the second visit paints before the network answers', async () => {
  const room = await newDevice();
  const before = await page(room);
  await before.goto('/entrar');
  await installed(before);
  await wire.cut();
  const again = await room.restart();
  const slow = await room.phone.newCDPSession(again);
  await slow.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await again.goto('/');
  await again.getByText('Sem sinal. Pode trabalhar.').waitFor();
  const times = await again.evaluate(() => ({ paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime, now: performance.now() }));
  console.log(`second visit without signal, cold, 4x slower: first paint ${Math.round(times.paint)} ms, page there ${Math.round(times.now)} ms`);
});

test('what the server answers itself is never taken for a page of the application', async () => {
  const room = await newDevice();
  const here = await page(room);
  await here.goto('/entrar');
  await installed(here);
  const said = (path) => here.evaluate((address) => fetch(address).then((r) => `${r.status} ${r.headers.get('content-type')?.split(';')[0]}`), path);
  expect(await said('/v1/session')).toBe('401 application/problem+json');
  expect(await said('/assets/register-00000000.js')).toMatch(/^404 /);
  for (const path of ['/healthz', '/v1/session', '/assets/register-00000000.js']) {
    await here.goto(path);
    expect(await here.locator('#app').count(), path).toBe(0);
  }
});

/** Signed in on a device that has the first version; from here on the server has the second, without the file of one page. */
async function secondVersion(size = PHONE) {
  const room = await newDevice(size);
  const form = await page(room);
  await signIn(form, 'helena');
  await installed(form);
  await form.goto('/registrar?municipio=1702554');
  await form.getByRole('button', { name: 'Visita ao município', exact: true }).click();
  await form.getByLabel('O que aconteceu').fill(SAID);
  wire.release('2', /^\/assets\/(overview|place-page)-/);
  await lookForNewer(form);
  await form.getByText('Há uma versão nova.').waitFor();
  return { room, form };
}
const typed = (form) => form.getByLabel('O que aconteceu').inputValue();
/** As a link would: without loading the document anew. */
const follow = (page, path) => page.evaluate((to) => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', { state: {} })); }, path);

test('a new version waits while something is being written, even when it is asked for', async () => {
  const { room, form } = await secondVersion();
  await look(form, 'versao-nova-390');
  await form.getByRole('button', { name: 'Atualizar' }).click();
  await form.getByText('A versão nova entra quando você sair desta página.').waitFor();
  await look(form, 'versao-pedida-390');
  expect(await typed(form)).toBe(SAID);
  expect(await version(form)).toBe('');
  const other = await page(room);
  await other.goto('/territorio');
  expect(await version(other)).toBe(''); // one device, one version, until it changes
  await other.close();
  await form.getByRole('link', { name: 'Voltar ao início' }).click();
  // The browser lets the old worker end in its own time, half a minute when it is busy.
  await form.waitForFunction(() => document.querySelector('meta[name=version]')?.content === '2', null, { timeout: 60_000 });
  await settled(form);
  await form.goto('/aparelho');
  await form.getByRole('link', { name: /Visita.*Augustinópolis/ }).first().click();
  await form.getByLabel('O que aconteceu').waitFor();
  expect(await typed(form)).toBe(SAID);
});

test('another page lets the new version in: the form stays, and finds the files of its own version', async () => {
  const { room, form } = await secondVersion(PC);
  const other = await page(room);
  await other.goto('/mais');
  await other.getByText('Há uma versão nova.').waitFor();
  await settled(other);
  await look(other, 'versao-nova-1366');
  expect(await faultsOf(other)).toEqual([]);
  await other.getByRole('button', { name: 'Atualizar' }).click();
  await other.waitForFunction(() => document.querySelector('meta[name=version]')?.content === '2', null, { timeout: 60_000 });
  expect(await typed(form)).toBe(SAID);
  expect(await version(form)).toBe('');
  expect(await form.evaluate(() => fetch('/assets/register-00000000.js').then((r) => r.status))).toBe(404);
  await follow(form, '/panorama'); // a page whose file the server has no more
  await form.getByRole('heading', { level: 1, name: 'Panorama' }).waitFor();
  expect(await version(form)).toBe('');
  expect((await kept(form)).length).toBe(2);
});

test('at the next cold start the new version is there by itself', async () => {
  const { room } = await secondVersion();
  await wire.cut();
  const cold = await room.restart();
  await cold.goto('/');
  await cold.getByText('Sem sinal. Pode trabalhar.').waitFor();
  expect(await version(cold)).toBe('2');
  expect(await cold.getByText('Há uma versão nova.').count()).toBe(0);
});
