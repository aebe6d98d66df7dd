// SPDX-License-Identifier: Apache-2.0
import { shallowRef, watchEffect, type ShallowRef } from 'vue';
import type { PlacePage } from '@/base/api';
import { get } from '@/base/http';

/** The name of the place whose code stands in an address; the code itself until it is known. */
export function usePlaceName(code: () => string): ShallowRef<string> {
  const name = shallowRef('');
  watchEffect(async () => {
    const asked = code();
    name.value = asked;
    if (!asked) return;
    const page = await get<PlacePage>(`/v1/places/${asked}`).catch(() => null);
    if (page && code() === asked) name.value = page.place.name;
  });
  return name;
}
