// SPDX-License-Identifier: Apache-2.0
import messages from './problems.pt.json';
import english from './problems.en.json';

export const STALE = 'session.bad-csrf';

export interface Fault { code: string; field: string; message: string }

/** What the server said no to. The code is the message's key; an unknown code shows the server's own words. */
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    readonly faults: readonly Fault[] = [],
  ) {
    super(message);
    this.name = 'Problem';
  }

  /** No answer came back: not an error, the work goes on. */
  get offline(): boolean {
    return this.status === 0;
  }

  /** Says nothing about what was sent: the same request may pass later, or after signing in. */
  get passing(): boolean {
    return this.offline || this.status === 401 || this.code === STALE || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const catalogue: Record<string, Record<string, string>> = { 'pt-BR': messages, en: english };

export function say(problem: Problem, locale = 'pt-BR'): string {
  const known = catalogue[locale]?.[problem.code];
  if (!known) return problem.message || catalogue[locale]?.['unknown'] || problem.code;
  return known.replace(/\{(\w+)\}/g, (_, name: string) => String(problem.details[name] ?? ''));
}

/** The words for one field, when the server named it; fields of a nested list are matched by their beginning. */
export function faultOf(problem: Problem | null, field: string): string | null {
  const fault = problem?.faults.find((f) => f.field === field || f.field.startsWith(`${field}.`) || f.field.startsWith(`${field}[`));
  return fault ? fault.message : null;
}

/** A browser's way to say that there is no room, by itself or inside of the database's own words. */
export function isFull(cause: unknown): boolean {
  const named = cause as { name?: string; inner?: { name?: string } } | null;
  return named?.name === 'QuotaExceededError' || named?.inner?.name === 'QuotaExceededError';
}

export function asProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  if (isFull(cause)) return new Problem('sync.full', -1, '');
  return new Problem('page.unexpected', -1, cause instanceof Error ? cause.message : String(cause));
}
