// SPDX-License-Identifier: Apache-2.0
// Who of a team may need help with a device. What a device says of itself, never what is written on it, and nobody's hours.
import type { DeviceRow } from '@/base/api.gen';
import type { Id } from './types';

const DAY = 24 * 3600 * 1000; // ms
const WAITS = 3; // days
const SILENT = 14; // days
const FULL = 0.8; // of the room that the browser gives

export type Reason = 'waiting' | 'room' | 'silent' | 'version';
export interface Seen { device: DeviceRow; reasons: Reason[] }
export interface Team { help: Seen[]; well: DeviceRow[]; lost: DeviceRow[] }

/** Everybody's devices but the reader's own, which stand in "Neste aparelho". The most that one can help with comes first. */
export function teamOf(devices: readonly DeviceRow[], reader: Id, version: string, now: number): Team {
  const team = devices.filter((d) => d.person.id !== reader);
  const used = team.filter((d) => !d.lost_at);
  const common = usual(used, version, now);
  const seen = used.map((device): Seen => ({ device, reasons: reasonsOf(device, version, common, now) }));
  const help = seen.filter((s) => s.reasons.length).sort((a, b) => weight(b) - weight(a) || a.device.person.name.localeCompare(b.device.person.name));
  return { help, well: seen.filter((s) => !s.reasons.length).map((s) => s.device), lost: team.filter((d) => d.lost_at) };
}
const ORDER: Reason[] = ['version', 'silent', 'room', 'waiting'];
const weight = ({ reasons }: Seen): number => reasons.reduce((sum, reason) => sum + 2 ** ORDER.indexOf(reason), 0);

function reasonsOf(d: DeviceRow, version: string, common: boolean, now: number): Reason[] {
  const since = (at: string | null): number => (at ? (now - Date.parse(at)) / DAY : 0);
  const reasons: Reason[] = [];
  // the device's own clock says since when something waits; what waited at its last contact has waited at least since then
  if (d.waiting > 0 && Math.max(since(d.oldest_waiting_at), since(d.seen_at)) > WAITS) reasons.push('waiting');
  if (d.quota > 0 && d.stored / d.quota > FULL) reasons.push('room');
  if (since(d.seen_at) > SILENT) reasons.push('silent');
  if (common && d.app !== version) reasons.push('version');
  return reasons;
}

/** A version is old once most of the devices in use have the newer one: on the day that it comes nobody is late. */
function usual(used: readonly DeviceRow[], version: string, now: number): boolean {
  const lately = used.filter((d) => now - Date.parse(d.seen_at) <= SILENT * DAY);
  return lately.filter((d) => d.app === version).length * 2 > lately.length;
}
