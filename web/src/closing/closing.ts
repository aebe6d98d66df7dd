// SPDX-License-Identifier: Apache-2.0
import type { ClosingDesk, ClosingOffice, ClosingView, Sheet } from '@/base/api';
import { get, PATIENCE, pause, post, put, withQuery } from '@/base/http';
import { t } from '@/base/i18n';
import { moved, parsePeriod, periodOn, type Period } from '@/base/periods';

export const readDesk = (period: string): Promise<ClosingDesk> => get('/v1/closings/desk', { period });
export const dataSetOf = (closing: ClosingView, revision: number): string => `/v1/closings/${closing.id}/dataset?revision=${revision}`;

/** A COSEMS's report of a quadrimestre, as a PDF; other institutions have none yet. */
export const reportOf = (office: ClosingOffice, period: string): string | null =>
  (office.organisation.code.startsWith('COSEMS-') && office.team ? withQuery('/v1/reports/quadrimestral', { state: office.organisation.code.slice(-2), period }) : null);

/** Whose period: one's own month, or the whole team's. */
export type Scope = 'own' | 'team';
export function close(scope: Scope, office: ClosingOffice, period: string, reason: string, operation: string): Promise<ClosingView> {
  return post(scope === 'own' ? '/v1/closings/close-own' : '/v1/closings/close', { operation, organisation: office.organisation.id, period, reason: reason || null });
}
export const reopen = (closing: ClosingView, reason: string, operation: string): Promise<ClosingView> =>
  post(`/v1/closings/${closing.id}/reopen`, { operation, revision: closing.revision, reason });
export const setDay = (office: ClosingOffice, day: number): Promise<void> => put('/v1/closings/day', { organisation: office.organisation.id, day });

/** "abril de 2025", "o 1º quadrimestre de 2025": as it stands after a verb. */
export const periodWords = (period: Period): string => (period.span === 'mes' ? period.name : t('closing.the-period', { period: period.name }));
/** The month that ended last: the one to close. */
export const usualPeriod = (on: string): Period => moved(periodOn('mes', on), -1);

/** The last months with the one under way, and the last quadrimestres; the one that is asked for as well, however old. */
export function offeredPeriods(on: string, asked: string): Period[] {
  const back = (span: 'mes' | 'quadrimestre', from: number, count: number): Period[] => Array.from({ length: count }, (_, i) => moved(periodOn(span, on), -from - i));
  const offered = [...back('mes', 0, 6), ...back('quadrimestre', 0, 4)];
  const old = parsePeriod(asked);
  return old && (old.span === 'mes' || old.span === 'quadrimestre') && !offered.some((p) => p.id === old.id) ? [...offered, old] : offered;
}
export function periodAsked(on: string, asked: string): Period {
  return offeredPeriods(on, asked).find((p) => p.id === asked) ?? usualPeriod(on);
}

export const isClosed = (sheet: Sheet | null): boolean => sheet?.closing?.state === 'fechado';
/** Who has not closed the own month: the coordination may go on with a reason. */
export const stillOpen = (office: ClosingOffice): string[] => office.members.filter((m) => m.state !== 'fechado').map((m) => m.person.name);

export interface Due { scope: Scope; period: Period; office: ClosingOffice }
/** What this person may close and has not. Where nothing was registered there is nothing to be reminded of. */
export const dueOf = (desk: ClosingDesk, period: Period): Due[] => desk.offices.flatMap((office) =>
  (['own', 'team'] as const).filter((scope) => office[scope]?.can_close && office[scope].records > 0).map((scope) => ({ scope, period, office })));
/** Of the month that ended last; once that is closed, of the quadrimestre that ended with it, for who closes it. */
export async function readDue(on: string, closesQuadrimestre: boolean): Promise<Due[]> {
  const month = usualPeriod(on);
  const due = dueOf(await readDesk(month.id), month);
  const quadrimestre = periodOn('quadrimestre', month.from);
  return due.length > 0 || !closesQuadrimestre || quadrimestre.to !== month.to ? due : dueOf(await readDesk(quadrimestre.id), quadrimestre);
}
/** For a page that shows it above what is pressed: with the page or not at all, for what came later would move it under the finger. */
export const dueWith = (on: string, { writes, validates }: { writes: boolean; validates: boolean }): Promise<Due[]> =>
  writes || validates ? Promise.race([readDue(on, validates), pause(PATIENCE)]).then((due) => due ?? [], () => []) : Promise.resolve([]);
export const dueWords = (due: string, on: string): 'until' | 'today' | 'was' => (due > on ? 'until' : due === on ? 'today' : 'was');
