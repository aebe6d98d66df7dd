// SPDX-License-Identifier: Apache-2.0
import { deviceId } from './ids';
import { Problem, type Fault } from './problem';

type Query = Record<string, string | number | boolean | null | undefined>;

let csrf = '';
let onSignedOut: () => void = () => {};

/** The session's token for writes by cookie; the session store hands it over after signing in. */
export function useCsrf(token: string): void { csrf = token; }
export function whenSignedOut(act: () => void): void { onSignedOut = act; }

export function withQuery(path: string, query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, v]) => v !== null && v !== undefined && v !== '')
    .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(String(v))}`);
  return parts.length ? `${path}?${parts.join('&')}` : path;
}

export const get = <T>(path: string, query?: Query) => send<T>('GET', withQuery(path, query));
export const post = <T>(path: string, body?: unknown) => send<T>('POST', path, body);
export const put = <T>(path: string, body?: unknown) => send<T>('PUT', path, body);
export const del = <T>(path: string) => send<T>('DELETE', path);

async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Device': deviceId() };
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  const payload = body === undefined ? undefined : form ? body : JSON.stringify(body);
  let reply: Response;
  try {
    reply = await fetch(path, { method, headers, credentials: 'same-origin', ...(payload === undefined ? {} : { body: payload }) });
  } catch {
    throw new Problem('net.unreachable', 0, '');
  }
  if (!reply.ok) throw await problemOf(reply);
  if (reply.status === 204) return undefined as T;
  const text = await reply.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

async function problemOf(reply: Response): Promise<Problem> {
  const said = ((await reply.json().catch(() => null)) ?? {}) as Partial<{ code: string; message: string; details: Record<string, unknown>; faults: Fault[] }>;
  const problem = new Problem(said.code ?? `http.${reply.status}`, reply.status, said.message ?? '', said.details ?? {}, said.faults ?? []);
  if (reply.status === 401 && (problem.code === 'session.none' || problem.code === 'session.over')) onSignedOut();
  return problem;
}
