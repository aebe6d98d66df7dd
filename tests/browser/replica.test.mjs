// SPDX-License-Identifier: Apache-2.0
// The copy on the device: a PIN is chosen, the records come, the signal goes, the browser is started again, and the work goes on.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { devices, equip, follow, unlock, wholeHere } from './devices.mjs';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, signIn } from './teia.mjs';

const TOWN = '1702554'; // Augustinópolis

let teia;
const here = devices(() => teia);
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => here.putAway(task));

const rows = (page) => page.locator('main a.item:is([href^="/acoes/"], [href^="/encaminhamentos/"]) .t');
const heading = (page, name) => page.getByRole('heading', { level: 1, name });

test.each([['phone', PHONE], ['PC', PC]])('a cold start of the %s without signal opens by the PIN, and the records can be read', async (name, size) => {
  const room = await here.add(size);
  const page = await room.open();
  await equip(page, 'helena', undefined, async () => { await look(page, `pin-${size.width}`); expect(await faultsOf(page)).toEqual([]); });
  const records = await page.locator('.facts dd').first().innerText();
  expect(Number(records.replace(/\D/g, ''))).toBeGreaterThan(100);
  await look(page, `aparelho-${size.width}`);
  expect(await faultsOf(page)).toEqual([]);
  await page.goto('/acoes');
  const first = (await rows(page).first().innerText()).trim();
  const total = await page.locator('main [role=status]').first().innerText();
  await room.wire.cut();

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

  await room.wire.connect();
  await follow(cold, '/aparelho');
  await cold.getByRole('button', { name: 'Buscar agora' }).click();
  await cold.getByText(/^Última troca:/).waitFor({ timeout: 30_000 });
  await follow(cold, '/cobertura');
  await cold.getByRole('heading', { level: 1 }).first().waitFor();
  await expect.poll(() => cold.getByText('Isto precisa de sinal.').count(), { timeout: 30_000 }).toBe(0);
});

test('while the page is open the signal may go without a PIN, and who signs out takes the key along', async () => {
  const room = await here.add();
  const page = await room.open();
  await signIn(page, 'helena');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await follow(page, '/aparelho');
  await wholeHere(page);
  await room.wire.cut();
  await follow(page, `/territorio/${TOWN}`);
  await heading(page, 'Augustinópolis').waitFor();
  await follow(page, '/mais');
  await page.getByRole('button', { name: 'Sair' }).click();
  await page.getByText('Sem sinal não dá para sair').waitFor();
  await room.wire.connect();
  await page.getByRole('button', { name: 'Sair' }).click();
  await page.waitForURL(/\/entrar/);
  await signIn(page, 'raimundo');
  await follow(page, '/aparelho');
  await page.getByText(/Última troca:/).waitFor({ timeout: 60_000 });
  expect(await page.evaluate(async () => (await indexedDB.databases()).filter((d) => d.name.startsWith('teia-')).length)).toBe(2);
});

test('who works on a borrowed computer leaves nothing of it behind', async () => {
  const room = await here.add(PC);
  const page = await room.open();
  await signIn(page, 'helena');
  await follow(page, '/aparelho');
  await wholeHere(page);
  await page.getByRole('button', { name: 'Apagar daqui e sair' }).click();
  await look(page, 'apagar-daqui');
  await page.getByRole('button', { name: 'Apagar e sair' }).click();
  await page.waitForURL(/\/entrar/);
  const left = await page.evaluate(async () => [(await indexedDB.databases()).map((d) => d.name), Object.keys(localStorage).filter((key) => /replica|proofs/.test(key))]);
  expect(left).toEqual([[], []]);
});

test('on a processor four times as slow the screens still come (figures, no limit)', async () => {
  const room = await here.add();
  await equip(await room.open());
  await room.wire.cut();
  const cold = await room.restart();
  await (await cold.context().newCDPSession(cold)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const since = async (act) => {
    const start = performance.now();
    await act();
    return Math.round(performance.now() - start);
  };
  const shell = await since(async () => { await cold.goto('/acoes', { waitUntil: 'commit' }); await cold.getByRole('button', { name: 'Abrir sem sinal' }).waitFor(); });
  const list = await since(async () => { await unlock(cold); await rows(cold).first().waitFor(); });
  const record = await since(async () => { await rows(cold).first().click(); await cold.getByRole('heading', { name: 'O que aconteceu' }).waitFor(); });
  const form = await since(async () => { await follow(cold, '/registrar?municipio=1702554'); await cold.getByRole('button', { name: 'Visita ao município' }).waitFor(); });
  const kept = await since(async () => {
    await cold.getByRole('button', { name: 'Visita ao município' }).click();
    await cold.locator('#passo-tema').getByText('PAS', { exact: true }).click();
    await cold.getByLabel('O que aconteceu').fill('Visita em um aparelho lento: revisamos as metas.');
    await cold.getByRole('button', { name: 'Guardar', exact: true }).click();
    await cold.getByText('Guardado neste aparelho', { exact: true }).waitFor();
  });
  console.log(`without network, 4 × slower: first screen ${shell} ms, PIN and list ${list} ms, a record ${record} ms, the form ${form} ms, filled and kept ${kept} ms`);
}, 120_000);
