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
  await button(page, 'Visita ao município').click();
  await page.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await page.getByLabel('O que aconteceu').fill(said);
}

test('a record made without signal stays on the device and is received when the signal is back', async () => {
  const page = await teia.signIn('helena', PHONE);
  await visitTo(page, 'Visita sem sinal: a equipe pediu o modelo da PAS.');
  await settled(page);
  await page.context().setOffline(true);
  await button(page, 'Guardar').click();
  await page.getByText('Guardado neste aparelho', { exact: true }).waitFor();
  expect(await page.getByText(/recibo nº/).count()).toBe(0);
  await page.context().setOffline(false);
  await button(page, 'Enviar agora').click();
  await page.getByText(/recibo nº/).waitFor();
});

test('who came is pasted as a list, without the numbers that it carried', async () => {
  const page = await teia.signIn('helena', PHONE);
  await visitTo(page, 'Visita com a equipe inteira da secretaria.');
  await button(page, 'Guardar').click();
  await page.getByRole('link', { name: 'Completar', exact: true }).click();
  await page.getByText('Colar uma lista').click();
  await page.getByLabel('Uma pessoa por linha').fill('Marta Queiroz; secretária; Augustinópolis\nJosé Lima 123.456.789-09; contador');
  await button(page, 'Incluir a lista').click();
  await settled(page);
  await button(page, 'Guardar').click();
  await page.getByText('2 pessoas na lista de presença').click();
  await page.getByText('José Lima · contador').waitFor();
  expect(await page.getByText('123.456').count()).toBe(0);
});

test('a page that is not on the device yet is said, and the one that was there stays', async () => {
  const page = await teia.signIn('helena', PC);
  await settled(page);
  await page.context().setOffline(true);
  await page.getByRole('link', { name: 'Panorama' }).click();
  await page.getByText(/esta página ainda não está neste aparelho/).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  await page.context().setOffline(false);
  await page.getByRole('link', { name: 'Panorama' }).click();
  await page.getByRole('heading', { level: 1, name: 'Panorama' }).waitFor();
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

test.each([
  ['/acoes/00000000-0000-7000-8000-000000000000', 'Registro'], ['/acoes/00000000-0000-7000-8000-000000000000/editar', 'Completar o registro'],
  ['/encaminhamentos/00000000-0000-7000-8000-000000000000', 'Encaminhamento'], ['/pessoas/00000000-0000-7000-8000-000000000000', 'Pessoa'],
  ['/territorio/9999999', 'Lugar'], ['/projetos/nenhum', 'Projeto'],
])('the page %s, which is not there, still says what it is', async (address, name) => {
  const page = await teia.signIn('helena', PHONE);
  await page.goto(address);
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([name]);
  expect(await page.title()).toBe(`${name} · Teia`);
  await page.context().close();
});

test('what is typed while a follow-up is on its way is the next one', async () => {
  const page = await teia.signIn('helena', PHONE);
  let go;
  const gate = new Promise((open) => { go = open; });
  await page.route('**/v1/followups', async (route) => { if (route.request().method() === 'POST') await gate; await route.continue(); });
  await page.goto('/encaminhamentos');
  await button(page, 'Encaminhar').click();
  await page.getByLabel('O que ficou combinado').fill('Mandar o modelo da PAS');
  await page.locator('dialog').getByText('Eu', { exact: true }).click();
  await button(page, 'Guardar e incluir outro').click();
  await page.keyboard.type('Marcar a oficina'); // the field has the focus already
  go();
  await page.getByText('Encaminhamento guardado.').waitFor();
  expect(await page.getByLabel('O que ficou combinado').inputValue()).toBe('Marcar a oficina');
});

test('the map survives a moment without any width', async () => {
  const page = await teia.signIn('helena', PC);
  await page.goto('/cobertura');
  await settled(page);
  const width = (to) => page.locator('.map-frame').evaluate((frame, px) => new Promise((painted) => {
    frame.style.inlineSize = px;
    requestAnimationFrame(() => requestAnimationFrame(painted));
  }), to);
  for (const to of ['0px', '30px', '']) await width(to);
  expect(page.faults).toEqual([]);
  expect(await page.locator('canvas').evaluate((it) => it.width)).toBeGreaterThan(200);
});

test('the coverage of Brazil counts what the Rede reaches, and names what it does not', async () => {
  const page = await teia.signIn('otavio', PC);
  await page.goto('/cobertura');
  await settled(page);
  const number = (text) => Number(text.replaceAll('.', ''));
  const legend = (await page.locator('.legend b').allInnerTexts()).map(number);
  expect(legend.at(-1)).toBe(2);
  expect(legend.slice(0, -1).reduce((a, b) => a + b)).toBe(5569);
  expect(await page.locator('.figures').first().innerText()).toContain('de 5.569');
  await page.getByText(/Fora da abrangência da Rede, e por isso fora das contas: Brasília \(DF\), Fernando de Noronha \(PE\)/).waitFor();
  expect(await page.getByRole('row', { name: /Assis Brasil/ }).innerText()).toContain('Alto Acre (AC)');
  await page.locator('summary').filter({ hasText: 'Ceará' }).click();
  await page.getByRole('heading', { name: '10ª Região' }).first().waitFor();
});

test.each([
  ['the Distrito Federal, which is one town', '/cobertura?lugar=53', 'Brasília'],
  ['a region with an island far out', '/cobertura?lugar=26010', 'Fernando de Noronha'],
])('the map of %s is drawn, and says what the Rede does not reach', async (_, address, outside) => {
  const page = await teia.signIn('otavio', PC);
  await page.goto(address);
  await settled(page);
  await page.getByRole('link', { name: new RegExp(outside) }).first().waitFor();
  expect(await page.locator('canvas').evaluate((it) => it.height)).toBeGreaterThan(100);
  expect(page.faults).toEqual([]);
});

test.each([
  ['sonia', /ações registradas/, ''], ['otavio', /ações registradas/, ''], ['marta', /ver a página/, '/territorio/1702554'], ['admin', /situação do sistema/, '/administracao'],
])('the first page has a door for %s, who registers nothing', async (login, name, address) => {
  const page = await teia.signIn(login, PHONE);
  await settled(page);
  const door = page.getByRole('main').getByRole('link', { name }).first();
  await door.waitFor();
  if (address) expect(await door.getAttribute('href')).toBe(address);
  expect(await page.getByRole('main').getByRole('button', { name: 'Registrar' }).count()).toBe(0);
});

const everyPage = {
  helena: ['/', '/registrar', '/acoes', '/pendencias', '/encaminhamentos', '/territorio', '/territorio/1702554', '/cobertura', '/panorama', '/conta', '/projetos', '/aparelho', '/mais'],
  raimundo: ['/validacao', '/pessoas', '/importar'],
  admin: ['/administracao'],
};
test.each(Object.entries(everyPage))('every page of %s keeps its name when nothing can be loaded', async (login, addresses) => {
  const page = await teia.signIn(login, PHONE);
  await settled(page);
  await page.route(/\/v1\/(?!session$)/, (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"server.fault"}' }));
  for (const address of addresses) {
    await page.goto(address);
    await settled(page);
    expect(await page.locator('h1').count(), `${address}: names`).toBe(1);
    expect((await page.locator('h1').innerText()).trim(), `${address}: its name`).not.toBe('');
    expect(await page.title(), `${address}: the tab`).toMatch(/^.+ · Teia$/);
  }
});
