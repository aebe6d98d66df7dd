// SPDX-License-Identifier: Apache-2.0
// The bytes of photos and audios that the server does not have yet, by their SHA-256: a table of their own on the device.
const NAME = 'teia-files';
const TABLE = 'files';

let opened: Promise<IDBDatabase> | null = null;
function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => { asked.result.createObjectStore(TABLE); };
    asked.onsuccess = () => { resolve(asked.result); };
    asked.onerror = () => { reject(asked.error ?? new Error(NAME)); };
  }).catch((cause: unknown) => { opened = null; throw cause; });
  return opened;
}

/** What was written is durable when this resolves, not before. */
async function run<T>(mode: IDBTransactionMode, act: (table: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const transaction = (await open()).transaction(TABLE, mode);
  const asked = act(transaction.objectStore(TABLE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => { resolve(asked.result); };
    transaction.onerror = transaction.onabort = () => { reject(transaction.error ?? new Error(NAME)); };
  });
}

export const keptFiles = {
  keep: async (hash: string, blob: Blob): Promise<void> => { await run('readwrite', (table) => table.put(blob, hash)); },
  get: (hash: string): Promise<Blob | undefined> => run<Blob | undefined>('readonly', (table) => table.get(hash)),
  remove: (hash: string): Promise<void> => run<undefined>('readwrite', (table) => table.delete(hash)),
  list: async (): Promise<string[]> => (await run('readonly', (table) => table.getAllKeys())).map(String),
};
