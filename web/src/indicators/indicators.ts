// SPDX-License-Identifier: Apache-2.0
// What the panel asks for and how it says a value. The division is the server's: here numbers only get their words.
import type { Behind, Board, Composition, Definition, Detail, IndicatorValue, Parts, Question, Slice, Standing } from '@/base/api';
import { ask, post, withQuery } from '@/base/http';
import { t } from '@/base/i18n';
import type { IconName } from '@/base/icons';
import { moved, parsePeriod, periodOfDays, periodOn, withAsked, type Period } from '@/base/periods';
import { decimal, folded, number } from '@/base/words';
import { usualPeriod } from '@/reports/reports';

export interface Asked { period: string; place: number; composition: Composition | '' }

const nothing: Parts = { value: null, numerator: null, denominator: null };
export const addressOf = (asked: Asked, code?: string, known_on?: number): string =>
  withQuery(code ? `/v1/indicators/${encodeURIComponent(code)}` : '/v1/indicators', { ...asked, known_on });

export const readBoard = (asked: Asked): Promise<Board> => ask<Board>(addressOf(asked));
export const readDetail = (asked: Asked, code: string): Promise<Detail> => ask<Detail>(addressOf(asked, code));

// ---- period

export const relativeForms = ['mes-fechado', 'quadrimestre-fechado', '12-meses'] as const;
export const isRelative = (text: string): boolean => (relativeForms as readonly string[]).includes(text);
/** null: a form that the server reads anew every day. */
export const periodAsked = (text: string, today: string): Period | null => (isRelative(text) ? null : parsePeriod(text) ?? usualPeriod(today));

/** Under their headings; what is chosen is among them, however old. */
export function offeredPeriods(today: string, asked: Period | null): { span: 'mes' | 'quadrimestre' | 'ano'; periods: Period[] }[] {
  return ([['mes', 6], ['quadrimestre', 4], ['ano', 3]] as const).map(([span, count]) => {
    const last = Array.from({ length: count }, (_, i) => moved(periodOn(span, today), -i));
    const here = asked && (asked.span === span || (span === 'ano' && !['mes', 'quadrimestre'].includes(asked.span)));
    return { span, periods: here ? withAsked(last, asked) : last };
  });
}
export const nextOf = (period: Period, today: string): Period | null => (moved(period, 1).from > today ? null : moved(period, 1));

/** Coverage of the same days and place; nothing where it cannot show these days. */
export function coverageQuery(asked: Asked, days: { from: string; to: string }): Record<string, string> | null {
  const period = parsePeriod(asked.period) ?? periodOfDays(days.from, days.to);
  return period ? { periodo: period.id, lugar: String(asked.place), ...(asked.composition ? { composicao: asked.composition } : {}) } : null;
}

// ---- a value in words

const NB = '\u00a0';
export function said(value: number | null, unit: string): string | null {
  if (value === null) return null;
  if (unit === '%') return `${decimal(value)}${NB}%`;
  if (unit === 'n') return decimal(value);
  if (unit === '0-1') return decimal(value, 2);
  if (unit === 'dias') return t('indicators.days', { n: decimal(value) }, value === 1 ? 1 : 2);
  return `${decimal(value)}${NB}${unit}`;
}
export const valueOf = ({ definition }: Pick<IndicatorValue, 'definition'>, parts: Parts): string | null => said(parts.value, definition.unit);

/** "444 de 600"; of what is no share, "594 ações para 5 apoiadores"; nothing where there is one part only. */
export function partsOf(definition: Definition, parts: Parts): string | null {
  if (parts.numerator === null || parts.denominator === null || definition.denominator === null) return null;
  const [n, of] = [number(parts.numerator), number(parts.denominator)];
  return definition.unit === '%' ? t('indicators.parts.of', { n, of }) : t('indicators.parts.per', { n, of, what: definition.numerator, over: definition.denominator });
}

/** How the bar is drawn, in per cent of its length: filled so far, the reference there. Nothing where no end is natural. */
export interface Scale { filled: number | null; mark: number | null }
export function scaleOf(definition: Definition, parts: Parts): Scale | null {
  const { unit, reference } = definition;
  const end = unit === '%' ? 100 : unit === '0-1' ? 1 : reference ? Math.max(2 * reference, parts.value ?? 0) : 0;
  if (end <= 0) return null;
  const at = (value: number): number => Math.min(100, Math.max(0, (value * 100) / end));
  return { filled: parts.value === null ? null : at(parts.value), mark: reference === null ? null : at(reference) };
}
export const boundOf = ({ reference, polarity, unit }: Definition): string | null =>
  (reference === null ? null : t(`indicators.bound.${polarity === 'menor' ? 'most' : 'least'}`, { value: said(reference, unit) }));
export const referenceOf = (definition: Definition): string | null => {
  const bound = boundOf(definition);
  return bound && t('indicators.reference', { bound });
};

export const standings: Record<Standing, { tone: 'good' | 'warn' | 'bad' | ''; icon: IconName | null }> = {
  'na-referencia': { tone: 'good', icon: 'check' }, perto: { tone: 'warn', icon: 'clock' }, longe: { tone: 'bad', icon: 'info' },
  'sem-referencia': { tone: '', icon: null }, descritivo: { tone: '', icon: null }, 'sem-dado': { tone: '', icon: null },
};
/** What would fill an empty bar: what there is none of; nothing where the records are there but too few to be shown. */
export const missingOf = ({ definition, now }: IndicatorValue): string | null => (now.denominator === 0 ? definition.denominator : null);

type When = 'now' | 'previous' | 'last_year';
export type Silence = ReadonlySet<When>;
/** When of the support itself nothing was recorded, or nothing within reach: then "0 %" would say what nobody knows. */
export const silenceOf = ({ computed }: Board): Silence => new Set((['now', 'previous', 'last_year'] as const).filter((when) =>
  computed.every((i) => !/^count\((?:actions|followups)\b/.test(i.definition.counts ?? '') || !(i[when].numerator ?? 0))));
export function hushed(of: IndicatorValue, silence: Silence): IndicatorValue {
  const out = { ...of };
  for (const when of silence) out[when] = nothing;
  return silence.has('now') && of.now.value !== null ? { ...out, standing: 'sem-dado', why_no_data: t('indicators.nothing-here') } : out;
}

// ---- months and places

export interface MonthValue { id: string; name: string; parts: Parts; within: boolean }
/** Twelve months up to the period's last one that has begun; a month that tells nothing keeps its place. */
export function monthsOf({ months, from, to, on }: Detail): MonthValue[] {
  const known = new Map(months.map((m) => [m.code, m.parts]));
  const last = periodOn('mes', on < to ? on : to);
  return Array.from({ length: 12 }, (_, i) => moved(last, i - 11))
    .map((m) => ({ id: m.id, name: m.name, parts: known.get(m.id) ?? nothing, within: m.from >= from && m.to <= to }));
}

/** From where to where, and the one in the middle: said without names, for there is no order among places. */
export function spreadOf(places: readonly Slice[]): { least: number; middle: number; most: number } | null {
  const values = places.map((p) => p.parts.value).filter((v) => v !== null).sort((a, b) => a - b);
  if (values.length < 3) return null;
  const half = Math.floor(values.length / 2);
  return { least: values[0]!, middle: values.length % 2 ? values[half]! : (values[half - 1]! + values[half]!) / 2, most: values.at(-1)! };
}

// ---- the records behind

const MOST = 500; // that the server names at once
export type Room = 'acoes' | 'encaminhamentos';
/** Where the records of a measure are read; nothing for what counts no records (municipalities, people). */
export function roomOf(measure: string | null): Room | null {
  const table = /\((\w+)/.exec(measure ?? '')?.[1];
  return table === 'followups' ? 'encaminhamentos' : table === 'actions' || table === 'places' ? 'acoes' : null;
}
/** What the denominator counts and the numerator does not, as a measure of the same language; nothing where they count different things. */
export function leftOut({ counts, over }: Pick<Definition, 'counts' | 'over'>): string | null {
  const parsed = (measure: string | null): RegExpExecArray | null => /^count\((\w+)(?: where (.+))?\)$/.exec(measure ?? '');
  const [some, all] = [parsed(counts), parsed(over)];
  if (!some?.[2] || !all || some[1] !== all[1] || [some, all].some((m) => / last \d+ days$/.test(m[2] ?? ''))) return null;
  return `count(${some[1]} where ${all[2] ? `(${all[2]}) and ` : ''}not (${some[2]}))`;
}
export interface Found { records: Behind[]; more: boolean }
export async function readRecords(asked: Asked, measure: string, known_on: number): Promise<Found> {
  const question: Question = {
    measures: [measure], by: [], where: null, period: asked.period, from: null, to: null, place: asked.place, composition: asked.composition || null, known_on,
  };
  const records = await post<Behind[]>('/v1/ask/records', question);
  return { records, more: records.length >= MOST };
}

// ---- what comes from elsewhere

export interface Group { code: string; name: string; definitions: Definition[] }
const collator = new Intl.Collator('pt-BR', { numeric: true });
/** By group and name, those where every word is found. */
export function catalogueOf(entered: readonly Definition[], words: string): Group[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  const groups = new Map<string, Definition[]>();
  for (const one of entered) {
    const text = folded([one.code, one.name, one.source, one.periodicity, groupName(one.group)].join(' '));
    if (wanted.every((w) => text.includes(w))) groups.set(one.group, [...(groups.get(one.group) ?? []), one]);
  }
  return [...groups].map(([code, definitions]) => ({ code, name: groupName(code), definitions: definitions.sort((a, b) => collator.compare(a.name, b.name)) }))
    .sort((a, b) => collator.compare(a.name, b.name));
}
export const groupName = (code: string): string => t(`indicators.group.${code}`);
