// SPDX-License-Identifier: Apache-2.0
// Room on the device. What can be fetched again stops growing while there is still room for what cannot.

const RESERVE = 50 * 1024 * 1024; // bytes; photos and texts of some weeks without signal
const SHARE = 0.1; // of a small quota, where 50 MB would leave nothing to fill

const GIB = 1024 * 1024 * 1024;

/** What is free, and of it for what can be fetched again; null where the browser does not say. */
export interface Room { quota: number | null; used: number; free: number | null; fillable: number | null; persisted: boolean }
export type Storage = Partial<Pick<StorageManager, 'estimate' | 'persist' | 'persisted'>>;

const own = (): Storage => (globalThis.navigator as Navigator | undefined)?.storage ?? {};

/** The reserve is 50 MB or 10 % of the quota, whichever is less. */
export const reserveOf = (quota: number): number => Math.min(RESERVE, quota * SHARE);

/** Chrome says "what is used, and so many GiB", whatever the disk holds: that is no figure. */
const isFigure = (free: number): boolean => free === 0 || free % GIB !== 0;

/** null where the browser says nothing. */
export async function room(storage: Storage = own()): Promise<Room | null> {
  const said = await storage.estimate?.().catch(() => null);
  if (said?.quota === undefined || said.usage === undefined) return null;
  const free = Math.max(0, said.quota - said.usage);
  const persisted = await storage.persisted?.().catch(() => false) ?? false;
  if (!isFigure(free)) return { quota: null, used: said.usage, free: null, fillable: null, persisted };
  return { quota: said.quota, used: said.usage, free, fillable: Math.max(0, free - reserveOf(said.quota)), persisted };
}

/** Asks the browser not to clear this by itself. A no is an answer: the person is told, the work goes on. */
export async function persist(storage: Storage = own()): Promise<boolean> {
  if (await storage.persisted?.().catch(() => false)) return true;
  return await storage.persist?.().catch(() => false) ?? false;
}

/** For the engine: whether a page of this size may still be filled. */
export const fillGuard = (storage?: Storage, page = 1024 * 1024) => async (): Promise<boolean> => {
  const now = await room(storage ?? own());
  return now?.fillable == null || now.fillable >= page;
};

/** Whether a file of this size may be kept; texts always may, the reserve is theirs. */
export async function mayKeep(bytes: number, storage?: Storage): Promise<boolean> {
  const now = await room(storage ?? own());
  return now?.free == null || now.quota === null || now.free - bytes >= reserveOf(now.quota) / 2;
}
