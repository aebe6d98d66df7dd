// SPDX-License-Identifier: Apache-2.0
import { Delaunay } from 'd3-delaunay';
import { describe, expect, it } from 'vitest';
import { listQuery, listQueryOfCir, ordered, regionName, regionQuery, states, summed, toMeet, usualPeriod, withoutContact } from './reports';
import type { PlaceContact } from '@/base/api';
import { dueWords, nearness } from '@/followups/followups';
import { bandOf, countBands, drawing } from '@/places/map-drawing';
import { extent, spacing } from '@/places/map-shapes';
import { nameOfState, siglaOf, stateOf } from '@/places/states';

const regions = ['Norte', 'Capim', '1ª Região', '2ª Região', '10ª Região', 'R'];
const row = (name: string, region: string | null, days: number | null, in_network = true, state = 'TO'): PlaceContact => ({
  place: { id: 1, level: 'municipio', name, state }, region: region === null ? null : { id: regions.indexOf(region), level: 'regiao', name: region, state },
  last_on: null, days, actions: 0, supporters: [], in_network,
});

describe('without contact', () => {
  it('begins after sixty days, and never having had one counts', () => {
    expect(withoutContact([row('A', 'R', 60), row('B', 'R', 61), row('C', 'R', null)]).flatMap((g) => g.rows.map((r) => r.place.name))).toEqual(['B', 'C']);
  });
  it('stands by region and name, not by how long', () => {
    const groups = withoutContact([row('Zé', 'Norte', 300), row('Ananás', 'Norte', 70), row('Ávila', 'Capim', 90)]);
    expect(groups.map((g) => [g.region, g.rows.map((r) => r.place.name)])).toEqual([['Capim', ['Ávila']], ['Norte', ['Ananás', 'Zé']]]);
  });
  it('keeps the regions of one name apart by state, and counts them as people do', () => {
    const groups = withoutContact([row('Acaraú', '10ª Região', null, true, 'CE'), row('Caucaia', '2ª Região', null, true, 'CE'), row('Assis', '1ª Região', null, true, 'SP'), row('Fortaleza', '1ª Região', null, true, 'CE')]);
    expect(groups.map((g) => [g.state, g.region])).toEqual([['CE', '1ª Região'], ['CE', '2ª Região'], ['CE', '10ª Região'], ['SP', '1ª Região']]);
  });
  it('a town whose region is not known stands last in its state', () => {
    const rows = [row('Boa Esperança', null, null, true, 'MT'), row('Cuiabá', 'R', null, true, 'MT'), row('Ananás', 'R', null)];
    expect(ordered(rows).map((r) => r.place.name)).toEqual(['Cuiabá', 'Boa Esperança', 'Ananás']);
    expect(states(rows)).toEqual(['MT', 'TO']);
  });
  it('leaves out what the network does not reach', () => {
    expect(withoutContact([row('Brasília', null, null, false)])).toEqual([]);
  });
});

describe('what is folded away', () => {
  const counts = [7, 3, 2, 1, 1].map((value, n) => ({ code: `T${n}`, name: `tipo ${n}`, value }));
  const rest = (n: number): string => `outros ${n}`;
  it('is still summed', () => {
    expect(summed(counts, 2, rest)).toEqual([counts[0], counts[1], { code: '', name: 'outros 3', value: 4 }]);
    expect(summed(counts, 2, rest).reduce((sum, c) => sum + c.value, 0)).toBe(14);
  });
  it('is never a single one, which has a name of its own', () => {
    expect(summed(counts, 4, rest)).toEqual(counts);
  });
});

describe('whom to meet', () => {
  it('is everybody without contact for long, by region and name', () => {
    expect(toMeet([row('Zé', 'Norte', 300), row('Ávila', 'Capim', 90), row('Ananás', 'Norte', 70), row('Bom', 'Norte', 3)]).map((r) => r.place.name)).toEqual(['Ávila', 'Ananás', 'Zé']);
  });
});

describe('a number that is a door', () => {
  const span = { place: 17, from: '2025-01-01', to: '2025-04-30', type: '', theme: 'PLAN', composition: '' };
  it('asks the list for what it counts: no plan, nothing cancelled', () => {
    expect(listQuery(span)).toEqual({ from: '2025-01-01', to: '2025-04-30', happened: 'true', theme: 'PLAN', place: '17' });
  });
  it('keeps the composition that it was grouped by', () => {
    expect(listQuery({ ...span, place: 0, composition: 'hoje' })).toEqual({ from: '2025-01-01', to: '2025-04-30', happened: 'true', theme: 'PLAN', composition: 'hoje' });
  });
  it('of a region leaves out what was in several, which has a row of its own', () => {
    expect(regionQuery('17001')).toEqual({ place: '17001', regions: 'uma' });
    expect([regionQuery('varias'), regionQuery('sem-regiao')]).toEqual([{ regions: 'varias' }, { regions: 'nenhuma' }]);
  });
  it('of the CIR asks for its meetings, also those that another region shared', () => {
    expect(listQueryOfCir(listQuery(span), 17001)).toMatchObject({ type: 'REU_CIR', place: '17001', happened: 'true' });
    expect(listQueryOfCir(listQuery(span)).place).toBe('17');
  });
});

describe('bands of the map', () => {
  it('have the borders that the legend says', () => {
    expect([0, 15, 16, 30, 31, 60, 61].map(bandOf)).toEqual(['d15', 'd15', 'd30', 'd30', 'd60', 'd60', 'more']);
    expect(bandOf(null)).toBe('none');
  });
  it('count what the network does not reach apart, whatever its days', () => {
    expect(countBands([row('A', 'R', 3), row('B', 'R', null), row('Brasília', null, null, false), row('Noronha', 'R', 3, false)]))
      .toEqual({ d15: 1, d30: 0, d60: 0, more: 0, none: 1, out: 2 });
  });
});

describe('the map', () => {
  const alone = { state: 53, version: '', has_boundaries: false, seats: [{ id: 5300108, name: 'Brasília', region: 53001, lon: -47.93, lat: -15.78, population: 1 }], shapes: [], without_geometry: [] };
  it('is not drawn where there is no room for it', () => {
    expect([0, 1, 48].map((width) => drawing(alone, width, 600))).toEqual([null, null, null]);
  });
  it('of a single town has a spacing too', () => {
    expect(spacing(Delaunay.from([[10, 10]]), [[10, 10]])).toEqual([24]);
  });
  it('of a single town has an extent', () => {
    const [[west, south], [east, north]] = extent(alone);
    expect([east - west, north - south].map((n) => Math.round(n * 10) / 10)).toEqual([0.5, 0.5]);
  });
});

describe('the usual period', () => {
  it('is the quadrimestre, the one that just closed during the first month after it', () => {
    expect(['2025-05-31', '2025-06-01', '2025-01-15', '2025-12-31'].map((on) => usualPeriod(on).id)).toEqual(['2025-QD1', '2025-QD2', '2024-QD3', '2025-QD3']);
  });
});

describe('the state of a place', () => {
  it('is the beginning of its code', () => {
    expect([1702554, 17002, 1703, 17].map(siglaOf)).toEqual(['TO', 'TO', 'TO', 'TO']);
    expect([0, 3].map(stateOf)).toEqual([0, 0]);
    expect(siglaOf(0)).toBe('');
    expect(nameOfState('TO')).toBe('Tocantins');
  });
  it('stands beside a region only where several states are on the page', () => {
    const region = { code: '23010', name: '10ª Região', value: 1 };
    expect([0, 23].map((place) => regionName(region, place))).toEqual(['10ª Região (CE)', '10ª Região']);
    expect(regionName({ code: 'varias', name: 'Mais de uma região', value: 1 }, 0)).toBe('Mais de uma região');
  });
});

describe('how near a day is', () => {
  it('passed is said without a count of days', () => {
    expect(nearness('2025-04-30', '2025-05-05')).toMatchObject({ tone: 'warn', key: 'followups.due.passed' });
    expect(dueWords('2025-04-30', '2025-05-05').key).toBe('followups.due.was');
  });
  it('today and later', () => {
    expect(nearness('2025-05-05', '2025-05-05')).toMatchObject({ tone: '', key: 'followups.due.today' });
    expect(nearness('2025-05-09', '2025-05-05')).toMatchObject({ key: 'followups.due.in', n: 4 });
    expect(nearness(null, '2025-05-05')).toBeNull();
  });
});
