// SPDX-License-Identifier: Apache-2.0
import { shallowRef } from 'vue';
import { deviceId } from './ids';
import { Problem, STALE, type Fault } from './problem';

type Query = Record<string, string | number | boolean | null | undefined>;

let csrf = '';
let onSignedOut: () => void = () => {};
let onStale: () => void = () => {};

/** The session's token for writes by cookie; the session store hands it over after signing in. */
export function useCsrf(token: string): void { csrf = token; }
export function whenSignedOut(act: () => void): void { onSignedOut = act; }
/** Another tab signed in anew: the token is not the session's any more. */
export function whenStale(act: () => void): void { onStale = act; }

export function withQuery(path: string, query: Query = {}): string {
  const parts = Object.entries(query)
    .filter(([, v]) => v !== null && v !== undefined && v !== '')
    .map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(String(v))}`);
  return parts.length ? `${path}?${parts.join('&')}` : path;
}

/** What this device can answer by itself. Locked: there is something, and a PIN opens it. */
export interface Here {
  state(): 'none' | 'locked' | 'open';
  answer(address: string): Promise<{ answer: unknown } | null>;
  /** Whether this device knows something of it that the server does not: then its answer comes first. */
  knowsMore?(address: string): boolean;
}
export const PATIENCE = 2500; // ms that a page waits for the network when there is an answer here
const FRESH = 120_000; // ms that an answer which came too late is still as good as new
const nothing: Here = { state: () => 'none', answer: () => Promise.resolve(null) };

let here = nothing;
const late = new Map<string, { answer: unknown; at: number }>();

/** Whether the last request reached the server: nobody else knows. */
export const signal = shallowRef(true);
export function answersFrom(source: Here | null): void { here = source ?? nothing; late.clear(); }
export const stateHere = (): ReturnType<Here['state']> => here.state();
export const pause = (ms: number): Promise<null> => new Promise((go) => { setTimeout(() => go(null), ms); });

/** From the server and nobody else. */
export const ask = <T>(path: string) => send<T>('GET', path);

/** From the server; where it is out of reach or slow, from here. What the server says later serves the next question. */
export async function get<T>(path: string, query?: Query): Promise<T> {
  const address = withQuery(path, query);
  if (here.state() !== 'open') return ask<T>(address);
  const own = here.knowsMore?.(address) ? await here.answer(address).catch(() => null) : null;
  if (own) return own.answer as T;
  const wire = ask<T>(address).then((answer) => ({ answer }), (cause: unknown) => ({ cause }));
  const first = signal.value ? await Promise.race([wire, pause(PATIENCE)]) : null;
  if (first && !isSilent(first)) return taken(first);
  const found = lately(address) ?? await here.answer(address).catch(() => null);
  if (found) {
    void wire.then((last) => { if ('answer' in last) late.set(address, { ...last, at: Date.now() }); });
    return found.answer as T;
  }
  const last = await wire;
  if (isSilent(last)) throw new Problem('net.needs-signal', 0, '');
  return taken(last);
}

type Reply<T> = { answer: T } | { cause: unknown };
const isSilent = <T>(reply: Reply<T>): boolean => 'cause' in reply && reply.cause instanceof Problem && (reply.cause.offline || [502, 503, 504].includes(reply.cause.status));
function taken<T>(reply: Reply<T>): T {
  if ('cause' in reply) throw reply.cause;
  return reply.answer;
}
function lately(address: string): { answer: unknown } | null {
  const found = late.get(address);
  late.delete(address);
  return found && Date.now() - found.at < FRESH ? found : null;
}

export const post = <T>(path: string, body?: unknown) => send<T>('POST', path, body);
export const put = <T>(path: string, body?: unknown) => send<T>('PUT', path, body);
export const del = <T>(path: string) => send<T>('DELETE', path);
/** A piece of a file: RFC 9110 §14.5. */
export const putPiece = <T>(path: string, piece: Uint8Array<ArrayBuffer>, from: number, size: number) =>
  send<T>('PUT', path, new Blob([piece]), { 'Content-Type': 'application/octet-stream', 'Content-Range': `bytes ${from}-${from + piece.length - 1}/${size}` });

async function send<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T> {
  if (method !== 'GET') late.clear(); // what is written changes what is read
  const headers: Record<string, string> = { Accept: 'application/json', 'X-Device': deviceId() };
  if (method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  const asItIs = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !asItIs) headers['Content-Type'] = 'application/json';
  Object.assign(headers, more);
  const payload = body === undefined ? undefined : asItIs ? body : JSON.stringify(body);
  let reply: Response;
  try {
    reply = await fetch(path, { method, headers, credentials: 'same-origin', ...(payload === undefined ? {} : { body: payload }) });
  } catch {
    signal.value = false;
    throw new Problem('net.unreachable', 0, '');
  }
  signal.value = true;
  if (!reply.ok) throw await problemOf(reply);
  if (reply.status === 204) return undefined as T;
  const text = await reply.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

async function problemOf(reply: Response): Promise<Problem> {
  const said = ((await reply.json().catch(() => null)) ?? {}) as Partial<{ code: string; message: string; details: Record<string, unknown>; faults: Fault[] }>;
  const problem = new Problem(said.code ?? `http.${reply.status}`, reply.status, said.message ?? '', said.details ?? {}, said.faults ?? []);
  if (reply.status === 401 && (problem.code === 'session.none' || problem.code === 'session.over')) onSignedOut();
  if (problem.code === STALE) onStale();
  return problem;
}
