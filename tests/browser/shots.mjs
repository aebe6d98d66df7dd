// SPDX-License-Identifier: Apache-2.0
// The guide's pictures, taken on request: TEIA_SHOTS names their folder.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.TEIA_SHOTS;

export async function shot(page, name) {
  if (!folder) return;
  writeFileSync(join(folder, `${name}.png`), await page.screenshot());
}
