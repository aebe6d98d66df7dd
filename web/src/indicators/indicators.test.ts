// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  catalogueOf, coverageQuery, hushed, isRelative, leftOut, missingOf, monthsOf, nextOf, offeredPeriods, partsOf, periodAsked, readRecords, referenceOf, roomOf, said, scaleOf, silenceOf, spreadOf,
} from './indicators';
import { columnsOf, FLOOR } from './series';
import type { Board, Definition, Detail, IndicatorValue, Parts, Slice } from '@/base/api';
import { parsePeriod } from '@/base/periods';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';

const plain = (text: string | null): string | null => text && text.replaceAll('\u00a0', ' ');
const definition = (change: Partial<Definition> = {}): Definition => ({
  code: 'IA-03', group: 'APOIO', name: 'Participação na CIR', numerator: 'presentes', denominator: 'convocados', factor: 100, unit: '%', polarity: 'maior', low: null, high: null,
  source: 'plataforma', periodicity: 'mensal', level: 'UF', reference: 75, reference_note: null, label: 'assumed', concept: null, limitations: null,
  counts: 'count(actions where a)', over: 'count(actions)', door: 'acoes', ...change,
});
const parts = (numerator: number | null, denominator: number | null = null, value: number | null = null): Parts => ({ value, numerator, denominator });
const value = (d: Definition, now: Parts): IndicatorValue => ({ definition: d, now, previous: now, last_year: now, standing: 'sem-dado', target: null, why_no_data: null });
const asked = { period: '2025-QD1', place: 17, composition: '' as const };

describe('a value', () => {
  it('is said with its unit', () => {
    expect([said(74, '%'), said(98.0392, '%'), said(1, 'dias'), said(9, 'dias'), said(118.8, 'n'), said(0.7754, '0-1'), said(12, 'por mil'), said(null, '%')].map(plain))
      .toEqual(['74 %', '98 %', '1 dia', '9 dias', '118,8', '0,78', '12 por mil', null]);
  });
  it('has its parts beside it, a share as "de" and a mean as "para"', () => {
    expect(partsOf(definition(), parts(444, 600, 74))).toBe('444 de 600');
    expect(partsOf(definition({ unit: 'n' }), parts(594, 5, 118.8))).toBe('594 presentes para 5 convocados');
    expect(partsOf(definition({ denominator: null }), parts(9))).toBeNull();
  });
  it('has a reference that is never called anything else', () => {
    expect(plain(referenceOf(definition()))).toBe('referência: 75 % ou mais');
    expect(plain(referenceOf(definition({ polarity: 'menor', unit: 'dias', reference: 20 })))).toBe('referência: até 20 dias');
    expect(referenceOf(definition({ reference: null }))).toBeNull();
  });
  it('is drawn up to where its unit ends, or twice the reference; otherwise not', () => {
    expect(scaleOf(definition(), parts(444, 600, 74))).toEqual({ filled: 74, mark: 75 });
    expect(scaleOf(definition({ unit: 'dias', reference: 20 }), parts(9, null, 9))).toEqual({ filled: 22.5, mark: 50 });
    expect(scaleOf(definition({ unit: 'n', reference: null }), parts(12, null, 12))).toBeNull();
  });
  it('that is missing says what would fill it, unless it is only hidden', () => {
    expect(missingOf(value(definition(), parts(0, 0)))).toBe('convocados');
    expect(missingOf(value(definition(), parts(null, null)))).toBeNull();
    expect(missingOf(value(definition(), parts(null, 24)))).toBeNull();
  });
});

describe('the period', () => {
  it('is the usual quadrimestre unless the address says another', () => {
    expect(periodAsked('', '2025-05-05')?.id).toBe('2025-QD1');
    expect(periodAsked('2025-03', '2025-05-05')?.id).toBe('2025-03');
    expect(periodAsked('12-meses', '2025-05-05')).toBeNull();
    expect([isRelative('quadrimestre-fechado'), isRelative('2025')]).toEqual([true, false]);
  });
  it('goes forward as far as today', () => {
    expect(nextOf(parsePeriod('2025-04')!, '2025-05-05')?.id).toBe('2025-05');
    expect(nextOf(parsePeriod('2025-05')!, '2025-05-05')).toBeNull();
  });
  it('offered is also an old one that is asked for', () => {
    const months = offeredPeriods('2025-05-05', parsePeriod('2023-02')!).map((g) => [g.span, g.periods.at(-1)!.id]);
    expect(months).toEqual([['mes', '2023-02'], ['quadrimestre', '2024-QD2'], ['ano', '2023']]);
  });
  it('leads to Cobertura only where that shows the same days', () => {
    expect(coverageQuery(asked, { from: '2025-01-01', to: '2025-04-30' })).toEqual({ periodo: '2025-QD1', lugar: '17' });
    expect(coverageQuery({ ...asked, period: 'mes-fechado', composition: 'hoje' }, { from: '2025-03-01', to: '2025-03-31' })).toEqual({ periodo: '2025-03', lugar: '17', composicao: 'hoje' });
    expect(coverageQuery({ ...asked, period: '12-meses' }, { from: '2024-05-06', to: '2025-05-05' })).toBeNull();
  });
});

describe('months and places', () => {
  const detail: Detail = {
    indicator: value(definition(), parts(1, 2, 50)), from: '2025-01-01', to: '2025-12-31', on: '2025-05-05', label: '2025', known_on: 1, by: 'region', places: [],
    months: [{ code: '2025-03', name: 'março de 2025', parts: parts(1, 2, 50) }],
  };
  it('twelve months keep their places, up to the one under way', () => {
    const months = monthsOf(detail);
    expect([months.length, months[0]!.id, months.at(-1)!.id]).toEqual([12, '2024-06', '2025-05']);
    expect(months.filter((m) => m.parts.value !== null).map((m) => m.id)).toEqual(['2025-03']);
    expect(months.filter((m) => m.within).map((m) => m.id)).toEqual(['2025-01', '2025-02', '2025-03', '2025-04', '2025-05']);
  });
  it('columns stand on zero, and one without data has no length', () => {
    const { columns, reference } = columnsOf(monthsOf(detail), '%', 75);
    expect([columns[9]!.height, reference]).toEqual([Math.round(((FLOOR - 18) * 500) / 75) / 10, FLOOR - 18]);
    expect(columns[0]).toMatchObject({ height: null, label: '', month: 'jun', year: '2024', within: false });
    expect(columnsOf([], '%', null).columns).toEqual([]);
  });
  it('a spread is said without names, and of three at least', () => {
    const of = (...values: (number | null)[]): Slice[] => values.map((v, i) => ({ code: String(i), name: '', parts: parts(null, null, v) }));
    expect(spreadOf(of(70, 81, null, 64, 77))).toEqual({ least: 64, middle: 73.5, most: 81 });
    expect(spreadOf(of(70, 81, null))).toBeNull();
  });
});

describe('the records behind', () => {
  it('are read where the measure counts them', () => {
    expect(['count(followups where on_time)', 'median(followups.days)', 'distinct(places.place)', 'count(actions)', 'count(municipalities) - count(actions)', null].map(roomOf))
      .toEqual(['encaminhamentos', 'encaminhamentos', 'acoes', 'acoes', null, null]);
  });
  it('that were left out are asked for in the same language', () => {
    expect(leftOut({ counts: 'count(actions where happened and delay <= 5)', over: 'count(actions where happened)' })).toBe('count(actions where (happened) and not (happened and delay <= 5))');
    expect(leftOut({ counts: 'count(actions where a)', over: 'count(actions)' })).toBe('count(actions where not (a))');
    expect(leftOut({ counts: 'count(actions where a)', over: 'distinct(assignments.person)' })).toBeNull();
    expect(leftOut({ counts: 'count(actions where a last 60 days)', over: 'count(actions)' })).toBeNull();
    expect(leftOut({ counts: 'count(actions)', over: null })).toBeNull();
  });
  it('are asked with the filters that are on', async () => {
    freshDevice();
    const wire = script([{ method: 'POST', path: '/v1/ask/records', reply: [{ record: 'r', day: '2025-04-30' }] }]);
    expect(await readRecords(asked, 'count(actions)', 9)).toEqual({ records: [{ record: 'r', day: '2025-04-30' }], more: false });
    expect(wire.sent[0]!.body).toMatchObject({ measures: ['count(actions)'], period: '2025-QD1', place: 17, composition: null, known_on: 9 });
    wire.finish();
  });
});

describe('where nothing was recorded', () => {
  const share = definition({ code: 'IA-01', counts: 'distinct(places.place where contact)' });
  const computed: IndicatorValue[] = [
    { ...value(definition(), parts(5, 9, 55.6)), previous: parts(0, 0), last_year: parts(null, null) },
    { ...value(share, parts(7, 9, 77.8)), previous: parts(0, 9, 0), last_year: parts(0, 9, 0), standing: 'na-referencia' },
  ];
  const silence = silenceOf({ computed } as Board);
  it('nothing is said of it, not even 0 %', () => {
    expect([...silence]).toEqual(['previous', 'last_year']);
    expect(hushed(computed[1]!, silence)).toMatchObject({ now: { value: 77.8 }, standing: 'na-referencia', previous: { value: null, numerator: null }, last_year: { value: null } });
  });
  it('in the period itself says so', () => {
    expect(hushed(computed[1]!, new Set(['now']))).toMatchObject({ now: { value: null }, standing: 'sem-dado', why_no_data: 'Nada registrado ao seu alcance neste período', previous: { value: 0 } });
  });
});

describe('the catalogue of what comes from elsewhere', () => {
  const entered = [definition({ code: 'EN-I1', group: 'EN', name: 'Incidência de dengue', source: 'SINAN' }), definition({ code: 'IA-15', name: 'PMS vigente', source: 'DigiSUS' }), definition({ code: 'IA-05', name: 'Apoiador na CIR' })];
  it('stands in groups, by name', () => {
    expect(catalogueOf(entered, '').map((g) => [g.name, g.definitions.map((d) => d.code)])).toEqual([['Apoio aos municípios', ['IA-05', 'IA-15']], ['Endemias', ['EN-I1']]]);
  });
  it('is found by words without accents, in any order', () => {
    expect(catalogueOf(entered, 'sinan incidencia').flatMap((g) => g.definitions.map((d) => d.code))).toEqual(['EN-I1']);
    expect(catalogueOf(entered, 'nada disso')).toEqual([]);
  });
});
