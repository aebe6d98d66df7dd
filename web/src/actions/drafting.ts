// SPDX-License-Identifier: Apache-2.0
// One record being written: every choice of the screen is a verb here.
import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { presenceFor, repeated, summonsRegion, underived } from './content';
import { newDraft, useOutbox, type Draft } from './outbox';
import { rememberPreview } from './previews';
import { derived, derivedTitle, missing, scan } from './rules';
import type { ActionView, Evidence, Id, OrganisationRef, PlaceHit, PlaceRef, RegisterDefaults, Template } from '@/base/api';
import { dayOf, instantOf, now, wall } from '@/base/clock';
import { get, post } from '@/base/http';
import { useVocabularies } from '@/programmes/vocabularies';

const AUTOSAVE = 800; // ms of quiet before a draft is kept

export const useDrafting = defineStore('drafting', () => {
  const outbox = useOutbox();
  const words = useVocabularies();
  const draft = ref<Draft>(newDraft(outbox.author));
  const savedAt = shallowRef<string | null>(null);
  const expansion = shallowRef<PlaceRef[]>([]); // of the intent, in the order of names
  let timer = 0;

  const content = computed(() => draft.value.content);
  const type = computed(() => words.type(content.value.type));
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

  function start(with_: Draft = newDraft(outbox.author)): void {
    draft.value = JSON.parse(JSON.stringify(with_)) as Draft;
    expansion.value = with_.content.intent ? with_.places : [];
    savedAt.value = null;
    if (!draft.value.content.started_at) guessTime();
  }
  function startFrom(view: ActionView, keepPlaces: boolean): void {
    const fresh = newDraft(outbox.author);
    fresh.content = repeated(underived(view, words), keepPlaces);
    if (keepPlaces) Object.assign(fresh, { places: view.place_refs, organisations: view.organisation_refs });
    fresh.duplicate_of = view.id;
    start(fresh);
  }
  const startFromTemplate = (template: Template): void => start({ ...newDraft(outbox.author), content: { ...structuredClone(template.content), started_at: '', evidence: [] } });

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

  const has = (place: number): boolean => content.value.places.some((p) => p.place === place);
  function togglePlace(place: PlaceRef): void {
    if (has(place.id)) {
      content.value.places = content.value.places.filter((p) => p.place !== place.id);
      draft.value.places = draft.value.places.filter((p) => p.id !== place.id);
    } else {
      content.value.places.push({ place: place.id, presence: presenceFor(type.value), secretary: null });
      draft.value.places.push({ id: place.id, level: place.level, name: place.name, state: place.state });
    }
  }
  function toggleOrganisation(organisation: OrganisationRef): void {
    const had = content.value.organisations.includes(organisation.id);
    content.value.organisations = had ? content.value.organisations.filter((o) => o !== organisation.id) : [...content.value.organisations, organisation.id];
    draft.value.organisations = had ? draft.value.organisations.filter((o) => o.id !== organisation.id) : [...draft.value.organisations, organisation];
  }

  /** "Todos da região X": the intent is kept, and its expansion by the composition of the action's day. */
  async function chooseWhole(region: PlaceRef): Promise<void> {
    const hits = await get<PlaceHit[]>(`/v1/places/${region.id}/municipalities`, { on: when.value.day });
    expansion.value = hits.map(({ id, level, name, state }) => ({ id, level, name, state }));
    content.value.intent = { place: region.id, label: region.name };
    content.value.places = hits.map((h) => ({ place: h.id, presence: presenceFor(type.value), secretary: null }));
    draft.value.places = [...expansion.value];
  }
  function leaveWhole(): void {
    content.value.intent = null;
    content.value.places = [];
    draft.value.places = [];
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

  function addEvidence(evidence: Evidence): void { content.value.evidence.push(evidence); }
  function dropEvidence(hash: string): void { content.value.evidence = content.value.evidence.filter((e) => e.hash !== hash); }

  /** Writes itself: kept here after a short silence, copied to the server behind it. */
  watch(draft, () => {
    if (!begun.value || draft.value.kept_at) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      draft.value.own_title = title.value;
      outbox.keep(draft.value);
      savedAt.value = new Date(now()).toISOString();
      void outbox.copyToServer(draft.value);
    }, AUTOSAVE) as unknown as number;
  }, { deep: true });

  /** Returns the record's id once it is kept here; the receipt comes later, or a problem does. */
  function finish(planned = false): Id | null {
    if ((planned ? planLacks : lacks).value.length) return null;
    clearTimeout(timer);
    draft.value.planned = planned;
    draft.value.own_title = title.value;
    const id = draft.value.id;
    void outbox.commit(draft.value);
    return id;
  }

  const defaults = (): Promise<RegisterDefaults> => get('/v1/actions/defaults');
  async function upload(file: File): Promise<Evidence> {
    const form = new FormData();
    form.append('file', file);
    const evidence = await post<Evidence>('/v1/attachments', form);
    rememberPreview(evidence.hash, file);
    return evidence;
  }
  return {
    draft, content, type, filled, audio, title, lacks, planLacks, ahead, personal, begun, savedAt, expansion, when, presentCount, summons: computed(() => summonsRegion(type.value)),
    start, startFrom, startFromTemplate, chooseType, setWhen, has, togglePlace, toggleOrganisation, chooseWhole, leaveWhole, came, toggleCame,
    toggleTheme, hasTheme, addEvidence, dropEvidence, finish, defaults, upload,
  };
});
