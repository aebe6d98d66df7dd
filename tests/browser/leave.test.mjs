// SPDX-License-Identifier: Apache-2.0
// The way out with something still waiting: nothing is lost by it.
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { devices, equip, follow, keepVisit } from './devices.mjs';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, signIn } from './teia.mjs';

let teia;
const here = devices(() => teia);
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => here.putAway(task));

const [KEPT, SENT] = ['Ficou combinado o fluxo da vacina com a coordenação.', 'A equipe mandou a lista de presença da oficina.'];
const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page) => page.locator('dialog');
async function askToLeave(page) {
  await follow(page, '/mais');
  await button(page, 'Sair').click();
  await dialog(page).getByText('1 registro ainda está só neste aparelho.').waitFor();
}

test.each([['phone', PHONE], ['PC', PC]])('who leaves the %s with a full outbox sends, keeps it sealed or takes a copy along', { timeout: 240_000 }, async (name, size) => {
  const room = await here.add(size);
  const phone = await room.open();
  await equip(phone);
  room.wire.lose(/^\/v1\/sync\/push/); // everything passes but what is sent
  const kept = await keepVisit(phone, KEPT);
  await askToLeave(phone);
  await look(phone, `sair-${size.width}`);
  expect(await faultsOf(phone)).toEqual([]);
  await button(phone, 'Enviar e sair').click();
  await dialog(phone).getByRole('alert').waitFor();
  await dialog(phone).getByText('1 registro ainda está só neste aparelho.').waitFor();
  await dialog(phone).getByText('Guardar uma cópia do que espera').click();
  for (const field of ['Frase para abrir a cópia', 'A mesma frase outra vez']) await dialog(phone).getByLabel(field).fill('canoa milho janela quarta');
  const [download] = await Promise.all([phone.waitForEvent('download'), button(phone, 'Baixar a cópia').click()]);
  expect(download.suggestedFilename()).toMatch(/^teia-copia/);
  await look(phone, `sair-copia-${size.width}`);
  await button(phone, 'Sair e deixar lacrado aqui').click();
  await phone.waitForURL(/\/entrar/);

  const other = await teia.signIn('helena', PC);
  const status = (id) => other.evaluate((of) => fetch(`/v1/actions/${of}`).then((r) => r.status), id);
  expect(await status(kept)).toBe(404);
  await room.wire.cut();
  await phone.reload();
  await phone.getByText('Sem sinal. Pode trabalhar.').or(phone.getByLabel('Usuário ou e-mail')).first().waitFor();
  expect(await phone.getByText('Abrir sem sinal').count(), name).toBe(0); // its person left
  await room.wire.connect();
  room.wire.lose(null);
  await signIn(phone, 'helena');
  await expect.poll(() => status(kept), { timeout: 60_000 }).toBe(200);

  room.wire.lose(/^\/v1\/sync\/push/);
  const sent = await keepVisit(phone, SENT);
  await askToLeave(phone);
  room.wire.lose(null);
  await button(phone, 'Enviar e sair').click();
  await phone.waitForURL(/\/entrar/);
  expect(await status(sent)).toBe(200);
  expect(phone.faults).toEqual([]);
  await other.context().close();
});
