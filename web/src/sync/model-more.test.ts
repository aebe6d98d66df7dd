// SPDX-License-Identifier: Apache-2.0
// Other worlds of the model: a file of its own, for where more than one runs at a time.
import { expect, it } from 'vitest';
import { SEED, STEPS, worlds } from './model-run';

it('in other worlds too nothing is lost, invented or shown otherwise', async () => {
  expect((await worlds(SEED + 1_000_000))['compared']).toBeGreaterThan(0);
}, 60_000 + STEPS * 60);
