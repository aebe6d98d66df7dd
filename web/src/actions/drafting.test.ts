// SPDX-License-Identifier: Apache-2.0
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useDrafting } from './drafting';
import { useDrafts } from './drafts';
import type { ActionType, NewAction, PlaceRef, Session } from '@/base/api';
import { setClock, setZone } from '@/base/clock';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';
import { useSession } from '@/people/session';
import { useVocabularies } from '@/programmes/vocabularies';

const term = (code: string, short: string) => ({ code, name: short, short, parent: null, hint: null, retired: false, package: 'common', asks: null, share: null });
const type = (code: string, short: string, more: Partial<ActionType>): ActionType =>
  ({ ...term(code, short), modality: 'PRES', minutes: 120, space: 'MUN', collective: false, needs_place: true, needs_space: false, programme: '', ...more });
const town = (id: number, name: string): PlaceRef => ({ id, level: 'municipio', name, state: 'TO' });
const bico = { id: 17001, level: 'regiao' as const, name: 'Bico do Papagaio', state: 'TO' };
const hits = [town(1, 'Ananás'), town(2, 'Angico'), town(3, 'Araguatins')].map((p) => ({ ...p, region: bico.name, population: 1, matched: '' }));

/** Lets what was set going come to its end without moving the clock. */
const settle = async (): Promise<void> => { for (let i = 0; i < 20; i++) await Promise.resolve(); await vi.advanceTimersByTimeAsync(0); };

function writing() {
  useSession().session = { person: { id: 'p1', name: 'Helena' }, viewing_as: null } as unknown as Session;
  const words = useVocabularies();
  words.all = {
    version: '1', types: [type('VIS', 'Visita', {}), type('REU_CIR', 'CIR', { collective: true, space: 'CIR', minutes: 180 })], themes: [term('PLAN.PAS', 'PAS'), term('FIN.SIOPS', 'SIOPS')],
    spaces: [], modalities: [], results: [], origins: [], guidelines: [], learning: [], followup_kinds: [], priorities: [], profiles: [], instruments: [], act_kinds: [], means: [], difficulties: [], facilitators: [], organisation_kinds: [],
  };
  const drafting = useDrafting();
  drafting.start();
  return drafting;
}
function fill(drafting: ReturnType<typeof useDrafting>): void {
  drafting.chooseType('VIS');
  drafting.togglePlace(town(1, 'Ananás'));
  drafting.toggleTheme('PLAN.PAS');
  drafting.content.text = 'Revisamos as metas.';
}

describe('writing a record', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2025-05-05T20:42:30Z') });
    freshDevice();
    setActivePinia(createPinia());
    setZone('TO');
    setClock('2025-05-05T20:42:30.000Z', false);
  });
  afterEach(() => { vi.useRealTimers(); });

  it('says what is missing until the five things are there', () => {
    const drafting = writing();
    expect(drafting.lacks).toEqual(['type', 'with', 'theme', 'text']);
    fill(drafting);
    expect(drafting.lacks).toEqual([]);
    expect(drafting.title).toBe('Visita · Ananás · PAS');
  });
  it('guesses that it ended just now, until the author says when', () => {
    const drafting = writing();
    drafting.chooseType('VIS');
    expect(drafting.content.started_at).toBe('2025-05-05T18:40:00.000Z');
    drafting.setWhen('2025-05-04', '09:00');
    drafting.chooseType('REU_CIR');
    expect(drafting.content.started_at).toBe('2025-05-04T12:00:00.000Z');
  });
  it('a whole region is expanded on the action\'s day, and the absent are tapped away', async () => {
    const drafting = writing();
    drafting.chooseType('REU_CIR');
    const wire = script([{ method: 'GET', path: '/v1/places/17001/municipalities?on=2025-05-05', reply: hits }]);
    await drafting.chooseWhole(bico);
    wire.finish();
    drafting.toggleCame(2);
    expect(drafting.presentCount).toBe(2);
    expect(drafting.content.intent).toEqual({ place: 17001, label: 'Bico do Papagaio' });
    expect(drafting.content.places.map((p) => p.presence)).toEqual(['presente', 'convidado', 'presente']);
    expect(drafting.title).toBe('CIR · Bico do Papagaio');
  });
  it('a meeting with several towns is planned for the next working day, and kept at once', () => {
    vi.setSystemTime(Date.parse('2025-05-09T14:00:00Z')); // a Friday
    setClock('2025-05-09T14:00:00.000Z', false);
    const drafting = writing();
    const id = drafting.plan([town(1, 'Ananás'), town(2, 'Angico')]);
    expect(drafting.when).toEqual({ day: '2025-05-12', time: '09:00' });
    expect(useDrafts().find(id)?.places.map((p) => p.name)).toEqual(['Ananás', 'Angico']);
    drafting.chooseType('REU_CIR');
    drafting.toggleTheme('PLAN.PAS');
    expect([drafting.ahead, drafting.planLacks]).toEqual([true, []]);
    expect(drafting.content.places.map((p) => p.presence)).toEqual(['presente', 'presente']);
  });
  it('the first theme is the main one, and the next moves up when it goes', () => {
    const drafting = writing();
    drafting.toggleTheme('PLAN.PAS');
    drafting.toggleTheme('FIN.SIOPS');
    expect([drafting.content.theme, drafting.content.other_themes]).toEqual(['PLAN.PAS', ['FIN.SIOPS']]);
    drafting.toggleTheme('PLAN.PAS');
    expect([drafting.content.theme, drafting.content.other_themes]).toEqual(['FIN.SIOPS', []]);
  });
  it('saves itself here and on the server after a short silence', async () => {
    const drafting = writing();
    const wire = script([{ method: 'PUT', path: `/v1/drafts/${drafting.draft.id}`, status: 204 }]);
    drafting.chooseType('VIS');
    await vi.advanceTimersByTimeAsync(900);
    wire.finish();
    expect(useDrafts().drafts.map((d) => d.id)).toEqual([drafting.draft.id]);
  });
  it('where this browser keeps nothing it goes to the server alone, and without signal it stays on the form', async () => {
    const drafting = writing();
    fill(drafting);
    const { id } = drafting.draft;
    const lost = script([{ method: 'POST', path: '/v1/actions', lost: true }]);
    await expect(drafting.finish()).rejects.toMatchObject({ offline: true });
    lost.finish();
    expect(useDrafts().find(id)?.content.text).toBe(drafting.content.text);

    const back = script([{ method: 'POST', path: '/v1/actions', reply: {} }, { method: 'DELETE', path: `/v1/drafts/${id}`, status: 204 }]);
    expect(await drafting.finish()).toBe(id);
    await settle();
    back.finish();
    expect((back.sent[0]!.body as NewAction).content.text).toBe(drafting.content.text);
    expect(useDrafts().drafts).toEqual([]);
  });
  it('a refusal leaves what was written on the form', async () => {
    const drafting = writing();
    fill(drafting);
    const { id } = drafting.draft;
    const wire = script([{ method: 'POST', path: '/v1/actions', status: 403, reply: { code: 'actions.outside-scope', message: 'Ananás não é do seu território.' } }]);
    await expect(drafting.finish()).rejects.toMatchObject({ code: 'actions.outside-scope' });
    wire.finish();
    expect(useDrafts().find(id)?.content.text).toBe(drafting.content.text);
  });
  it('nothing is finished while something is missing', async () => {
    const drafting = writing();
    drafting.chooseType('VIS');
    expect(await drafting.finish()).toBeNull();
  });
});
