// SPDX-License-Identifier: Apache-2.0
// For tests: a wire with a script. A request without an answer fails, and so does an answer that nobody asked for.

export interface Scene { method: string; path: string; status?: number; reply?: unknown; lost?: boolean }
export interface Sent { method: string; path: string; body: unknown; headers: Record<string, string> }

export interface Wire { sent: Sent[]; finish(): void }

export function script(scenes: Scene[]): Wire {
  const left = [...scenes];
  const sent: Sent[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = (async (path: string, init: RequestInit = {}) => {
    const method = init.method ?? 'GET';
    const body = typeof init.body === 'string' ? JSON.parse(init.body) as unknown : init.body;
    sent.push({ method, path, body, headers: { ...(init.headers as Record<string, string>) } });
    const at = left.findIndex((s) => s.method === method && s.path === path);
    if (at < 0) throw new UnscriptedRequest(`${method} ${path}`);
    const [scene] = left.splice(at, 1);
    if (scene!.lost) throw new TypeError('network');
    const status = scene!.status ?? 200;
    return new Response(status === 204 ? null : JSON.stringify(scene!.reply ?? null), { status });
  }) as typeof fetch;
  return {
    sent,
    finish() {
      globalThis.fetch = real;
      const unasked = sent.filter((s) => !scenes.some((x) => x.method === s.method && x.path === s.path));
      if (unasked.length) throw new Error(`without an answer: ${unasked.map((s) => `${s.method} ${s.path}`).join(', ')}`);
      if (left.length) throw new Error(`nobody asked: ${left.map((s) => `${s.method} ${s.path}`).join(', ')}`);
    },
  };
}

class UnscriptedRequest extends Error {}
