// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { astray, hear, setClock, setZone } from './clock';

describe('a clock that is not the server\'s', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2019-05-05T15:00:00Z') });
    setZone('TO');
    setClock('2025-05-05T15:00:00Z', false);
  });
  afterEach(() => { vi.useRealTimers(); });

  it('is told by the day that it takes for today, until it is set right', () => {
    hear('2025-05-05T15:00:00Z');
    expect(astray.value).toBe('2019-05-05');
    vi.setSystemTime(Date.parse('2025-05-05T15:01:00Z'));
    hear('2025-05-05T15:00:00Z');
    expect(astray.value).toBeNull();
  });
  it('some hours off is not worth a word', () => {
    hear('2019-05-05T23:00:00Z');
    expect(astray.value).toBeNull();
  });
  it('is nobody\'s fault in a demonstration, whose day stands still', () => {
    setClock('2025-05-05T15:00:00Z', true);
    vi.setSystemTime(Date.parse('2019-05-07T15:00:00Z')); // the page stayed open
    hear('2025-05-05T15:00:00Z');
    expect(astray.value).toBeNull();
  });
});
