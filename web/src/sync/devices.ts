// SPDX-License-Identifier: Apache-2.0
// The devices of a person as the server knows them, and what a lost one still had to say.
import type { Id, Instant, PersonRef } from '@/base/api';
import { get, post } from '@/base/http';
import { Problem } from '@/base/problem';
import type { Outcome } from './types';

export interface DeviceRow {
  id: Id; person: PersonRef; label: string; app: string; waiting: number; oldest_waiting_at: Instant | null; stored: number; quota: number;
  seen_at: Instant; lost_at: Instant | null;
}
/** An operation that came from a device given up as lost: whoever wrote it decides. */
export interface Quarantined { id: Id; person: PersonRef; operation: string; arrived_at: Instant }

export const ownDevices = async (person: Id): Promise<DeviceRow[]> => (await get<DeviceRow[]>('/v1/sync/devices')).filter((d) => d.person.id === person);
export const loseDevice = (id: Id): Promise<void> => post(`/v1/sync/devices/${id}/lose`);
export const quarantined = (): Promise<Quarantined[]> => get('/v1/sync/quarantine');
/** Released, it is carried out like any other; what the server cannot carry out is thrown, and waits on. */
export async function decide(id: Id, release: boolean): Promise<void> {
  const { outcome, problem } = await post<Outcome>(`/v1/sync/quarantine/${id}`, { release });
  if (release && problem && (outcome === 'refused' || outcome === 'later')) throw new Problem(problem.code, problem.status ?? -1, problem.message ?? '', problem.details);
}

/** What can be said of it: the beginning of its text, and when it was done. */
export function briefOf(operation: string): { verb: string; at: Instant; text: string } {
  try {
    const { verb, at, body } = JSON.parse(operation) as { verb: string; at: Instant; body: string };
    const said = JSON.parse(body) as { text?: string | null; content?: { title?: string | null; text?: string }; reason?: string | null };
    return { verb, at, text: said.content?.title ?? said.content?.text ?? said.text ?? said.reason ?? '' };
  } catch {
    return { verb: '', at: '', text: '' };
  }
}
