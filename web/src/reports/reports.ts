// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Coverage, Overview, PlaceContact } from '@/base/api';
import { today } from '@/base/clock';
import { get } from '@/base/http';
import { quadrimestre, recentPeriods } from '@/base/periods';
import { useSession } from '@/people/session';

export interface SpanQuery { place: number; from: string; to: string; type: string; theme: string }
export const readCoverage = (q: SpanQuery): Promise<Coverage> => get('/v1/coverage', { ...q });
export const readOverview = (q: SpanQuery): Promise<Overview> => get('/v1/overview', { ...q });

/** Besides regions, the overview counts what is of the whole state or of several regions: those rows have no page of their own. */
export const isPlace = (code: string): boolean => /^\d+$/.test(code);

/** Period, place, type and theme live in the address: a page can be sent to a colleague as it stands. */
export function useSpan() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const text = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '');
  // in the first month of a quadrimestre people still look at the one that just closed
  const usual = computed(() => {
    const [year, month] = [Number(today().slice(0, 4)), Number(today().slice(5, 7))];
    const n = Math.ceil(month / 4);
    return month % 4 === 1 ? (n === 1 ? quadrimestre(year - 1, 3) : quadrimestre(year, n - 1)) : quadrimestre(year, n);
  });
  const periods = computed(() => recentPeriods(today()));
  const period = computed(() => periods.value.find((p) => p.id === text('periodo')) ?? usual.value);
  const query = computed<SpanQuery>(() => ({
    place: Number(text('lugar') || session.homePlace), from: period.value.from, to: period.value.to, type: text('tipo'), theme: text('tema'),
  }));
  const set = (key: 'periodo' | 'lugar' | 'tipo' | 'tema', value: string): void => void router.replace({ query: { ...route.query, [key]: value || undefined } });
  return { periods, period, query, set };
}
export type Span = ReturnType<typeof useSpan>;

export interface Group { region: string; rows: PlaceContact[] }
/** Without contact for more than 60 days, by region and then by name: a list to plan with, never an order of merit. */
export function withoutContact(rows: PlaceContact[], days = 60): Group[] {
  const groups = new Map<string, PlaceContact[]>();
  for (const row of rows) {
    if (!row.in_network || (row.days !== null && row.days <= days)) continue;
    const key = row.region?.name ?? '';
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups].sort(([a], [b]) => a.localeCompare(b, 'pt-BR')).map(([region, list]) => ({ region, rows: list.sort((a, b) => a.place.name.localeCompare(b.place.name, 'pt-BR')) }));
}
