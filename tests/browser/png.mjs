// SPDX-License-Identifier: Apache-2.0
// A screenshot as a PNG of 256 colours: a third of its size, and no difference that the eye finds on our flat surfaces.
// Chromium reads it, this writes it (PNG, third edition: https://www.w3.org/TR/png-3/).
import { crc32, deflateSync } from 'node:zlib';

const COLOURS = 256;
const ALIKE = 120; // squared distance below which two colours share a place: so that a rare green is not told as grey

/** The picture's pixels, as the browser decodes them: 0xRRGGBB row by row. */
const decode = (page, png) => page.evaluate(async (base64) => {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  const pixels = [];
  for (let n = 0; n < data.length; n += 4) pixels.push((data[n] << 16) | (data[n + 1] << 8) | data[n + 2]);
  return { width: bitmap.width, height: bitmap.height, pixels };
}, png.toString('base64'));

const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
const distance = (a, b) => ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;

/** The most frequent colours that are not alike, and for any other the nearest of them. */
function paletteOf(pixels) {
  const counts = new Map();
  for (const p of pixels) counts.set(p, (counts.get(p) ?? 0) + 1);
  const palette = [];
  for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (palette.length < COLOURS && palette.every((other) => distance(colour, other) >= ALIKE)) palette.push(colour);
  }
  const nearest = new Map(palette.map((colour, n) => [colour, n]));
  for (const colour of counts.keys()) {
    if (nearest.has(colour)) continue;
    let best = 0;
    for (let n = 1; n < palette.length; n++) if (distance(colour, palette[n]) < distance(colour, palette[best])) best = n;
    nearest.set(colour, best);
  }
  return { palette, nearest };
}

function chunk(type, data) {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc32(out.subarray(4, -4)), out.length - 4);
  return out;
}

export async function smaller(page, png) {
  const { width, height, pixels } = await decode(page, png);
  const { palette, nearest } = paletteOf(pixels);
  const rows = Buffer.alloc((width + 1) * height); // each row begins with its filter: none
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = nearest.get(pixels[y * width + x]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette, deflate, adaptive filtering, not interlaced
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
