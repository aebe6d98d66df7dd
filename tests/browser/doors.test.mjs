// SPDX-License-Identifier: Apache-2.0
// A number is a door: the list behind it is as long as the number says, and says in words by what it was narrowed, each taken away alone.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, settled } from './teia.mjs';

let teia;
let helena;
let raimundo;

beforeAll(async () => {
  teia = await open();
  helena = await teia.signIn('helena', PHONE);
  raimundo = await teia.signIn('raimundo', PC);
});
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

const chips = (page) => page.getByRole('list', { name: 'Filtros escolhidos' }).getByRole('button', { name: /^Tirar/ });
const named = (page) => chips(page).allInnerTexts();
const total = async (page) => Number((await page.getByRole('status').filter({ hasText: /registros?|encaminhamentos?/ }).innerText()).match(/^[\d.]+/)[0].replace('.', ''));
/** The number beside a door, which is then opened. */
async function through(door, beside = door) {
  const number = Number((await beside.innerText()).match(/[\d.]+/)[0].replace('.', ''));
  await door.click();
  await door.page().waitForURL(/\/(acoes|encaminhamentos)\?/);
  await settled(door.page());
  return number;
}
const takeAway = (page, name) => chips(page).filter({ hasText: name }).click();

describe('the overview of a state', () => {
  test('opens the records of its period', async () => {
    await raimundo.goto('/panorama');
    expect(await through(raimundo.getByRole('link', { name: /registradas/ }).first())).toBe(await total(raimundo));
    expect(await named(raimundo)).toEqual(['Tocantins', 'Realizadas']);
    await look(raimundo, 'portas-estado-1366');
    expect(await faultsOf(raimundo)).toEqual([]);
  });

  test('opens those of one region, by the regions of today', async () => {
    await raimundo.goto('/panorama?composicao=hoje');
    const bar = raimundo.locator('.bars li', { hasText: 'Bico do Papagaio' });
    expect(await through(bar.getByRole('link'), bar.locator('.value'))).toBe(await total(raimundo));
    expect(await named(raimundo)).toEqual(['Região Bico do Papagaio', 'De uma região só', 'Composição de hoje', 'Realizadas']);
    await look(raimundo, 'portas-regiao-1366');
    await takeAway(raimundo, 'De uma região só');
    await expect.poll(() => named(raimundo)).toEqual(['Região Bico do Papagaio', 'Composição de hoje', 'Realizadas']);
    await takeAway(raimundo, 'Realizadas');
    await expect.poll(() => named(raimundo)).toEqual(['Região Bico do Papagaio', 'Composição de hoje']);
    expect(new URL(raimundo.url()).searchParams.get('place')).toBe('17002');
  });
});

test('the overview of a macro-region opens those of its regions', async () => {
  await raimundo.goto('/panorama?lugar=1701');
  const counted = await through(raimundo.getByRole('link', { name: /registradas/ }).first());
  expect(counted).toBeGreaterThan(0);
  expect(counted).toBe(await total(raimundo));
  expect(await named(raimundo)).toEqual(['Macrorregião Norte', 'Realizadas']);
});

test('the coverage opens the contacts of the period, on a telephone too', async () => {
  await helena.goto('/cobertura?composicao=hoje&lugar=17002');
  const door = helena.getByRole('main').getByRole('link', { name: /validada/ }).first();
  expect(await through(door)).toBe(await total(helena));
  expect(await named(helena)).toEqual(['Região Bico do Papagaio', 'Composição de hoje', 'Realizadas']);
  await look(helena, 'portas-cobertura-390');
  expect(await faultsOf(helena)).toEqual([]);
  expect(await helena.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('one\'s own month opens one\'s own records', async () => {
  await helena.goto('/');
  expect(await through(helena.locator('a.figure').first())).toBe(await total(helena));
  expect(await named(helena)).toEqual(['Realizadas']);
  await helena.getByRole('button', { name: 'As minhas', pressed: true }).waitFor();
});

test('the open follow-ups of a place are listed without those that were concluded', async () => {
  await helena.goto('/territorio/17002');
  expect(await through(helena.locator('a.figure', { hasText: 'encaminhamento' }))).toBe(await total(helena));
  for (const state of ['aberto', 'em andamento']) await helena.getByRole('button', { name: state, exact: true, pressed: true }).waitFor();
  await helena.getByRole('button', { name: 'Região Bico do Papagaio' }).waitFor();
  await helena.getByRole('button', { name: 'concluído', exact: true }).click();
  await helena.waitForURL(/state=aberto%2Cem-andamento%2Cconcluido|state=aberto,em-andamento,concluido/);
});

test('days that are no period, and what is folded away, have a chip as well', async () => {
  await helena.goto('/acoes?from=2025-04-28&to=2025-05-02&modality=presencial&tag=vacina');
  await settled(helena);
  await expect.poll(() => named(helena)).toEqual([expect.stringMatching(/^De 28\sabr a 2\smai$/), 'Presencial', 'Etiqueta vacina']);
  await takeAway(helena, 'Etiqueta vacina');
  await takeAway(helena, 'De 28');
  await expect.poll(() => named(helena)).toEqual(['Presencial']);
  expect(helena.faults).toEqual([]);
});
