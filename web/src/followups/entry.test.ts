// SPDX-License-Identifier: Apache-2.0
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useEntry } from './entry';
import { blankFollowup } from './followups';
import type { NewFollowup } from '@/base/api';
import { setClock } from '@/base/clock';
import { script, type Scene, type Wire } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';

const goes: Scene = { method: 'POST', path: '/v1/followups', reply: {} };
const lost: Scene = { method: 'POST', path: '/v1/followups', lost: true };

describe('follow-ups written one after another', () => {
  let wire: Wire | null = null;
  let kept = 0;
  const begin = (...scenes: Scene[]) => {
    wire = script(scenes);
    return useEntry(() => blankFollowup(null, []), () => { kept++; });
  };
  const write = (entry: ReturnType<typeof useEntry>, text: string): void => {
    entry.form.value.text = text;
    entry.form.value.responsible.name = 'Helena';
  };
  const texts = (): string[] => wire!.sent.map((s) => (s.body as NewFollowup).text);
  beforeEach(() => { freshDevice(); setClock('2025-05-05T12:00:00.000Z', false); kept = 0; setActivePinia(createPinia()); });
  afterEach(() => { wire?.finish(); wire = null; });

  it('says what is missing', () => {
    const entry = begin();
    expect(entry.lacks.value).toBe('text');
    entry.form.value.text = '  Ir  ';
    expect(entry.lacks.value).toBe('text');
    entry.form.value.text = 'Levar o modelo';
    expect(entry.lacks.value).toBe('responsible');
    write(entry, 'Levar o modelo');
    expect(entry.lacks.value).toBeNull();
  });
  it('letters typed while one is on its way stay', async () => {
    const entry = begin(goes);
    write(entry, 'Mandar o modelo');
    const going = entry.keepAndGoOn();
    expect(entry.form.value.text).toBe('');
    entry.form.value.text = 'Mar';
    await going;
    expect(entry.form.value.text).toBe('Mar');
    expect(kept).toBe(1);
    expect(texts()).toEqual(['Mandar o modelo']);
  });
  it('what did not go comes back into an empty form', async () => {
    const entry = begin(lost);
    write(entry, 'Mandar o modelo');
    await entry.keepAndGoOn();
    expect(entry.form.value.text).toBe('Mandar o modelo');
    expect(entry.problem.value?.offline).toBe(true);
    expect(entry.unsent.value).toEqual([]);
  });
  it('what did not go waits beside the one already begun, and goes again as the same operation', async () => {
    const entry = begin(lost, goes, goes);
    write(entry, 'Mandar o modelo');
    const going = entry.keepAndGoOn();
    write(entry, 'Marcar a audiência');
    await going;
    expect(entry.unsent.value.map((f) => f.text)).toEqual(['Mandar o modelo']);
    expect(await entry.keepLast()).toBe(false); // the page stays open for the first
    await entry.again();
    expect(entry.unsent.value).toEqual([]);
    expect(texts()).toEqual(['Mandar o modelo', 'Marcar a audiência', 'Mandar o modelo']);
    const [first, , last] = wire!.sent.map((s) => s.body as NewFollowup);
    expect(last!.operation).toBe(first!.operation);
  });
  it('the last one waits for those still on their way', async () => {
    const entry = begin(lost, goes);
    write(entry, 'Mandar o modelo');
    void entry.keepAndGoOn();
    write(entry, 'Marcar a audiência');
    expect(await entry.keepLast()).toBe(false);
    expect(entry.unsent.value.map((f) => f.text)).toEqual(['Mandar o modelo']);
  });
  it('the last one says that all are kept', async () => {
    const entry = begin(goes);
    write(entry, 'Mandar o modelo');
    expect(await entry.keepLast()).toBe(true);
  });
});
