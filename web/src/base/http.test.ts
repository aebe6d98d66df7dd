// SPDX-License-Identifier: Apache-2.0
import { beforeEach, describe, expect, it } from 'vitest';
import { get, post, put, useCsrf, whenSignedOut, whenStale, withQuery } from './http';
import { faultOf, Problem, say } from './problem';
import { script } from './scripted-wire';
import { freshDevice } from './test-device';

const caught = (doing: Promise<unknown>): Promise<Problem> => doing.then(() => { throw new Error('nothing was refused'); }, (p: unknown) => p as Problem);

describe('the wire', () => {
  beforeEach(() => { freshDevice(); useCsrf(''); whenSignedOut(() => {}); });

  it('a write carries the session\'s token and the device, a read only the device', async () => {
    const wire = script([{ method: 'GET', path: '/v1/a', reply: 1 }, { method: 'POST', path: '/v1/a', reply: 2 }]);
    useCsrf('seal');
    await get('/v1/a');
    await post('/v1/a', { x: 1 });
    wire.finish();
    const [read, write] = wire.sent;
    expect(read!.headers['X-CSRF-Token']).toBeUndefined();
    expect(write!.headers['X-CSRF-Token']).toBe('seal');
    expect(write!.headers['X-Device']).toBe(read!.headers['X-Device']);
    expect(write!.headers['X-Device']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
  it('a refusal becomes a Problem with its code, details and faults', async () => {
    const wire = script([{ method: 'POST', path: '/v1/a', status: 422, reply: { code: 'actions.needs-text', message: 'Conte em uma frase.', details: { min: 10 }, faults: [{ code: 'body.missing', field: 'content.text', message: 'falta' }] } }]);
    const problem = await caught(post('/v1/a', {}));
    wire.finish();
    expect(problem).toMatchObject({ code: 'actions.needs-text', status: 422, details: { min: 10 }, offline: false });
    expect(faultOf(problem, 'content')).toBe('falta');
    expect(say(problem)).toBe('Conte em uma frase.');
  });
  it('no answer is no error: the work goes on', async () => {
    const wire = script([{ method: 'GET', path: '/v1/a', lost: true }]);
    const problem = await caught(get('/v1/a'));
    wire.finish();
    expect(problem.offline).toBe(true);
    expect(say(problem)).toBe('Sem sinal. Pode trabalhar.');
  });
  it('a token that another tab made old is told, and says nothing about what was sent', async () => {
    const wire = script([{ method: 'PUT', path: '/v1/a', status: 403, reply: { code: 'session.bad-csrf' } }, { method: 'PUT', path: '/v1/a', status: 403, reply: { code: 'actions.outside-scope' } }]);
    let told = 0;
    whenStale(() => { told++; });
    expect((await caught(put('/v1/a'))).passing).toBe(true);
    expect((await caught(put('/v1/a'))).passing).toBe(false);
    expect(told).toBe(1);
    wire.finish();
  });
  it('an ended session is told once, a wrong password is not an ended session', async () => {
    let told = 0;
    whenSignedOut(() => { told++; });
    const wire = script([{ method: 'GET', path: '/v1/a', status: 401, reply: { code: 'session.over' } }, { method: 'POST', path: '/v1/session', status: 401, reply: { code: 'session.wrong-password', message: 'não conferem' } }]);
    await caught(get('/v1/a'));
    await caught(post('/v1/session', {}));
    wire.finish();
    expect(told).toBe(1);
  });
  it('an answer without a body, or one that is not JSON, still has a code', async () => {
    const wire = script([{ method: 'GET', path: '/v1/a', status: 502, reply: null }]);
    expect((await caught(get('/v1/a'))).code).toBe('http.502');
    wire.finish();
  });
  it('a query leaves out what is empty and escapes the rest', () => {
    expect(withQuery('/v1/a', { q: 'São João', n: 0, none: null, blank: '', on: true })).toBe('/v1/a?q=S%C3%A3o%20Jo%C3%A3o&n=0&on=true');
  });
});
