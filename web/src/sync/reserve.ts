// SPDX-License-Identifier: Apache-2.0
// Room for words on a full device: bytes that mean nothing, given up when what cannot be fetched again finds no place. Chrome does not
// say how full a device is, and small rows that are deleted free nothing for a while; a large value is a file of its own there and in
// Firefox, and its room is free at once.
import { isFull } from '@/base/problem';
import type { Tables } from './tables';
import type { Bytes } from './types';

const PIECES = ['reserve-1', 'reserve-2'];
const SIZE = 2 * 1024 * 1024; // bytes, some hundred records; Firefox makes a file of what is over 1 MiB
const AT_ONCE = 65_536; // bytes that a browser makes up in one go

/** Puts aside what is missing of it, where there is room. */
export async function keepReserve({ meta }: Tables): Promise<void> {
  const there = await meta.where('name').anyOf(PIECES).primaryKeys();
  for (const name of PIECES.filter((piece) => !there.includes(piece))) {
    const full = await meta.put({ name, value: noise() }).then(() => false, isFull);
    if (full) return;
  }
}

/** Gives up one piece; false when none is left. */
export async function giveRoom({ meta }: Tables): Promise<boolean> {
  const [name] = await meta.where('name').anyOf(PIECES).primaryKeys();
  if (name) await meta.delete(name);
  return name !== undefined;
}

/** What no disk makes smaller. */
function noise(): Bytes {
  const bytes = new Uint8Array(SIZE);
  for (let at = 0; at < SIZE; at += AT_ONCE) crypto.getRandomValues(bytes.subarray(at, at + AT_ONCE));
  return bytes;
}
