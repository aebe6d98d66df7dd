// SPDX-License-Identifier: Apache-2.0
// Places by name, from the pages that are kept on the device.
import type { PlaceHit, PlacePage, PlaceRef } from '@/base/api';
import { fold } from './search';

export const folded = fold;
const MOST = 20;

const hitOf = (place: PlaceRef, region: string | null): PlaceHit => ({ id: place.id, level: place.level, name: place.name, state: place.state, region, population: null, matched: place.name });
const isOf = (name: string, words: string[]): boolean => {
  const parts = fold(name).split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
};

export function townsOf(page: PlacePage | null): PlaceHit[] | null {
  return page ? page.municipalities.map((town) => hitOf(town, page.place.level === 'regiao' ? page.place.name : null)) : null;
}

/** The names that begin as the words do; whole names first, then as the alphabet says. */
export function placeHits(pages: PlacePage[], asked: URLSearchParams): PlaceHit[] {
  const found = new Map<number, PlaceHit>();
  for (const page of pages) for (const ref of [...page.municipalities, ...page.regions]) found.set(ref.id, hitOf(ref, null));
  for (const page of pages) found.set(page.place.id, hitOf(page.place, page.region?.name ?? null)); // the own page knows the region
  const words = fold(asked.get('q') ?? '').split(/\s+/).filter(Boolean);
  const level = asked.get('level');
  const within = Number(asked.get('within') ?? asked.get('state') ?? 0);
  const fits = (hit: PlaceHit): boolean => isOf(hit.name, words) && (!level || hit.level === level) && (within < 6 || within > 99 || String(hit.id).startsWith(String(within)));
  const whole = (hit: PlaceHit): number => (fold(hit.name) === words.join(' ') ? 0 : 1);
  return [...found.values()].filter(fits).sort((a, b) => whole(a) - whole(b) || a.name.localeCompare(b.name, 'pt')).slice(0, Number(asked.get('limit') ?? MOST));
}
