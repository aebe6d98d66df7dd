// SPDX-License-Identifier: Apache-2.0
// Without signal the device answers what it can; what it cannot is said calmly.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answersFrom, get, PATIENCE, post, signal, type Here } from './http';
import { Problem, say } from './problem';
import { script } from './scripted-wire';
import { freshDevice } from './test-device';

const local = (known: Record<string, unknown>, state: ReturnType<Here['state']> = 'open'): Here =>
  ({ state: () => state, answer: (address) => Promise.resolve(address in known ? { answer: known[address] } : null) });
const caught = (doing: Promise<unknown>): Promise<Problem> => doing.then(() => { throw new Error('nothing was refused'); }, (p: unknown) => p as Problem);
const soon = (): Promise<void> => new Promise((go) => { setTimeout(go, 5); });

describe('an answer from here', () => {
  beforeEach(() => { freshDevice(); signal.value = true; });
  afterEach(() => { answersFrom(null); vi.useRealTimers(); });

  it('comes when the network fails, and at once while it is known to fail', async () => {
    answersFrom(local({ '/v1/a': 'here' }));
    const wire = script([{ method: 'GET', path: '/v1/a', lost: true }, { method: 'GET', path: '/v1/a', lost: true }]);
    expect(await get('/v1/a')).toBe('here');
    expect(signal.value).toBe(false);
    expect(await get('/v1/a')).toBe('here');
    await soon();
    wire.finish();
  });
  it('what the server says too late serves the next question, until something is written', async () => {
    answersFrom(local({ '/v1/a': 'here' }));
    signal.value = false;
    const wire = script([{ method: 'GET', path: '/v1/a', reply: 'late' }, { method: 'GET', path: '/v1/a', reply: 'later' }, { method: 'POST', path: '/v1/b', reply: 1 }, { method: 'GET', path: '/v1/a', reply: 'now' }]);
    expect(await get('/v1/a')).toBe('here');
    await soon();
    expect(signal.value).toBe(true);
    signal.value = false;
    expect(await get('/v1/a')).toBe('late');
    await soon();
    await post('/v1/b', {});
    signal.value = false;
    expect(await get('/v1/a')).toBe('here');
    await soon();
    wire.finish();
  });
  it('comes when the server does not answer soon', async () => {
    vi.useFakeTimers();
    answersFrom(local({ '/v1/a': 'here' }));
    const real = globalThis.fetch;
    globalThis.fetch = (() => new Promise(() => {})) as typeof fetch;
    const asked = get('/v1/a');
    await vi.advanceTimersByTimeAsync(PATIENCE);
    expect(await asked).toBe('here');
    globalThis.fetch = real;
  });
  it('a refusal is an answer: nothing here speaks over it', async () => {
    answersFrom(local({ '/v1/a': 'here' }));
    const wire = script([{ method: 'GET', path: '/v1/a', status: 403, reply: { code: 'access.denied', message: 'não' } }]);
    expect(await caught(get('/v1/a'))).toMatchObject({ status: 403 });
    wire.finish();
  });
  it('where there is none, the page says calmly that it needs a signal', async () => {
    answersFrom(local({}));
    const wire = script([{ method: 'GET', path: '/v1/a', lost: true }]);
    const problem = await caught(get('/v1/a'));
    wire.finish();
    expect(problem).toMatchObject({ code: 'net.needs-signal', offline: true });
    expect(say(problem)).toBe('Isto precisa de sinal.');
  });
  it('a locked device answers nothing', async () => {
    answersFrom(local({ '/v1/a': 'here' }, 'locked'));
    const wire = script([{ method: 'GET', path: '/v1/a', lost: true }]);
    expect((await caught(get('/v1/a'))).code).toBe('net.unreachable');
    wire.finish();
  });
});
