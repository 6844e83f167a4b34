import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { memoryOf } from '../../testbed/gateway/heap.ts';
import { isLong } from '../how-long.ts';
import { report } from '../promises.ts';
import { nothingCameOf } from './aftermath.ts';
import { envelope } from './forge.ts';
import { type GatewayTarget, gatewayTarget, storedIn } from './gateway-target.ts';
import { openSiege, type Siege } from './siege.ts';
import { drip, hold, type Outcome, sendRaw } from './sockets.ts';

/** Requests that no client library sends, at the real gateway. None may pass, and others are served meanwhile. */
const gateway = inject('gateway');
const { url } = gateway;
const target = gatewayTarget('attacked');
const door = new URL(target.url);
let siege: Siege<GatewayTarget>;
let before: readonly string[];
let rest: number;
let held = 0;

beforeAll(async () => {
  siege = await openSiege(target);
  before = storedIn('attacked');
  if (!isLong()) return;
  // Once before it is measured: code that runs for the first time takes memory.
  for (const [, pieces] of ABUSE) await sendRaw(door, pieces(), 500);
  rest = (await memoryOf(gateway)).inUse;
});

interface Request {
  readonly line?: string;
  readonly headers?: readonly string[];
  readonly body?: string;
}

/** A genuine request as bytes, except for what is named. */
function genuine({ line = `POST ${door.pathname} HTTP/1.1`, headers, body }: Request = {}): string {
  const payload = target.payload();
  const token = siege.forge.token({ payload });
  const sent = body ?? envelope(payload);
  const own = headers ?? [`content-length: ${Buffer.byteLength(sent)}`];
  return [
    line,
    `host: ${door.host}`,
    'content-type: application/json',
    `authorization: Bearer ${token}`,
    ...own,
    '',
    sent,
  ].join('\r\n');
}

const forged = `POST ${door.pathname} HTTP/1.1\r\nhost: ${door.host}\r\nauthorization: Bearer a.b.c\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`;
const chunk = (bytes: string) => `${bytes.length.toString(16)}\r\n${bytes}\r\n`;
const endless = () => [
  genuine({ headers: ['transfer-encoding: chunked'], body: '' }),
  ...Array(60).fill(chunk('x'.repeat(4_000))),
];

const ABUSE: [what: string, pieces: () => (string | Uint8Array)[]][] = [
  ['two content lengths that differ', () => [genuine({ headers: ['content-length: 2', 'content-length: 300'] })]],
  ['two content lengths in one line', () => [genuine({ headers: ['content-length: 2, 300'] })]],
  [
    'a length and chunks',
    () => [genuine({ headers: ['content-length: 4', 'transfer-encoding: chunked'], body: `0\r\n\r\n${forged}` })],
  ],
  [
    'chunks and a length',
    () => [genuine({ headers: ['transfer-encoding: chunked', 'content-length: 4'], body: `0\r\n\r\n${forged}` })],
  ],
  [
    'a transfer encoding in disguise',
    () => [genuine({ headers: ['transfer-encoding: xchunked', 'content-length: 4'] })],
  ],
  [
    'a transfer encoding before a colon',
    () => [genuine({ headers: ['transfer-encoding : chunked', 'content-length: 4'] })],
  ],
  ['a negative length', () => [genuine({ headers: ['content-length: -1'] })]],
  ['a length in letters', () => [genuine({ headers: ['content-length: many'] })]],
  ['a length of 10 GB', () => [genuine({ headers: ['content-length: 10737418240'] })]],
  ['chunks without end', endless],
  [
    'a chunk size that is none',
    () => [genuine({ headers: ['transfer-encoding: chunked'], body: 'xyz\r\n{}\r\n0\r\n\r\n' })],
  ],
  [
    'a chunk size of 64 bits',
    () => [genuine({ headers: ['transfer-encoding: chunked'], body: 'fffffffffffffffff\r\n{}\r\n' })],
  ],
  [
    'headers of 64 kB',
    () => [genuine({ headers: [`x-long: ${'a'.repeat(65_536)}`, 'content-length: 2'], body: '{}' })],
  ],
  [
    '3,000 headers',
    () => [
      genuine({ headers: [...Array.from({ length: 3_000 }, (_, i) => `x-${i}: 1`), 'content-length: 2'], body: '{}' }),
    ],
  ],
  ['a header without a name', () => [genuine({ headers: [': nobody', 'content-length: 2'], body: '{}' })]],
  [
    'a header that goes on in the next line',
    () => [genuine({ headers: ['x-a: 1', ' folded', 'content-length: 2'], body: '{}' })],
  ],
  ['lines that end in LF alone', () => [forged.replaceAll('\r\n', '\n')]],
  ['a zero in a header', () => [genuine({ headers: ['x-zero: a\u0000b', 'content-length: 2'], body: '{}' })]],
  ['no host', () => [forged.replace(/host: .*?\r\n/, '')]],
  ['HTTP/0.9', () => [`POST ${door.pathname}\r\n\r\n`]],
  ['HTTP/2.0 in the first line', () => [forged.replace('HTTP/1.1', 'HTTP/2.0')]],
  ['the preface of HTTP/2', () => ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']],
  ['a TLS greeting', () => [Uint8Array.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3, 3)]],
  ['rubbish', () => [Uint8Array.from({ length: 4_000 }, (_, i) => (i * 167 + 3) % 256)]],
  [
    'an upgrade to a websocket',
    () => [
      forged.replace(
        'content-type',
        'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\ncontent-type',
      ),
    ],
  ],
  ['CONNECT', () => [`CONNECT ${door.host} HTTP/1.1\r\nhost: ${door.host}\r\n\r\n`]],
  ['an address of somebody else', () => [genuine({ line: 'POST http://evil.example/ HTTP/1.1' })]],
  ['a path of 20 kB', () => [genuine({ line: `POST ${door.pathname}${'/x'.repeat(10_000)} HTTP/1.1` })]],
  ['a body cut short, and the line dropped', () => [genuine().slice(0, -40)]],
  ['forged requests in one breath', () => [forged.repeat(20)]],
];

const isRefused = ({ statuses }: Outcome) => statuses.every((status) => status >= 400 && status < 500);

test.each(ABUSE)('%s', async (what, pieces) => {
  const outcome = await sendRaw(door, pieces(), what.startsWith('a body cut short') ? 300 : 8_000);
  expect(outcome, what).toSatisfy(isRefused);
  held++;
});

describe('while a hundred visitors never finish', () => {
  const lines = forged.split('\r\n\r\n')[0] ?? '';
  test.each([
    ['their headers', lines],
    ['a body without a good token', `${lines.replace('content-length: 2', 'content-length: 50000')}\r\n\r\n{`],
  ])('%s, others are served', async (_what, beginning) => {
    const visitors = hold(door, 100, beginning);
    try {
      for (let n = 0; n < 20; n++) {
        const answer = await fetch(`${url}/rocketchat/attacked/events`, { method: 'POST' });
        expect(answer.status).toBeOneOf([401, 429]);
      }
      held++;
    } finally {
      visitors.release();
    }
  });
});

test('a thousand visitors hang up early', async () => {
  const half = () => genuine().slice(0, 300);
  for (let round = 0; round < 20; round++) hold(door, 50, half()).release();
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  held++;
});

// A minute or more: how long a beginning of headers may take is not ours to say.
if (isLong())
  test('who says a byte per second is let go', async () => {
    const lines = genuine({ headers: ['content-length: 5000'], body: '' });
    const visits: [what: string, beginning: string][] = [
      ['nothing before', ''],
      ['in the headers', `POST ${door.pathname} HTTP/1.1\r\nhost: ${door.host}\r\nx-slow: `],
      ['in the body, without a good token', `${forged.slice(0, -2).replace('length: 2', 'length: 5000')}{`],
      ['in the body, with one', `${lines}{`],
    ];
    const seen = await Promise.all(
      visits.map(async ([what, beginning]) => ({ what, ...(await drip(door, beginning, 150_000)) })),
    );
    report({
      where: 'gateway',
      what: 'who says a byte per second is let go',
      tried: seen.length,
      held: seen.filter(({ closed }) => closed).length,
      note: seen.map(({ what, seconds, statuses }) => `${what}: ${seconds.toFixed(0)} s (${statuses})`).join('; '),
    });
    // Until the headers are whole it is Node that waits: a minute, looked at every half minute. OpenClaw changes neither.
    expect(seen.every(({ closed }) => closed)).toBe(true);
    expect(seen.flatMap(({ statuses }) => statuses).every((status) => status >= 400 && status < 500)).toBe(true);
    // Without a good token nobody waits for a body; with one it is ours (`LIMITS.bodyTimeoutMs`).
    expect(seen.map(({ statuses }) => statuses.at(-1)).slice(-1)).toEqual([408]);
  });

afterAll(async () => {
  const tried = ABUSE.length + 3;
  const growth = isLong() ? (await memoryOf(gateway)).inUse - rest : undefined;
  const note = growth === undefined ? '' : `memory in use ${growth.toFixed(1)} MB more`;
  report({ where: 'gateway', what: 'raw sockets', tried, held, note });
  expect(growth ?? 0).toBeLessThan(20);
  await nothingCameOf({ siege, before, besides: held });
});
