// SPDX-License-Identifier: Apache-2.0
// How much of what a person may read comes to the device by itself.
import type { Standing } from './tables';
import type { Day } from './types';

const MONTHS = 12;
const MANY = 20; // audiences: a state's team holds three to six, who works for the country one of each of 26 states, and asks for what is needed

/** The first day of the month, twelve months ago. */
export function sinceOf(today: Day): Day {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - MONTHS;
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** The audience of what reaches a person by name; what stands behind it changes with their functions. */
export const isNamed = (audience: string): boolean => audience === 'named' || audience.startsWith('named-');

/** Whether the next page is fetched without being asked for: always what carries the person's own name. */
export function fillsByItself({ audiences }: Pick<Standing, 'audiences'>): boolean {
  return audiences.length <= MANY || audiences.some((a) => isNamed(a.audience) && !a.whole);
}
