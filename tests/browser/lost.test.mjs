// SPDX-License-Identifier: Apache-2.0
// A device that was given up as lost: it hands over what it still had to say, forgets, and says so. Who wrote it decides.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { devices, equip, follow, keepVisit, leftHere, PIN, registerHere, unlock } from './devices.mjs';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, settled } from './teia.mjs';

let teia;
const here = devices(() => teia);
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => here.putAway(task));

const MINE = 'Combinamos as metas da PAS com a secretaria.';
const NOT_MINE = 'Texto que outra pessoa escreveu no telefone.';
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** From another browser, in the list of one's own devices: the newest but the browser itself. */
async function giveUp(size = PC) {
  const other = await teia.signIn('helena', size);
  await other.goto('/aparelho');
  const mine = other.locator('section', { has: other.getByRole('heading', { name: 'Meus aparelhos' }) });
  const row = mine.locator('li', { hasText: 'Dei este aparelho como perdido' }).last();
  expect((await row.locator('.t').boundingBox()).width).toBeGreaterThan(100); // beside its long button a name has room
  await row.getByRole('button').click();
  await other.locator('dialog').getByRole('button', { name: 'Dei este aparelho como perdido' }).click();
  await mine.getByText('perdido', { exact: true }).first().waitFor();
  return other;
}
const apart = (page) => page.evaluate(() => fetch('/v1/sync/quarantine').then((r) => r.json()));

test('what waits on a lost device goes apart, the device is emptied, and its author registers one and drops the other', { timeout: 240_000 }, async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone);
  await room.wire.cut();
  const dropped = await keepVisit(phone, NOT_MINE);
  await registerHere(phone, MINE);
  const other = await giveUp();
  expect(await apart(other)).toEqual([]);

  await room.wire.connect();
  await follow(phone, '/cobertura'); // any page that asks the server
  await phone.waitForURL(/\/aparelho-perdido\?/);
  await phone.getByText('Por isso, o que a Teia guardava aqui foi apagado.').waitFor();
  await phone.getByText(/2 registros que esperavam envio foram entregues à parte/).waitFor();
  await settled(phone);
  await look(phone, 'aparelho-perdido-390');
  expect(await faultsOf(phone)).toEqual([]);
  expect(phone.faults).toEqual([]);
  expect(await leftHere(phone)).toEqual({ databases: [], keys: ['teia.device'], answers: [] }); // an id that nobody knows
  await phone.goto('/');
  await phone.waitForURL(/\/entrar/);
  expect(await phone.getByText('Abrir sem sinal').count()).toBe(0);

  await other.goto('/aparelho');
  await other.getByRole('heading', { name: 'De um aparelho perdido' }).waitFor();
  await settled(other);
  await look(other, 'de-um-aparelho-perdido-1366');
  expect(await faultsOf(other)).toEqual([]);
  const card = other.locator('section', { has: other.getByRole('heading', { name: 'De um aparelho perdido' }) });
  const line = (said) => card.locator('li', { hasText: said });
  await line(NOT_MINE).getByRole('button', { name: 'Não fui eu' }).click();
  await line(NOT_MINE).waitFor({ state: 'detached' });
  await line(MINE).getByRole('button', { name: 'Fui eu: registrar' }).click();
  await card.waitFor({ state: 'detached' });
  expect(await apart(other)).toEqual([]);

  const find = async (said) => (await other.evaluate((q) => fetch(`/v1/actions?mine=true&q=${encodeURIComponent(q)}`).then((r) => r.json()), said)).items;
  expect(await other.evaluate((id) => fetch(`/v1/actions/${id}`).then((r) => r.status), dropped)).toBe(404);
  expect((await find('"outra pessoa escreveu no telefone"')).length).toBe(0);
  const [found] = await find('combinamos metas PAS secretaria');
  await other.goto(`/acoes/${found.id}`);
  await other.getByText(MINE).first().waitFor();
});

test('a lost device that is started anew keeps nothing but what a PIN may still deliver, and delivers that', { timeout: 240_000 }, async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone);
  await room.wire.cut();
  await keepVisit(phone, MINE, 'NAO.HA');
  await phone.close();
  const other = await giveUp(PHONE);
  await room.wire.connect();

  const cold = await room.restart();
  await cold.goto('/acoes');
  await cold.waitForURL('/aparelho-perdido');
  await cold.getByText('1 registro ainda espera envio aqui, lacrado. O resto foi apagado.').waitFor();
  await look(cold, 'aparelho-perdido-pin-390');
  expect(await faultsOf(cold)).toEqual([]);
  const rows = await cold.evaluate(async () => {
    const { name } = (await indexedDB.databases()).find((d) => /^teia-[0-9a-f-]{36}$/.test(d.name));
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result); });
    const count = (table) => new Promise((done) => { db.transaction(table).objectStore(table).count().onsuccess = (event) => done(event.target.result); });
    const all = {};
    for (const table of db.objectStoreNames) if (table !== 'meta') all[table] = await count(table);
    db.close();
    return all;
  });
  expect(rows).toEqual({ documents: 0, drafts: 0, files: 0, outbox: 1, sent: 0, shelf: 0 });
  expect(await apart(other)).toEqual([]); // nobody can open it meanwhile

  const deliver = async (pin) => { await cold.getByLabel('PIN deste aparelho').fill(pin); await button(cold, 'Entregar com o PIN').click(); };
  await deliver('000000');
  await cold.getByText('Ainda é possível tentar 9 vezes.').waitFor();
  await deliver(PIN);
  await cold.getByText(/1 registro que esperava envio foi entregue à parte/).waitFor();
  expect(await leftHere(cold)).toEqual({ databases: [], keys: ['teia.device'], answers: [] });
  await other.goto('/aparelho');
  await other.locator('section', { has: other.getByRole('heading', { name: 'De um aparelho perdido' }) }).getByText(MINE).waitFor();
  await button(other, 'Fui eu: registrar').click(); // its theme is none: what the server cannot register is said, and waits on
  await other.locator('section', { hasText: MINE }).getByRole('alert').waitFor();
  expect((await apart(other)).length).toBe(1);
  await settled(other);
  await look(other, 'de-um-aparelho-perdido-390');
  await button(other, 'Não fui eu').click();
  await expect.poll(() => apart(other)).toEqual([]);
});

test('without a PIN nothing of it can be opened any more, and whoever signs in again begins from nothing', { timeout: 240_000 }, async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone, 'helena', null);
  await room.wire.cut();
  await keepVisit(phone, MINE);
  await phone.close();
  const other = await giveUp();
  await room.wire.connect();
  const cold = await room.restart();
  await cold.goto('/');
  await cold.waitForURL(/\/aparelho-perdido\?/);
  await cold.getByText(/1 registro que esperava envio não pôde ser aberto e foi apagado/).waitFor();
  expect(await apart(other)).toEqual([]);
  await cold.getByRole('link', { name: 'Entrar' }).last().click();
  await equip(cold, 'helena', null);
  expect(await cold.evaluate(async () => (await indexedDB.databases()).filter((d) => d.name.startsWith('teia-')).length)).toBe(1);
});

test('a device that was not given up loses nothing when its session is ended from elsewhere', { timeout: 240_000 }, async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone);
  await room.wire.cut();
  await keepVisit(phone, MINE);
  const other = await teia.signIn('helena', PC);
  await other.evaluate(async () => {
    const { csrf } = await fetch('/v1/session').then((r) => r.json());
    for (const { id, current } of await fetch('/v1/sessions').then((r) => r.json())) if (!current) await fetch(`/v1/sessions/${id}`, { method: 'DELETE', headers: { 'X-CSRF-Token': csrf } });
  });
  await room.wire.connect();
  await follow(phone, '/cobertura');
  await phone.waitForURL(/\/entrar/);
  const asked = await phone.evaluate(async () => (await indexedDB.databases()).filter((d) => /^teia-[0-9a-f-]{36}$/.test(d.name)).length);
  expect(asked).toBe(1);
  await phone.goto('/entrar');
  await phone.getByLabel('Usuário ou e-mail').waitFor();
  expect(phone.url()).not.toMatch(/perdido/);
  const cold = await room.restart();
  await room.wire.cut();
  await cold.goto('/');
  await unlock(cold);
  await cold.getByText('1 só aqui').waitFor();
});

test('on a device that is shared, the copy that was given up goes, and who is signed in works on', { timeout: 240_000 }, async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone, 'helena', null);
  const copies = () => phone.evaluate(async () => (await indexedDB.databases()).filter((d) => /^teia-[0-9a-f-]{36}$/.test(d.name)).length);
  await follow(phone, '/mais');
  await button(phone, 'Sair').click();
  await phone.waitForURL(/\/entrar/);
  await equip(phone, 'raimundo', null);
  expect(await copies()).toBe(2);
  await giveUp();
  await phone.reload();
  await expect.poll(copies).toBe(1);
  await phone.getByText(/Última troca:/).waitFor({ timeout: 60_000 });
  expect(phone.url()).toMatch(/\/aparelho$/);
  expect(await phone.evaluate(() => Object.keys(JSON.parse(localStorage.getItem('teia.proofs'))).length)).toBe(1);
});
