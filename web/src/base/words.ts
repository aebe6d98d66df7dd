// SPDX-License-Identifier: Apache-2.0
// How numbers and dates are said. Pure but for the clock's zone.
import { dayOf, today, wall } from './clock';

let locale = 'pt-BR';
export function sayIn(next: string): void { locale = next; }

const NB = '\u00a0';
const asDate = (day: string): Date => new Date(`${day}T12:00:00Z`);
const part = (day: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(asDate(day)).replace('.', '');

export const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
export const decimal = (value: number, most = 1): string => new Intl.NumberFormat(locale, { maximumFractionDigits: most }).format(value);

/** For a message that counts: `t('…', counted(n), n)` says "5.571 municípios". */
export const counted = (n: number): { n: string } => ({ n: number(n) });

export function percent(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const value = Math.round((part * 1000) / whole) / 10;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)}${NB}%`;
}

export const month = (day: string): string => part(day, { month: 'short' });
export const monthLong = (day: string): string => part(day, { month: 'long' });
export const weekday = (day: string): string => part(day, { weekday: 'long' }).replace('-feira', '');
/** 29 abr, with the year only when it is not this one. */
export function day(value: string): string {
  const short = `${Number(value.slice(8, 10))}${NB}${month(value)}`;
  return value.slice(0, 4) === today().slice(0, 4) ? short : `${short} ${value.slice(0, 4)}`;
}
export const dayWithYear = (value: string): string => `${Number(value.slice(8, 10))}${NB}${month(value)} ${value.slice(0, 4)}`;
export const dayInTable = (value: string): string => value.split('-').reverse().join('/');
export const dayLong = (value: string): string => (locale === 'en' ? `${weekday(value)}, ${Number(value.slice(8, 10))} ${monthLong(value)}` : `${weekday(value)}, ${Number(value.slice(8, 10))} de ${monthLong(value)}`);

export const time = (instant: string): string => wall(Date.parse(instant)).slice(11, 16);
export const moment = (instant: string): string => `${day(dayOf(instant))}, ${time(instant)}`;

export function addDays(from: string, days: number): string {
  return new Date(asDate(from).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
export const daysBetween = (from: string, to: string): number => Math.round((asDate(to).getTime() - asDate(from).getTime()) / 86_400_000);

/** 15 min, 1 h, 2 h 30. */
export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes}${NB}min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}${NB}h${rest ? `${NB}${String(rest).padStart(2, '0')}` : ''}`;
}

export function bytes(size: number): string {
  if (size < 1_000_000) return `${number(Math.max(1, Math.round(size / 1000)))}${NB}kB`;
  const [unit, name] = size < 1_000_000_000 ? [1_000_000, 'MB'] : [1_000_000_000, 'GB'];
  return `${number(Math.round((size * 10) / unit) / 10)}${NB}${name}`;
}

export const initials = (name: string): string => {
  const words = name.split(' ').filter((w) => w.length > 2 || /^[A-Z]/.test(w));
  return `${words[0]?.[0] ?? '?'}${words.length > 1 ? words[words.length - 1]![0] : ''}`.toUpperCase();
};
export const firstName = (name: string): string => name.split(' ')[0] ?? name;

/** "a, b e c" */
export const enumerate = (list: readonly string[]): string => new Intl.ListFormat(locale, { type: 'conjunction' }).format(list);

/** Non-breaking spaces where a line must not break: before the middle dot, after nº. */
export const typeset = (text: string): string => text.replace(/ · /g, `${NB}· `).replace(/nº /g, `nº${NB}`);

/** With a capital first letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Without accents and case, for filters within a list that is already here. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
