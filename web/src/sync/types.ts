// SPDX-License-Identifier: Apache-2.0
// What goes over the wire, named as in docs/sync.md.
import type { Day, Id, Instant, Receipt } from '@/base/api.gen';
import type { Fault } from '@/base/problem';

export type { Day, Id, Instant, Receipt };
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Bytes = Uint8Array<ArrayBuffer>;

export const PROTOCOL = 1;

export interface Cursor { epoch: Id; number: number; hash: string }
export interface ScopeEntry { audience: string; since: Day }
export interface Before { day: Day | null; id: Id }
export interface Fill { audience: string; before: Before | null }
export interface Removed { kind: string; id: Id }
export interface PublicKey { id: string; public_key: string }
export interface Speaks { from: number; to: number }

/** A record as everyone sees it who may read it. */
export interface SyncDocument {
  kind: string; id: Id; revision: number; number: number; audiences: string[]; day: Day | null; body: Json;
}

/** Where an epoch of the present history begins: its entries are those beyond `number`, up to the next one's. */
export interface EpochBase { epoch: Id; number: number }
export interface Reset extends Cursor { epochs?: EpochBase[] }

export interface PullAsked { protocol: number; cursor: Cursor | null; scope: ScopeEntry[]; fill: Fill | null; limit: number }
export interface PullAnswer {
  speaks: Speaks; now: Instant; cursor: Cursor | null; more: boolean; scope: { entered: string[]; left: string[] };
  documents: SyncDocument[]; removed: Removed[]; filled: Before | null; keys: PublicKey[]; reset: Reset | null;
}

/** One thing a person did; `body` is sent byte for byte the same until an outcome comes. */
export interface Operation { operation: Id; verb: string; record: Id; schema: number; at: Instant; body: string }
export interface PushAsked { protocol: number; device: Id; operations: Operation[] }

export interface Said { code: string; message?: string; status?: number; details?: Readonly<Record<string, unknown>>; faults?: readonly Fault[] }
export type Verdict = 'accepted' | 'duplicate' | 'merged' | 'conflict' | 'refused' | 'later' | 'quarantined';
export interface Outcome {
  operation?: Id; outcome: Verdict; receipt?: Receipt | null; header?: string | null; revision?: number | null; fields?: string[] | null;
  conflict?: Id | null; problem?: Said | null;
}
export interface PushAnswer { speaks: Speaks; now: Instant; outcomes: Outcome[] }

/** What carries requests: HTTP in the application, a script in tests. A failure is a thrown Problem. */
export interface Wire {
  pull(asked: PullAsked): Promise<PullAnswer>;
  push(asked: PushAsked): Promise<PushAnswer>;
}
