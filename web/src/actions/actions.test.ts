// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { differsSince, judgedOf, lastChange, latestFirst, takeAllBack, warningWords } from './actions';
import { blankContent, repeated } from './content';
import type { ActionRow, HistoryEntry } from '@/base/api';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';

const entry = (number: number): HistoryEntry => ({ number, revision: number, at: '', device_at: null, who: '', sentence: '', details: [], changes: [], receipt_hash: '' });

describe('a history', () => {
  it('is told from the latest back, whichever way it came', () => {
    expect(latestFirst([entry(9), entry(10), entry(101)]).map((h) => h.number)).toEqual([101, 10, 9]);
    expect(latestFirst([entry(3), entry(2)]).map((h) => h.number)).toEqual([3, 2]);
  });
  it('leads to how the record was only where it was another, and knows the last change', () => {
    const corrected = { ...entry(3), details: ['o relato'], changes: [{ field: 'text', before: 'a', after: 'b' }] };
    const history = [entry(4), corrected, entry(2), entry(1)];
    expect(history.map((_, n) => differsSince(history, n))).toEqual([false, false, true, true]);
    expect(lastChange(history)).toBe(corrected);
    expect(lastChange([entry(1)])).toBeNull();
  });
});

describe('a warning', () => {
  const warning = { code: 'dois-lugares', field: 'content.started_at', message: 'Na mesma hora você também estava em “Oficina”.', other: null };
  it('speaks to whoever registered, and of them to others', () => {
    expect([warningWords(warning, true), warningWords(warning, false)]).toEqual([warning.message, 'No mesmo horário, em dois lugares.']);
  });
});

describe('a repeat', () => {
  const last = { ...blankContent(), type: 'VIS', theme: 'PLAN.PAS', other_themes: ['FIN.SIOPS'], text: 'Em Ananás, revisamos as metas.', places: [{ place: 1, presence: 'presente' as const, secretary: true }] };
  it('takes the type and the themes along, never the sentence, which names the town it was', () => {
    expect(repeated(last, false)).toMatchObject({ type: 'VIS', theme: 'PLAN.PAS', other_themes: ['FIN.SIOPS'], text: '', places: [] });
    expect(repeated(last, true)).toMatchObject({ text: '', places: last.places });
  });
});

describe('validations taken back', () => {
  beforeEach(freshDevice);
  const rows = ['a', 'b', 'c'].map((id, n) => ({ id, revision: n + 1 }) as ActionRow);
  const back = (id: string) => ({ method: 'POST', path: `/v1/actions/${id}/take-back` });
  it('are those that went through, each at the revision that validating made', () => {
    const outcome = (id: string, ok: boolean) => ({ id, ok, code: null, message: null });
    expect(judgedOf(rows, { outcomes: [outcome('c', true), outcome('b', false), outcome('a', true)] })).toEqual([{ id: 'a', revision: 2 }, { id: 'c', revision: 4 }]);
  });
  it('one refusal leaves the others', async () => {
    const wire = script([back('a'), { ...back('b'), status: 409, reply: { code: 'actions.stale' } }, back('c')]);
    expect((await takeAllBack(rows)).map((x) => x.id)).toEqual(['b']);
    expect(wire.sent.map((s) => s.body)).toMatchObject([{ revision: 1, reason: null }, { revision: 2 }, { revision: 3 }]);
    wire.finish();
  });
  it('say what went wrong when none goes', async () => {
    const wire = script([{ ...back('a'), lost: true }]);
    await expect(takeAllBack(rows.slice(0, 1))).rejects.toMatchObject({ offline: true });
    wire.finish();
  });
});
