// SPDX-License-Identifier: Apache-2.0
// The program on a copy of the demo world, and people who sign in to it with a real Chromium.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const PASSWORD = 'apoio-teia-2025'; // of every demo account (src/demo/demo.hpp)
export const PHONE = { width: 390, height: 844 };
export const PC = { width: 1366, height: 768 };
export const NARROW = { width: 320, height: 640 };

const axe = readFileSync(new URL('../../web/node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const results = fileURLToPath(new URL('../../build/results', import.meta.url));
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const program = { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags, env: { ...process.env, LANGUAGE: 'pt_BR' } }; // fields of dates

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answers(url, server) {
  for (let tries = 0; tries < 300; tries++) {
    if (server.exitCode !== null) throw new Error(`the program ended with ${server.exitCode}`);
    if (await fetch(`${url}/healthz`).then((r) => r.ok, () => false)) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error('the program did not answer within 30 s');
}

/** Serves a copy of the world that tests/browser/run made, so that one file's deeds are not another's surprise. */
export async function open(world = process.env.TEIA_WORLD) {
  let data = mkdtempSync(join(tmpdir(), 'teia-browser-'));
  const folders = [data];
  cpSync(world, data, { recursive: true });
  const port = await freePort();
  const url = `http://localhost:${port}`;
  let server;
  async function serve() {
    server = spawn(process.env.TEIA, ['serve', '--data', data, '--set', `port=${port}`, '--set', 'log_level=warn'], { stdio: ['ignore', 'ignore', 'inherit'] });
    await answers(url, server);
  }
  async function end(signal) {
    server.kill(signal);
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
  }
  await serve();
  const browser = await chromium.launch(program);
  return {
    url,
    /** As a power cut would end it; then it starts again. */
    async crash() {
      await end('SIGKILL');
      await serve();
    },
    /** The command of the program on these data, while they are served. */
    run: (...words) => execFileSync(process.env.TEIA, [...words, '--data', data], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }),
    /** The same address, from now on with what is in this backup. */
    async restore(file) {
      await end('SIGTERM');
      data = mkdtempSync(join(tmpdir(), 'teia-browser-'));
      folders.push(data);
      execFileSync(process.env.TEIA, ['restore', file, '--data', data], { stdio: ['ignore', 'ignore', 'inherit'] });
      await serve();
    },
    visit: (size, extra = {}) => visit(browser, url, size, extra),
    signIn: async (login, size) => signIn(await visit(browser, url, size), login),
    /** What every open page showed when a test failed, beside the other results. */
    async picture(task, contexts = browser.contexts()) {
      if (task.result?.state !== 'fail') return;
      const pages = contexts.flatMap((context) => context.pages());
      for (const [n, page] of pages.entries()) await page.screenshot({ path: join(results, `${task.name.replace(/\W+/g, '-')}-${n + 1}.png`) });
    },
    async close() {
      await browser.close();
      await end('SIGTERM');
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      if (server.exitCode !== 0) throw new Error(`the program ended with ${server.exitCode ?? server.signalCode}`);
    },
  };
}

const manner = (url, viewport) => {
  const phone = viewport.width < 1024;
  return { baseURL: url, viewport, hasTouch: phone, isMobile: phone, locale: 'pt-BR', reducedMotion: 'reduce', acceptDownloads: true };
};

/** A browser whose memory is this folder: closed and opened again it starts cold, with what it kept. */
export const device = (folder, url, size) => chromium.launchPersistentContext(folder, { ...program, ...manner(url, size) });

/** A page whose console errors are kept: a page that works leaves none. Without the service worker, whose test is offline.test.mjs. */
async function visit(browser, url, viewport, extra) {
  const context = await browser.newContext({ ...manner(url, viewport), serviceWorkers: 'block', ...extra });
  await context.addInitScript(() => addEventListener('pointerdown', () => { sessionStorage.taps = Number(sessionStorage.taps ?? 0) + 1; }, true));
  if (process.env.TEIA_DIST) await serveFromDisk(context, process.env.TEIA_DIST);
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.faults = [];
  page.asking = 0;
  page.on('request', () => { page.asking++; });
  for (const end of ['requestfinished', 'requestfailed']) page.on(end, () => { page.asking--; });
  page.on('pageerror', (error) => page.faults.push(error.message));
  page.on('console', (message) => { if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) page.faults.push(message.text()); });
  page.on('response', (reply) => { if (reply.status() >= 500) page.faults.push(`${reply.status()} ${reply.url()}`); });
  return page;
}

/** The pages as they lie in web/dist rather than in the program: they need not be built into it to be tried. */
async function serveFromDisk(context, folder) {
  let offline = false;
  const cut = context.setOffline.bind(context);
  context.setOffline = (on) => { offline = on; return cut(on); }; // the disk has signal everywhere
  await context.route((address) => !/^\/(v1\/|healthz)/.test(address.pathname), (route) => (offline ? route.abort('internetdisconnected') : fromDisk(route, folder)));
}
function fromDisk(route, folder) {
  const file = join(folder, new URL(route.request().url()).pathname);
  return route.fulfill({ path: existsSync(file) && statSync(file).isFile() ? file : join(folder, 'index.html') });
}

export async function signIn(page, login) {
  await page.goto('/entrar');
  await page.getByLabel('Usuário ou e-mail').fill(`${login}@exemplo.org.br`);
  await page.getByLabel('Senha').fill(PASSWORD);
  await page.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.waitForURL('/');
  return page;
}

/** No request on its way for a moment. Playwright's own 'networkidle' tells of the document, which is loaded once. */
async function quiet(page) {
  for (let still = 0; still < 4; still = page.asking > 0 ? 0 : still + 1) await new Promise((later) => setTimeout(later, 50));
}

/** Settled: nothing is being asked, no placeholder is breathing, the letters are there. */
export async function settled(page) {
  await page.waitForLoadState('load');
  await quiet(page);
  await page.waitForFunction(() => !document.querySelector('.bone'));
  await page.evaluate(() => document.fonts.ready);
}

/** What axe finds: rule and places. */
export async function faultsOf(page) {
  await page.evaluate(axe); // a script tag would be refused by the page's own policy
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3).join(', ')}`);
}

export const taps = (page) => page.evaluate(() => Number(sessionStorage.taps ?? 0));
