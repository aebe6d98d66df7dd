// SPDX-License-Identifier: Apache-2.0
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import { useSession } from './session';
import type { Session } from '@/base/api';
import { answersFrom } from '@/base/http';
import { script } from '@/base/scripted-wire';
import { freshDevice } from '@/base/test-device';

const helena = { person: { id: 'p1', name: 'Helena' }, roles: [], verbs: [], csrf: 'seal', now: '2025-05-05T12:00:00Z', demo: false, viewing_as: null, state: null } as unknown as Session;
const counters = { method: 'GET', path: '/v1/counters', reply: { pending: 0, validation: 0, returned: 0 } };
const over = { method: 'GET', path: '/v1/session', status: 401, reply: { code: 'session.over' } };

describe('a session', () => {
  beforeEach(() => { freshDevice(); setActivePinia(createPinia()); answersFrom(null); });

  it('that ended by itself says so, one that was left does not', async () => {
    const session = useSession();
    const wire = script([counters, { method: 'DELETE', path: '/v1/session', status: 204 }, counters]);
    session.take(helena);
    await session.signOut();
    expect(session.lapsed).toBe(false);
    session.take(helena);
    session.take(null);
    expect(session.lapsed).toBe(true);
    await Promise.resolve();
    wire.finish();
  });
  it('that is over at the first question says so too', async () => {
    const session = useSession();
    script([over]);
    await session.recall();
    expect([session.asked, session.session, session.lapsed]).toEqual([true, null, true]);
  });
  it('that is over while something is written ends when that is left and the server says it again, not for want of signal', async () => {
    const session = useSession();
    script([counters, { method: 'GET', path: '/v1/session', lost: true }, over]);
    session.take(helena);
    session.over = true;
    await session.askAgain();
    expect([session.session, session.over]).toEqual([helena, true]);
    await session.askAgain();
    expect([session.session, session.over, session.lapsed]).toEqual([null, false, true]);
  });
  it('that is over is taken from this device when a PIN has opened it, and not before', async () => {
    const session = useSession();
    script([over, { method: 'GET', path: '/v1/session', lost: true }, { ...counters, lost: true }]);
    await session.recall();
    answersFrom({ state: () => 'open', answer: () => Promise.resolve({ answer: helena }) });
    await session.recall();
    expect(session.session).toBeNull();
    await session.recall(true);
    expect(session.session).toEqual(helena);
  });
});
