// SPDX-License-Identifier: Apache-2.0
// What is asked of the list that no control on its face shows: each has a chip, with its name in plain words, and can be taken away alone.
import type { Filters } from './actions';
import { t } from '@/base/i18n';
import { day } from '@/base/words';
import { placeWords } from '@/places/place-name';

export interface Chip { key: string; label: string; off: Partial<Filters> }
/** The name behind a code or an id: of a place, of a person, of a word of a list. */
export type NameOf = (key: keyof Filters, code: string) => string;

function daysWords({ from, to }: Filters): string {
  if (from && to) return from === to ? day(from) : t('actions.filter.from-to', { from: day(from), to: day(to) });
  return from ? t('actions.filter.since', { day: day(from) }) : t('actions.filter.until', { day: day(to) });
}

const told: Partial<Record<keyof Filters, (code: string, name: string) => string>> = {
  place: placeWords,
  regions: (code) => t(`actions.filter.regions-${code === 'uma' || code === 'varias' ? code : 'nenhuma'}`),
  composition: (code) => t(`actions.filter.composition-${code === 'hoje' ? 'today' : 'date'}`),
  happened: () => t('actions.filter.happened'),
  author: (_, name) => t('actions.filter.by', { name }),
  coauthor: (_, name) => t('actions.filter.with', { name }),
  organisation: (_, name) => name,
  project: (_, name) => name,
  modality: (_, name) => name,
  space: (_, name) => name,
  result: (_, name) => name,
  flag: (code) => t(`actions.flag.${code}`),
  tag: (code) => t('actions.filter.tagged', { tag: code }),
};

const capital = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

export const isChipped = (filters: Filters, ownDays: boolean): boolean => ownDays || (Object.keys(told) as (keyof Filters)[]).some((key) => filters[key] !== '');
/** `ownDays`: the days are no period of those offered, so that no control names them. */
export function chipsOf(filters: Filters, nameOf: NameOf, ownDays: boolean): Chip[] {
  const days: Chip[] = ownDays ? [{ key: 'days', label: daysWords(filters), off: { from: '', to: '' } }] : [];
  const others = (Object.keys(told) as (keyof Filters)[]).filter((key) => filters[key] !== '');
  return [...days, ...others.map((key) => ({ key, label: capital(told[key]!(filters[key], nameOf(key, filters[key]))), off: { [key]: '' } }))];
}
