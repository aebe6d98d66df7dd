// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { latestFirst } from './actions';
import { blankContent, namedIn, repeated, toggleNamed } from './content';
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

describe('the usual difficulties', () => {
  const names = ['Falta ou atraso de recurso', 'Equipe reduzida ou rotatividade'];
  it('are named on the first line and leave the words below alone', () => {
    const one = toggleNamed('O contador saiu.\nSó em junho há outro.', names[1]!, names);
    expect(one).toBe('Equipe reduzida ou rotatividade\nO contador saiu.\nSó em junho há outro.');
    const both = toggleNamed(one, names[0]!, names);
    expect(namedIn(both, names)).toEqual(names);
    expect(toggleNamed(toggleNamed(both, names[0]!, names), names[1]!, names)).toBe('O contador saiu.\nSó em junho há outro.');
  });
  it('are none where somebody only wrote', () => {
    expect(namedIn('O contador saiu; não há outro.', names)).toEqual([]);
    expect(toggleNamed(null, names[0]!, names)).toBe(names[0]);
    expect(toggleNamed(names[0]!, names[0]!, names)).toBeNull();
  });
});
