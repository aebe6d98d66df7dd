// SPDX-License-Identifier: Apache-2.0
// With whom and about what: the same choices over a record being written and over one that is corrected.
import { computed, shallowRef } from 'vue';
import { presenceFor, summonsRegion } from './content';
import type { ActionContent, OrganisationRef, PlaceHit, PlaceRef } from '@/base/api';
import { dayOf } from '@/base/clock';
import { get } from '@/base/http';
import { useVocabularies } from '@/programmes/vocabularies';

/** A content and the names of those it speaks of. */
export interface Chosen { content: ActionContent; places: PlaceRef[]; organisations: OrganisationRef[] }

/** What the steps draw: a record being written is one, a record that is edited another. */
export interface Choices {
  readonly content: ActionContent; readonly places: PlaceRef[]; readonly organisations: OrganisationRef[]; readonly expansion: PlaceRef[];
  readonly presentCount: number; readonly summons: boolean; readonly collective: boolean; readonly needsPlace: boolean;
  has(place: number): boolean; togglePlace(place: PlaceRef): void; toggleOrganisation(organisation: OrganisationRef): void;
  chooseWhole(region: PlaceRef): Promise<void>; leaveWhole(): void; came(place: number): boolean; toggleCame(place: number): void;
  hasTheme(code: string): boolean; toggleTheme(code: string): void;
}

export function useChoices(of: () => Chosen) {
  const words = useVocabularies();
  const content = computed(() => of().content);
  const type = computed(() => words.type(content.value.type));
  const places = computed(() => of().places);
  const organisations = computed(() => of().organisations);
  const expansion = shallowRef<PlaceRef[]>([]); // of the intent, in the order of names
  const recall = (): void => { expansion.value = content.value.intent ? of().places : []; };

  const has = (place: number): boolean => content.value.places.some((p) => p.place === place);
  function togglePlace(place: PlaceRef): void {
    if (has(place.id)) {
      content.value.places = content.value.places.filter((p) => p.place !== place.id);
      of().places = of().places.filter((p) => p.id !== place.id);
    } else {
      content.value.places.push({ place: place.id, presence: presenceFor(type.value), secretary: null });
      of().places.push({ id: place.id, level: place.level, name: place.name, state: place.state });
    }
  }
  function toggleOrganisation(organisation: OrganisationRef): void {
    const had = content.value.organisations.includes(organisation.id);
    content.value.organisations = had ? content.value.organisations.filter((o) => o !== organisation.id) : [...content.value.organisations, organisation.id];
    of().organisations = had ? of().organisations.filter((o) => o.id !== organisation.id) : [...of().organisations, organisation];
  }

  /** "Todos da região X": the intent is kept, and its expansion by the composition of the action's day. */
  async function chooseWhole(region: PlaceRef): Promise<void> {
    const hits = await get<PlaceHit[]>(`/v1/places/${region.id}/municipalities`, { on: dayOf(content.value.started_at) });
    expansion.value = hits.map(({ id, level, name, state }) => ({ id, level, name, state }));
    content.value.intent = { place: region.id, label: region.name };
    content.value.places = hits.map((h) => ({ place: h.id, presence: presenceFor(type.value), secretary: null }));
    of().places = [...expansion.value];
  }
  function leaveWhole(): void {
    content.value.intent = null;
    content.value.places = [];
    of().places = [];
    expansion.value = [];
  }
  const came = (place: number): boolean => content.value.places.find((p) => p.place === place)?.presence !== 'convidado';
  function toggleCame(place: number): void {
    const entry = content.value.places.find((p) => p.place === place);
    if (entry) entry.presence = came(place) ? 'convidado' : presenceFor(type.value);
  }
  const presentCount = computed(() => content.value.places.filter((p) => p.presence !== 'convidado').length);

  /** The first theme chosen is the main one; up to five others follow. */
  function toggleTheme(code: string): void {
    const chosen = [content.value.theme, ...content.value.other_themes].filter(Boolean);
    const next = chosen.includes(code) ? chosen.filter((c) => c !== code) : [...chosen, code].slice(0, 6);
    content.value.theme = next[0] ?? '';
    content.value.other_themes = next.slice(1);
  }
  const hasTheme = (code: string): boolean => content.value.theme === code || content.value.other_themes.includes(code);

  return {
    content, type, places, organisations, expansion, recall, presentCount,
    summons: computed(() => summonsRegion(type.value)), collective: computed(() => type.value?.collective ?? false), needsPlace: computed(() => type.value?.needs_place ?? true),
    has, togglePlace, toggleOrganisation, chooseWhole, leaveWhole, came, toggleCame, toggleTheme, hasTheme,
  };
}
