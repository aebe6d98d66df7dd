// SPDX-License-Identifier: Apache-2.0
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '@/base/api';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';
import { labelOf } from './desk';
import { fillsByItself, sinceOf } from './scope';
import { shelved } from './shelf';
import { keepAnswers } from './shelving';
import { Store } from './store';
import { Tables } from './tables';
import { Vault } from './vault';

const session = { verbs: ['action.write'], state: { id: 17 }, territory: [1702554] } as unknown as Session;
const often = ['/v1/session', '/v1/counters', '/v1/organisations', '/v1/actions/defaults', '/v1/pending', '/v1/home'];
const all = [...often, '/v1/vocabularies', '/v1/projects', '/v1/places/17', '/v1/places/1702554', '/v1/places/1702554/support', '/v1/places/17002'];
const scenes = (paths: string[]) => paths.map((path) => ({ method: 'GET', path, reply: path.endsWith('1702554') ? { region: { id: 17002 } } : { at: path } }));

async function phone(): Promise<Store> {
  const tables = new Tables('helena', { indexedDB: new IDBFactory(), IDBKeyRange });
  const vault = new Vault(tables.locks(), 1_000);
  await vault.create({ pin: '1' });
  return new Store(tables, vault);
}

describe('the shelf', () => {
  beforeEach(freshDevice);
  it('is filled every half hour, and in between what moves, when there are news', async () => {
    const store = await phone();
    let wire = script(scenes(all));
    expect(await keepAnswers(store, session, true, 1_000_000_000)).toBe(all.length);
    wire.finish();
    wire = script([]);
    expect(await keepAnswers(store, session, false, 1_000_060_000)).toBe(0);
    wire.finish();
    wire = script(scenes(often));
    expect(await keepAnswers(store, session, true, 1_000_060_000)).toBe(often.length);
    wire.finish();
    wire = script(scenes(all));
    expect(await keepAnswers(store, session, false, 1_001_800_000)).toBe(all.length);
    wire.finish();
    expect((await shelved(store, '/v1/home'))?.answer).toEqual({ at: '/v1/home' });
    expect(JSON.stringify(await store.tables.shelf.toArray())).not.toContain('/v1/');
  });
  it('goes on over a refusal, and stops where the network does', async () => {
    const store = await phone();
    const refused = scenes(all).map((s) => (s.path === '/v1/projects' ? { ...s, status: 403 } : s));
    let wire = script(refused);
    expect(await keepAnswers(store, session, false, 1_000_000_000)).toBe(all.length - 1);
    wire.finish();
    wire = script([{ method: 'GET', path: '/v1/session', lost: true }]);
    expect(await keepAnswers(store, session, true, 1_000_000_001)).toBe(0);
    wire.finish();
  });
});

describe('the scope', () => {
  const audience = (name: string, whole = false) => ({ audience: name, since: '2024-05-01', before: null, whole });
  it('begins with the month twelve months ago', () => {
    expect(sinceOf('2025-05-05')).toBe('2024-05-01');
    expect(sinceOf('2025-01-31')).toBe('2024-01-01');
    expect(sinceOf('2024-12-31')).toBe('2023-12-01');
  });
  it('of who works for the country is not fetched by itself, but for what carries the own name', () => {
    const states = Array.from({ length: 26 }, (_, n) => audience(`${n}`));
    expect(fillsByItself({ audiences: states.slice(0, 6) })).toBe(true); // more than a state's team holds
    expect(fillsByItself({ audiences: states })).toBe(false);
    expect(fillsByItself({ audiences: [...states, audience('named-63b1df75')] })).toBe(true); // as the server names it
    expect(fillsByItself({ audiences: [...states, audience('named-63b1df75', true)] })).toBe(false);
  });
  it('a device is named so that its owner knows it', () => {
    expect(labelOf('Mozilla/5.0 (Linux; Android 13; SM-A045M) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36')).toBe('Chrome, Android');
    expect(labelOf('curl/8')).toBe('–');
  });
});
