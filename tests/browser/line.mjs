// SPDX-License-Identifier: Apache-2.0
// The line between a browser and the program: it can be cut, as where there is no signal, and it can bring a newer version of
// the application than the program holds. It notes what passed, and can break in the middle of a request.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { freePort } from './teia.mjs';

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.svg': 'image/svg+xml', '.webmanifest': 'application/manifest+json' };

export async function line(to) {
  const port = await freePort();
  const news = { version: '', gone: null, passed: [], breaks: null, slow: 0 };
  let server;

  async function cut() {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
  async function connect() {
    server = createServer((ask, reply) => void answer(to, news, ask, reply).catch(() => reply.destroy())).listen(port, '127.0.0.1');
    await once(server, 'listening');
  }
  await connect();
  return {
    url: `http://localhost:${port}`,
    connect,
    cut,
    /** What was asked of the program, in its order: `{method, path, range, status, heard}`. Without a status it was never answered, and
     *  the browser heard what it was answered unless the line was cut before. */
    passed: news.passed,
    /** From now on what the program answers is so long on its way. */
    slow(ms) { news.slow = ms; },
    /** Resolves once the line is cut in the middle of a request that `which` names: some of its body came through, and no more will. */
    breakAt: (which) => new Promise((broken, failed) => {
      news.breaks = { which, now: () => { news.breaks = null; cut().then(broken, failed); } };
    }),
    /** From now on the application is of this version, and has no file of that name any more. */
    release(version, gone) { Object.assign(news, { version, gone }); },
    /** Files of that name do not come through; null: all do. */
    lose(gone) { news.gone = gone; },
  };
}

async function answer(to, news, ask, reply) {
  const path = new URL(ask.url, to).pathname;
  const wire = /^\/(v1\/|healthz|metrics)/.test(path);
  if (news.gone?.test(path)) return reply.writeHead(404, { 'content-type': 'text/plain' }).end('gone');
  if (wire || (!news.version && !process.env.TEIA_DIST)) return passOn(to, news, ask, reply);
  const { type, body } = await fileOf(to, path);
  if (body === null) return reply.writeHead(404, { 'content-type': 'text/plain' }).end('not there');
  const changed = !news.version ? body : type.startsWith('text/html') ? newer(body, news) : path === '/sw.js' ? newerList(body, (await fileOf(to, '/')).body, news) : body;
  const plain = !/^text|json|svg/.test(type);
  const caching = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  reply.writeHead(200, { 'content-type': type, 'cache-control': caching, ...(plain ? {} : { 'content-encoding': 'br' }) });
  return reply.end(plain ? changed : brotliCompressSync(changed, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
}

function passOn(to, news, ask, reply) {
  const { hostname, port } = new URL(to);
  const noted = { method: ask.method, path: ask.url, range: ask.headers['content-range'] };
  news.passed.push(noted);
  const further = request({ hostname, port, method: ask.method, path: ask.url, headers: ask.headers }, async (answered) => {
    noted.status = answered.statusCode;
    if (news.slow) await new Promise((later) => { setTimeout(later, news.slow); });
    if (reply.destroyed) return;
    reply.on('finish', () => { noted.heard = true; });
    reply.writeHead(answered.statusCode, answered.headers);
    answered.pipe(reply);
  });
  further.on('error', () => reply.destroy());
  reply.on('close', () => further.destroy());
  const { breaks } = news;
  if (breaks?.which(noted)) ask.once('data', (some) => { further.write(some.subarray(0, some.length >> 1)); breaks.now(); });
  else ask.pipe(further);
}

/** As the program serves it: an address of the application is its page, an unknown name under /assets/ is nothing. */
async function fileOf(to, path) {
  if (!process.env.TEIA_DIST) {
    const got = await fetch(to + path);
    return { type: got.headers.get('content-type'), body: got.ok ? Buffer.from(await got.arrayBuffer()) : null };
  }
  const there = join(process.env.TEIA_DIST, path);
  const file = existsSync(there) && statSync(there).isFile();
  if (!file && path.startsWith('/assets/')) return { type: 'text/plain', body: null };
  return { type: file ? (types[extname(path)] ?? 'application/octet-stream') : types['.html'], body: readFileSync(file ? there : join(process.env.TEIA_DIST, 'index.html')) };
}

const newer = (page, { version }) => Buffer.from(page.toString().replace('</head>', `<meta name="version" content="${version}"></head>`));

/** The worker's list of files as a build would have written it for that page, without what is gone. */
function newerList(worker, page, news) {
  const integrity = `sha256-${createHash('sha256').update(newer(page, news)).digest('base64')}`;
  const listed = worker.toString().replace(/\{[^{}]*"url":"([^"]+)"[^{}]*\}/g, (entry, url) => {
    if (url === '/index.html') return JSON.stringify({ url, revision: `${news.version}-of-the-page`, integrity });
    return news.gone?.test(url) ? '' : entry;
  });
  return Buffer.from(listed.replace(/,(?=,|\])/g, ''));
}
