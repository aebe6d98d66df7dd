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

test('a repeat in another town begins without the sentence that names the old one', async () => {
  await visitTo(helena, 'Em Augustinópolis revisamos as metas da PAS.');
  await button(helena, 'Guardar').click();
  await helena.getByText(/recibo nº/).waitFor();
  await helena.getByRole('link', { name: 'Repetir em outro município' }).click();
  await helena.getByText('Da outra vez: “Em Augustinópolis revisamos as metas da PAS.”').waitFor();
  expect(await helena.getByLabel('O que aconteceu').inputValue()).toBe('');
});

test('a plan is put off to a day and comes about on the form that asks what is missing', async () => {
  await helena.goto('/registrar?municipio=1702554');
  await button(helena, 'Visita ao município').click();
  await helena.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await helena.locator('.sentence button').first().click();
  await helena.getByLabel('Dia', { exact: true }).fill('2025-05-07');
  await button(helena, 'Pronto').click();
  await button(helena, 'Guardar como prevista').click();
  await helena.getByText(/recibo nº/).waitFor();
  const record = helena.url().replace('/guardado/', '/acoes/');
  await helena.goto(record);
  await helena.getByRole('heading', { name: 'O que está previsto' }).waitFor();
  await settled(helena);
  expect(await helena.locator('main .btn.main:visible').allInnerTexts()).toEqual(['Aconteceu']);
  await button(helena, 'Adiar').click();
  await helena.getByLabel('Nova data').fill('2025-05-09');
  await helena.getByLabel('Por quê?').fill('A secretária pediu outra semana.');
  await helena.locator('dialog').getByRole('button', { name: 'Adiar', exact: true }).click();
  await helena.getByText(/9\s*mai 2025/).waitFor();
  await button(helena, 'Aconteceu').click();
  await helena.waitForURL(/editar\?aconteceu=1#e-texto$/);
  await helena.getByLabel('O que aconteceu').fill('Fomos antes da data: revisamos as metas.');
  await helena.getByLabel('Dia', { exact: true }).fill('2025-05-05');
  await helena.getByLabel('Começou às').fill('08:00');
  await button(helena, 'Guardar').click();
  await helena.waitForURL(record);
  await helena.getByText('registrada, aguarda validação').waitFor();
});

test('on the phone the bar that saves stands alone', async () => {
  await helena.goto('/acoes?mine=true');
  await helena.locator('main a.item[href^="/acoes/"]').first().click();
  await helena.getByRole('link', { name: /^(Editar|Completar)$/ }).first().click();
  await button(helena, 'Guardar').waitFor();
  expect(await helena.locator('.footbar').isVisible()).toBe(false);
  const bar = await helena.locator('.savebar').boundingBox();
  expect(Math.round(bar.y + bar.height)).toBe(PHONE.height);
});

test('whoever looks as somebody else is greeted as that person', async () => {
  const admin = await teia.signIn('admin', PC);
  await admin.goto('/pessoas?q=helena');
  await admin.getByRole('link', { name: /Helena Barros/ }).first().click();
  await button(admin, 'Ver como').click();
  await admin.getByRole('heading', { level: 1, name: /Helena$/ }).waitFor();
});

const SOUND = { name: 'recado.webm', mimeType: 'audio/webm', buffer: Buffer.from('\x1a\x45\xdf\xa3\x42\x82\x84webm A_OPUS', 'latin1') };

test('an audio alone, recorded without signal, is kept through a reload and goes with its record', async () => {
  await helena.goto('/registrar?municipio=1702554');
  await button(helena, 'Visita ao município').click();
  await helena.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await settled(helena);
  await helena.context().setOffline(true);
  await helena.locator('#passo-frase input[type=file]').setInputFiles(SOUND);
  await helena.getByText(/o arquivo fica guardado neste aparelho/).waitFor();
  await helena.getByText(/Rascunho guardado às/).waitFor();
  await helena.context().setOffline(false);
  await helena.reload();
  await helena.locator('#passo-frase').getByText('só neste aparelho').waitFor();
  await settled(helena);
  await helena.context().setOffline(true);
  await button(helena, 'Guardar').click();
  await helena.getByText('Guardado neste aparelho', { exact: true }).waitFor();
  await helena.context().setOffline(false);
  await button(helena, 'Enviar agora').click();
  await helena.getByText(/recibo nº/).waitFor();
  await helena.goto(helena.url().replace('/guardado/', '/acoes/'));
  const audio = await helena.locator('audio').getAttribute('src');
  expect((await helena.request.get(audio)).status()).toBe(200);
});

test('letters twice as large widen no page, and the labels of the bottom bar stand clear of each other', async () => {
  for (const page of ['/', '/encaminhamentos', '/territorio/17002', '/panorama']) {
    await helena.goto(page);
    await helena.addStyleTag({ content: 'html { font-size: 200% }' });
    await settled(helena);
    const [wide, words] = await helena.evaluate(() => {
      const range = document.createRange();
      const spans = [...document.querySelectorAll('.footbar a')].map((a) => {
        range.selectNode([...a.childNodes].findLast((n) => n.nodeType === Node.TEXT_NODE));
        const { left, right } = range.getBoundingClientRect();
        return [left, right];
      });
      return [document.documentElement.scrollWidth, spans];
    });
    expect(wide, page).toBe(PHONE.width);
    expect(words.every(([left, right], n) => left >= 0 && right <= PHONE.width && (n === 0 || left >= words[n - 1][1])), `${page} ${JSON.stringify(words)}`).toBe(true);
  }
});

test('lists are narrowed by a person, a place and free days, and what narrows them is taken off again', async () => {
  const raimundo = await teia.signIn('raimundo', PC);
  await raimundo.goto('/acoes');
  await raimundo.getByText('Mais filtros').click();
  const find = raimundo.getByRole('combobox', { name: 'Lugar, instituição ou quem registrou' });
  await find.pressSequentially('helena', { delay: 5 });
  await raimundo.locator('[role="option"]', { hasText: 'Helena Barros' }).click();
  await raimundo.getByLabel('De', { exact: true }).fill('2025-04-28');
  await raimundo.getByLabel('Até', { exact: true }).fill('2025-04-30');
  await settled(raimundo);
  const count = async () => Number((await raimundo.getByText(/^\d+ registros?$/).innerText()).match(/\d+/)[0]);
  const hers = await count();
  expect(new URL(raimundo.url()).search).toMatch(/from=2025-04-28&to=2025-04-30&author=/);
  await raimundo.getByRole('button', { name: 'de Helena Barros' }).click();
  await settled(raimundo);
  expect(await count()).toBeGreaterThan(hers);
  await raimundo.goto('/encaminhamentos');
  await raimundo.getByText('Mais filtros').click();
  await raimundo.getByRole('combobox', { name: 'Lugar ou quem ficou com isso' }).pressSequentially('davi', { delay: 5 });
  await raimundo.locator('[role="option"]', { hasText: 'Davi Pacheco' }).click();
  await raimundo.getByRole('button', { name: 'com Davi Pacheco' }).waitFor();
});

test('a manager begins with the own town, and no number leads to what does not open', async () => {
  const marta = await teia.signIn('marta', PC);
  await marta.goto('/cobertura');
  await marta.getByRole('heading', { level: 1, name: 'Cobertura do apoio · Augustinópolis' }).waitFor();
  expect(await marta.locator('.figures a[href^="/acoes"], table a[href^="/acoes"]').count()).toBe(0);
  await marta.goto('/territorio/1702554');
  await marta.getByText(/todas as da equipe do apoio/).waitFor();
  expect(await marta.getByRole('link', { name: /ações com contato/ }).count()).toBe(0);
});

test('coverage is taken along as a file, and plans a meeting with the towns without contact', async () => {
  const raimundo = await teia.signIn('raimundo', PC);
  await raimundo.goto('/cobertura');
  await raimundo.locator('summary', { hasText: 'Baixar' }).click();
  const [file] = await Promise.all([raimundo.waitForEvent('download'), raimundo.locator('details[open] a[href^="/v1/coverage.csv"]').first().click()]);
  expect(file.suggestedFilename()).toMatch(/^cobertura.*\.csv$/);
  await button(raimundo, 'Combinar contatos').click();
  await raimundo.waitForURL(/registrar\?rascunho=/);
  await button(raimundo, 'Visita ao município').click();
  expect(await raimundo.locator('#passo-com input:checked').count()).toBeGreaterThan(5);
});

test('the overview adds up, and a cell of its table opens its records', async () => {
  await helena.goto('/panorama');
  await settled(helena);
  const rows = await helena.locator('table.heat tbody tr').evaluateAll((all) => all.map((tr) => Number(tr.lastElementChild.textContent)));
  expect(rows.reduce((a, b) => a + b, 0)).toBe(Number(await helena.locator('table.heat tfoot td').last().innerText()));
  await helena.getByRole('button', { name: /^ver todos os \d+$/ }).first().click();
  await button(helena, 'ver menos').waitFor();
  await helena.locator('table.heat tbody td a').first().click();
  await helena.waitForURL(/\/acoes\?.*from=\d{4}-\d{2}-01.*place=\d+/);
});

test('each row of the overview opens as many records as it counts, also of no region and of several', async () => {
  const raimundo = await teia.signIn('raimundo', PC);
  for (const composition of ['', '?composicao=hoje']) {
    await raimundo.goto(`/panorama${composition}`);
    await settled(raimundo);
    const rows = await raimundo.locator('table.heat tbody tr').evaluateAll((all) => all.map((tr) => [tr.querySelector('th').textContent, tr.lastElementChild.textContent, tr.lastElementChild.querySelector('a')?.getAttribute('href')]));
    expect(rows.map(([name]) => name)).toEqual(expect.arrayContaining(['Âmbito estadual ou nacional', 'Mais de uma região']));
    for (const [name, value, door] of rows) {
      const { total } = await raimundo.evaluate((query) => fetch(`/v1/actions${query}&limit=1`).then((r) => r.json()), door.slice('/acoes'.length));
      expect(total, `${name} ${composition}`).toBe(Number(value));
    }
  }
});

test('attendance at the CIR stands on the coverage, and opens its meetings', async () => {
  const raimundo = await teia.signIn('raimundo', PC);
  await raimundo.goto('/cobertura?periodo=2025-QD1');
  const card = raimundo.locator('section', { has: raimundo.getByRole('heading', { name: 'Presença nas CIR' }) }).last();
  await card.getByText('444', { exact: true }).waitFor();
  expect(await card.innerText()).toMatch(/34[\s\S]*600[\s\S]*444[\s\S]*74\s%/);
  await card.getByRole('link', { name: '34 reuniões de CIR' }).click();
  await raimundo.getByText('34 registros', { exact: true }).waitFor();
});
