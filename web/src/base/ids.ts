// SPDX-License-Identifier: Apache-2.0
const KEY = 'teia.device';
const IDS = 'teia.devices'; // person: id

/** UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random. Made on the author's device. */
export function newId(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(now / 2 ** (8 * (5 - i))) & 0xff;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The device keeps one id for as long as its storage lives. */
export function deviceId(): string {
  const kept = localStorage.getItem(KEY);
  if (kept) return kept;
  const made = newId();
  localStorage.setItem(KEY, made);
  return made;
}

/** Each person has an id of their own on a device that is shared: one may give it up as lost, the other goes on. */
export function useDeviceOf(person: string, anew = false): void {
  const ids = JSON.parse(localStorage.getItem(IDS) ?? '{}') as Record<string, string>;
  const free = !anew && !Object.values(ids).includes(deviceId());
  if (anew || !ids[person]) ids[person] = free ? deviceId() : newId();
  localStorage.setItem(IDS, JSON.stringify(ids));
  localStorage.setItem(KEY, ids[person]);
}
