// SPDX-License-Identifier: Apache-2.0
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ActionType, Term, Vocabularies } from '@/base/api';
import { get } from '@/base/http';

export type ListName = Exclude<keyof Vocabularies, 'version'>;

/** The versioned lists. Loaded once a visit; a retired code still has its name. */
export const useVocabularies = defineStore('vocabularies', () => {
  const all = shallowRef<Vocabularies | null>(null);
  let asked: Promise<void> | null = null;

  function load(): Promise<void> {
    asked ??= get<Vocabularies>('/v1/vocabularies').then((v) => { all.value = v; }).catch((cause: unknown) => { asked = null; throw cause; });
    return asked;
  }
  const list = (name: ListName): Term[] => (all.value?.[name] ?? []) as Term[];
  const current = (name: ListName): Term[] => list(name).filter((x) => !x.retired);
  const term = (name: ListName, code: string | null): Term | undefined => list(name).find((x) => x.code === code);
  const nameOf = (name: ListName, code: string | null): string => term(name, code)?.name ?? code ?? '';
  const shortOf = (name: ListName, code: string | null): string => term(name, code)?.short || nameOf(name, code);
  const type = (code: string): ActionType | undefined => all.value?.types.find((x) => x.code === code);
  return { all, load, list, current, term, nameOf, shortOf, type };
});
