// SPDX-License-Identifier: Apache-2.0
// docs/sync.md, "Pull": where I am, what is mine, news, filling; and what a restored server means.
import { Problem } from '@/base/problem';
import type { Parts } from './engine';
import { pin } from './receipts';
import { isNamed } from './scope';
import type { Audience, SentRow, Standing } from './tables';
import { PROTOCOL, type Fill, type Cursor, type PullAnswer } from './types';

export class Inbound {
  documents = 0;
  whole = false;
  newKeys = false;

  constructor(private readonly parts: Parts) {}

  begin(): void { [this.documents, this.whole, this.newKeys] = [0, false, false]; }

  /** News until there is no more, then pages of what is not whole; false when the server turned out to be a restored one. */
  async listen(): Promise<boolean> {
    let answer = await this.pull(null);
    for (;;) {
      if (answer.reset) return false;
      const standing = await this.parts.store.tables.standing();
      const next = answer.more ? null : nextFill(standing);
      this.whole = !answer.more && standing.audiences.every((a) => a.whole);
      if (!answer.more && (!next || !await (this.parts.mayFill?.() ?? true))) break;
      answer = await this.pull(next);
    }
    await this.parts.store.purge(answer.now);
    return true;
  }

  async pull(fill: Fill | null): Promise<PullAnswer> {
    const { store, wire, limit = 500 } = this.parts;
    const asked = await store.tables.standing();
    const scope = asked.audiences.map(({ audience, since }) => ({ audience, since }));
    const answer = await wire.pull({ protocol: PROTOCOL, cursor: asked.cursor, scope, fill, limit });
    if (answer.reset) await store.reset(asked, answer.reset.epoch, isLost(answer.reset, answer.epochs));
    else if (isOther(asked, answer)) await store.reset(asked, answer.cursor!.epoch, () => true);
    else if (!await this.take(asked, fill, answer)) return this.pull(null);
    return answer;
  }

  private async take(asked: Standing, fill: Fill | null, answer: PullAnswer): Promise<boolean> {
    const { store } = this.parts;
    if (stuck(asked, fill, answer)) throw new Problem('sync.odd-answer', -1, '');
    const known = await store.tables.keys();
    const keys = await pin(known, answer.keys);
    if (!keys) throw new Problem('sync.key-changed', -1, '');
    const next = this.stand(asked, fill, answer);
    const sweep = !answer.more && next.audiences.every((a) => a.whole);
    const { documents, removed } = answer;
    if (!await store.apply(asked, next, { documents, removed, keys, sweep })) return false;
    this.documents += documents.length;
    this.newKeys ||= keys.length > known.length;
    return true;
  }

  private stand(asked: Standing, fill: Fill | null, { cursor, filled, scope }: PullAnswer): Standing {
    const audiences = asked.audiences
      .filter((a) => !scope.left.includes(a.audience))
      .map((a) => (a.audience === fill?.audience ? { ...a, before: filled, whole: filled === null } : a));
    const fresh = scope.entered.filter((audience) => !audiences.some((a) => a.audience === audience));
    audiences.push(...fresh.map((audience): Audience => ({ audience, since: this.parts.since(audience), before: null, whole: false })));
    return { ...asked, cursor, epoch: cursor!.epoch, audiences };
  }
}

/** What the person wrote and answers for comes first, then the audiences in the order in which they came. */
function nextFill({ audiences }: Standing): Fill | null {
  const open = audiences.filter((a) => !a.whole);
  const next = open.find((a) => isNamed(a.audience)) ?? open[0];
  return next ? { audience: next.audience, before: next.before } : null;
}

/** Another epoch than the last one heard of, and no reset that says what was cut: restored once more before the first answer after a
 *  reset, or a server that let an old cursor pass. Receipts beyond that cursor may be lost, so all of them go out again. */
const isOther = (asked: Standing, { cursor }: PullAnswer): boolean => asked.epoch !== null && cursor !== null && cursor.epoch !== asked.epoch;

/** A server that repeats itself would keep the device asking for ever. */
function stuck(asked: Standing, fill: Fill | null, answer: PullAnswer): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  if (!answer.cursor) return true;
  if (answer.more && asked.cursor && answer.cursor.number <= asked.cursor.number) return true;
  return fill?.before != null && same(answer.filled, fill.before);
}

/** Which receipts the present history may not hold: those whose epoch it does not list, or lists only up to an earlier entry. */
export function isLost(reset: Cursor, bases: readonly Cursor[]): (row: Pick<SentRow, 'epoch' | 'number'>) => boolean {
  const epochs = [...bases].sort((a, b) => a.number - b.number);
  return ({ epoch, number }) => {
    const at = epochs.findIndex((e) => e.epoch === epoch);
    const end = epochs[at + 1]?.number ?? (epoch === reset.epoch ? Infinity : reset.number);
    return at < 0 || number > end;
  };
}
