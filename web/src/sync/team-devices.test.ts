// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { teamOf } from './team-devices';
import type { DeviceRow } from '@/base/api.gen';

const now = Date.parse('2025-05-05T12:00:00Z');
const ago = (days: number): string => new Date(now - days * 86_400_000).toISOString();
let n = 0;
const device = (name: string, said: Partial<DeviceRow> = {}): DeviceRow => ({
  id: `d${++n}`, person: { id: name, name }, label: 'Chrome, Android', app: 'v2', waiting: 0, oldest_waiting_at: null, stored: 10, quota: 100, seen_at: ago(0.1), lost_at: null, ...said,
});
const told = (...devices: DeviceRow[]): string[] => teamOf(devices, 'reader', 'v2', now).help.map((s) => `${s.device.person.name}: ${s.reasons.join(' ')}`);

describe('who may need help with a device', () => {
  it('something that waits for more than three days, by the device or by its last contact', () => {
    expect(told(device('a', { waiting: 2, oldest_waiting_at: ago(4) }))).toEqual(['a: waiting']);
    expect(told(device('a', { waiting: 2, oldest_waiting_at: ago(2) }))).toEqual([]);
    expect(told(device('a', { waiting: 2, oldest_waiting_at: ago(-400), seen_at: ago(5) }))).toEqual(['a: waiting']); // its clock is a year ahead
    expect(told(device('a', { seen_at: ago(5) }))).toEqual([]);
  });
  it('little room, where the browser says how much there is', () => {
    expect(told(device('a', { stored: 81 }), device('b', { stored: 80 }), device('c', { stored: 900, quota: 0 }))).toEqual(['a: room']);
  });
  it('no contact for more than fourteen days', () => {
    expect(told(device('a', { seen_at: ago(15) }), device('b', { seen_at: ago(13) }))).toEqual(['a: silent']);
  });
  it('an old version once most of the team have the new one, not on the day it comes', () => {
    expect(told(device('a', { app: 'v1' }), device('b'), device('c'))).toEqual(['a: version']);
    expect(told(device('a', { app: 'v1' }), device('b', { app: 'v1' }), device('c'))).toEqual([]);
    expect(told(device('a', { app: 'v1' }), device('b', { app: 'v1', seen_at: ago(15) }), device('c'), device('d'))).toEqual(['b: silent version', 'a: version']);
  });
  it('what waits comes first, the reader and lost devices are not in it', () => {
    const team = teamOf([device('a', { seen_at: ago(20) }), device('b', { waiting: 1, oldest_waiting_at: ago(9) }), device('reader', { stored: 99 }), device('c', { lost_at: ago(1), waiting: 3, seen_at: ago(9) }), device('d')], 'reader', 'v2', now);
    expect(team.help.map((s) => s.device.person.name)).toEqual(['b', 'a']);
    expect([team.well, team.lost].map((list) => list.map((d) => d.person.name))).toEqual([['d'], ['c']]);
  });
});
