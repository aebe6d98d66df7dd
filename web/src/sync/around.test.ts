// SPDX-License-Identifier: Apache-2.0
// The small parts: search, room, the outbox as a file.
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import { exportOutbox, importOutbox, ownerOf, takeIn } from './outbox-file';
import { Search } from './search';
import { fillGuard, mayKeep, persist, reserveOf, room, type Storage } from './storage';
import { Store } from './store';
import { Tables } from './tables';
import { Vault } from './vault';

describe('search', () => {
  const search = new Search();
  search.add('1', 'Visita técnica a Augustinópolis');
  search.add('2', 'Reunião da CIR: Saúde Bucal');
  search.add('3', 'visitas às equipes de saúde');

  it('finds without accents and capitals, by beginnings, all words', () => {
    expect(search.find('AUGUSTINOPOLIS')).toEqual(['1']);
    expect(search.find('visit')).toEqual(['1', '3']);
    expect(search.find('saude visita')).toEqual(['3']);
    expect(search.find('saúde xadrez')).toEqual([]);
    expect(search.find('  ')).toEqual([]);
  });
  it('follows what changes and what goes', () => {
    search.add('1', 'Oficina em Palmas');
    expect(search.find('visit')).toEqual(['3']);
    expect(search.find('palm')).toEqual(['1']);
    search.remove('1');
    expect(search.find('palm')).toEqual([]);
    search.remove('never there');
  });
  it('8,000 records are indexed and searched at once', () => {
    const many = new Search();
    for (let n = 0; n < 8_000; n++) many.add(`${n}`, `registro ${n} visita técnica ao município ${n % 139} sobre atenção básica`);
    expect(many.find('municipio 138').length).toBeGreaterThan(50);
  });
});

describe('room', () => {
  const MB = 1024 * 1024;
  const says = (quota: number, usage: number): Storage => ({ estimate: () => Promise.resolve({ quota, usage }) });

  it('keeps 50 MB, or a tenth of a small quota, for what cannot be fetched again', async () => {
    expect(reserveOf(10_000 * MB)).toBe(50 * MB);
    expect(reserveOf(200 * MB)).toBe(20 * MB);
    expect(await fillGuard(says(200 * MB, 100 * MB))()).toBe(true);
    expect(await fillGuard(says(200 * MB, 180 * MB))()).toBe(false);
    expect(await fillGuard(says(10_000 * MB, 9_960 * MB))()).toBe(false);
    expect(await room(says(200 * MB, 190 * MB))).toMatchObject({ free: 10 * MB, fillable: 0 });
    expect(await mayKeep(5 * MB, says(200 * MB, 180 * MB))).toBe(true);
    expect(await mayKeep(15 * MB, says(200 * MB, 180 * MB))).toBe(false);
  });
  it('a figure that is none, as Chrome gives it, is not told and stops nothing', async () => {
    const chrome = says(10 * 1024 * MB + 6 * MB, 6 * MB);
    expect(await room(chrome)).toMatchObject({ used: 6 * MB, quota: null, free: null });
    expect([await mayKeep(20_000 * MB, chrome), await fillGuard(chrome)()]).toEqual([true, true]);
    expect(await room(says(6 * MB, 6 * MB))).toMatchObject({ quota: 6 * MB, free: 0 }); // full is a figure
  });
  it('a browser that says nothing stops nothing', async () => {
    expect(await room({})).toBeNull();
    expect(await fillGuard({ estimate: () => Promise.reject(new Error('no')) })()).toBe(true);
    expect(await persist({})).toBe(false);
    expect(await persist({ persisted: () => Promise.resolve(false), persist: () => Promise.resolve(true) })).toBe(true);
  });
});

async function phone(person: string): Promise<Store> {
  const tables = new Tables(person, { indexedDB: new IDBFactory(), IDBKeyRange });
  const vault = new Vault(tables.locks(), 1_000);
  await vault.create({ pin: '1' });
  return new Store(tables, vault);
}
const operation = (n: number) => ({ operation: `o${n}`, verb: 'action.register', record: `r${n}`, schema: 1, at: '2025-04-29T20:42:00.000Z', body: `{"text":"Visita ${n}"}` });

describe('the outbox as a file', () => {
  it('goes to another device of the same person, once, and says nothing to who has no passphrase', async () => {
    const store = await phone('ana');
    for (const n of [1, 2, 3]) await store.keep(operation(n), null, n);
    const { text, count } = await exportOutbox(store, 'phone', 'três palavras comuns', 1_000);
    expect(count).toBe(3);
    expect(text).not.toContain('Visita');
    expect(await importOutbox(text, 'other words')).toEqual({ ok: false, why: 'wrong-passphrase' });
    const found = await importOutbox(text, 'três palavras comuns');
    if (!found.ok) throw new Error(found.why);
    expect(found.device).toBe('phone');
    const other = await phone('ana');
    await other.keep(operation(2), null, 8);
    expect(await takeIn(other, found, 9)).toBe(2);
    expect(await takeIn(other, found, 9)).toBe(0);
    expect((await Promise.all((await other.waiting()).map((row) => other.kept(row)))).map((k) => k.operation)).toEqual([2, 1, 3].map(operation));
    await expect(takeIn(await phone('beto'), found, 9)).rejects.toMatchObject({ code: 'sync.other-person' });
  });
  it('that was changed, is none, or is of a later version says which', async () => {
    const { text } = await exportOutbox(await phone('ana'), 'phone', 'word', 1_000);
    expect(await importOutbox(text.replace('"person":"ana"', '"person":"bia"'), 'word')).toEqual({ ok: false, why: 'wrong-passphrase' });
    expect(await importOutbox(text.replace('"version":1', '"version":2'), 'word')).toEqual({ ok: false, why: 'too-new' });
    for (const other of ['', '[]', 'null', '{"teia":"backup"}', text.replace('1000', '1e12')]) expect(await importOutbox(other, 'word')).toEqual({ ok: false, why: 'not-an-outbox' });
  });
  it('says whose it is to everybody, and leaves behind what somebody changed', async () => {
    const store = await phone('ana');
    for (const n of [1, 2]) await store.keep(operation(n), null, n);
    const [row] = await store.waiting();
    await store.tables.outbox.update(row!.operation, { sealed: row!.sealed.map((byte, at) => (at === 20 ? byte ^ 1 : byte)) });
    const { text, count } = await exportOutbox(store, 'phone', 'word', 1_000);
    expect(count).toBe(1);
    expect(ownerOf(text)).toEqual({ ok: true, person: 'ana' });
    expect(ownerOf(text.replace('"version":1', '"version":2'))).toEqual({ ok: false, why: 'too-new' });
    expect(ownerOf('%PDF-1.7')).toEqual({ ok: false, why: 'not-an-outbox' });
  });
});
