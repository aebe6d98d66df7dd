// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { close, dueOf, dueWords, isClosed, offeredPeriods, periodAsked, readDue, reportOf, stillOpen, usualPeriod } from './closing';
import type { ClosingDesk, ClosingOffice, ClosingState, ClosingView, Sheet, TeamMonth } from '@/base/api';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';

const member = (name: string, state: ClosingState | null): TeamMonth => ({ person: { id: name, name }, records: 1, waiting: 0, returned: 0, state, at: null });
const office = (members: TeamMonth[]): ClosingOffice => ({
  organisation: { id: 'to', code: 'COSEMS-TO', name: 'COSEMS/TO' }, closing_day: 5, due_on: '2025-05-05', own: null, team: null, members, months: [], changed: [], can_set_day: true,
});

describe('the report of a quadrimestre', () => {
  const team: Sheet = { records: 612, validated: 594, waiting: 13, returned: 5, without_text: 0, closing: null, can_close: true, can_reopen: false };
  it('is offered to who sees the whole team of a COSEMS', () => {
    expect(reportOf({ ...office([]), team }, '2025-QD1')).toBe('/v1/reports/quadrimestral?state=TO&period=2025-QD1');
    expect(reportOf(office([]), '2025-QD1')).toBeNull();
    expect(reportOf({ ...office([]), team, organisation: { id: 'ses', code: 'SES-TO', name: 'SES/TO' } }, '2025-QD1')).toBeNull();
  });
});

describe('the period to close', () => {
  it('is the month that ended last', () => {
    expect(usualPeriod('2025-05-05').id).toBe('2025-04');
    expect(usualPeriod('2025-01-31').id).toBe('2024-12');
  });
  it('may be any recent month or quadrimestre, and an older one by its address', () => {
    expect(offeredPeriods('2025-05-05', '').map((p) => p.id)).toEqual(['2025-05', '2025-04', '2025-03', '2025-02', '2025-01', '2024-12', '2025-QD2', '2025-QD1', '2024-QD3', '2024-QD2']);
    expect(periodAsked('2025-05-05', '2023-QD1').id).toBe('2023-QD1');
    expect(periodAsked('2025-05-05', '2025-QD1').id).toBe('2025-QD1');
  });
  it('is the usual one for what is no month and no quadrimestre', () => {
    expect(['2025', '2025-B1', 'x', ''].map((asked) => periodAsked('2025-05-05', asked).id)).toEqual(['2025-04', '2025-04', '2025-04', '2025-04']);
  });
});

describe('closing', () => {
  it('waits for who is open or was reopened', () => {
    expect(stillOpen(office([member('Cícero', null), member('Davi', 'fechado'), member('Helena', 'reaberto')]))).toEqual(['Cícero', 'Helena']);
  });
  it('what was reopened is not closed', () => {
    const sheet = (state: ClosingState): Sheet => ({ records: 0, validated: 0, waiting: 0, returned: 0, without_text: 0, closing: { state } as ClosingView, can_close: false, can_reopen: false });
    expect([isClosed(null), isClosed(sheet('fechado')), isClosed(sheet('reaberto'))]).toEqual([false, true, false]);
  });
  it('asks the own month and the team\'s at their own addresses, without a reason where there is none', async () => {
    freshDevice();
    const wire = script([{ method: 'POST', path: '/v1/closings/close-own' }, { method: 'POST', path: '/v1/closings/close' }]);
    await close('own', office([]), '2025-04', '', 'a');
    await close('team', office([]), '2025-04', 'A assembleia pede.', 'b');
    wire.finish();
    expect(wire.sent.map((one) => one.body)).toEqual([
      { operation: 'a', organisation: 'to', period: '2025-04', reason: null },
      { operation: 'b', organisation: 'to', period: '2025-04', reason: 'A assembleia pede.' },
    ]);
  });
});

describe('the reminder', () => {
  const sheet = (can_close: boolean, records = 12): Sheet => ({ records, validated: 0, waiting: 0, returned: 0, without_text: 0, closing: null, can_close, can_reopen: false });
  const desk = (...offices: Partial<ClosingOffice>[]): ClosingDesk => ({ period: '', label: '', from: '', to: '', over: true, offices: offices.map((one) => ({ ...office([]), ...one })) });
  const told = (of: { scope: string; period: { id: string } }[]): string[] => of.map((one) => `${one.scope} ${one.period.id}`);
  const april = usualPeriod('2025-05-05');

  it('is of what may be closed and is not, and of no month without records', () => {
    expect(told(dueOf(desk({ own: sheet(true), team: sheet(false) }), april))).toEqual(['own 2025-04']);
    expect(told(dueOf(desk({ team: sheet(true) }), april))).toEqual(['team 2025-04']);
    expect(dueOf(desk({ own: sheet(true, 0) }, { team: sheet(false) }, {}), april)).toEqual([]);
  });
  it('goes on to the quadrimestre once its last month is closed, for who closes it', async () => {
    freshDevice();
    const at = (period: string, reply: ClosingDesk) => ({ method: 'GET', path: `/v1/closings/desk?period=${period}`, reply });
    const wire = script([at('2025-04', desk({ team: sheet(false) })), at('2025-QD1', desk({ team: sheet(true) })), at('2025-04', desk({ own: sheet(false) })), at('2025-03', desk({ team: sheet(false) }))]);
    expect(told(await readDue('2025-05-05', true))).toEqual(['team 2025-QD1']);
    expect([await readDue('2025-05-05', false), await readDue('2025-04-02', true)]).toEqual([[], []]);
    wire.finish();
  });
  it('says the day that was agreed, and no delay', () => {
    expect(['2025-05-04', '2025-05-05', '2025-05-06'].map((on) => dueWords('2025-05-05', on))).toEqual(['until', 'today', 'was']);
  });
});
