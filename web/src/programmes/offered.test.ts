// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { packagesOf } from './offered';

const catalogue = [
  { code: 'rede-conasems-cosems', packages: ['rede-conasems-cosems', 'common'] },
  { code: 'pases-rg', packages: ['pases', 'common'] },
];
const role = (name: string, project: string | null = null) => ({ role: name, project });
const takes = (...of: Parameters<typeof packagesOf>): boolean => packagesOf(...of)?.has('pases') ?? true;

describe('the words of a programme', () => {
  it('are not offered to the Rede, whether or not the catalogue has come', () => {
    expect(takes(null, [role('apoiador')], catalogue)).toBe(false);
    expect(takes(null, [role('coordenador')], [])).toBe(false);
    expect(packagesOf(null, [role('apoiador')], [])?.has('common')).toBe(true);
  });
  it('are offered to the projects that take them, and to who holds a role in several', () => {
    expect(takes(null, [role('conass-consultor', 'pases-rg')], catalogue)).toBe(true);
    expect(takes(null, [role('ses-equipe')], catalogue)).toBe(true);
    expect(takes(null, [role('apoiador'), role('ses-equipe', 'pases-rg')], catalogue)).toBe(true);
    expect(takes(null, [role('administrador')], catalogue)).toBe(true);
  });
  it('follow the record\'s project rather than who looks at it', () => {
    expect(takes('pases-rg', [role('apoiador')], catalogue)).toBe(true);
    expect(takes('rede-conasems-cosems', [role('administrador')], catalogue)).toBe(false);
  });
});
