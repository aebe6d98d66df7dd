// SPDX-License-Identifier: Apache-2.0
// Two tabs of one device, which share what it keeps.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { newDraft, useDrafts, type Draft } from './drafts';
import type { Evidence, Session } from '@/base/api';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';
import { useSession } from '@/people/session';
import type { Desk } from '@/sync/desk';
import { filesHere, keepFile } from '@/sync/files';
import { useReplica } from '@/sync/replica';
import { Store } from '@/sync/store';
import { Tables } from '@/sync/tables';
import { Vault } from '@/sync/vault';

let store: Store;
beforeEach(async () => {
  freshDevice();
  const tables = new Tables('p1', { indexedDB: new IDBFactory(), IDBKeyRange });
  const vault = new Vault(tables.locks(), 1_000);
  await vault.create({ pin: '1' });
  store = new Store(tables, vault);
});

function tab(): ReturnType<typeof useDrafts> {
  setActivePinia(createPinia());
  useSession().session = { person: { id: 'p1', name: 'Helena' }, viewing_as: null } as unknown as Session;
  const replica = useReplica();
  replica.desk = { store, tables: store.tables } as unknown as Desk;
  replica.state = 'open';
  return useDrafts();
}
const said = (draft: Draft, text: string): Draft => ({ ...draft, content: { ...draft.content, text } });

describe('two tabs', () => {
  it('go on with a draft from where the other left it', async () => {
    const [one, two] = [tab(), tab()];
    const draft = newDraft('p1');
    await one.keep(said(draft, 'A secretária'));
    await two.ready();
    expect(two.find(draft.id)?.content.text).toBe('A secretária');
    await new Promise((later) => { setTimeout(later, 5); });
    await one.keep(said(draft, 'A secretária pediu o modelo'));
    await two.ready();
    expect(two.find(draft.id)?.content.text).toBe('A secretária pediu o modelo');
    expect(two.drafts).toHaveLength(1);
  });
  it('keep the photo that the other still speaks of', async () => {
    const [one, two] = [tab(), tab()];
    const hash = await keepFile(store, Uint8Array.from([1, 2, 3]), true, 0);
    const [kept, thrown] = [newDraft('p1'), newDraft('p1')];
    for (const draft of [kept, thrown]) draft.content.evidence = [{ hash } as Evidence];
    await one.keep(kept);
    await two.keep(thrown);
    const gone = (id: string) => script([{ method: 'DELETE', path: `/v1/drafts/${id}`, status: 204 }]);
    gone(thrown.id);
    await two.forget(thrown.id);
    expect(await filesHere(store)).toEqual([hash]);
    gone(kept.id);
    await one.forget(kept.id);
    expect(await filesHere(store)).toEqual([]);
  });
});
