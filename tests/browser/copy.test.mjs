// SPDX-License-Identifier: Apache-2.0
// A sealed copy of what waits: made without signal on one device, delivered from another, and nothing is registered twice.
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { devices, equip, follow, keepVisit, registerHere } from './devices.mjs';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, settled } from './teia.mjs';

let teia;
const here = devices(() => teia);
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => here.putAway(task));

const PHRASE = 'canoa milho janela quarta';
const [ONE, OTHER] = ['Oficina de planejamento com a equipe da atenção básica.', 'Revisamos o calendário do conselho municipal.'];
const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page) => page.locator('dialog');
const named = (page, said) => page.evaluate((q) => fetch(`/v1/actions?mine=true&q=${encodeURIComponent(q)}`).then((r) => r.json()).then((r) => r.items.length), said);

async function choose(page, file) {
  await dialog(page).locator('input[type=file]').setInputFiles(file);
}
async function deliver(page, phrase) {
  await page.getByLabel('Frase da cópia').fill(phrase);
  await dialog(page).getByRole('button', { name: 'Entregar uma cópia' }).click();
}

test('what waits without signal is taken along in a file and delivered from another device, once', { timeout: 240_000 }, async () => {
  const lent = await here.add(PHONE);
  const phone = await lent.open();
  await equip(phone);
  await lent.wire.cut();
  await keepVisit(phone, ONE);
  await registerHere(phone, OTHER);
  await follow(phone, '/aparelho');
  await button(phone, 'Guardar uma cópia do que espera (2)').click();
  await phone.getByLabel('Frase para abrir a cópia').fill('curta');
  await button(phone, 'Baixar a cópia').click();
  await phone.getByText('A frase precisa de pelo menos 12 letras').waitFor();
  await phone.getByLabel('Frase para abrir a cópia').fill(PHRASE);
  await phone.getByLabel('A mesma frase outra vez').fill(`${PHRASE}!`);
  await button(phone, 'Baixar a cópia').click();
  await phone.getByText('As duas frases não são iguais.').waitFor();
  await look(phone, 'copia-guardar-390');
  expect(await faultsOf(phone)).toEqual([]);
  await phone.getByLabel('A mesma frase outra vez').fill(PHRASE);
  const [download] = await Promise.all([phone.waitForEvent('download'), button(phone, 'Baixar a cópia').click()]);
  await phone.getByText('Cópia feita, com 2 registros.').waitFor();
  const file = await download.path();
  const copy = { name: download.suggestedFilename(), mimeType: 'application/json', buffer: readFileSync(file) };
  expect(copy.name).toMatch(/^teia-copia-\d{4}-\d\d-\d\d\.json$/);
  expect(copy.buffer.toString()).not.toMatch(/Oficina|calendário|1702554/);

  const desk = await here.add(PC);
  const pc = await desk.open();
  await equip(pc, 'helena', null);
  await button(pc, 'Entregar uma cópia').click();
  await choose(pc, { name: 'ata.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
  await pc.getByText('ata.pdf não é uma cópia da Teia, ou chegou incompleto. Nada foi entregue.').waitFor();
  await choose(pc, copy);
  await deliver(pc, 'canoa milho janela quinta');
  await pc.getByText(/^Esta frase não abre teia-copia/).waitFor();
  await look(pc, 'copia-frase-1366');
  expect(await faultsOf(pc)).toEqual([]);
  expect(await named(pc, 'oficina planejamento equipe básica')).toBe(0);
  await deliver(pc, PHRASE);
  await pc.getByText('Tudo recebido pelo servidor, com recibo.').waitFor();
  await pc.getByText('A cópia tem 2 registros.', { exact: true }).waitFor();
  await look(pc, 'copia-entregue-1366');
  for (const said of ['oficina planejamento equipe básica', 'calendário conselho municipal']) expect(await named(pc, said)).toBe(1);

  await choose(pc, copy); // a second time
  await deliver(pc, PHRASE);
  await pc.getByText('2 já estavam aqui.').waitFor();

  await lent.wire.connect(); // the phone was not lost after all
  await button(phone, 'Fechar').last().click();
  await button(phone, 'Buscar agora').click();
  await phone.getByText('tudo recebido').waitFor({ timeout: 45_000 }); // the form's own outbox tries again by itself
  await phone.getByText('Nada espera envio neste aparelho agora.').waitFor();
  await settled(phone);
  for (const said of ['oficina planejamento equipe básica', 'calendário conselho municipal']) expect(await named(pc, said)).toBe(1);
  expect([...phone.faults, ...pc.faults]).toEqual([]);

  const raimundo = await teia.signIn('raimundo', PC);
  await raimundo.goto('/aparelho');
  await button(raimundo, 'Entregar uma cópia').click();
  await choose(raimundo, copy);
  await raimundo.getByText('Este arquivo é de outra pessoa: só ela o entrega.').waitFor();
  expect(await raimundo.getByLabel('Frase da cópia').count()).toBe(0);
});
