// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { withoutContact } from './reports';
import type { PlaceContact } from '@/base/api';
import { dueWords, nearness } from '@/followups/followups';
import { bandOf } from '@/places/map-drawing';

const row = (name: string, region: string | null, days: number | null, in_network = true): PlaceContact => ({
  place: { id: 1, level: 'municipio', name, state: 'TO' }, region: region === null ? null : { id: 2, level: 'regiao', name: region, state: 'TO' },
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
  it('leaves out what the network does not reach', () => {
    expect(withoutContact([row('Brasília', null, null, false)])).toEqual([]);
  });
});

describe('bands of the map', () => {
  it('have the borders that the legend says', () => {
    expect([0, 15, 16, 30, 31, 60, 61].map(bandOf)).toEqual(['d15', 'd15', 'd30', 'd30', 'd60', 'd60', 'more']);
    expect(bandOf(null)).toBe('none');
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
