// SPDX-License-Identifier: Apache-2.0
// What goes over the wire, named as in docs/sync.md: the server's own structures, and what is looser here.
import type { Day, Document, Id, Instant, PullAnswer as Wired, PullAsked as Asked, PushAsked, Receipt, Speaks, SyncOutcome } from '@/base/api.gen';
import { Problem, type Fault } from '@/base/problem';

/** An operation's `body` is sent byte for byte the same until an outcome comes. */
export type { Cursor, Fill, Operation, Place as Before, PublicKey, RecordRef as Removed, ScopeEntry } from '@/base/api.gen';
export type { Day, Id, Instant, PushAsked, Receipt };
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Bytes = Uint8Array<ArrayBuffer>;

export const PROTOCOL = 1;

/** A record as everyone sees it who may read it. */
export type SyncDocument = Omit<Document, 'body'> & { body: Json };
export type PullAsked = Asked & { limit: number };
export type PullAnswer = Omit<Wired, 'documents'> & { documents: SyncDocument[] };

export interface Said { code: string; message?: string; status?: number; details?: Readonly<Record<string, unknown>>; faults?: readonly Fault[] }
/** A refusal as it is kept beside its operation, and as a page shows it. */
export const saidOf = ({ code, message, status, details, faults }: Problem): Said => ({ code, message, status, details, faults });
export const problemOf = ({ code, status = -1, message = '', details = {}, faults = [] }: Said): Problem => new Problem(code, status, message, details, faults);

export interface Outcome {
  operation?: Id; outcome: SyncOutcome; receipt?: Receipt | null; header?: string | null; revision?: number | null; fields?: string[] | null;
  conflict?: Id | null; problem?: Said | null;
}
export interface PushAnswer { speaks: Speaks; now: Instant; outcomes: Outcome[] }

/** What carries requests: HTTP in the application, a script in tests. A failure is a thrown Problem. */
export interface Wire {
  pull(asked: PullAsked): Promise<PullAnswer>;
  push(asked: PushAsked): Promise<PushAnswer>;
}
