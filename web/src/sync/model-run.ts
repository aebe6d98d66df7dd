// SPDX-License-Identifier: Apache-2.0
// For tests: worlds one after another, each with the next seed. TEIA_STEPS and TEIA_SEED for more, or for one of them again.
import { pairs } from './model-server';
import { World } from './model-world';

const env = (globalThis as unknown as { process: { env: Record<string, string | undefined> } }).process.env;
export const SEED = Number(env['TEIA_SEED'] ?? 20250429);
export const STEPS = Number(env['TEIA_STEPS'] ?? 35_000);
const RUN = 500; // steps of one world; then all trouble ends and everything must be there

export interface Failure { seed: number; step: number; why: string }

export async function run(seed: number, steps: number, counts: Record<string, number> = {}): Promise<Failure | null> {
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

/** Throws what first went wrong, as small as it can be made. How often each thing happened. */
export async function worlds(first: number): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const began = performance.now();
  for (let done = 0, seed = first; done < STEPS; done += RUN, seed++) {
    const failure = await run(seed, Math.min(RUN, STEPS - done), counts);
    if (!failure) continue;
    const least = await shrink(failure);
    throw new Error(`TEIA_SEED=${seed} TEIA_STEPS=${least.step}, first seen at step ${failure.step}\n${least.why}\nfirst: ${failure.why}`);
  }
  const seconds = (performance.now() - began) / 1000;
  console.log(`${STEPS} steps from seed ${first}, ${Math.round(STEPS / seconds)} a second: ${JSON.stringify(counts)}`);
  return counts;
}
