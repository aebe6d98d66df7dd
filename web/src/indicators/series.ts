// SPDX-License-Identifier: Apache-2.0
// Where the columns of a chart stand. Units of the drawing, not pixels.
import type { MonthValue } from './indicators';
import { decimal, month } from '@/base/words';

export const WIDTH = 384;
export const HEIGHT = 176;
export const FLOOR = 146; // where the columns stand; below it their names
const CEILING = 18; // room for the figure above the tallest
const GAP = 6;

export interface Column { id: string; x: number; width: number; height: number | null; label: string; month: string; year: string; within: boolean }
export interface Drawn { columns: Column[]; reference: number | null }

/** From zero always: a column's length is its value. A share goes up to 100 only where it comes near, so that small ones can be read. */
export function columnsOf(months: readonly MonthValue[], unit: string, reference: number | null): Drawn {
  const highest = Math.max(0, ...months.map((m) => m.parts.value ?? 0), reference ?? 0) || 1;
  const length = (value: number): number => Math.round((value * (FLOOR - CEILING) * 10) / highest) / 10;
  const step = WIDTH / months.length;
  const columns = months.map((m, i): Column => ({
    id: m.id, x: i * step + GAP / 2, width: step - GAP, height: m.parts.value === null ? null : length(m.parts.value),
    label: m.parts.value === null ? '' : decimal(m.parts.value, unit === '0-1' ? 2 : m.parts.value >= 100 ? 0 : 1),
    month: month(`${m.id}-01`), year: i === 0 || m.id.endsWith('-01') ? m.id.slice(0, 4) : '', within: m.within,
  }));
  return { columns, reference: reference === null ? null : length(reference) };
}
