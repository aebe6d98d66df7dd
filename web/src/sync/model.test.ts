// SPDX-License-Identifier: Apache-2.0
// Random phones, losses, crashes, moves and restores against a server that can be believed.
import { describe, expect, it } from 'vitest';
import { run, SEED, STEPS, worlds } from './model-run';

describe('the model', () => {
  it('nothing is lost, nothing is invented, and equal scope shows equal documents', async () => {
    const counts = await worlds(SEED);
    for (const what of ['restore', 'crash', 'compared', 'replay', 'answer lost', 'create', 'edit']) expect(counts[what], what).toBeGreaterThan(0);
  }, 60_000 + STEPS * 60);

  it('the same seed makes the same run', async () => {
    const [one, other] = [{}, {}];
    expect(await run(7, 60, one)).toBeNull();
    expect(await run(7, 60, other)).toBeNull();
    expect(other).toEqual(one);
  }, 60_000);
});
