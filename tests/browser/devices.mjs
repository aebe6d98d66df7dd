// SPDX-License-Identifier: Apache-2.0
// Devices with a memory and a line of their own, for the tests that ask what stays on one and what leaves it.
import { mkdtempSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line } from './line.mjs';
import { device, PHONE, signIn } from './teia.mjs';

export const PIN = '470913';

/** Devices of one test file; `afterEach` of a file calls `putAway`. */
export function devices(teia) {
  const rooms = [];
  return {
    async add(size = PHONE) {
      const room = { folder: mkdtempSync(join(tmpdir(), 'teia-device-')), wire: await line(teia().url) };
      room.open = async () => {
        room.phone = await device(room.folder, room.wire.url, size);
        return room.page();
      };
      room.page = () => newPage(room.phone);
      room.kill = async () => { // as when the battery is taken out
        process.kill(Number(readlinkSync(join(room.folder, 'SingletonLock')).split('-').at(-1)), 'SIGKILL'); // Chromium notes "host-process" there
        await room.phone.close().catch(() => undefined);
      };
      room.restart = async () => { await room.phone.close(); return room.open(); };
      rooms.push(room);
      return room;
    },
    async putAway(task) {
      await teia().picture(task, rooms.map((room) => room.phone)).catch(() => undefined); // one that was killed has none
      for (const { phone, folder, wire } of rooms.splice(0)) {
        await phone?.close().catch(() => undefined);
        rmSync(folder, { recursive: true, force: true });
        await wire.cut().catch(() => undefined);
      }
    },
  };
}

/** Signed in, a PIN chosen (`choosing` sees the page on which it is), one round done. */
export async function equip(page, login = 'helena', pin = PIN, choosing = () => undefined) {
  await signIn(page, login);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto('/aparelho');
  if (pin) {
    await page.getByLabel('PIN de seis algarismos').fill(pin);
    await page.getByLabel('O mesmo PIN outra vez').fill(pin);
    await choosing();
    await page.getByRole('button', { name: 'Criar PIN' }).click();
    await page.getByText('Abre sem sinal com o seu PIN').waitFor();
  }
  await wholeHere(page);
}
export async function newPage(browser) {
  const opened = await browser.newPage();
  opened.setDefaultTimeout(20_000);
  opened.asking = 0;
  opened.faults = [];
  opened.on('pageerror', (error) => opened.faults.push(error.message));
  opened.on('request', () => { opened.asking++; });
  for (const end of ['requestfinished', 'requestfailed']) opened.on(end, () => { opened.asking--; });
  return opened;
}

export async function wholeHere(page) {
  await page.getByText(/Última troca:/).waitFor({ timeout: 60_000 });
  await page.getByText('ainda chegando').waitFor({ state: 'detached', timeout: 60_000 });
}
export async function unlock(page, pin = PIN) {
  await page.getByLabel('PIN deste aparelho').fill(pin);
  await page.getByRole('button', { name: 'Abrir sem sinal' }).click();
}
export async function unlocked(page) {
  await unlock(page);
  await page.getByRole('button', { name: 'Abrir sem sinal' }).waitFor({ state: 'detached' });
}
/** As a link would: without loading the document anew, which would ask for the PIN again. */
export const follow = (page, path) => page.evaluate((to) => {
  const state = { back: null, current: to, forward: null, replaced: false, position: history.length, scroll: null }; // as the router keeps it
  history.pushState(state, '', to);
  dispatchEvent(new PopStateEvent('popstate', { state }));
}, path);

/** A visit is told to the copy on this device, as its pages do it. Answers the record's id. */
export const keepVisit = (page, text, theme = 'PLAN.PAS') => page.evaluate(async ([said, theme]) => {
  const uuid = () => {
    const at = Date.now().toString(16).padStart(12, '0');
    return `${at.slice(0, 8)}-${at.slice(8)}-7${crypto.randomUUID().slice(15)}`;
  };
  const replica = document.querySelector('#app').__vue_app__.config.globalProperties.$pinia._s.get('replica');
  const [id, operation, at] = [uuid(), uuid(), '2025-04-30T13:00:00.000Z'];
  const content = { type: 'VIS', theme, started_at: at, places: [{ place: 1702554, presence: 'contato-direto' }], text: said, visibility: { network: false, municipality: false, public: false } };
  const body = JSON.stringify({ id, operation, content, planned: false, created_at: at });
  await replica.desk.replica.keep({ operation, verb: 'action.register', record: id, schema: 1, at, body });
  await replica.look();
  return id;
}, [text, theme]);

/** Told by the pages themselves, without signal. */
export async function registerHere(page, said) {
  await follow(page, '/registrar?municipio=1702554');
  await page.getByRole('button', { name: 'Visita ao município', exact: true }).click();
  await page.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await page.getByLabel('O que aconteceu').fill(said);
  await page.getByRole('button', { name: 'Guardar', exact: true }).click();
  await page.getByText('Guardado neste aparelho', { exact: true }).waitFor();
}

/** What of Teia is left in this browser's memory. */
export const leftHere = (page) => page.evaluate(async () => ({
  databases: (await indexedDB.databases()).map((d) => d.name).filter((name) => name.startsWith('teia')),
  keys: Object.keys(localStorage).filter((key) => key.startsWith('teia.')),
  answers: (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((r) => new URL(r.url).pathname)))).flat().filter((path) => path.startsWith('/v1')),
}));
