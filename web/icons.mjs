// SPDX-License-Identifier: Apache-2.0
// tools/with-node node web/icons.mjs   draws the PNGs of web/public/ that home screens ask for, from icon.svg, with Debian's Chromium
import { readFileSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const folder = new URL('public/', import.meta.url);
const tokens = readFileSync(new URL('src/base/css/tokens.css', import.meta.url), 'utf8');
const token = (name) => tokens.match(new RegExp(`--${name}: (#[0-9a-f]+)`))[1];
const web = readFileSync(new URL('icon.svg', folder), 'utf8').replace(/stroke="#[0-9a-f]+"/, 'stroke="#fff"');

// A maskable picture is cut to any shape: all ground, the drawing inside the inner 80 % (https://www.w3.org/TR/appmanifest/#icon-masks).
// Apple's is the same, and gets its corners there.
const pictures = [
  ['icon-192.png', 192, { part: 0.72, radius: '22%' }], ['icon-512.png', 512, { part: 0.72, radius: '22%' }],
  ['icon-maskable-192.png', 192, { part: 0.56, radius: '0' }], ['icon-maskable-512.png', 512, { part: 0.56, radius: '0' }],
  ['icon-apple-180.png', 180, { part: 0.64, radius: '0' }],
];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--headless', '--no-sandbox'] });
const page = await browser.newPage();
for (const [name, size, { part, radius }] of pictures) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body { margin: 0; }
    div { display: grid; place-items: center; block-size: 100vh; border-radius: ${radius}; background: ${token('act')}; }
    svg { inline-size: ${part * 100}%; }</style><div>${web}</div>`);
  writeFileSync(new URL(name, folder), await page.screenshot({ omitBackground: true }));
}
await browser.close();
