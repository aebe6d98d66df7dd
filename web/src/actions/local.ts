// SPDX-License-Identifier: Apache-2.0
// Records as their author sees them until the server's version comes.
import { derived } from './rules';
import type { Draft } from './drafts';
import type { ActionContent, ActionView, OrganisationRef, PersonRef, PlaceRef } from '@/base/api';
import { dayOf, now } from '@/base/clock';
import { useVocabularies } from '@/programmes/vocabularies';
import { documentOf } from '@/sync/deeds';
import type { SyncDocument } from '@/sync/types';

/** What the type implies is filled in, as the server will. */
function filled(content: ActionContent): ActionContent {
  const type = useVocabularies().type(content.type) ?? { modality: null, minutes: null, space: null };
  return { ...content, ...derived({ type, given: content }) };
}

export function recordOf(draft: Draft, author: PersonRef): SyncDocument {
  const content = filled(draft.content);
  const at = new Date(now()).toISOString();
  const view: ActionView = {
    id: draft.id, revision: 1, state: draft.planned ? 'prevista' : 'registrada', flags: [], content, title: content.title ?? draft.own_title, day: dayOf(content.started_at),
    authors: [author], owner: [], place_refs: draft.places, organisation_refs: draft.organisations, analysis: null, analysis_revision: 0, may_read_analysis: true,
    missing_files: content.evidence.map((e) => e.hash), returned: null, validated: null, rectified: false, receipt: null, warnings: [], can: [], created_at: at, recorded_at: at,
  };
  return documentOf('action', draft.id, 1, view);
}

/** What is the reader's own goes: a document is everybody's. */
const shared = (view: ActionView): ActionView => ({ ...view, analysis: null, analysis_revision: 0, may_read_analysis: false, receipt: null, can: [] });

/** `revision` stays the server's: what is written next is measured against what the server had. */
export const changed = (view: ActionView, change: Partial<ActionView>, revision = view.revision): SyncDocument =>
  documentOf('action', view.id, revision, { ...shared(view), ...change, revision });

export interface Refs { places: PlaceRef[]; organisations: OrganisationRef[]; title: string }
export function edited(view: ActionView, content: ActionContent, refs: Refs | null): SyncDocument {
  const whole = filled(content);
  return changed(view, {
    content: whole, day: dayOf(whole.started_at), title: whole.title ?? refs?.title ?? view.title, state: view.state === 'devolvida' ? 'registrada' : view.state,
    ...(refs ? { place_refs: refs.places, organisation_refs: refs.organisations } : {}),
  });
}
