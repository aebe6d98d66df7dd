// SPDX-License-Identifier: Apache-2.0
// Bad weather: a line that breaks in the middle of a file or flaps, a session that ended meanwhile, two tabs, a full device, a clock
// that is years off. What was written arrives once, and its author is told in words what is to be done.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { devices, equip, follow, unlocked, wholeHere } from './devices.mjs';
import { look } from './shots.mjs';
import { faultsOf, open, PASSWORD, PC, settled } from './teia.mjs';

const MiB = 1024 * 1024;
const YEAR = 365.25 * 24 * 3_600_000;

let teia;
let raimundo; // who reads what arrived
const here = devices(() => teia);
beforeAll(async () => {
  teia = await open();
  raimundo = await teia.signIn('raimundo', PC);
});
afterAll(() => teia?.close());
afterEach(({ task }) => here.putAway(task));

const button = (page, name) => page.getByRole('button', { name, exact: true });
const pause = (ms) => new Promise((later) => { setTimeout(later, ms); });
const asked = (path, page = raimundo) => page.evaluate(async (at) => { const reply = await fetch(at); return reply.ok ? reply.json() : reply.status; }, path);
/** What arrived with these words, each text as often as it is there. */
const arrived = async (words) => (await asked(`/v1/actions?q=${encodeURIComponent(words)}&limit=100`)).items.map((row) => row.excerpt).sort();
const allReceived = (page) => page.locator('.signal').getByText('tudo recebido').waitFor();
const send = (page) => button(page, 'Enviar agora').first().click();

async function write(page, said) {
  await follow(page, '/registrar?municipio=1702554');
  await button(page, 'Visita ao município').click();
  await page.locator('#passo-tema').getByText('PAS', { exact: true }).click();
  await page.getByLabel('O que aconteceu').fill(said);
}
async function keep(page) {
  await button(page, 'Guardar').click();
  await page.waitForURL(/\/guardado\//);
  return page.url().split('/').at(-1);
}
const tell = async (page, said) => { await write(page, said); return keep(page); };
/** The bytes of no picture: they stay as they are, as a document's do. */
const attach = (page, name, mimeType, begin, size) => {
  const buffer = Buffer.concat([begin, randomBytes(size - begin.length)]);
  return page.locator('input[type=file]').first().setInputFiles({ name, mimeType, buffer }).then(() => buffer);
};
const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);

test('a large file goes behind its text, and after a cut and a restart from the byte where it stopped', async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone);
  await room.wire.cut();
  await write(phone, 'Recebemos o plano assinado, em papel.');
  const bytes = await attach(phone, 'plano.pdf', 'application/pdf', Buffer.from('%PDF-1.4\n'), 5 * MiB);
  await phone.getByText('plano.pdf').waitFor();
  const id = await keep(phone);

  const hash = createHash('sha256').update(bytes).digest('hex');
  const pieces = () => room.wire.passed.filter(({ method, path }) => method === 'PUT' && path === `/v1/sync/files/${hash}`);
  const broken = room.wire.breakAt(({ range }) => range && Number(/\d+/.exec(range)[0]) > 2 * MiB);
  await room.wire.connect();
  await send(phone);
  await broken;
  const [text] = room.wire.passed.filter(({ path }) => path === '/v1/sync/push');
  expect(room.wire.passed.indexOf(text)).toBeLessThan(room.wire.passed.indexOf(pieces()[0]));
  expect((await asked(`/v1/actions/${id}`)).missing_files).toEqual([hash]); // its readers see that it is on its way

  const again = await room.restart();
  await again.goto('/aparelho');
  await unlocked(again);
  await again.getByText(/^1\sarquivo a enviar, 2,9\sMB\.$/).waitFor(); // of 5,2
  await look(again, 'arquivo-pela-metade');
  await room.wire.connect();
  await again.getByRole('button', { name: 'Buscar agora' }).click();
  await allReceived(again);

  const spans = pieces().filter(({ status }) => status === 200).map(({ range }) => /(\d+)-(\d+)\/(\d+)/.exec(range).slice(1).map(Number));
  let next = 0;
  for (const [from, to, size] of spans) {
    expect([from, size]).toEqual([next, bytes.length]); // each byte once, none again
    next = to + 1;
  }
  expect(next).toBe(bytes.length);
  expect(pieces().filter(({ status }) => status !== 200)).toHaveLength(1); // the one that broke
  const there = await raimundo.evaluate(async (at) => {
    const body = await (await fetch(at)).arrayBuffer();
    const digest = await crypto.subtle.digest('SHA-256', body);
    return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('');
  }, `/v1/attachments/${hash}?action=${id}`);
  expect(there).toBe(hash);
  expect((await asked(`/v1/actions/${id}`)).missing_files).toEqual([]);
  expect(again.faults).toEqual([]);
});

const signInHere = async (page) => {
  await page.getByLabel('Usuário ou e-mail').fill('helena@exemplo.org.br');
  await page.getByLabel('Senha').fill(PASSWORD);
  await button(page, 'Entrar').click();
};
/** Ended from elsewhere, as the thirtieth day without use ends it: the server answers the same. */
const endOtherSessions = async () => {
  const other = await teia.signIn('helena', PC);
  await other.evaluate(async () => {
    const { csrf } = await fetch('/v1/session').then((r) => r.json());
    for (const { id, current } of await fetch('/v1/sessions').then((r) => r.json())) if (!current) await fetch(`/v1/sessions/${id}`, { method: 'DELETE', headers: { 'X-CSRF-Token': csrf } });
  });
  await other.context().close();
};

test('a session that ended takes nothing from under the hands: its author works on, is told, signs in, and all of it arrives once', async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone);
  const edited = (await asked('/v1/actions?mine=true&status=registrada&limit=1', phone)).items[0].id;
  await room.wire.cut();
  await tell(phone, 'Sessão vencida: primeira visita.');
  await endOtherSessions();

  // signal comes while something is written that is no draft: it can still be kept
  await follow(phone, `/acoes/${edited}/editar`);
  await phone.getByLabel('O que aconteceu').fill('Sessão vencida: a correção do que já estava lá.');
  await room.wire.connect();
  await phone.evaluate(() => dispatchEvent(new Event('online')));
  await phone.getByText('Sua sessão terminou. Guarde o que está escrevendo').waitFor();
  await look(phone, 'sessao-terminou-escrevendo');
  await button(phone, 'Guardar').click();
  await phone.waitForURL(/\/entrar/);
  await phone.getByText('Sua sessão terminou. É só entrar de novo.').waitFor();
  await phone.getByText(/^2\sregistros esperam neste aparelho/).waitFor();
  await settled(phone);
  await look(phone, 'sessao-terminou-entrar');
  expect(await faultsOf(phone)).toEqual([]);

  // the signal goes before the password is typed
  await room.wire.cut();
  await signInHere(phone);
  await phone.getByText('Sem sinal, não dá para entrar agora. Abra com o seu PIN').waitFor();
  await look(phone, 'sessao-terminou-sem-sinal');
  expect(await faultsOf(phone)).toEqual([]);
  await unlocked(phone);
  await tell(phone, 'Sessão vencida: segunda visita, aberta com o PIN.');
  await write(phone, 'Sessão vencida: metade de uma terceira');
  await phone.getByText(/Rascunho guardado/).waitFor();
  await room.wire.connect();
  await phone.getByLabel('O que aconteceu').pressSequentially(' visita.');
  await phone.getByText('Sua sessão terminou. Guarde o que está escrevendo').waitFor();
  await phone.getByRole('link', { name: 'Voltar ao início' }).click();
  await phone.getByText(/^3\sregistros esperam neste aparelho/).waitFor();
  expect(await arrived('"Sessão vencida"')).toEqual([]);

  await signInHere(phone);
  await phone.getByRole('heading', { level: 1, name: /Helena/ }).waitFor();
  await allReceived(phone);
  await follow(phone, '/aparelho');
  await phone.locator('a[href*="rascunho="]').first().click();
  expect(await phone.getByLabel('O que aconteceu').inputValue()).toBe('Sessão vencida: metade de uma terceira visita.');
  await keep(phone);
  await allReceived(phone);
  expect(await arrived('"Sessão vencida"')).toEqual(['Sessão vencida: a correção do que já estava lá.', 'Sessão vencida: metade de uma terceira visita.', 'Sessão vencida: primeira visita.', 'Sessão vencida: segunda visita, aberta com o PIN.']);
  expect(phone.faults).toEqual([]);
});

test('two tabs of one device send what both wrote once, both show it received, and neither loses the draft of the other', async () => {
  const room = await here.add(PC);
  const one = await room.open();
  await equip(one, 'helena', null);
  const two = await room.page();
  await two.goto('/aparelho');
  await wholeHere(two);
  await room.wire.cut();
  for (const [page, said] of [[one, 'da primeira, em Augustinópolis'], [two, 'da segunda, em Augustinópolis'], [one, 'da primeira outra vez'], [two, 'da segunda outra vez']]) await tell(page, `Duas abas: ${said}.`);
  await one.getByText('4 só aqui').waitFor();

  // a draft of the first, gone on with in the second after it, with a photo that the second had and threw away
  await write(one, 'Duas abas: um rascunho');
  const photo = await attach(one, 'lista.jpg', 'image/jpeg', JPEG, 200_000);
  await one.getByText('lista.jpg').waitFor();
  await one.waitForURL(/rascunho=/);
  await write(two, 'Duas abas: o que se joga fora.');
  await two.locator('input[type=file]').first().setInputFiles({ name: 'a-mesma.jpg', mimeType: 'image/jpeg', buffer: photo });
  await two.getByText('a-mesma.jpg').waitFor();
  await two.waitForURL(/rascunho=/);
  const thrown = new URL(two.url()).searchParams.get('rascunho');
  await follow(two, '/aparelho');
  await two.locator('li', { has: two.locator(`a[href*="${thrown}"]`) }).getByRole('button', { name: /^Retirar/ }).click();
  await one.getByLabel('O que aconteceu').fill('Duas abas: um rascunho que a primeira continuou');
  await one.getByText(/Rascunho guardado/).waitFor();
  await pause(1000); // its autosave
  await follow(two, '/registrar');
  await follow(two, '/aparelho');
  await two.locator('a[href*="rascunho="]').first().click();
  await expect.poll(() => two.getByLabel('O que aconteceu').inputValue()).toBe('Duas abas: um rascunho que a primeira continuou');

  await room.wire.connect();
  await one.evaluate(() => dispatchEvent(new Event('online'))); // one of them hears of it
  await allReceived(one);
  await allReceived(two);
  await keep(two);
  await allReceived(two);
  expect(await arrived('"Duas abas"')).toEqual(['da primeira outra vez', 'da primeira, em Augustinópolis', 'da segunda outra vez', 'da segunda, em Augustinópolis', 'um rascunho que a primeira continuou'].map((said) => expect.stringContaining(said)));
  const [draft] = (await asked(`/v1/actions?q=${encodeURIComponent('rascunho primeira continuou')}&limit=1`)).items;
  await expect.poll(async () => { const { content, missing_files } = await asked(`/v1/actions/${draft.id}`); return [content.evidence.length, missing_files.length]; }, { timeout: 20_000 }).toEqual([1, 0]);
  await follow(one, '/aparelho');
  for (const said of ['da primeira outra vez', 'da segunda outra vez']) await one.getByText(said).first().waitFor();
  expect([one.faults, two.faults]).toEqual([[], []]);
});

/** Whatever else this address keeps on the device, up to the last byte. */
const fillUp = (page) => page.evaluate(async () => {
  const db = await new Promise((done) => {
    const asked = indexedDB.open('anything-else');
    asked.onupgradeneeded = () => { asked.result.createObjectStore('bytes', { autoIncrement: true }); };
    asked.onsuccess = () => done(asked.result);
  });
  const add = (bytes) => new Promise((done) => {
    const change = db.transaction('bytes', 'readwrite');
    change.objectStore('bytes').add(bytes);
    change.oncomplete = () => done(true);
    change.onabort = () => done(false);
  });
  for (const size of [1 << 20, 1 << 16, 1 << 12, 1 << 9]) {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; at += 1 << 16) crypto.getRandomValues(bytes.subarray(at, at + (1 << 16)));
    while (await add(bytes));
  }
  db.close();
});

test('on a device that fills up a photo is refused in words, and texts are kept to the last', async () => {
  const room = await here.add();
  const phone = await room.open();
  const storage = await room.phone.newCDPSession(phone);
  await storage.send('Storage.overrideQuotaForOrigin', { origin: room.wire.url, quotaSize: 14 * MiB }); // before the browser looks how much there is
  await equip(phone, 'helena', null);
  await room.wire.cut();
  await write(phone, 'Aparelho cheio: a foto grande não coube, a pequena sim.');
  await attach(phone, 'grande.jpg', 'image/jpeg', JPEG, 7 * MiB);
  await phone.getByRole('alert').getByText('Este arquivo não cabe mais neste aparelho. O texto cabe: pode guardar.').waitFor();
  await look(phone, 'aparelho-cheio-foto');
  expect(await faultsOf(phone)).toEqual([]);
  await attach(phone, 'pequena.jpg', 'image/jpeg', JPEG, 300_000);
  await phone.getByText('pequena.jpg').waitFor();
  expect(await phone.getByRole('alert').count()).toBe(0);
  const id = await keep(phone);

  await fillUp(phone);
  await write(phone, 'Aparelho cheio: só os textos cabem.');
  await attach(phone, 'outra.jpg', 'image/jpeg', JPEG, 300_000);
  await phone.getByRole('alert').getByText('Este arquivo não cabe mais').waitFor();
  await keep(phone);
  await tell(phone, 'Aparelho cheio: mais um texto, sem espaço para nada.');
  await phone.getByText('3 só aqui').waitFor();

  await room.wire.connect();
  await send(phone);
  await allReceived(phone);
  expect(await arrived('"Aparelho cheio"')).toEqual(['Aparelho cheio: a foto grande não coube, a pequena sim.', 'Aparelho cheio: mais um texto, sem espaço para nada.', 'Aparelho cheio: só os textos cabem.']);
  const { content, missing_files } = await asked(`/v1/actions/${id}`);
  expect([content.evidence.map((e) => e.name), missing_files]).toEqual([['pequena.jpg'], []]);
  expect(phone.faults).toEqual([]);
});

/** Moves the clock of the page, and what the page was made with. */
const shiftClock = (page, ms) => page.evaluate((by) => {
  const [Real, from] = (globalThis.trueClock ??= [Date, Date.now]);
  globalThis.Date = class extends Real {
    constructor(...parts) { if (parts.length) super(...parts); else super(from() + by); }
    static now() { return from() + by; }
  };
}, ms);

test('a clock that is years off is said, what it dated arrives as it was said, and a day that has not come is set right by hand', async () => {
  const room = await here.add();
  const phone = await room.open();
  // in a demonstration the page follows the server's clock; here it goes by its own
  await room.phone.route(/\/v1\/session$/, async (route) => {
    const response = await route.fetch().catch(() => null);
    const json = await response?.json().catch(() => null);
    if (!response) return route.abort();
    return route.fulfill(json?.person ? { response, json: { ...json, demo: false } } : { response });
  });
  await equip(phone, 'helena', null);
  await phone.getByText(/^O relógio deste aparelho parece errado: marca \S+, \d+ de \S+ de \d{4}\./).waitFor(); // the demonstration's day is long past
  await room.wire.cut();
  const { now } = await asked('/v1/session');
  const years = (n) => Date.parse(now) - Date.now() + n * YEAR;
  await shiftClock(phone, years(-6));
  const past = await tell(phone, 'Relógio atrasado: o telefone acordou seis anos antes.');
  await shiftClock(phone, years(6));
  const future = await tell(phone, 'Relógio adiantado: o telefone acordou seis anos depois.');
  await room.wire.connect();
  await send(phone);
  await phone.getByText(/ainda não\s+chegou/).first().waitFor();
  await look(phone, 'relogio-adiantado');
  expect(await faultsOf(phone)).toEqual([]);
  await expect.poll(() => asked(`/v1/actions/${past}/history`).then((told) => told[0]?.device_at)).toMatch(/^2019-/);
  const { created_at, recorded_at, content } = await asked(`/v1/actions/${past}`);
  expect([created_at.slice(0, 4), content.started_at.slice(0, 4), recorded_at.slice(0, 4)]).toEqual(['2019', '2019', '2025']);

  await button(phone, 'Corrigir o registro').click();
  await phone.waitForURL(/rascunho=/);
  await shiftClock(phone, years(0));
  await phone.locator('main').getByRole('button', { name: /2031|mai|hoje/i }).first().click();
  await phone.locator('dialog input[type=date]').fill(now.slice(0, 10));
  await phone.locator('dialog').getByRole('button').last().click();
  expect(await keep(phone)).toBe(future);
  await allReceived(phone);
  expect(await arrived('Relógio adiantado')).toHaveLength(1);
  expect((await asked(`/v1/actions/${future}`)).day).toBe(now.slice(0, 10));
  await phone.getByText('O relógio deste aparelho parece errado').waitFor({ state: 'detached' });
  expect(phone.faults).toEqual([]);
});

test('on a line that comes and goes, and loses answers, ten records arrive once each', async () => {
  const room = await here.add();
  const phone = await room.open();
  await equip(phone, 'helena', null);
  room.wire.slow(150); // ms: now and then the server has it, and the phone never hears
  let windy = true;
  const wind = (async () => {
    for (; windy; await pause(300)) {
      await room.wire.cut();
      await pause(300);
      await room.wire.connect();
    }
  })();
  for (let n = 0; n < 10; n++) await tell(phone, `Visita com vento número ${n}: revisamos as metas.`);
  windy = false;
  await wind;
  room.wire.slow(0);
  expect(room.wire.passed.filter(({ path, status, heard }) => path === '/v1/sync/push' && status === 200 && !heard).length).toBeGreaterThan(0);
  await follow(phone, '/aparelho');
  await button(phone, 'Buscar agora').click();
  await allReceived(phone);
  expect(await arrived('vento numero')).toEqual(Array.from({ length: 10 }, (_, n) => `Visita com vento número ${n}: revisamos as metas.`));
  expect(phone.faults).toEqual([]);
  teia.run('ledger', 'verify');
});
