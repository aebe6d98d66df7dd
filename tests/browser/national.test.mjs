// SPDX-License-Identifier: Apache-2.0
// Who may read the whole country: the copy does not fill the device by itself, says so, and brings the rest when asked.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { devices } from './devices.mjs';
import { look } from './shots.mjs';
import { faultsOf, open, PC, PHONE, settled, signIn } from './teia.mjs';

let teia;
const here = devices(() => teia);
beforeAll(async () => {
  const world = mkdtempSync(join(tmpdir(), 'teia-national-')); // the story of one state has too few audiences
  execFileSync(process.env.TEIA, ['demo', '--data', join(world, 'demo'), '--national', '--months', '1', '--actions', '300'], { stdio: 'ignore' });
  teia = await open(join(world, 'demo'));
  rmSync(world, { recursive: true });
}, 300_000);
afterAll(() => teia?.close());
afterEach(({ task }) => here.putAway(task));

const button = (page, name) => page.getByRole('button', { name, exact: true });

test.each([['phone', PHONE], ['PC', PC]])('the %s holds back, says so, and brings the rest when asked', { timeout: 240_000 }, async (name, size) => {
  const room = await here.add(size);
  const page = await room.open();
  await signIn(page, 'nacional1');
  await page.goto('/aparelho');
  await page.getByText(/Última troca:/).waitFor({ timeout: 60_000 });
  await page.locator('.facts').getByText('só o que leva o seu nome').waitFor();
  await settled(page);
  await look(page, `poupa-${size.width}`);
  expect(await faultsOf(page)).toEqual([]);
  const held = async () => Number((await page.locator('.facts dd').first().innerText()).match(/^[\d.]+/)[0].replace('.', ''));
  const before = await held();
  expect(before).toBeLessThan(20);
  await button(page, 'Trazer tudo que posso ler').click();
  await page.locator('dialog').getByText(/São [\d.]+ registros desde .*: cerca de [\d,]+\s(kB|MB)\./).waitFor(); // said before it comes
  await look(page, `poupa-tamanho-${size.width}`);
  await button(page.locator('dialog'), 'Trazer').click();
  await button(page, 'Trazer tudo que posso ler').waitFor({ state: 'detached' });
  await expect.poll(held, { timeout: 90_000 }).toBeGreaterThan(before + 100);
  await page.getByText('ainda chegando').waitFor({ state: 'detached', timeout: 90_000 });
  console.log(`${name}: ${before} records by itself, ${await held()} when asked for all`);
  expect(page.faults).toEqual([]);
});
