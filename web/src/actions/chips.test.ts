// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { filtersOf, noFilters, queryOf, type Filters } from './actions';
import { chipsOf, type NameOf } from './chips';
import { setClock } from '@/base/clock';
import { listQuery, listQueryOfCir, regionQuery } from '@/reports/reports';

const names: Record<string, string> = { '17': 'Tocantins', '1701': 'Macrorregião Norte', '17002': 'Bico do Papagaio', '23001': '1ª Região Fortaleza', '1702554': 'Augustinópolis', 'p': 'Helena Barros', 'o': 'COSEMS-TO', 'remoto': 'remota' };
const nameOf: NameOf = (_, code) => names[code] ?? code;
const said = (change: Partial<Filters>, ownDays = false): string[] => chipsOf({ ...noFilters(), ...change }, nameOf, ownDays).map((c) => c.label.replace(/\u00a0/g, ' '));
setClock('2025-05-05T12:00:00Z', true);

describe('the chips of a list', () => {
  const span = { place: 17, from: '2025-01-01', to: '2025-04-30', type: '', theme: '', composition: 'hoje' };
  it('say all that a door of the figures asks', () => {
    expect(said(filtersOf(listQuery(span)))).toEqual(['Tocantins', 'Composição de hoje', 'Realizadas']);
    expect(said(filtersOf({ ...listQuery(span), ...regionQuery('17002') }))).toEqual(['Região Bico do Papagaio', 'De uma região só', 'Composição de hoje', 'Realizadas']);
    expect(said(filtersOf({ ...listQuery(span), ...regionQuery('varias') }))).toContain('Mais de uma região');
    expect(said(filtersOf({ ...listQuery(span), ...regionQuery('sem-regiao') }))).toContain('Âmbito estadual ou nacional');
    expect(said(filtersOf(listQueryOfCir(listQuery(span), 17002)))).toContain('Região Bico do Papagaio');
  });
  it('name a place by its kind, unless the name says it', () => {
    expect(['17', '1701', '17002', '23001', '1702554'].flatMap((place) => said({ place }))).toEqual(['Tocantins', 'Macrorregião Norte', 'Região Bico do Papagaio', '1ª Região Fortaleza', 'Município Augustinópolis']);
  });
  it('begin with a capital', () => {
    expect(said({ author: 'p', modality: 'remoto', flag: 'so-audio' })).toEqual(['De Helena Barros', 'Remota', 'Só áudio']);
  });
  it('say the days that are no period of the list', () => {
    expect(said({ from: '2025-04-28', to: '2025-05-02' }, true)).toEqual(['De 28 abr a 2 mai']);
    expect(said({ from: '2025-04-28' }, true)).toEqual(['Desde 28 abr']);
    expect(said({ to: '2024-12-31' }, true)).toEqual(['Até 31 dez 2024']);
    expect(said({ from: '2025-04-28', to: '2025-04-28' }, true)).toEqual(['28 abr']);
    expect(said({ from: '2025-01-01', to: '2025-04-30' })).toEqual([]);
  });
  it('are there for whatever is folded away or offered nowhere', () => {
    const shown = ['q', 'from', 'to', 'type', 'theme', 'status', 'mine']; // by the search, the periods and the lists on the face
    const all = { ...Object.fromEntries(Object.keys(noFilters()).map((key) => [key, 'x'])), flag: 'so-audio' } as Filters;
    expect(chipsOf(all, nameOf, false).map((c) => c.key).sort()).toEqual(Object.keys(noFilters()).filter((key) => !shown.includes(key)).sort());
  });
  it('are taken away one by one', () => {
    const filters: Filters = { ...noFilters(), place: '17002', regions: 'uma', happened: 'true', author: 'p', tag: 'vacina' };
    for (const chip of chipsOf(filters, nameOf, false)) {
      const { [chip.key]: _, ...left } = queryOf(filters);
      expect(queryOf({ ...filters, ...chip.off })).toEqual(left);
    }
    expect(chipsOf({ ...filters, from: '2025-04-28', to: '2025-05-02' }, nameOf, true)[0]!.off).toEqual({ from: '', to: '' });
  });
});
