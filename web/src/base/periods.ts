// SPDX-License-Identifier: Apache-2.0
// SUS periods with ids that cannot be misread: 2025-04 a month, 2025-QD1 a quadrimestre, 2025 a year.
import { monthLong } from './words';
import { t } from './i18n';

export interface Period { id: string; name: string; from: string; to: string }

const two = (n: number): string => String(n).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

export function monthOf(year: number, month: number): Period {
  const from = `${year}-${two(month)}-01`;
  return { id: `${year}-${two(month)}`, name: t('base.period.month', { month: monthLong(from), year }), from, to: `${year}-${two(month)}-${lastDay(year, month)}` };
}
export function quadrimestre(year: number, n: number): Period {
  const last = n * 4;
  return { id: `${year}-QD${n}`, name: t(`base.period.qd${n}`, { year }), from: `${year}-${two(last - 3)}-01`, to: `${year}-${two(last)}-${lastDay(year, last)}` };
}
export const yearOf = (year: number): Period => ({ id: String(year), name: String(year), from: `${year}-01-01`, to: `${year}-12-31` });

/** This month and the three before, this quadrimestre and the three before, this year and the last. */
export function recentPeriods(today: string): Period[] {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const quarter = Math.ceil(month / 4);
  const months = [0, 1, 2, 3].map((back) => (month - back < 1 ? monthOf(year - 1, month - back + 12) : monthOf(year, month - back)));
  const thirds = [0, 1, 2, 3].map((back) => (quarter - back < 1 ? quadrimestre(year - 1, quarter - back + 3) : quadrimestre(year, quarter - back)));
  return [...months, ...thirds, yearOf(year), yearOf(year - 1)];
}
export const periodById = (id: string, today: string): Period | undefined => recentPeriods(today).find((p) => p.id === id);
