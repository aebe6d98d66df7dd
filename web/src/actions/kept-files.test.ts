// SPDX-License-Identifier: Apache-2.0
import 'fake-indexeddb/auto';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { onlyHere, sendFiles, takeFile } from './evidence-files';
import { keptFiles } from './kept-files';
import { newDraft, useOutbox } from './outbox';
import type { ActionSaved, NewAction } from '@/base/api';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';

const HASH = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'; // sha256 of "abc"
const SOUND = '9b96a1fe1d548cbbc960cc6a0286668fd74a763667b06366fb2324269fcabaa4'; // of the next line
const sound = new File(['hi there'], 'audio.webm', { type: 'audio/webm' });

describe('a file on the device', () => {
  beforeEach(async () => {
    freshDevice();
    setActivePinia(createPinia());
    for (const hash of await keptFiles.list()) await keptFiles.remove(hash);
    onlyHere.clear();
  });

  it('is kept by its hash until it is let go', async () => {
    await keptFiles.keep(HASH, new Blob(['abc']));
    expect(await keptFiles.list()).toEqual([HASH]);
    expect(await (await keptFiles.get(HASH))?.text()).toBe('abc');
    await keptFiles.remove(HASH);
    expect(await keptFiles.get(HASH)).toBeUndefined();
  });
  it('is evidence at once, and survives a lost signal', async () => {
    const evidence = await takeFile(sound);
    expect(evidence).toEqual({ hash: SOUND, name: 'audio.webm', content_type: 'audio/webm', size: 8, kind: 'audio', consent: false });
    const lost = script([{ method: 'POST', path: '/v1/attachments', lost: true }]);
    await expect(sendFiles([evidence])).rejects.toMatchObject({ offline: true });
    lost.finish();
    expect(await keptFiles.list()).toEqual([evidence.hash]);
    expect(onlyHere.has(evidence.hash)).toBe(true);
  });
  it('goes before its record, which speaks of it in the server\'s words, and is let go then', async () => {
    const evidence = { ...(await takeFile(sound)), consent: true };
    const outbox = useOutbox();
    const draft = newDraft('');
    draft.content.evidence = [evidence];
    const server = { ...evidence, name: 'audio-1.webm', consent: false };
    const wire = script([
      { method: 'POST', path: '/v1/attachments', reply: server },
      { method: 'POST', path: '/v1/actions', reply: { action: { id: draft.id }, receipt: { number: 1 }, warnings: [] } as unknown as ActionSaved },
      { method: 'DELETE', path: `/v1/drafts/${draft.id}`, status: 204 },
    ]);
    await outbox.commit(draft);
    wire.finish();
    expect(wire.sent.map((s) => s.path.split('/')[2])).toEqual(['attachments', 'actions', 'drafts']);
    expect((wire.sent[1]!.body as NewAction).content.evidence).toEqual([{ ...server, consent: true }]);
    expect(await keptFiles.list()).toEqual([]);
  });
  it('of a discarded draft is let go, unless another record speaks of it', async () => {
    const evidence = await takeFile(sound);
    const outbox = useOutbox();
    const [one, other] = [newDraft(''), newDraft('')];
    for (const draft of [one, other]) { draft.content.evidence = [evidence]; outbox.keep(draft); }
    const wire = script([one, other].map((d) => ({ method: 'DELETE', path: `/v1/drafts/${d.id}`, status: 204 })));
    outbox.forget(one.id);
    expect(await keptFiles.list()).toEqual([evidence.hash]);
    outbox.forget(other.id);
    await new Promise((later) => setTimeout(later, 20));
    wire.finish();
    expect(await keptFiles.list()).toEqual([]);
  });
});
