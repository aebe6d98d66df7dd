// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';

const packages = fileURLToPath(new URL('../../web/node_modules/', import.meta.url));

// The packages are those of web/: these tests lie outside of it, where Node would not look for them.
export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../build/vitest-browser', import.meta.url)),
  resolve: { alias: { 'playwright-core': `${packages}playwright-core/index.mjs`, vitest: `${packages}vitest/dist/index.js` } },
  test: {
    include: ['*.test.mjs'],
    fileParallelism: false, // each file serves its own world and opens its own Chromium
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
};
