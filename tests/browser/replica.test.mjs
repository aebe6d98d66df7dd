// SPDX-License-Identifier: Apache-2.0
// The copy on the device: a PIN is chosen, the records come, the signal goes, the browser is started again, and the work goes on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { line } from './line.mjs';
import { look } from './shots.mjs';
import { device, faultsOf, open, PC, PHONE, signIn } from './teia.mjs';

const PIN = '470913';
const TOWN = '1702554'; // Augustinópolis

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

async function newDevice(size) {
  wire = await line(teia.url);
  const room = { folder: mkdtempSync(join(tmpdir(), 'teia-replica-')) };
  room.phone = await device(room.folder, wire.url, size);
  room.restart = async () => { await room.phone.close(); room.phone = await device(room.folder, wire.url, size); return page(room); };
  rooms.push(room);
  return room;
}
async function page({ phone }) {
  const opened = await phone.newPage();
  opened.setDefaultTimeout(15_000);
  opened.asking = 0;
  opened.faults = [];
  opened.on('pageerror', (error) => opened.faults.push(error.message));
  opened.on('request', () => { opened.asking++; });
  for (const end of ['requestfinished', 'requestfailed']) opened.on(end, () => { opened.asking--; });
  return opened;
}
const rows = (page) => page.locator('main a.item:is([href^="/acoes/"], [href^="/encaminhamentos/"]) .t');
const heading = (page, name) => page.getByRole('heading', { level: 1, name });

/** Signed in, a PIN chosen, one round done. */
async function equipped(size, login = 'helena') {
  const room = await newDevice(size);
  const here = await page(room);
  await signIn(here, login);
  await here.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await here.goto('/aparelho');
  await here.getByLabel('PIN de seis algarismos').fill(PIN);
  await here.getByLabel('O mesmo PIN outra vez').fill(PIN);
  await look(here, `pin-${size.width}`);
  expect(await faultsOf(here)).toEqual([]);
  await here.getByRole('button', { name: 'Criar PIN' }).click();
  await here.getByText('Abre sem sinal com o seu PIN').waitFor();
  await wholeHere(here);
  return { room, here };
}
async function wholeHere(page) {
  await page.getByText(/Última troca:/).waitFor({ timeout: 60_000 });
  await page.getByText('ainda chegando').waitFor({ state: 'detached', timeout: 60_000 });
}
async function unlock(page, pin = PIN) {
  await page.getByLabel('PIN deste aparelho').fill(pin);
  await page.getByRole('button', { name: 'Abrir sem sinal' }).click();
}

test.each([['phone', PHONE], ['PC', PC]])('a cold start of the %s without signal opens by the PIN, and the records can be read', async (name, size) => {
  const { room, here } = await equipped(size);
  const records = await here.locator('.facts dd').first().innerText();
  expect(Number(records.replace(/\D/g, ''))).toBeGreaterThan(100);
  await look(here, `aparelho-${size.width}`);
  expect(await faultsOf(here)).toEqual([]);
  await here.goto('/acoes');
  const first = (await rows(here).first().innerText()).trim();
  const total = await here.locator('main [role=status]').first().innerText();
  await wire.cut();

  const cold = await room.restart();
  await cold.goto('/acoes');
  await cold.getByRole('heading', { name: 'Abrir sem sinal' }).waitFor();
  await look(cold, `abrir-sem-sinal-${size.width}`);
  expect(await faultsOf(cold)).toEqual([]);
  await unlock(cold, '000000');
  await cold.getByText('Ainda é possível tentar 9 vezes.').waitFor();
  await unlock(cold);

  await rows(cold).first().waitFor();
  expect((await rows(cold).first().innerText()).trim()).toBe(first);
  expect(await cold.locator('main [role=status]').first().innerText(), name).toMatch(/\d/);
  console.log(`${name}: ${total} with signal, ${await cold.locator('main [role=status]').first().innerText()} without; ${records.trim()} records here`);
  await look(cold, `lista-sem-sinal-${size.width}`);
  await cold.getByRole('searchbox').fill('visita');
  await cold.getByRole('searchbox').press('Enter');
  await cold.waitForURL(/q=visita/);
  await expect.poll(() => cold.locator('main [role=status]').first().innerText()).toMatch(/\d/);
  await rows(cold).first().click();
  await heading(cold).waitFor();
  await cold.getByRole('heading', { name: 'O que aconteceu' }).waitFor();
  await cold.getByText('Isto precisa de sinal.').first().waitFor(); // the history
  expect(await cold.locator('.note.bad').count()).toBe(0);
  await look(cold, `acao-sem-sinal-${size.width}`);
  expect(await faultsOf(cold)).toEqual([]);
  await follow(cold, `/territorio/${TOWN}`);
  await heading(cold, 'Augustinópolis').waitFor();
  await cold.getByRole('heading', { name: 'Antes de ir' }).waitFor();
  await look(cold, `municipio-sem-sinal-${size.width}`);
  await follow(cold, '/');
  await heading(cold, /Helena/).waitFor();
  await look(cold, `inicio-sem-sinal-${size.width}`);
  await follow(cold, '/pendencias');
  await heading(cold, 'Pendências').waitFor();
  await follow(cold, '/encaminhamentos');
  await rows(cold).first().waitFor();
  await follow(cold, '/cobertura');
  await cold.getByText('Isto precisa de sinal.').first().waitFor();
  await look(cold, `cobertura-sem-sinal-${size.width}`);
  expect(await cold.locator('.note.bad').count()).toBe(0);
  expect(cold.faults).toEqual([]);

  await wire.connect();
  await follow(cold, '/aparelho');
  await cold.getByRole('button', { name: 'Buscar agora' }).click();
  await cold.getByText(/^Última troca:/).waitFor({ timeout: 30_000 });
  await follow(cold, '/cobertura');
  await cold.getByRole('heading', { level: 1 }).first().waitFor();
  await expect.poll(() => cold.getByText('Isto precisa de sinal.').count(), { timeout: 30_000 }).toBe(0);
});

/** As a link would: without loading the document anew, which would ask for the PIN again. */
const follow = (page, path) => page.evaluate((to) => {
  const state = { back: null, current: to, forward: null, replaced: false, position: history.length, scroll: null }; // as the router keeps it
  history.pushState(state, '', to);
  dispatchEvent(new PopStateEvent('popstate', { state }));
}, path);

test('while the page is open the signal may go without a PIN, and who signs out takes the key along', async () => {
  const room = await newDevice(PHONE);
  const here = await page(room);
  await signIn(here, 'helena');
  await here.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await follow(here, '/aparelho');
  await wholeHere(here);
  await wire.cut();
  await follow(here, `/territorio/${TOWN}`);
  await heading(here, 'Augustinópolis').waitFor();
  await follow(here, '/mais');
  await here.getByRole('button', { name: 'Sair' }).click();
  await here.getByText('Sem sinal não dá para sair').waitFor();
  await wire.connect();
  await here.getByRole('button', { name: 'Sair' }).click();
  await here.waitForURL(/\/entrar/);
  await signIn(here, 'raimundo');
  await follow(here, '/aparelho');
  await here.getByText(/Última troca:/).waitFor({ timeout: 60_000 });
  expect(await here.evaluate(async () => (await indexedDB.databases()).filter((d) => d.name.startsWith('teia-')).length)).toBe(2);
});
