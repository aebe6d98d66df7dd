// SPDX-License-Identifier: Apache-2.0
// A record after its first writing: the town that was taken for another, the photo without signal, the plan that came about.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { open, PC, PHONE, settled } from './teia.mjs';

let teia;
let helena;
beforeAll(async () => {
  teia = await open();
  helena = await teia.signIn('helena', PHONE);
});
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function visitTo(page, said) {
  await page.goto('/registrar?municipio=1702554');
  await button(page, 'Visita ao município').click();
  await page.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await page.getByLabel('O que aconteceu').fill(said);
}

test('the words of another programme are not offered', async () => {
  await helena.goto('/registrar');
  await helena.getByRole('button', { name: /^Outros \d+ tipos$/ }).click();
  expect(await button(helena, 'Participação na CIR').or(button(helena, 'CIR')).count()).toBe(1);
  expect(await helena.locator('.tile', { hasText: 'Visita à SES' }).count()).toBe(0);
});

test('a record that came back for the wrong town is given the right one, an institution and a second theme', async () => {
  await visitTo(helena, 'Revisamos as metas da PAS com a equipe.');
  await button(helena, 'Guardar').click();
  await helena.getByText(/recibo nº/).waitFor();
  const record = helena.url().replace('/guardado/', '/acoes/');
  const raimundo = await teia.signIn('raimundo', PC);
  await raimundo.goto(record);
  await button(raimundo, 'Devolver').click();
  await raimundo.locator('dialog').getByRole('button', { name: 'Município trocado.' }).click();
  await raimundo.locator('dialog').getByRole('button', { name: 'Devolver', exact: true }).click();
  await raimundo.locator('dialog').waitFor({ state: 'detached' });

  await helena.goto(`${record}/editar`);
  await helena.locator('#passo-com').getByText('Augustinópolis', { exact: true }).click();
  for (const [typed, name] of [['ananas', /^Ananás/], ['cosems-to', /Secretarias Municipais de Saúde do Tocantins/]]) {
    await button(helena, 'Outro município ou instituição').click();
    await helena.getByRole('combobox', { name: 'Procurar no território' }).pressSequentially(typed, { delay: 5 });
    await helena.getByRole('option', { name }).first().click();
  }
  await button(helena, 'Incluir tema').click();
  await helena.locator('dialog').getByText('SIOPS', { exact: true }).click();
  await button(helena, 'Pronto').click();
  await button(helena, 'Guardar').click();
  await helena.waitForURL(record);
  await settled(helena);
  expect(await helena.getByRole('heading', { level: 1 }).innerText()).toMatch(/Ananás · PAS$/);
  expect(await helena.getByText('SIOPS', { exact: true }).count()).toBe(1);
  expect(await helena.getByText('registrada, aguarda validação').count()).toBe(1);
});
