// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { isHashed, isPage } from './addresses';

it('the application opens at its own addresses', () => {
  for (const path of ['/', '/registrar', '/acoes/0190f6a0-0000-7000-8000-000000000000', '/territorio/1702554', '/v10', '/assetsx']) expect(isPage(path), path).toBe(true);
});
it('what the server answers itself is never a page', () => {
  for (const path of ['/v1/session', '/v1', '/healthz', '/metrics', '/assets/register-00000000.js', '/sw.js']) expect(isPage(path), path).toBe(false);
});
it('only the names that carry a hash mean the same bytes in every version', () => {
  expect(isHashed('/assets/index-4f2a91c0.js')).toBe(true);
  for (const path of ['/index.html', '/icon.svg', '/v1/assets/']) expect(isHashed(path), path).toBe(false);
});
