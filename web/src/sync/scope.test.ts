// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { fillsByItself, sinceOf } from './scope';
import type { Audience } from './tables';

const held = (audience: string, whole: boolean): Audience => ({ audience, since: '2024-05-01', before: null, whole });
const many = Array.from({ length: 26 }, (_, n) => held(String(n), false));

describe('what comes to the device by itself', () => {
  it('twelve months, from the first day of one', () => {
    expect(sinceOf('2025-05-05')).toBe('2024-05-01');
    expect(sinceOf('2025-01-31')).toBe('2024-01-01');
  });
  it('all of a few audiences; of many, only what carries the own name, until that is whole', () => {
    expect(fillsByItself({ audiences: many.slice(0, 6) })).toBe(true);
    expect(fillsByItself({ audiences: many })).toBe(false);
    expect(fillsByItself({ audiences: [...many, held('named-7f3a', false)] })).toBe(true); // its name changes with what the person stands for
    expect(fillsByItself({ audiences: [...many, held('named-7f3a', true)] })).toBe(false);
  });
});
