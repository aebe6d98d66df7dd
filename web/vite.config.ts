// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { VitePWA, type ManifestTransform } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';

const src = fileURLToPath(new URL('./src', import.meta.url));
const dist = fileURLToPath(new URL('./dist/', import.meta.url));

/** The worker's list of files: from the root; one whose name carries no hash is known by its content, lest a newer one slip in. */
const listed: ManifestTransform = (entries) => ({
  manifest: entries.map((e) => {
    if (e.revision === null) return { ...e, url: `/${e.url}` };
    return { ...e, url: `/${e.url}`, integrity: `sha256-${createHash('sha256').update(readFileSync(dist + e.url)).digest('base64')}` };
  }),
});

// src/app/sw.ts becomes /sw.js; src/app/versions.ts registers it. The manifest is a file of public/, and so are the icons,
// which only a home screen asks for, once: they are not kept.
const shell = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/app',
  filename: 'sw.ts',
  injectRegister: false,
  manifest: false,
  injectManifest: {
    rollupFormat: 'iife',
    globPatterns: ['**/*.{html,js,css,woff2,svg,webmanifest}'],
    dontCacheBustURLsMatching: /^assets\//,
    manifestTransforms: [listed],
  },
});

export default defineConfig({
  plugins: [vue(), shell],
  resolve: { alias: { '@': src } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  // Everything below /assets carries a content hash, so the server may call it immutable.
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { output: { chunkFileNames: (chunk) => `assets/${chunk.name.split('.')[0]}-[hash].js` } },
  },
  server: { port: 5173, proxy: { '/v1': 'http://localhost:8080' } },
  test: { include: ['src/**/*.test.ts'], environment: 'node', testTimeout: 30_000 },
});
