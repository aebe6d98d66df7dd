// SPDX-License-Identifier: Apache-2.0
import { shallowRef, watchEffect, type ShallowRef } from 'vue';
import type { OrganisationRow, PersonView, PlacePage } from '@/base/api';
import { get } from '@/base/http';

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
