// SPDX-License-Identifier: Apache-2.0
import { shallowRef, watchEffect, type ShallowRef } from 'vue';
import type { OrganisationRow, PersonView, PlacePage } from '@/base/api';
import { get } from '@/base/http';
import { t } from '@/base/i18n';

/** The name behind a code in an address; `unknown` where it may not be asked, the code itself until it is known. */
function useName(code: () => string, ask: (code: string) => Promise<string | undefined>, unknown?: () => string): ShallowRef<string> {
  const name = shallowRef('');
  watchEffect(async () => {
    const asked = code();
    name.value = unknown?.() ?? asked;
    if (!asked) return;
    const found = await ask(asked).catch(() => undefined);
    if (found && code() === asked) name.value = found;
  });
  return name;
}
export const usePlaceName = (code: () => string): ShallowRef<string> => useName(code, async (asked) => (await get<PlacePage>(`/v1/places/${asked}`)).place.name);
export const usePersonName = (id: () => string, unknown: () => string): ShallowRef<string> => useName(id, async (asked) => (await get<PersonView>(`/v1/people/${asked}`)).name, unknown);
export const useOrganisationName = (id: () => string, unknown: () => string): ShallowRef<string> => useName(id, async (asked) => (await get<OrganisationRow[]>('/v1/organisations')).find((o) => o.id === asked)?.name, unknown);

/** By the length of its code: 17 a state, 1702 a macro-region, 17002 a region of health, 1702554 a municipality. */
const levels: Record<number, 'state' | 'macroregion' | 'region' | 'town'> = { 2: 'state', 4: 'macroregion', 5: 'region', 7: 'town' };
export function placeWords(code: string, name: string): string {
  const level = levels[code.length];
  return !level || level === 'state' || /região/i.test(name) ? name : t(`places.kind.${level}`, { place: name }); // "1ª Região" says it itself
}
