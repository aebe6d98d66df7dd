// SPDX-License-Identifier: Apache-2.0
// One record being written: every choice of the screen is a verb here.
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { useChoices } from './choices';
import { blankContent, presenceFor, repeated, underived } from './content';
import { newDraft, useDrafts, type Draft } from './drafts';
import { derived, derivedTitle, missing, scan } from './rules';
import type { ActionView, Evidence, Id, PlaceRef, RegisterDefaults, Template } from '@/base/api';
import { dayOf, instantOf, now, wall } from '@/base/clock';
import { get } from '@/base/http';
import { addDays } from '@/base/words';
import { useVocabularies } from '@/programmes/vocabularies';

const AUTOSAVE = 800; // ms of quiet before a draft is kept

export const useDrafting = defineStore('drafting', () => {
  const drafts = useDrafts();
  const words = useVocabularies();
  const draft = ref<Draft>(newDraft(drafts.author));
  const savedAt = shallowRef<string | null>(null);
  let timer = 0;
  let closed = false;

  const choices = useChoices(() => draft.value);
  const { content, type } = choices;
  const silent = { modality: null, minutes: null, space: null };
  const filled = computed(() => derived({ type: type.value ?? silent, given: content.value }));
  const audio = computed(() => content.value.evidence.some((e) => e.kind === 'audio'));
  const title = computed(() => derivedTitle({
    type: words.shortOf('types', content.value.type), intent: content.value.intent?.label ?? null,
    places: draft.value.places, organisations: draft.value.organisations.map((o) => o.name), theme: words.shortOf('themes', content.value.theme),
  }));
  const lacks = computed(() => missing({
    type: content.value.type, needs_place: type.value?.needs_place ?? true, places: content.value.places.length, organisations: content.value.organisations.length,
    started_at: content.value.started_at, now: new Date(now()).toISOString(), theme: content.value.theme, text: content.value.text, audio: audio.value,
  }));
  /** A plan needs no account of what happened, and its day may lie ahead. */
  const planLacks = computed(() => lacks.value.filter((l) => l !== 'when.future' && l !== 'text' && l !== 'text.short'));
  const ahead = computed(() => Date.parse(content.value.started_at) > now() + 3_600_000);
  const personal = computed(() => scan({ text: content.value.text }));
  const begun = computed(() => content.value.type !== '' || content.value.text !== '' || content.value.places.length > 0);

  function start(with_: Draft = newDraft(drafts.author)): void {
    draft.value = JSON.parse(JSON.stringify(with_)) as Draft;
    choices.recall();
    closed = false;
    savedAt.value = null;
    if (!draft.value.content.started_at) guessTime();
  }
  function startFrom(view: ActionView, keepPlaces: boolean): void {
    const fresh = newDraft(drafts.author);
    fresh.content = repeated(underived(view, words), keepPlaces);
    if (keepPlaces) Object.assign(fresh, { places: view.place_refs, organisations: view.organisation_refs });
    fresh.duplicate_of = view.id;
    if (view.content.text) fresh.last_text = view.content.text;
    start(fresh);
  }
  /** A meeting with these towns, on the next working day until its author says when; kept at once, so that an address can name it. */
  function plan(places: PlaceRef[]): Id {
    const fresh = newDraft(drafts.author);
    let on = addDays(dayOf(now()), 1);
    while ([0, 6].includes(new Date(`${on}T12:00:00Z`).getUTCDay())) on = addDays(on, 1);
    fresh.content.started_at = instantOf(on, '09:00');
    fresh.own_time = true;
    start(fresh);
    for (const place of places) choices.togglePlace(place);
    void drafts.keep(draft.value);
    return draft.value.id;
  }
  const startFromTemplate = (template: Template): void => start({ ...newDraft(drafts.author), content: { ...blankContent(), ...structuredClone(template.content), started_at: '', evidence: [] } });

  /** Ended just now, on the five minutes, unless the author said when. */
  function guessTime(): void {
    const before = now() - (filled.value.minutes ?? 0) * 60_000;
    content.value.started_at = new Date(Math.floor(before / 300_000) * 300_000).toISOString();
  }
  function chooseType(code: string): void {
    content.value.type = code;
    if (!draft.value.own_time) guessTime();
    for (const place of content.value.places) if (place.presence !== 'convidado') place.presence = presenceFor(type.value);
  }
  function setWhen(day: string, time: string): void {
    draft.value.own_time = true;
    content.value.started_at = instantOf(day, time);
  }
  const when = computed(() => {
    const at = content.value.started_at || new Date(now()).toISOString();
    return { day: dayOf(at), time: wall(Date.parse(at)).slice(11, 16) };
  });

  function addEvidence(evidence: Evidence): void { content.value.evidence.push(evidence); }
  function dropEvidence(hash: string): void { content.value.evidence = content.value.evidence.filter((e) => e.hash !== hash); }

  /** Writes itself: kept here after a short silence, copied to the server behind it. */
  watch(draft, () => {
    if (!begun.value || closed) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      draft.value.own_title = title.value;
      void drafts.keep(draft.value).then(() => { savedAt.value = new Date(now()).toISOString(); }, () => undefined); // no room: whoever keeps it is told
      void drafts.copyToServer(draft.value);
    }, AUTOSAVE) as unknown as number;
  }, { deep: true });

  /** Resolves with the record's id when it is safe: received, or kept on this device. */
  async function finish(planned = false): Promise<Id | null> {
    if ((planned ? planLacks : lacks).value.length) return null;
    clearTimeout(timer);
    closed = true; // nothing of it is written any more, unless it is refused
    draft.value.planned = planned;
    draft.value.own_title = title.value;
    const id = draft.value.id;
    try {
      await drafts.commit(draft.value);
    } catch (cause) {
      closed = false;
      await drafts.keep(draft.value);
      throw cause;
    }
    return id;
  }

  const defaults = (): Promise<RegisterDefaults> => get('/v1/actions/defaults');
  return {
    ...choices, draft, filled, audio, title, lacks, planLacks, ahead, personal, begun, savedAt, when,
    start, startFrom, plan, startFromTemplate, chooseType, setWhen, addEvidence, dropEvidence, finish, defaults,
  };
});
