// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { latestFirst } from './actions';
import { blankContent, repeated } from './content';
import type { HistoryEntry } from '@/base/api';

const entry = (number: number): HistoryEntry => ({ number, at: '', device_at: null, who: '', sentence: '', details: [], receipt_hash: '' });

describe('a history', () => {
  it('is told from the latest back, whichever way it came', () => {
    expect(latestFirst([entry(9), entry(10), entry(101)]).map((h) => h.number)).toEqual([101, 10, 9]);
    expect(latestFirst([entry(3), entry(2)]).map((h) => h.number)).toEqual([3, 2]);
  });
});

describe('a repeat', () => {
  const last = { ...blankContent(), type: 'VIS', theme: 'PLAN.PAS', other_themes: ['FIN.SIOPS'], text: 'Em Ananás, revisamos as metas.', places: [{ place: 1, presence: 'presente' as const, secretary: true }] };
  it('takes the type and the themes along, never the sentence, which names the town it was', () => {
    expect(repeated(last, false)).toMatchObject({ type: 'VIS', theme: 'PLAN.PAS', other_themes: ['FIN.SIOPS'], text: '', places: [] });
    expect(repeated(last, true)).toMatchObject({ text: '', places: last.places });
  });
});
