// SPDX-License-Identifier: Apache-2.0
import type { ActionContent, PlaceRef } from '@/base/api';

export type Nominal = ActionContent['nominal'][number];

const LONGEST = 120; // letters of a name
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
// What a list copied from an attendance sheet often carries and must not be kept: CPF, CNS, telephone.
const NUMBER = /[+(]*\d[\d.\-/() ]{6,}\d/g;

/** A list as people paste it: one person a line, "nome; função; município", also with tabs. The place is one of the record's. */
export function pasted(text: string, places: PlaceRef[]): Nominal[] {
  const people: Nominal[] = [];
  for (const line of text.split('\n')) {
    const [name = '', role = '', town = ''] = line.replace(NUMBER, '').split(/[;\t]/).map((part) => part.trim());
    if (name.length < 2) continue;
    people.push({ name: name.slice(0, LONGEST), role: role || null, place: places.find((p) => town && plain(p.name) === plain(town))?.id ?? null });
  }
  return people;
}

/** Without the rows that were begun and left empty. */
export const named = (people: Nominal[]): Nominal[] => people.filter((p) => p.name.trim());
