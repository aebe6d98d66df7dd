// SPDX-License-Identifier: Apache-2.0
// What a broken or hostile device may send: each operation is refused by itself, the others pass, and the program goes on.
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { open, PASSWORD } from './teia.mjs';

const DEVICE = '01968000-0000-7000-8000-00000000dead';
const OWN = 1702554; // Augustinópolis, TO
const OTHERS = 2101400; // Balsas, MA

let teia;
let headers;
beforeAll(async () => {
  teia = await open();
  const signedIn = await fetch(`${teia.url}/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ login: 'helena@exemplo.org.br', password: PASSWORD }) });
  headers = { 'Content-Type': 'application/json', 'Cookie': signedIn.headers.getSetCookie().map((c) => c.split(';')[0]).join('; '), 'X-CSRF-Token': (await signedIn.json()).csrf };
});
afterAll(() => teia?.close());

const id = () => randomUUID().replace(/^(.{14})./, '$17');
const post = (path, body, more = {}) => fetch(teia.url + path, { method: 'POST', headers: { ...headers, ...more }, body });
const pushed = async (operations) => (await (await post('/v1/sync/push', JSON.stringify({ protocol: 1, device: DEVICE, operations }))).json()).outcomes;
const codes = (outcomes) => outcomes.map((o) => o.problem?.code ?? o.outcome);

function visit(town, change = {}) {
  const [operation, record] = [id(), id()];
  const content = { type: 'VIS', theme: 'PLAN.PAS', started_at: '2025-04-29T14:30:00.000Z', places: [{ place: town, presence: 'contato-direto' }], text: 'Revisamos as metas com a equipe.', visibility: { network: false, municipality: false, public: false } };
  const body = { operation, id: record, content, planned: false, created_at: '2025-04-29T15:00:00.000Z', ...change };
  return { operation, verb: 'action.register', record, schema: 1, at: '2025-04-29T15:00:00.000Z', body: JSON.stringify(body) };
}

test('in a batch of good and bad ones each gets its own answer', async () => {
  const good = visit(OWN);
  const deep = visit(OWN);
  deep.body = `{"operation":"${deep.operation}","x":${'['.repeat(5000)}${']'.repeat(5000)}}`;
  const batch = [
    visit(OTHERS), // another's territory
    { ...visit(OWN), body: visit(OWN).body }, // a body of another operation
    { ...visit(OWN), verb: 'action.erase-all' },
    { ...visit(OWN), body: 'not json' },
    deep,
    visit(OWN, { surprise: true }),
    { ...visit(OWN), at: 'yesterday' },
    good,
  ];
  const whole = await post('/v1/sync/push', JSON.stringify({ protocol: 1, device: DEVICE, operations: batch }));
  expect(whole.status).toBe(422); // a time that is none is no operation at all: nothing of the request was looked at
  const outcomes = await pushed(batch.filter((o) => o.at !== 'yesterday'));
  expect(codes(outcomes)).toEqual(['actions.outside-scope', 'sync.other-operation', 'sync.unknown-verb', 'body.malformed', 'body.malformed', expect.stringMatching(/^body\./), 'accepted']);
  const [again] = await pushed([good]); // replayed
  expect([again.outcome, again.receipt]).toEqual(['duplicate', outcomes.at(-1).receipt]);
  const [changed] = await pushed([{ ...good, body: good.body.replace('metas', 'contas') }]); // its id with other words
  expect(changed.problem.code).toBe('ledger.operation-reused');
});

test('a million operations, too many bytes, or bytes that swell are refused before anything is carried out', async () => {
  const one = JSON.stringify(visit(OWN));
  const million = `{"protocol":1,"device":"${DEVICE}","operations":[${Array(1_000_000).fill('{}').join(',')}]}`;
  const answer = await post('/v1/sync/push', million).then((r) => r.status, () => 'closed');
  expect([413, 'closed']).toContain(answer);
  const many = await post('/v1/sync/push', `{"protocol":1,"device":"${DEVICE}","operations":[${Array(201).fill(one).join(',')}]}`);
  expect([many.status, (await many.json()).code]).toEqual([413, 'sync.too-many']);
  const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20));
  expect([400, 413, 415, 422]).toContain((await post('/v1/sync/push', bomb, { 'Content-Encoding': 'gzip' })).status);
  expect((await fetch(`${teia.url}/healthz`)).ok).toBe(true);
});

test('a cursor from the future, of another history, or of nonsense tells where the present one began', async () => {
  const asked = async (cursor) => (await post('/v1/sync/pull', JSON.stringify({ protocol: 1, cursor, scope: [], fill: null, limit: 5 }))).json();
  const { cursor } = await asked(null);
  for (const other of [{ ...cursor, number: cursor.number + 1_000_000 }, { ...cursor, hash: 'a'.repeat(64) }, { ...cursor, epoch: id() }]) {
    const { reset, epochs, documents } = await asked(other);
    expect([reset?.epoch, epochs.length, documents]).toEqual([cursor.epoch, 1, []]);
  }
  expect((await asked(cursor)).reset).toBeNull();
});
