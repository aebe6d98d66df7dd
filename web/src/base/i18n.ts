// SPDX-License-Identifier: Apache-2.0
import { createI18n } from 'vue-i18n';
import { sayIn, typeset } from './words';

type Tree = { [key: string]: string | Tree };
type Module = { default: Tree };

// each folder brings its own messages: actions/actions.pt.json answers to t('actions.…')
const portuguese = import.meta.glob<Module>('../*/*.pt.json', { eager: true });
const english = import.meta.glob<Module>('../*/*.en.json');

const folderOf = (path: string): string => path.split('/').at(-1)!.split('.')[0]!;
const polish = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).map(([k, v]) => [k, typeof v === 'string' ? typeset(v) : polish(v)]));

export const i18n = createI18n({
  legacy: false,
  locale: 'pt-BR',
  fallbackLocale: 'pt-BR',
  messages: { 'pt-BR': Object.fromEntries(Object.entries(portuguese).map(([p, m]) => [folderOf(p), polish(m.default)])) },
});

export const t = i18n.global.t as (key: string, args?: Record<string, unknown> | number, count?: number) => string;

export async function speak(locale: 'pt-BR' | 'en'): Promise<void> {
  if (locale === 'en' && !i18n.global.availableLocales.includes('en' as never)) {
    const loaded = await Promise.all(Object.entries(english).map(async ([p, load]) => [folderOf(p), polish((await load()).default)] as const));
    i18n.global.setLocaleMessage('en' as never, Object.fromEntries(loaded) as never);
  }
  (i18n.global.locale as unknown as { value: string }).value = locale;
  document.documentElement.lang = locale;
  localStorage.setItem('teia.locale', locale);
  sayIn(locale);
}
