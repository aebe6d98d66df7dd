// SPDX-License-Identifier: Apache-2.0
import { post } from '@/base/http';
import type { PullAnswer, PushAnswer, Wire } from './types';

export const httpWire: Wire = {
  pull: (asked) => post<PullAnswer>('/v1/sync/pull', asked),
  push: (asked) => post<PushAnswer>('/v1/sync/push', asked),
};
