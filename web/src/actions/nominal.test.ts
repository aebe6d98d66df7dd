// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { named, pasted } from './nominal';

const places = [{ id: 1702554, level: 'municipio' as const, name: 'Augustinópolis', state: 'TO' }];

describe('a list of who came', () => {
  it('takes a person a line, with function and town where they are told', () => {
    expect(pasted('Marta Queiroz; secretária; augustinopolis\n\nJosé Lima\tcontador\nAna\n', places)).toEqual([
      { name: 'Marta Queiroz', role: 'secretária', place: 1702554 }, { name: 'José Lima', role: 'contador', place: null }, { name: 'Ana', role: null, place: null },
    ]);
  });
  it('leaves out numbers of documents and telephones', () => {
    expect(pasted('Marta 123.456.789-09; (63) 99999-0000; Augustinópolis', places)).toEqual([{ name: 'Marta', role: null, place: 1702554 }]);
  });
  it('forgets rows without a name', () => {
    expect(named([{ name: ' ', role: 'x', place: null }, { name: 'Ana', role: null, place: null }])).toHaveLength(1);
  });
});
