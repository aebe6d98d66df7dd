// SPDX-License-Identifier: Apache-2.0
// Devices with a memory and a line of their own, for the tests that ask what stays on one and what leaves it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line } from './line.mjs';
import { follow, newPage, PIN, unlock, wholeHere } from './phone.mjs';
import { device, PHONE, signIn } from './teia.mjs';

export { follow, PIN, unlock, wholeHere };

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
      room.restart = async () => { await room.phone.close(); return room.open(); };
      rooms.push(room);
      return room;
    },
    async putAway(task) {
      await teia().picture(task, rooms.map((room) => room.phone));
      for (const { phone, folder, wire } of rooms.splice(0)) {
        await phone.close();
        rmSync(folder, { recursive: true, force: true });
        await wire.cut().catch(() => undefined);
      }
    },
  };
}

/** Signed in, a PIN chosen, one round done. */
export async function equip(page, login = 'helena', pin = PIN) {
  await signIn(page, login);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto('/aparelho');
  if (pin) {
    await page.getByLabel('PIN de seis algarismos').fill(pin);
    await page.getByLabel('O mesmo PIN outra vez').fill(pin);
    await page.getByRole('button', { name: 'Criar PIN' }).click();
    await page.getByText('Abre sem sinal com o seu PIN').waitFor();
  }
  await wholeHere(page);
}
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
