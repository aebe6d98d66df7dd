// SPDX-License-Identifier: Apache-2.0
// A phone of its own: a browser whose memory lasts, on a line that can be cut, with a PIN and all that its person may read.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line } from './line.mjs';
import { device, PHONE, signIn } from './teia.mjs';

export const PIN = '470913';

/** The phones of one file of tests; `end` after each test gives everything back. */
export function phones(teia) {
  const all = [];

  async function phone(size = PHONE) {
    const wire = await line(teia.url);
    const folder = mkdtempSync(join(tmpdir(), 'teia-phone-'));
    const one = { wire, folder, browser: null };
    one.start = async () => { one.browser = await device(folder, wire.url, size); return newPage(one.browser); };
    one.restart = async () => { await one.browser.close(); return one.start(); };
    one.kill = async () => {
      execFileSync('pkill', ['-9', '-f', folder]);
      await one.browser.close().catch(() => undefined);
    };
    all.push(one);
    return one;
  }

  /** Signed in, all records here; `choose` sees the page on which the PIN is chosen. */
  async function equipped({ login = 'helena', size = PHONE, choose = () => undefined } = {}) {
    const one = await phone(size);
    const here = await one.start();
    await signIn(here, login);
    await here.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await here.goto('/aparelho');
    await here.getByLabel('PIN de seis algarismos').fill(PIN);
    await here.getByLabel('O mesmo PIN outra vez').fill(PIN);
    await choose(here);
    await here.getByRole('button', { name: 'Criar PIN' }).click();
    await here.getByText('Abre sem sinal com o seu PIN').waitFor();
    await wholeHere(here);
    return { one, here };
  }

  return {
    phone,
    equipped,
    browsers: () => all.map((one) => one.browser).filter(Boolean),
    async end() {
      for (const { browser, wire, folder } of all.splice(0)) {
        await browser?.close().catch(() => undefined);
        await wire.cut().catch(() => undefined);
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

export async function newPage(browser) {
  const opened = await browser.newPage();
  opened.setDefaultTimeout(20_000);
  opened.asking = 0;
  opened.faults = [];
  opened.on('pageerror', (error) => opened.faults.push(error.message));
  opened.on('request', () => { opened.asking++; });
  for (const end of ['requestfinished', 'requestfailed']) opened.on(end, () => { opened.asking--; });
  return opened;
}

export async function wholeHere(page) {
  await page.getByText(/Última troca:/).waitFor({ timeout: 60_000 });
  await page.getByText('ainda chegando').waitFor({ state: 'detached', timeout: 60_000 });
}
export async function unlock(page, pin = PIN) {
  await page.getByLabel('PIN deste aparelho').fill(pin);
  await page.getByRole('button', { name: 'Abrir sem sinal' }).click();
}
export async function unlocked(page) {
  await unlock(page);
  await page.getByRole('button', { name: 'Abrir sem sinal' }).waitFor({ state: 'detached' });
}
/** As a link would: without loading the document anew, which would ask for the PIN again. */
export const follow = (page, path) => page.evaluate((to) => {
  const state = { back: null, current: to, forward: null, replaced: false, position: history.length, scroll: null }; // as the router keeps it
  history.pushState(state, '', to);
  dispatchEvent(new PopStateEvent('popstate', { state }));
}, path);
