// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dayOf, instantOf, setClock, setZone, today } from './clock';
import { monthOf, quadrimestre, recentPeriods } from './periods';
import { addDays, bytes, counted, day, dayInTable, dayLong, daysBetween, duration, enumerate, folded, initials, percent, sayIn, typeset } from './words';

describe('words', () => {
  beforeEach(() => { vi.useFakeTimers({ now: Date.parse('2025-05-05T12:04:00Z') }); setZone('TO'); setClock('2025-05-05T12:04:00.000Z', false); });
  afterEach(() => { vi.useRealTimers(); });

  it('days are short, with the year only when it is another', () => {
    expect(day('2025-04-29')).toBe('29\u00a0abr');
    expect(day('2024-12-27')).toBe('27\u00a0dez 2024');
    expect(dayInTable('2025-04-09')).toBe('09/04/2025');
  });
  it('a whole day is said as each language says it', () => {
    expect(dayLong('2025-05-05')).toBe('segunda, 5 de maio');
    sayIn('en');
    expect(dayLong('2025-05-05')).toBe('Monday, 5 May');
    sayIn('pt-BR');
  });
  it('a count of thousands has its dot', () => {
    expect(counted(5571)).toEqual({ n: '5.571' });
  });
  it('days are counted over months and leap years', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(daysBetween('2025-02-28', '2025-05-05')).toBe(66);
  });
  it('percentages have one decimal, and nothing when there is no whole', () => {
    expect(percent(136, 139)).toBe('97,8\u00a0%');
    expect(percent(0, 0)).toBeNull();
  });
  it('durations and sizes', () => {
    expect([15, 60, 150, 480].map(duration)).toEqual(['15\u00a0min', '1\u00a0h', '2\u00a0h\u00a030', '8\u00a0h']);
    expect([12, 348_000, 84_000_000].map(bytes)).toEqual(['1\u00a0kB', '348\u00a0kB', '84\u00a0MB']);
  });
  it('names, lists and folding', () => {
    expect(initials('Helena Maria de Barros')).toBe('HB');
    expect(initials('Noemi')).toBe('N');
    expect(enumerate(['tipo', 'tema', 'uma frase'])).toBe('tipo, tema e uma frase');
    expect(folded('São João')).toBe('sao joao');
  });
  it('a line does not break before the dot or after nº', () => {
    expect(typeset('às 9 · recibo nº 5')).toBe('às 9\u00a0· recibo nº\u00a05');
  });
});

describe('the clock', () => {
  afterEach(() => { vi.useRealTimers(); });
  it('a day is the day where the person is, not in Greenwich', () => {
    setZone('AC');
    expect(dayOf('2025-05-01T03:00:00.000Z')).toBe('2025-04-30');
    setZone('TO');
    expect(dayOf('2025-05-01T03:00:00.000Z')).toBe('2025-05-01');
  });
  it('a wall-clock time becomes its instant', () => {
    setZone('TO');
    expect(instantOf('2025-04-29', '14:30')).toBe('2025-04-29T17:30:00.000Z');
    setZone('AM');
    expect(instantOf('2025-04-29', '22:30')).toBe('2025-04-30T02:30:00.000Z');
  });
  it('a demonstration lives on its own day; a real server does not move the device\'s clock', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') });
    setZone('TO');
    setClock('2025-05-05T12:04:00.000Z', true);
    expect(today()).toBe('2025-05-05');
    setClock('2025-05-05T12:04:00.000Z', false);
    expect(today()).toBe('2026-11-21');
  });
});

describe('periods', () => {
  it('end on the last day of their last month', () => {
    expect(monthOf(2024, 2)).toMatchObject({ id: '2024-02', from: '2024-02-01', to: '2024-02-29' });
    expect(quadrimestre(2025, 1)).toMatchObject({ id: '2025-QD1', from: '2025-01-01', to: '2025-04-30', name: '1º quadrimestre de 2025 (jan–abr)' });
  });
  it('recent ones cross the turn of the year', () => {
    expect(recentPeriods('2025-01-20').map((p) => p.id)).toEqual(['2025-01', '2024-12', '2024-11', '2024-10', '2025-QD1', '2024-QD3', '2024-QD2', '2024-QD1', '2025', '2024']);
  });
});
