// SPDX-License-Identifier: Apache-2.0
import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import type { Count, Coverage, Overview, PlaceContact } from '@/base/api';
import { today } from '@/base/clock';
import { get, withQuery } from '@/base/http';
import { t } from '@/base/i18n';
import type { Format } from '@/base/parts/download-menu.vue';
import { parsePeriod, quadrimestre, recentPeriods, withAsked, type Period } from '@/base/periods';
import { useSession } from '@/people/session';
import { siglaOf, stateOf } from '@/places/states';

export interface SpanQuery { place: number; from: string; to: string; type: string; theme: string; composition: string }
export const readCoverage = (q: SpanQuery): Promise<Coverage> => get('/v1/coverage', { ...q });
export const readOverview = (q: SpanQuery): Promise<Overview> => get('/v1/overview', { ...q });
export const fileOf = (of: 'coverage' | 'overview', q: SpanQuery, format: Format): string => withQuery(`/v1/${of}.csv`, { ...q, format });

/** The question that makes the list of actions show what the figures of a page count. */
export const listQuery = ({ from, to, type, theme, place, composition }: SpanQuery): Record<string, string> => ({
  from, to, happened: 'true', ...(type ? { type } : {}), ...(theme ? { theme } : {}), ...(place ? { place: String(place) } : {}), ...(composition ? { composition } : {}),
});
/** Besides regions, the overview counts what is of no region or of several: no page of their own, but a list. An action counts once. */
export const regionQuery = (code: string): Record<string, string> => (isPlace(code) ? { place: code, regions: 'uma' } : { regions: code === 'varias' ? 'varias' : 'nenhuma' });
export const listQueryOfCir = (list: Record<string, string>, region?: number): Record<string, string> => ({ ...list, type: 'REU_CIR', ...(region ? { place: String(region) } : {}) });
/** Over the whole country the regions of one name are told apart by their state. */
export const regionName = (of: Count, place: number): string => (isPlace(of.code) && stateOf(place) === 0 ? t('places.in-state', { place: of.name, state: siglaOf(Number(of.code)) }) : of.name);
export const isPlace = (code: string): boolean => /^\d+$/.test(code);

/** The first ones, and the others together under a name of their own, without a code: the sum stays what it was. One left over is shown itself. */
export function summed(counts: readonly Count[], most: number, rest: (n: number) => string): Count[] {
  if (counts.length <= most + 1) return [...counts];
  const others = counts.slice(most);
  return [...counts.slice(0, most), { code: '', name: rest(others.length), value: others.reduce((sum, c) => sum + c.value, 0) }];
}
export const lastOf = (month: string): string => `${month}-${String(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()).padStart(2, '0')}`;

/** In the first month of a quadrimestre people still look at the one that just closed. */
export function usualPeriod(on: string): Period {
  const [year, month] = [Number(on.slice(0, 4)), Number(on.slice(5, 7))];
  const n = Math.ceil(month / 4);
  return month % 4 === 1 ? (n === 1 ? quadrimestre(year - 1, 3) : quadrimestre(year, n - 1)) : quadrimestre(year, n);
}

/** Period, place, type and theme live in the address: a page can be sent to a colleague as it stands. */
export function useSpan() {
  const route = useRoute();
  const router = useRouter();
  const session = useSession();
  const text = (key: string): string => (typeof route.query[key] === 'string' ? route.query[key] : '');
  const period = computed(() => parsePeriod(text('periodo')) ?? usualPeriod(today()));
  const periods = computed(() => withAsked(recentPeriods(today()), period.value)); // an older one by its address
  const query = computed<SpanQuery>(() => ({
    place: Number(text('lugar') || session.ownPlace), from: period.value.from, to: period.value.to, type: text('tipo'), theme: text('tema'), composition: text('composicao') === 'hoje' ? 'hoje' : '',
  }));
  const set = (key: 'periodo' | 'lugar' | 'tipo' | 'tema' | 'composicao', value: string): void => void router.replace({ query: { ...route.query, [key]: value || undefined } });
  return { periods, period, query, set };
}
export type Span = ReturnType<typeof useSpan>;

export interface Group { key: string; region: string; state: string; rows: PlaceContact[] }
const collator = new Intl.Collator('pt-BR', { numeric: true }); // made once, and asked little: the country has 5.571 rows
const byName = (a: string, b: string): number => collator.compare(a, b);
function grouped<K>(rows: PlaceContact[], key: (row: PlaceContact) => K): [K, PlaceContact[]][] {
  const groups = new Map<K, PlaceContact[]>();
  for (const row of rows) groups.get(key(row))?.push(row) ?? groups.set(key(row), [row]);
  return [...groups];
}
/** By state, region and name; "1ª Região" is the name of several. Whoever has no region yet stands last in the state. */
function byRegion(rows: PlaceContact[]): Group[] {
  const states = grouped(rows, (r) => r.place.state).sort(([a], [b]) => byName(a, b));
  return states.flatMap(([state, all]) => grouped(all, (r) => r.region?.id ?? 0)
    .map(([id, list]) => ({ key: `${state}${id}`, region: list[0]!.region?.name ?? '', state, rows: list.sort((a, b) => byName(a.place.name, b.place.name)) }))
    .sort((a, b) => Number(!a.region) - Number(!b.region) || byName(a.region, b.region)));
}
export const ordered = (rows: PlaceContact[]): PlaceContact[] => byRegion(rows).flatMap((g) => g.rows);
export const states = (rows: PlaceContact[]): string[] => [...new Set(rows.map((r) => r.place.state))].sort(byName);

/** Without contact for more than 60 days, by region and then by name: a list to plan with, never an order of merit. */
export function withoutContact(rows: PlaceContact[], days = 60): Group[] {
  return byRegion(rows.filter((row) => row.in_network && (row.days === null || row.days > days)));
}

/** Without contact for long, or never: whom a meeting would help. */
export const toMeet = (rows: PlaceContact[]): PlaceContact[] => withoutContact(rows).flatMap((g) => g.rows);
