// SPDX-License-Identifier: Apache-2.0
// What hands meet on the way: no signal, no mouse, a session that ended, an address of somebody else's.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { open, PASSWORD, PC, PHONE, settled } from './teia.mjs';

let teia;
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

const button = (page, name) => page.getByRole('button', { name, exact: true });

async function visitTo(page, said) {
  await page.goto('/registrar?municipio=1702554');
  await fillVisit(page, said);
}

async function fillVisit(page, said, town = '') {
  await button(page, 'Visita ao município').click();
  if (town) await page.locator('#passo-com').getByText(town, { exact: true }).click();
  await page.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await page.getByLabel('O que aconteceu').fill(said);
}

test('a record made without signal stays on the device and is received when the signal is back', async () => {
  const page = await teia.signIn('helena', PHONE);
  await visitTo(page, 'Visita com sinal: o modelo da PAS seguiu.'); // the page after it is on the device from now on
  await button(page, 'Guardar').click();
  await page.getByText(/recibo nº/).waitFor();
  await page.getByRole('link', { name: 'Novo registro' }).click();
  await fillVisit(page, 'Visita sem sinal: a equipe pediu o modelo da PAS.', 'Cachoeirinha');
  await page.context().setOffline(true);
  await button(page, 'Guardar').click();
  await page.getByText('Guardado neste aparelho', { exact: true }).waitFor();
  expect(await page.getByText(/recibo nº/).count()).toBe(0);
  await page.context().setOffline(false);
  await button(page, 'Enviar agora').click();
  await page.getByText(/recibo nº/).waitFor();
});

test('what was being written is there after a reload', async () => {
  const page = await teia.signIn('helena', PHONE);
  const said = 'Metade de uma frase que não se perde.';
  await visitTo(page, said);
  await page.getByText(/Rascunho guardado às/).waitFor();
  await page.reload();
  await settled(page);
  expect(await page.getByLabel('O que aconteceu').inputValue()).toBe(said);
});

test('signing in and registering need no mouse', async () => {
  const page = await teia.visit(PC);
  await page.goto('/entrar');
  await page.getByLabel('Usuário ou e-mail').focus();
  await page.keyboard.type('helena@exemplo.org.br');
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('/');
  await page.goto('/registrar?municipio=1702554');
  await reach(page, 'Visita ao município');
  await page.keyboard.press('Enter');
  await reach(page, 'PAS');
  await page.keyboard.press('Space');
  await reach(page, 'O que aconteceu');
  await page.keyboard.type('Registrado só com o teclado, sem tocar no mouse.');
  await reach(page, 'Guardar');
  await page.keyboard.press('Enter');
  await page.getByText(/recibo nº/).waitFor();
});

/** Tabs forward until the element of this name has the focus. */
async function reach(page, name) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const it = document.activeElement;
      return (it.labels?.[0]?.textContent ?? it.textContent ?? '').trim();
    });
    if (here === name) return;
  }
  throw new Error(`80 presses of Tab did not reach “${name}”`);
}

test('a sheet closes with Esc and gives the focus back', async () => {
  const page = await teia.signIn('helena', PC);
  await page.goto('/encaminhamentos');
  await button(page, 'Encaminhar').click();
  await page.locator('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement.textContent.trim())).toBe('Encaminhar');
});

test('a session that ended asks to sign in and comes back to where one was', async () => {
  const page = await teia.signIn('helena', PC);
  await page.context().clearCookies();
  await page.goto('/encaminhamentos');
  await page.waitForURL(/entrar/);
  await page.getByLabel('Usuário ou e-mail').fill('helena@exemplo.org.br');
  await page.getByLabel('Senha').fill(PASSWORD);
  await button(page, 'Entrar').click();
  await page.waitForURL('/encaminhamentos');
});

test('a wrong password is told in words', async () => {
  const page = await teia.visit(PHONE);
  await page.goto('/entrar');
  await page.getByLabel('Usuário ou e-mail').fill('helena@exemplo.org.br');
  await page.getByLabel('Senha').fill('outra senha qualquer');
  await button(page, 'Entrar').click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toMatch(/senha/i);
  expect(page.url()).toContain('/entrar');
});

test('a spreadsheet comes in after its faults were told by cell, and only once', async () => {
  const page = await teia.signIn('helena', PC);
  await page.goto('/importar');
  const template = await page.evaluate(() => fetch('/v1/imports/actions/template.csv').then((r) => r.text()));
  const choose = (text) => page.locator('input[type=file]').setInputFiles({ name: 'ações.csv', mimeType: 'text/csv', buffer: Buffer.from(text, 'latin1') }); // as old spreadsheets write
  await choose(template.replace('Araguatins/TO', 'Vila Inventada/TO'));
  await page.getByText('1 erro para corrigir.').waitFor();
  expect(await page.getByRole('row', { name: /Vila Inventada/ }).innerText()).toMatch(/^2\s+Municípios/);
  await choose(template);
  await button(page, 'Importar 1 ação').click();
  await page.getByText('1 ação registrada.').waitFor();
  await choose(template);
  await page.getByText(/0 novas, 1 já estão aqui/).waitFor();
});
