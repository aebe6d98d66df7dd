// SPDX-License-Identifier: Apache-2.0
// Days without signal: records with photos, a correction, an answer; then everything goes wrong on the way home, and all of it arrives once.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { devices, equip, follow, unlocked } from './devices.mjs';
import { look } from './shots.mjs';
import { faultsOf, open, PC, signIn } from './teia.mjs';

const VISITS = 20;

let teia;
const here = devices(() => teia);
beforeAll(async () => { teia = await open(); });
afterAll(() => teia?.close());
afterEach(({ task }) => here.putAway(task));

const button = (page, name) => page.getByRole('button', { name, exact: true });
const receivedAll = (page) => page.getByText('tudo recebido').first().waitFor({ timeout: 60_000 });

/** What the server has, as this person reads it. */
const asked = (page, path) => page.evaluate(async (at) => { const reply = await fetch(at); return reply.ok ? reply.json() : reply.status; }, path);
const told = (page, method, path, body) => page.evaluate(async ([how, at, what]) => {
  const { csrf } = await (await fetch('/v1/session')).json();
  const reply = await fetch(at, { method: how, headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(what) });
  if (!reply.ok) throw new Error(await reply.text());
  return reply.json();
}, [method, path, body]);

/** A photo like no other: a small PNG of noise with this seed. */
function photo(seed) {
  const side = 160;
  const rows = Buffer.alloc((side * 3 + 1) * side);
  for (let n = 0, state = seed + 1; n < rows.length; n++) { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; rows[n] = n % (side * 3 + 1) ? state >>> 24 : 0; }
  const chunk = (type, data) => {
    const out = Buffer.alloc(data.length + 12);
    out.writeUInt32BE(data.length);
    out.write(type, 4, 'latin1');
    data.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, -4)), out.length - 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

async function visit(page, said, picture) {
  await follow(page, '/registrar?municipio=1702554');
  await button(page, 'Visita ao município').click();
  await page.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await page.getByLabel('O que aconteceu').fill(said);
  if (picture !== undefined) {
    await page.locator('input[type=file]').first().setInputFiles({ name: `foto-${picture}.png`, mimeType: 'image/png', buffer: photo(picture) });
    await page.locator('img.thumb').first().waitFor();
  }
  await button(page, 'Guardar').click();
  await page.waitForURL(/\/guardado\//);
}

test('a week without signal arrives once and whole, whatever breaks on the way', async () => {
  const room = await here.add();
  const page = await room.open();
  await equip(page);
  const raimundo = await teia.signIn('raimundo', PC);
  const me = (await asked(page, '/v1/session')).person.id;
  const him = (await asked(raimundo, '/v1/session')).person.id;

  // a record that two people wrote, which both will correct
  await visit(page, 'Visita antes da viagem: combinamos o calendário.');
  await page.getByText(/recibo nº/).waitFor();
  const shared = page.url().split('/').at(-1);
  const before = await asked(page, `/v1/actions/${shared}`);
  const operation = () => `01999999-0000-7000-8000-${String(Math.floor(Math.random() * 1e12)).padStart(12, '0')}`;
  await told(page, 'PUT', `/v1/actions/${shared}`, { operation: operation(), base_revision: before.revision, reason: null, content: { ...before.content, coauthors: [him] } });
  const followup = (await asked(page, '/v1/followups?mine=true&state=aberto')).items[0];
  await follow(page, '/aparelho');
  await page.getByRole('button', { name: 'Buscar agora' }).click();
  await expect.poll(async () => { await follow(page, `/acoes/${shared}`); return page.locator('.top-line').getByText('Raimundo').count(); }, { timeout: 30_000 }).toBeGreaterThan(0);

  await room.wire.cut();
  await room.kill();
  const field = await room.open();
  await field.goto('/');
  await unlocked(field);
  await field.getByRole('heading', { level: 1, name: /Helena/ }).waitFor();

  for (let n = 0; n < VISITS; n++) {
    await visit(field, `Visita de estrada número ${n}: revisamos as metas.`, n);
    await field.getByText('Guardado neste aparelho', { exact: true }).waitFor();
    expect(await field.locator('.sent.done').count()).toBe(0); // green is for what is proven
  }
  await look(field, 'guardado-sem-sinal');
  expect(await faultsOf(field)).toEqual([]);

  // the one that two people write, twice: the second correction stands on the first
  for (const said of ['Visita antes da viagem: combinamos o calendário da PAS.', 'Visita antes da viagem: Helena escreveu que o calendário mudou.']) {
    await follow(field, `/acoes/${shared}/editar`);
    await field.getByLabel('O que aconteceu').fill(said);
    await button(field, 'Guardar').click();
    await field.waitForURL(new RegExp(`/acoes/${shared}$`));
    await field.getByText(said).first().waitFor();
  }
  await field.getByText('só neste aparelho').first().waitFor();
  await look(field, 'correcao-sem-sinal');
  await follow(field, `/encaminhamentos/${followup.id}`);
  await button(field, 'Responder').click();
  await field.locator('dialog textarea').fill('Respondido na estrada, sem sinal.');
  await field.locator('dialog').getByRole('button', { name: /^Responder|Guardar/ }).click();
  await field.getByText('Respondido na estrada, sem sinal.').waitFor();
  await follow(field, '/acoes?q=estrada%20numero');
  await expect.poll(() => field.locator('main [role=status]').first().innerText(), { timeout: 20_000 }).toMatch(/20/);
  await look(field, 'lista-com-o-que-espera');
  await follow(field, '/aparelho');
  await field.getByText('Esperando sinal').waitFor();
  await look(field, 'aparelho-com-o-que-espera');
  expect(await faultsOf(field)).toEqual([]);
  expect(await field.getByText(/^23 só aqui/).count()).toBeGreaterThan(0);

  // meanwhile the coordination corrects the same text
  const now = await asked(raimundo, `/v1/actions/${shared}`);
  const his = 'Visita antes da viagem: Raimundo escreveu outra coisa.';
  await told(raimundo, 'PUT', `/v1/actions/${shared}`, { operation: operation(), base_revision: now.revision, reason: null, content: { ...now.content, text: his } });

  // the browser dies while it sends
  await room.wire.connect();
  await button(field, 'Enviar agora').click();
  await new Promise((later) => setTimeout(later, 250));
  await room.kill();
  // the server dies while it receives
  const again = await room.open();
  await signIn(again, 'helena'); // a browser that is killed may forget its session; what waits it does not
  await follow(again, '/aparelho');
  await again.getByRole('heading', { level: 1, name: 'Neste aparelho' }).waitFor();
  await new Promise((later) => setTimeout(later, 300));
  await teia.crash();
  await expect.poll(async () => {
    await again.getByRole('button', { name: 'Buscar agora' }).click({ timeout: 2000 }).catch(() => undefined);
    return again.getByText(/1\sprecisa de você/).count(); // the quarrel over one text; all else is received
  }, { timeout: 90_000, interval: 2000 }).toBeGreaterThan(0);

  expect(await again.getByText('Esperando sinal').count()).toBe(0);
  // all of it is there, once, with its photo
  const list = await asked(raimundo, `/v1/actions?author=${me}&q=estrada%20numero&limit=100`);
  const texts = list.items.map((row) => row.excerpt).sort();
  expect(texts).toEqual(Array.from({ length: VISITS }, (_, n) => `Visita de estrada número ${n}: revisamos as metas.`).sort());
  for (const row of list.items) {
    const { content, missing_files } = await asked(raimundo, `/v1/actions/${row.id}`);
    expect([content.evidence.length, missing_files]).toEqual([1, []]);
    const file = await raimundo.evaluate(async (at) => (await fetch(at)).status, `/v1/attachments/${content.evidence[0].hash}?action=${row.id}`);
    expect(file).toBe(200);
  }
  const answers = (await asked(raimundo, `/v1/followups/${followup.id}`)).answers.filter((a) => a.text === 'Respondido na estrada, sem sinal.');
  expect(answers).toHaveLength(1);
  expect((await asked(raimundo, `/v1/actions/${shared}`)).content.text).toBe(his); // nothing was overwritten
  teia.run('ledger', 'verify');

  // both versions are shown, and their author decides
  await follow(again, '/aparelho');
  await again.getByText('Duas pessoas mudaram').waitFor();
  await look(again, 'conflito-na-lista');
  await again.locator('a[href^="/conflitos/"]').first().click();
  await again.waitForURL(/conflitos/);
  await again.getByText('Raimundo escreveu outra coisa').first().waitFor();
  await again.getByText('Helena escreveu que o calendário mudou').first().waitFor();
  await look(again, 'conflito');
  expect(await faultsOf(again)).toEqual([]);
  await again.getByText('Escrever juntando os dois').click();
  await again.getByRole('textbox', { name: 'O que aconteceu' }).fill('Visita antes da viagem: o que Raimundo e Helena escreveram, junto.');
  await button(again, 'Guardar a escolha').click();
  await expect.poll(async () => (await asked(raimundo, `/v1/actions/${shared}`)).content.text, { timeout: 30_000 }).toBe('Visita antes da viagem: o que Raimundo e Helena escreveram, junto.');
  await receivedAll(again);
  expect(again.faults).toEqual([]);
}, 400_000);

test('what yesterday\'s backup does not have, the phones bring again', async () => {
  const page = await (await here.add()).open();
  await equip(page);
  const folder = mkdtempSync(join(tmpdir(), 'teia-backup-'));
  const file = join(folder, 'ontem.tar.zst');
  teia.run('backup', file);
  await visit(page, 'Depois da cópia: a equipe revisou o plano.', 77);
  await page.getByText(/recibo nº/).waitFor();
  const id = page.url().split('/').at(-1);
  const first = await page.locator('.sent.done').first().innerText();
  await receivedAll(page);
  await teia.restore(file);

  const raimundo = await teia.signIn('raimundo', PC);
  expect(await asked(raimundo, `/v1/actions/${id}`)).toBe(404); // the backup does not have it
  await signIn(page, 'helena').catch(() => undefined); // the session was younger than the backup
  await follow(page, '/aparelho');
  await page.getByRole('button', { name: 'Buscar agora' }).click();
  await expect.poll(() => asked(raimundo, `/v1/actions/${id}`).then((r) => r.content?.text ?? r), { timeout: 60_000 }).toBe('Depois da cópia: a equipe revisou o plano.');
  await receivedAll(page);
  await follow(page, `/guardado/${id}`);
  await page.getByText(/recibo nº/).waitFor();
  console.log(`${first.trim()} before, ${(await page.locator('.sent.done').first().innerText()).trim()} after the restore`);
  rmSync(folder, { recursive: true, force: true });
}, 200_000);
