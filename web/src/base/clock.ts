// SPDX-License-Identifier: Apache-2.0
// One place that knows what time it is. A demonstration world lives on its own day, so its server's clock is followed;
// a real server's is not: the device's time is kept as the device says it.

import { shallowRef } from 'vue';

// IANA zone of each state's capital. Towns that differ (western Amazonas, Noronha) show their state's hour here.
const ZONES: Record<string, string> = {
  AC: 'America/Rio_Branco', AL: 'America/Maceio', AM: 'America/Manaus', AP: 'America/Belem', BA: 'America/Bahia', CE: 'America/Fortaleza',
  MA: 'America/Fortaleza', MS: 'America/Campo_Grande', MT: 'America/Cuiaba', PA: 'America/Belem', PB: 'America/Fortaleza',
  PE: 'America/Recife', PI: 'America/Fortaleza', RN: 'America/Fortaleza', RO: 'America/Porto_Velho', RR: 'America/Boa_Vista',
  SE: 'America/Maceio', TO: 'America/Araguaina',
};

const FAR = 12 * 3_600_000; // ms; less seldom puts a record on another day

let offset = 0;
let followed = false; // a demonstration's clock stands still: a page that is open for long is no clock that is wrong
let zone = 'America/Sao_Paulo';

export function setClock(serverNow: string, demo: boolean): void {
  followed = demo;
  offset = demo ? Date.parse(serverNow) - Date.now() : 0;
}
/** The day that this device takes for today, when the server's is another: not corrected, but its owner is told. */
export const astray = shallowRef<string | null>(null);
export function hear(serverNow: string): void { astray.value = !followed && Math.abs(Date.parse(serverNow) - now()) > FAR ? today() : null; }
export function setZone(state: string): void { zone = ZONES[state] ?? 'America/Sao_Paulo'; }

export const now = (): number => Date.now() + offset;
export const currentZone = (): string => zone;
export const today = (): string => dayOf(now());

/** The calendar day on which an instant falls, in the person's zone. */
export function dayOf(instant: number | string): string {
  const at = typeof instant === 'string' ? Date.parse(instant) : instant;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
}

/** The instant of a wall-clock time in the person's zone. Brazil has had no daylight saving time since 2019 (Decreto 9.772). */
export function instantOf(day: string, time: string): string {
  const guess = Date.parse(`${day}T${time}:00Z`);
  const shown = Date.parse(`${wall(guess)}Z`);
  return new Date(guess + (guess - shown)).toISOString();
}

/** 2025-04-29T14:30:00, as the clock on the wall shows it. */
export function wall(instant: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(instant).replace(' ', 'T');
}
