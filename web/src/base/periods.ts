// SPDX-License-Identifier: Apache-2.0
// The periods of the SUS with ids that cannot be misread: 2025-04 a month, 2025-QD1 a quadrimestre, 2025-SE05 an epidemiological week.
// The server gives the same verdicts: src/places/period.hpp, tests/cases/periods.json.
import { t } from './i18n';
import { addDays, daysBetween, month as shortMonth, monthLong } from './words';

export type Span = 'semana' | 'mes' | 'bimestre' | 'trimestre' | 'quadrimestre' | 'semestre' | 'ano' | 'trienio' | 'quadrienio';
export interface Period { id: string; span: Span; year: number; number: number; name: string; from: string; to: string }

const months: Record<Span, number> = { semana: 0, mes: 1, bimestre: 2, trimestre: 3, quadrimestre: 4, semestre: 6, ano: 12, trienio: 36, quadrienio: 48 };
const letters: readonly (readonly [Span, string])[] = [['semana', 'SE'], ['bimestre', 'B'], ['trimestre', 'T'], ['quadrimestre', 'QD'], ['semestre', 'S']];
const firstYear = 1900;
const lastYear = 2199;

const two = (n: number): string => String(n).padStart(2, '0');
const lastDay = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();
const yearOfDay = (day: string): number => Number(day.slice(0, 4));
const monthOfDay = (day: string): number => Number(day.slice(5, 7));
const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();

/** The Sunday of the week with 4 January: the week that has four days of the year has its fourth (SINAN, the MMWR week of the CDC). */
function firstWeek(year: number): string {
  const fourth = `${year}-01-04`;
  return addDays(fourth, -weekdayOf(fourth));
}
const weeksIn = (year: number): number => daysBetween(firstWeek(year), firstWeek(year + 1)) / 7;

function idOf(span: Span, year: number, number: number): string {
  if (span === 'ano') return String(year);
  if (span === 'mes') return `${year}-${two(number)}`;
  if (span === 'semana') return `${year}-SE${two(number)}`;
  if (months[span] > 12) return `${year}..${year + months[span] / 12 - 1}`;
  return `${year}-${letters.find(([one]) => one === span)![1]}${number}`;
}

function daysOf(span: Span, year: number, number: number): { from: string; to: string } {
  if (span === 'semana') {
    const from = addDays(firstWeek(year), 7 * (number - 1));
    return { from, to: addDays(from, 6) };
  }
  const last = number * months[span];
  const endYear = year + Math.ceil(last / 12) - 1;
  const endMonth = ((last - 1) % 12) + 1;
  return { from: `${year}-${two(last - months[span] + 1)}-01`, to: `${endYear}-${two(endMonth)}-${two(lastDay(endYear, endMonth))}` };
}

function nameOf(span: Span, year: number, number: number, from: string, to: string): string {
  if (span === 'ano') return String(year);
  if (span === 'mes') return t('base.period.month', { month: monthLong(from), year });
  if (span === 'semana') return t('base.period.week', { n: number, year, from: `${from.slice(8)}/${from.slice(5, 7)}`, to: `${to.slice(8)}/${to.slice(5, 7)}` });
  if (months[span] > 12) return t(`base.period.${span}`, { from: year, to: yearOfDay(to) });
  return t(`base.period.${span}`, { nth: t(`base.period.nth.${number}`), year, from: shortMonth(from), to: shortMonth(to) });
}

function made(span: Span, year: number, number: number): Period {
  const { from, to } = daysOf(span, year, number);
  // said when it is asked for: a period is often only compared, and the language may change meanwhile
  return { id: idOf(span, year, number), span, year, number, from, to, get name() { return nameOf(span, year, number, from, to); } };
}

function whole(span: Span, year: number, number: number): Period | undefined {
  const most = span === 'semana' ? weeksIn(year) : Math.max(1, 12 / months[span]);
  return year < firstYear || year > lastYear || number < 1 || number > most ? undefined : made(span, year, number);
}

export function parsePeriod(id: string): Period | undefined {
  const long = /^(\d{4})\.\.(\d{4})$/.exec(id);
  if (long) {
    const years = Number(long[2]) - Number(long[1]);
    return years === 2 ? whole('trienio', Number(long[1]), 1) : years === 3 ? whole('quadrienio', Number(long[1]), 1) : undefined;
  }
  const short = /^(\d{4})(?:-(SE|QD|B|T|S|)(\d{1,2}))?$/.exec(id);
  if (!short) return undefined;
  const year = Number(short[1]);
  if (short[3] === undefined) return whole('ano', year, 1);
  const span = short[2] === '' ? 'mes' : letters.find(([, letter]) => letter === short[2])![0];
  return short[3].length === (span === 'mes' || span === 'semana' ? 2 : 1) ? whole(span, year, Number(short[3])) : undefined;
}

/** Of a triennium the PROADI-SUS's (2024 to 2026), of a quadrennium that of the municipal health plans (2026 to 2029). */
export function periodOn(span: Span, day: string): Period {
  if (span === 'semana') {
    const year = yearOfDay(addDays(day, 3 - weekdayOf(day))); // that of the week's Wednesday: its fourth day
    return made(span, year, Math.floor(daysBetween(firstWeek(year), day) / 7) + 1);
  }
  if (months[span] <= 12) return made(span, yearOfDay(day), Math.floor((monthOfDay(day) - 1) / months[span]) + 1);
  const years = months[span] / 12;
  const anchor = span === 'trienio' ? 2024 : 2026;
  return made(span, anchor + Math.floor((yearOfDay(day) - anchor) / years) * years, 1);
}

export function moved(period: Period, steps: number): Period {
  if (period.span === 'semana') return periodOn('semana', addDays(period.from, 7 * steps));
  if (months[period.span] > 12) return made(period.span, period.year + (steps * months[period.span]) / 12, 1);
  const inYear = 12 / months[period.span];
  const index = period.year * inYear + period.number - 1 + steps;
  return made(period.span, Math.floor(index / inYear), (index % inYear) + 1);
}

/** Nothing for a week 53 where the year before has none, and for what is longer than a year. */
export function sameOfLastYear(period: Period): Period | undefined {
  if (months[period.span] > 12 || (period.span === 'semana' && period.number > weeksIn(period.year - 1))) return undefined;
  return made(period.span, period.year - 1, period.number);
}

/** The shorter periods that make it up exactly, in order; a year's weeks are those counted in it. */
export function partsOf(period: Period, span: Span): Period[] {
  if (span === 'semana') return period.span === 'ano' ? Array.from({ length: weeksIn(period.year) }, (_, i) => made('semana', period.year, i + 1)) : [];
  const count = months[period.span] / months[span];
  if (!Number.isInteger(count) || count <= 1) return [];
  const first = periodOn(span, period.from);
  return Array.from({ length: count }, (_, i) => moved(first, i));
}

export interface Stretch { from: string; to: string; period: Period | null; name: string }

function monthsBefore(day: string, count: number): string {
  const index = yearOfDay(day) * 12 + monthOfDay(day) - 1 - count;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return `${year}-${two(month)}-${two(Math.min(Number(day.slice(8)), lastDay(year, month)))}`;
}

/** What a form that is read anew every day means on a day: mes-atual, mes-anterior, mes-fechado (of those closed so far), 12-meses. */
export function relative(form: string, today: string, closed: readonly Period[]): Stretch | undefined {
  const count = /^([1-9]\d?)-meses$/.exec(form);
  if (count) {
    const n = Number(count[1]);
    return n > 60 ? undefined : { from: addDays(monthsBefore(today, n), 1), to: today, period: null, name: t('base.relative.months', { n }, n) };
  }
  const words = /^([a-z]+)-(atual|anterior|fechado)$/.exec(form);
  if (!words || !Object.hasOwn(months, words[1]!)) return undefined;
  const span = words[1] as Span;
  const current = periodOn(span, today);
  const newest = closed.filter((one) => one.span === span).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  const period = words[2] === 'atual' ? current : words[2] === 'anterior' ? moved(current, -1) : newest;
  return period && { from: period.from, to: period.to, period, name: `${t(`base.relative.${form}`)}: ${period.name}` };
}

export const monthOf = (year: number, month: number): Period => made('mes', year, month);
export const quadrimestre = (year: number, n: number): Period => made('quadrimestre', year, n);

/** This month and the three before, this quadrimestre and the three before, this year and the last. */
export function recentPeriods(today: string): Period[] {
  const back = (span: Span, count: number): Period[] => Array.from({ length: count }, (_, i) => moved(periodOn(span, today), -i));
  return [...back('mes', 4), ...back('quadrimestre', 4), ...back('ano', 2)];
}
/** A list to choose from holds what is chosen. */
export const withAsked = (offered: readonly Period[], asked: Period): Period[] => (offered.some((p) => p.id === asked.id) ? [...offered] : [...offered, asked]);
/** The month, quadrimestre or year that these days are. */
export const periodOfDays = (from: string, to: string): Period | undefined =>
  (['mes', 'quadrimestre', 'ano'] as const).map((span) => periodOn(span, from)).find((p) => p.from === from && p.to === to);
