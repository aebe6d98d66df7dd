// SPDX-License-Identifier: Apache-2.0
// What this device shows when it asks whether it was given up as lost (docs/sync.md, "Devices"): the hash of the server's secret, for
// each person whose copy is here. It is read without opening anything, and opens nothing.
import type { Id } from './types';

const KEY = 'teia.proofs'; // person: the device's id for that person, and the hash
export interface Proof { device: Id; proof: string }

export const proofs = (): Record<Id, Proof> => JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<Id, Proof>;
/** Of anybody, or of anybody else than this one. */
export const hasProofs = (but?: Id): boolean => Object.keys(proofs()).some((person) => person !== but);
export function keepProof(person: Id, proof: Proof): void {
  localStorage.setItem(KEY, JSON.stringify({ ...proofs(), [person]: proof }));
}
