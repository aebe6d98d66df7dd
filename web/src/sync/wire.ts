// SPDX-License-Identifier: Apache-2.0
import { ask, post, putPiece } from '@/base/http';
import type { FileState, FileWire } from './files';
import type { PullAnswer, PushAnswer, Wire } from './types';

export const httpWire: Wire = {
  pull: (asked) => post<PullAnswer>('/v1/sync/pull', asked),
  push: (asked) => post<PushAnswer>('/v1/sync/push', asked),
};
export const httpFiles: FileWire = {
  state: (hash) => ask<FileState>(`/v1/sync/files/${hash}`),
  add: (hash, from, piece, size) => putPiece<FileState>(`/v1/sync/files/${hash}`, piece, from, size),
};
