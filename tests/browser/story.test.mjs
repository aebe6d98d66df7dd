// SPDX-License-Identifier: Apache-2.0
// A visit's way through the program, by the hands of those who meet it: registered, sent back, corrected, validated, seen and not seen.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { shot } from './shots.mjs';
import { open, PC, PHONE, settled, taps } from './teia.mjs';

const SAID = 'Revisamos as metas da PAS com a equipe de vigilância e de atenção básica.';
const MENDED = 'Revisamos as metas da PAS com a equipe; a secretária pediu apoio para a próxima audiência pública.';
const JUDGED = 'O município não tem quem lance a programação; a dependência do contador preocupa.';
const REASON = 'Faltou dizer o que a secretária pediu.';
const FRESH = 37; // records of the first days of May (src/demo/story_facts.hpp)

let teia;
let helena;
let raimundo;
let record; // its address
let ready; // how many records have no fault, this one among them

beforeAll(async () => {
  teia = await open();
  helena = await teia.signIn('helena', PHONE);
  raimundo = await teia.signIn('raimundo', PC);
});
afterAll(() => teia?.close());
afterEach(({ task }) => teia.picture(task));

const button = (page, name) => page.getByRole('button', { name, exact: true });
const readyOf = async (page) => Number((await page.getByRole('button', { name: /^Validar (o|os) \d+ sem pendência$/ }).innerText()).match(/\d+/)[0]);

/** How many colours cover more than a line's worth of a drawing. */
const coloursOf = (canvas) => canvas.evaluate((it) => {
  const pixels = new Uint32Array(it.getContext('2d').getImageData(0, 0, it.width, it.height).data.buffer);
  const seen = new Map();
  for (const p of pixels) seen.set(p, (seen.get(p) ?? 0) + 1);
  return [...seen.values()].filter((n) => n > 400).length;
});

/** The list as a spreadsheet opens it: UTF-8 that says so, lines of CRLF. */
async function downloaded(page) {
  await page.getByText('Baixar', { exact: true }).click();
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /CSV para planilha/ }).click()]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
  const bytes = readFileSync(await file.path());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes).split('\r\n').filter(Boolean);
}

async function follow(page, text, who, until) {
  await page.getByLabel('O que ficou combinado').fill(text);
  await page.getByText(who, { exact: true }).click();
  await button(page, until).click();
}

describe('a visit on the phone', () => {
  test('is registered with a photo in a few taps', async () => {
    await settled(helena);
    const [before, start] = [await taps(helena), performance.now()];
    await helena.getByRole('link', { name: 'Registrar' }).first().click();
    await button(helena, 'Visita ao município').click();
    await button(helena, 'Outro município ou instituição').click();
    await helena.getByRole('combobox', { name: 'Procurar no território' }).pressSequentially('augustino', { delay: 5 });
    await helena.getByRole('option', { name: /Augustinópolis/ }).click();
    await helena.locator('#passo-tema').getByText('PAS', { exact: true }).click();
    await helena.getByLabel('O que aconteceu').pressSequentially(SAID, { delay: 5 });
    const photo = await helena.screenshot({ type: 'jpeg' }); // a real picture, as good as any
    await helena.locator('#passo-frase input[type=file]').setInputFiles({ name: 'reunião.jpg', mimeType: 'image/jpeg', buffer: photo });
    await helena.locator('#passo-frase img.thumb').waitFor();
    await helena.locator('#passo-frase').scrollIntoViewIfNeeded();
    await shot(helena, 'registrar-frase');
    await button(helena, 'Guardar').click();
    await helena.getByText('Recebido', { exact: true }).waitFor();
    console.log(`registered with ${await taps(helena) - before} taps, ${SAID.length} letters and a photo; the machine's part took ${Math.round(performance.now() - start)} ms`);
    record = helena.url().replace('/guardado/', '/acoes/');
    expect(await helena.getByText(/recibo nº/).count()).toBe(1);
  });

  test('is followed up by two agreements', async () => {
    await button(helena, 'Encaminhar').click();
    await follow(helena, 'Mandar o modelo da PAS com as metas revistas', 'Eu', 'em 7 dias');
    await shot(helena, 'registrar-encaminhar');
    await button(helena, 'Guardar e incluir outro').click();
    await helena.waitForFunction(() => document.querySelector('#enc-texto').value === ''); // kept: the next one begins empty
    await follow(helena, 'Marcar a audiência pública do quadrimestre', 'Secretaria Municipal', 'em 15 dias');
    await button(helena, 'Guardar').last().click();
    await helena.locator('dialog').waitFor({ state: 'detached' });
    await settled(helena);
    expect(await helena.getByRole('link', { name: /modelo da PAS|audiência pública/ }).count()).toBe(2);
    await button(helena, 'Fechar').click(); // the notice that covers what is to be seen
    await shot(helena, 'registrar-guardado');
  });

  test('carries an analysis that only the team reads', async () => {
    await helena.goto(record);
    await button(helena, 'Escrever a análise').click();
    await helena.locator('#analise-texto').fill(JUDGED);
    await button(helena, 'Guardar').click();
    await helena.getByText(JUDGED).waitFor();
    expect(await helena.locator('img.thumb').evaluate((img) => img.naturalWidth)).toBeGreaterThan(100);
  });
});

describe('validation', () => {
  test('the coordinator sends the record back with a reason', async () => {
    await raimundo.goto('/validacao');
    ready = await readyOf(raimundo);
    expect(ready).toBeGreaterThan(FRESH);
    await raimundo.goto(record);
    await button(raimundo, 'Devolver').click();
    await raimundo.getByLabel('Recado para Helena').fill(REASON);
    await raimundo.locator('dialog').getByRole('button', { name: 'Devolver', exact: true }).click();
    await raimundo.locator('dialog').waitFor({ state: 'detached' });
    await raimundo.goto('/validacao');
    expect(await readyOf(raimundo)).toBe(ready - 1);
    await settled(raimundo);
    await shot(raimundo, 'validar-caixa');
  });

  test('the author reads why, and corrects', async () => {
    await helena.goto('/');
    const back = helena.getByRole('link', { name: new RegExp(REASON) });
    await back.waitFor();
    await settled(helena);
    await shot(helena, 'inicio-voltou');
    await back.click();
    await helena.getByLabel('O que aconteceu').fill(MENDED);
    await button(helena, 'Guardar').click();
    await helena.waitForURL(record);
    await helena.getByText(MENDED).waitFor();
    expect(await helena.getByText('registrada, aguarda validação').count()).toBe(1);
  });

  test('the coordinator validates all that have no fault at once', async () => {
    await raimundo.goto('/validacao');
    expect(await readyOf(raimundo)).toBe(ready);
    await raimundo.getByRole('button', { name: /^Validar os \d+ sem pendência$/ }).click();
    await raimundo.getByText(`${ready} ações validadas.`).waitFor();
    await raimundo.goto(record);
    await raimundo.getByText('validada', { exact: true }).waitFor();
    await settled(raimundo);
    await shot(raimundo, 'validar-registro');
  });
});

test('a follow-up is closed by who took it on', async () => {
  await helena.goto('/pendencias');
  await helena.getByRole('link', { name: /modelo da PAS/ }).click();
  await button(helena, 'Concluir').click();
  await helena.getByLabel('Como terminou (opcional)').fill('Modelo enviado por e-mail.');
  await helena.locator('dialog').getByRole('button', { name: 'Concluir', exact: true }).click();
  await helena.getByText('concluído', { exact: true }).waitFor();
  await helena.goto('/pendencias');
  await settled(helena);
  expect(await helena.getByRole('link', { name: /modelo da PAS/ }).count()).toBe(0);
});

describe('what was done is seen', () => {
  test('on the map of the month and on the municipality', async () => {
    await helena.goto('/cobertura?lugar=17002');
    await helena.getByLabel('Período').selectOption('maio de 2025');
    await settled(helena);
    expect(await helena.getByRole('row', { name: /Augustinópolis/ }).innerText()).toMatch(/05\/05\/2025\s+0\s/);
    expect(await coloursOf(helena.getByRole('img', { name: /tempo desde o último contato/ }))).toBeGreaterThan(2);
    await helena.goto('/territorio/1702554');
    await settled(helena);
    expect(await helena.getByRole('link', { name: /Visita.*Augustinópolis/i }).count()).toBeGreaterThan(0);
  });

  test('in the overview, whose numbers are doors', async () => {
    await raimundo.goto('/panorama');
    await settled(raimundo);
    await raimundo.getByLabel('Período').selectOption('maio de 2025');
    await raimundo.getByRole('link', { name: new RegExp(`^${FRESH + 1} ações registradas`) }).click();
    await raimundo.getByText(`${FRESH + 1} registros`, { exact: true }).waitFor();
  });

  test.each([
    ['actions', '/acoes?q=audi%C3%AAncia', MENDED],
    ['follow-ups', '/encaminhamentos?q=audi%C3%AAncia', 'Marcar a audiência pública do quadrimestre'],
  ])('in the file of %s for spreadsheets, with its accents', async (_, address, said) => {
    await raimundo.goto(address);
    const lines = await downloaded(raimundo);
    const row = lines.find((line) => line.includes(said));
    expect(row).toContain('Augustinópolis');
    expect(lines[0].split(';').length).toBeGreaterThan(5);
    expect(lines.join('\n')).not.toContain(JUDGED);
  });
});

describe('what was done is not seen', () => {
  test('by the neighbouring state', async () => {
    const rita = await teia.signIn('rita', PC);
    await rita.goto(record);
    await rita.locator('[role=alert], .failed, main').first().waitFor();
    await settled(rita);
    expect(await rita.getByText(MENDED).count()).toBe(0);
    await rita.goto('/acoes?q=audi%C3%AAncia');
    await settled(rita);
    expect(await rita.getByRole('link', { name: /Augustinópolis/ }).count()).toBe(0);
  });

  test('by the executive secretary, as far as the analysis goes', async () => {
    const sonia = await teia.signIn('sonia', PC);
    await sonia.goto(record);
    await sonia.getByText(MENDED).first().waitFor();
    await settled(sonia);
    expect(await sonia.getByText(JUDGED).count()).toBe(0);
    expect(await sonia.getByText('Análise do apoio, parte reservada').count()).toBe(0);
    const answer = await sonia.evaluate((address) => fetch(address).then((r) => r.text()), new URL(record).pathname.replace('/acoes', '/v1/actions'));
    expect(answer).toContain(MENDED);
    expect(answer).not.toContain(JUDGED);
  });
});

test('no page left an error behind', () => {
  expect([...helena.faults, ...raimundo.faults].join('\n')).toBe('');
});
