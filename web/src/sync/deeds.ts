// SPDX-License-Identifier: Apache-2.0
// What a person does to a record. It is kept here first, sealed, and told to the server at once if there is signal; the page goes on
// either way. A browser that keeps nothing tells the server alone.
import { now } from '@/base/clock';
import { newId } from '@/base/ids';
import { useReplica } from './replica';
import type { Beside } from './store';
import type { Id, Json, Operation, SyncDocument } from './types';

export interface Deed extends Beside {
  verb: string;
  record: Id;
  /** The verb's own structure, without its operation. */
  body: object;
  /** The record as its author sees it until the server's version comes. */
  local: SyncDocument | null;
  /** Where the page may say the same twice. */
  operation?: Id;
  /** How long the page waits for the receipt, in ms. */
  patience?: number;
  /** Files that the body speaks of. */
  files?: readonly string[];
  /** The page's own route, for a browser that keeps nothing. */
  send: (body: { operation: Id }) => Promise<unknown>;
}
/** `conflict`: the server kept it beside what others wrote, and its author decides. */
export type Fate = 'received' | 'conflict' | 'here';

/** Resolves when it is safe: received, or kept on this device. A refusal that comes while the page waits is thrown, and nothing stays. */
export async function perform(deed: Deed): Promise<Fate> {
  const replica = useReplica();
  const operation = operationOf(deed.verb, deed.record, deed.body, deed.operation);
  if (await replica.isOpen()) return replica.carry(operation, deed);
  await deed.send(JSON.parse(operation.body) as { operation: Id });
  return 'received';
}

export function operationOf(verb: string, record: Id, body: object, id: Id = newId()): Operation {
  return { operation: id, verb, record, schema: 1, at: new Date(now()).toISOString(), body: JSON.stringify({ operation: id, ...body }) };
}
/** Of its author's own hand, so it reaches by name. */
export const documentOf = (kind: string, id: Id, revision: number, body: object): SyncDocument =>
  ({ kind, id, revision, number: 0, audiences: ['named'], day: null, body: JSON.parse(JSON.stringify(body)) as Json });
