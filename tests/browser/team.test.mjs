// SPDX-License-Identifier: Apache-2.0
// Who looks after a team sees whose device may need help, and gives one up; who does not, sees nothing of it.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, settled } from './teia.mjs';

let teia;
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

/** As a device says it at the end of a round. */
const report = (page, said) => page.evaluate(async (told) => {
  const { csrf } = await fetch('/v1/session').then((r) => r.json());
  const id = `01965a00-0000-7000-8000-${crypto.randomUUID().slice(24)}`;
  const body = { app: 'antiga', waiting: 0, oldest_waiting_at: null, stored: 10, quota: 100, label: 'Chrome, Android', ...told };
  const reply = await fetch(`/v1/sync/devices/${id}`, { method: 'PUT', headers: { 'X-CSRF-Token': csrf, 'X-Device': id, 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(await reply.text());
  return id;
}, said);
const PAGE = '/pessoas/aparelhos';
const card = (page, name) => page.locator('section', { has: page.getByRole('heading', { name }) });

test.each([['phone', PHONE], ['PC', PC]])('a coordinator on the %s sees who may need help, and gives a device up as lost', async (name, size) => {
  const helena = await teia.signIn('helena', PHONE);
  await report(helena, { label: `Telefone (${name})`, waiting: 4, oldest_waiting_at: '2025-04-28T12:00:00Z', stored: 91 });
  await report(helena, { label: `Computador (${name})` });
  const raimundo = await teia.signIn('raimundo', size);
  await raimundo.goto(size === PC ? '/' : '/mais');
  await raimundo.getByRole('link', { name: 'Sincronização da equipe' }).filter({ visible: true }).click();
  await raimundo.waitForURL(PAGE);
  await settled(raimundo);
  if (size === PC) expect(await raimundo.locator('.sidebar a[aria-current]').allInnerTexts()).toEqual(['Sincronização da equipe']);
  const needs = card(raimundo, 'Precisa de ajuda?').locator('li', { hasText: `Telefone (${name})` });
  expect(await needs.innerText()).toMatch(/Helena Barros[^]*4 registros esperam envio desde 28\sabr[^]*91\s%/);
  expect(await card(raimundo, 'Está tudo em dia').innerText()).toContain(`Computador (${name})`);
  expect(await raimundo.locator('main').innerText()).not.toMatch(/\d\d:\d\d|há \d+ (minutos?|horas?)/);
  await look(raimundo, `equipe-${size.width}`);
  expect(await faultsOf(raimundo)).toEqual([]);
  expect(await raimundo.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);

  await needs.getByRole('button', { name: /^Dar por perdido/ }).click();
  await raimundo.locator('dialog').getByText(`Telefone (${name}), de Helena Barros, foi perdido?`).waitFor();
  await look(raimundo, `equipe-perdido-${size.width}`);
  expect(await faultsOf(raimundo)).toEqual([]);
  await raimundo.locator('dialog').getByRole('button', { name: 'Dar por perdido' }).click();
  await card(raimundo, 'Dados por perdidos').locator('li', { hasText: `Telefone (${name})` }).waitFor();
  await needs.waitFor({ state: 'detached' });
  expect(await helena.evaluate(() => fetch('/v1/session').then((r) => r.status))).toBe(401);
  expect(raimundo.faults).toEqual([]);
  await raimundo.context().close();
});

test('who looks after nobody has no such door, and the address shows nothing of others', async () => {
  const davi = await teia.signIn('davi', PC);
  expect(await davi.getByRole('link', { name: 'Sincronização da equipe' }).count()).toBe(0);
  await davi.goto(PAGE);
  await davi.getByText('Nenhum aparelho da equipe por aqui').waitFor();
  expect(await davi.locator('main').innerText()).not.toContain('Helena');
});
