// SPDX-License-Identifier: Apache-2.0

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
  const kept = localStorage.getItem('teia.device');
  if (kept) return kept;
  const made = newId();
  localStorage.setItem('teia.device', made);
  return made;
}
