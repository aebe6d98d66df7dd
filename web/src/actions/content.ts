// SPDX-License-Identifier: Apache-2.0
import { derivedTitle } from './rules';
import type { ActionContent, ActionType, ActionView } from '@/base/api';
import type { useVocabularies } from '@/programmes/vocabularies';

/** A record with nothing in it. The team and its council see it; wider is the author's switch (visibility only narrows). */
export function blankContent(): ActionContent {
  return {
    project: null, type: '', started_at: '', minutes: null, modality: null, space: null,
    places: [], organisations: [], intent: null, theme: '', other_themes: [], text: '', title: null,
    origin: null, objective: null, guideline: null, learning: [], participants: [], nominal: [], agenda: [],
    results: [], what_changed: null, difficulties: null, facilitators: null, difficulty_codes: [], facilitator_codes: [], instruments: [],
    evidence: [], links: [], coauthors: [], good_practice: null, tags: [],
    visibility: { network: false, municipality: false, public: false },
  };
}

/** "Igual à última, outro município": what a repeat keeps. What happened there, and its proofs, belong to that day. */
export function repeated(of: ActionContent, keepPlaces: boolean): ActionContent {
  const blank = blankContent();
  return {
    ...blank, project: of.project, type: of.type, minutes: of.minutes, modality: of.modality, space: of.space,
    places: keepPlaces ? structuredClone(of.places) : [], organisations: keepPlaces ? [...of.organisations] : [], intent: keepPlaces ? of.intent : null,
    theme: of.theme, other_themes: [...of.other_themes],
    origin: of.origin, guideline: of.guideline, coauthors: [...of.coauthors], visibility: { ...of.visibility },
  };
}

/** In a meeting one is present; in a call or a visit the contact is direct. Only these two count as contact. */
export const presenceFor = (type: ActionType | undefined): 'presente' | 'contato-direto' => (type?.collective ? 'presente' : 'contato-direto');

/** Meetings of a region summon all its municipalities: one ticks off who did not come. */
export const summonsRegion = (type: ActionType | undefined): boolean => type?.space === 'CIR' || type?.space === 'CT_CIR';

/** The server fills in what the type implies. Taken out again, so that another type, theme or place may imply something else. */
export function underived(view: ActionView, words: ReturnType<typeof useVocabularies>): ActionContent {
  const content = JSON.parse(JSON.stringify(view.content)) as ActionContent;
  const type = words.type(content.type);
  const title = derivedTitle({
    type: words.shortOf('types', content.type), intent: content.intent?.label ?? null, places: view.place_refs,
    organisations: view.organisation_refs.map((o) => o.name), theme: words.shortOf('themes', content.theme),
  });
  if (content.title === title) content.title = null;
  if (content.modality === type?.modality) content.modality = null;
  if (content.minutes === type?.minutes) content.minutes = null;
  if (content.space === type?.space) content.space = null;
  return content;
}
