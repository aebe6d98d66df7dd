// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import problemWords from './problems.pt.json'; // what the application itself says no to

type Tree = { [key: string]: string | Tree };
const load = (found: Record<string, { default: Tree }>): Record<string, string> =>
  Object.fromEntries(Object.entries(found).flatMap(([path, m]) => leaves(m.default, path.split('/').at(-1)!.split('.')[0]!)));
function leaves(tree: Tree, path: string): [string, string][] {
  return Object.entries(tree).flatMap(([k, v]) => (typeof v === 'string' ? [[`${path}.${k}`, v]] as [string, string][] : leaves(v, `${path}.${k}`)));
}

const portuguese = load(import.meta.glob<{ default: Tree }>(['../*/*.pt.json', '!../base/problems.pt.json'], { eager: true }));
const english = load(import.meta.glob<{ default: Tree }>(['../*/*.en.json', '!../base/problems.en.json'], { eager: true }));
const sources = import.meta.glob<string>(['../**/*.vue', '../**/*.ts', '!../**/*.test.ts', '!../people/verbs.ts', '!../sync/model-*.ts'], { eager: true, query: '?raw', import: 'default' });
const text = Object.values(sources).join('\n');

// t('a.b') names a message; t(`a.${x}`) names a family of them; a key may also stand in a table ({ key: 'a.b' })
const named = [...text.matchAll(/(?<!code [!=]== )['"]((?:base|app|people|places|programmes|actions|followups|closing|indicators|reports|sync)(?:\.[\w-]+)+)['"]/g)].map((m) => m[1]!);
const families = [...text.matchAll(/`((?:base|app|people|places|programmes|actions|followups|closing|indicators|reports|sync)\.[\w.-]*)\$\{/g)].map((m) => m[1]!);

describe('messages', () => {
  it('every key on a page has its words', () => {
    const missing = named.filter((key) => !(key in portuguese) && !(key in problemWords) && !key.endsWith('.length'));
    expect(missing).toEqual([]);
  });
  it('every family of keys has members', () => {
    expect(families.filter((prefix) => !Object.keys(portuguese).some((key) => key.startsWith(prefix)))).toEqual([]);
  });
  it('no words are left that no page says', () => {
    const unsaid = Object.keys(portuguese).filter((key) => !named.includes(key) && !families.some((prefix) => key.startsWith(prefix)));
    expect(unsaid).toEqual([]);
  });
  it('both languages say the same things, with the same gaps to fill', () => {
    expect(Object.keys(english).sort()).toEqual(Object.keys(portuguese).sort());
    const gaps = (words: string): string[] => [...new Set(words.match(/\{\w+\}/g) ?? [])].sort();
    const differ = Object.keys(portuguese).filter((key) => gaps(portuguese[key]!).join() !== gaps(english[key] ?? '').join());
    expect(differ).toEqual([]);
  });
  it('nobody is inspected, ranked or blamed', () => {
    const words = Object.entries(portuguese).filter(([, said]) => /fiscaliza|cobran[çc]|produtividade|desempenho|ranking|atrasad|rejeitad/i.test(said));
    expect(words).toEqual([]);
  });
});
