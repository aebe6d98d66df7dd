// SPDX-License-Identifier: Apache-2.0
// Random phones, losses, crashes, moves and restores against a server that can be believed. TEIA_STEPS and TEIA_SEED for more.
import { describe, expect, it } from 'vitest';
import { pairs } from './model-server';
import { World } from './model-world';

const env = (globalThis as unknown as { process: { env: Record<string, string | undefined> } }).process.env;
const STEPS = Number(env['TEIA_STEPS'] ?? 20_000);
const SEED = Number(env['TEIA_SEED'] ?? 20250429);
const RUN = 500; // steps of one world; then all trouble ends and everything must be there

interface Failure { seed: number; step: number; why: string }

async function run(seed: number, steps: number, counts: Record<string, number> = {}): Promise<Failure | null> {
  const world = new World(seed, await pairs(3));
  world.counts = counts;
  let step = 0;
  try {
    await world.begin();
    for (; step < steps; step++) {
      const phone = await world.step();
      if (step % 7 === 0) await world.check(phone);
    }
    await world.settle();
    return null;
  } catch (cause) {
    return { seed, step, why: cause instanceof Error ? cause.stack ?? cause.message : String(cause) };
  } finally {
    world.close();
  }
}

/** The fewest steps that still fail: a quiet end shows sooner what a later step stumbled over. */
async function shrink(failure: Failure): Promise<Failure> {
  let [good, bad, best] = [0, failure.step + 1, failure];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const found = await run(failure.seed, middle);
    if (found) [bad, best] = [middle, { ...found, step: middle }];
    else good = middle;
  }
  return best;
}

describe('the model', () => {
  it('nothing is lost, nothing is invented, and equal scope shows equal documents', async () => {
    const counts: Record<string, number> = {};
    const began = performance.now();
    for (let done = 0, seed = SEED; done < STEPS; done += RUN, seed++) {
      const failure = await run(seed, Math.min(RUN, STEPS - done), counts);
      if (!failure) continue;
      const least = await shrink(failure);
      throw new Error(`TEIA_SEED=${seed} TEIA_STEPS=${least.step}, first seen at step ${failure.step}\n${least.why}\nfirst: ${failure.why}`);
    }
    const seconds = (performance.now() - began) / 1000;
    console.log(`${STEPS} steps, ${Math.round(STEPS / seconds)} a second: ${JSON.stringify(counts)}`);
    for (const what of ['restore', 'crash', 'compared', 'replay', 'answer lost', 'create', 'edit']) expect(counts[what], what).toBeGreaterThan(0);
  }, 60_000 + STEPS * 60);

  it('the same seed makes the same run', async () => {
    const [one, other] = [{}, {}];
    expect(await run(7, 60, one)).toBeNull();
    expect(await run(7, 60, other)).toBeNull();
    expect(other).toEqual(one);
  }, 60_000);
});
