// SPDX-License-Identifier: Apache-2.0
import { hear } from '@/base/clock';
import { ask, post, putPiece } from '@/base/http';
import type { FileState, FileWire } from './files';
import type { Instant, PullAnswer, PushAnswer, Wire } from './types';

export const httpWire: Wire = {
  pull: (asked) => post<PullAnswer>('/v1/sync/pull', asked).then(heard),
  push: (asked) => post<PushAnswer>('/v1/sync/push', asked).then(heard),
};
function heard<T extends { now: Instant }>(answer: T): T {
  hear(answer.now);
  return answer;
}
export const httpFiles: FileWire = {
  state: (hash) => ask<FileState>(`/v1/sync/files/${hash}`),
  add: (hash, from, piece, size) => putPiece<FileState>(`/v1/sync/files/${hash}`, piece, from, size),
};
