import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { LIMITS } from '@rocketchat-openclaw/shared';
import { envelope, type Forge, type Knock } from './forge.ts';

/** Signed as they should be, and wrong in another way. */
export function forgedRequests(forge: Forge): Knock[] {
  return [
    ...methods(forge),
    ...paths(forge),
    ...contentTypes(forge),
    ...encodings(forge),
    ...envelopes(forge),
    ...payloads(forge),
  ];
}

/** A genuine request, except for what is named. */
function genuine(forge: Forge, what: string, change: Partial<Knock> = {}, payload = forge.target.payload()): Knock {
  return { ...forge.bearing(what, forge.token({ payload }), payload), ...change };
}

function methods(forge: Forge): Knock[] {
  const others = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'SEARCH', 'LOCK', 'PURGE', 'M-SEARCH', 'TRACE'];
  const plain = others.map((method) => genuine(forge, method, { method, ...(method === 'HEAD' && { body: '' }) }));
  const overridden = ['x-http-method-override', 'x-http-method', 'x-method-override'].map((name) => {
    const knock = genuine(forge, `GET with ${name}`, { method: 'GET' });
    return { ...knock, headers: { ...knock.headers, [name]: 'POST' } };
  });
  return [...plain, ...overridden];
}

function paths(forge: Forge): Knock[] {
  const { pathname } = new URL(forge.target.url);
  const parent = pathname.slice(0, pathname.lastIndexOf('/'));
  const all = [
    ...[parent, `${parent}/`, `${pathname}x`, `${pathname}/x`, `${pathname}%00`, `${pathname}%2f`, `${pathname};x=1`],
    ...[`${pathname}.json`, `${pathname}%20`, `${pathname}%0d%0ax:y`, `${pathname}\\`, `${parent}/../../etc/passwd`],
    ...[
      pathname.toUpperCase(),
      `${parent}/__proto__`,
      `${parent}/constructor`,
      `${parent}-2${pathname.slice(parent.length)}`,
    ],
  ];
  const guesses = ['', 'x', 'A'.repeat(22), 'A'.repeat(43), '..%2f..%2fetc%2fpasswd', '__proto__', '%00'];
  const files = guesses.map((guess) => `${parent}/files/${guess}`);
  return [
    ...all.map((path) => genuine(forge, `to ${path}`, { path })),
    ...files.map((path) => genuine(forge, `a file that nobody offered, ${path}`, { path, method: 'GET' })),
  ];
}

function contentTypes(forge: Forge): Knock[] {
  const all = [
    ...['text/plain', 'text/json', 'text/html', 'application/jsonx', 'application/json-seq', 'application/jose+json'],
    ...['application/jwt', 'application/jose', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'],
    ...[
      'application/xml',
      'application/octet-stream',
      'application/json, text/plain',
      'application/json; charset=utf-16',
    ],
    ...['json', '*/*', 'application/*', '', ' '],
  ];
  return all.map((type) => {
    const { 'content-type': _, ...headers } = genuine(forge, '').headers;
    return genuine(forge, `content type ${JSON.stringify(type)}`, { headers: { ...headers, 'content-type': type } });
  });
}

/** Bodies in a wrapping that is not what it says. */
function encodings(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const body = envelope(payload);
  const bomb = Buffer.from(`{"payload":"${' '.repeat(20 * 1024 * 1024)}"}`);
  const wrapped: [encoding: string, body: string | Uint8Array][] = [
    ['gzip', body],
    ['deflate', body],
    ['br', body],
    ['zstd', body],
    ['x-unknown', body],
    ['gzip', gzipSync(bomb)],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb)],
    ['gzip, gzip', gzipSync(gzipSync(body))],
    ['', gzipSync(body)],
    ['', Buffer.from(body, 'utf16le')],
    ['', Buffer.concat([Buffer.from('{"payload":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])],
    ['', Buffer.concat([Buffer.from('{"payload":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')])],
    ['', Buffer.concat([Buffer.from('{"payload":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')])],
  ];
  return wrapped.map(([encoding, bytes], index) => {
    const knock = genuine(forge, `encoding ${encoding || 'none'} (${index})`, { body: bytes }, payload);
    return encoding ? { ...knock, headers: { ...knock.headers, 'content-encoding': encoding } } : knock;
  });
}

function envelopes(forge: Forge): Knock[] {
  const payload = forge.target.payload();
  const text = JSON.stringify(payload);
  const bodies = [
    ...['', ' ', 'null', 'true', '0', '""', '[]', '{}', text, `[${text}]`, '{"payload":null}', '{"payload":1}'],
    ...[
      '{"payload":{}}',
      `{"payload":[${text}]}`,
      `{"payload":${payload}}`,
      `{"Payload":${text}}`,
      `{"payload ":${text}}`,
    ],
    ...[`{"payload":${text},"more":1}`, `{"payload":${text},"__proto__":{"a":1}}`, `{"__proto__":{"payload":${text}}}`],
    ...[
      `{"payload":${text}`,
      `{"payload":${text}}}`,
      `{"payload":${text},}`,
      `{'payload':${text}}`,
      `{payload:${text}}`,
    ],
    ...[`/**/{"payload":${text}}`, `{"payload":${text}}{"payload":${text}}`, `payload=${encodeURIComponent(payload)}`],
    ...[
      `\u0000{"payload":${text}}`,
      '['.repeat(50_000),
      '{"payload":'.repeat(8_000),
      `{"payload":"${'x'.repeat(LIMITS.bodyBytes)}"}`,
    ],
  ];
  return bodies.map((body, index) => ({
    ...forge.bearing(`envelope ${index}: ${body.slice(0, 24)}`, forge.token({ payload })),
    body,
  }));
}

/** Payloads that the owner of the secret would have to sign; they have no effect all the same. */
function payloads(forge: Forge): Knock[] {
  const good = JSON.parse(forge.target.payload()) as Record<string, unknown>;
  const first = Object.keys(good).at(-1) ?? '';
  const changed: [what: string, payload: unknown][] = [
    ['v 2', { ...good, v: 2 }],
    ['v "1"', { ...good, v: '1' }],
    ['no v', { ...good, v: undefined }],
    ['a member more', { ...good, admin: true }],
    ['a member less', { ...good, [first]: undefined }],
    ['a list', [good]],
    ['null', null],
    ['a string', 'payload'],
    ['a number', 1],
    ['a list for the last member', { ...good, [first]: [] }],
    ['an object for the last member', { ...good, [first]: {} }],
    ['null for the last member', { ...good, [first]: null }],
    ['a million characters in the last member', { ...good, [first]: 'x'.repeat(90_000) }],
    ['60 of the last member', { ...good, [first]: Array(60).fill(1) }],
  ];
  const raw: [what: string, payload: string][] = [
    ['nothing', ''],
    ['a byte order mark', `\ufeff${JSON.stringify(good)}`],
    ['a __proto__', `{"__proto__":{"v":1},${JSON.stringify(good).slice(1)}`],
    ['all of it in __proto__', `{"__proto__":${JSON.stringify(good)}}`],
    ['a constructor', `{"constructor":{"prototype":{"v":1}},${JSON.stringify(good).slice(1)}`],
    ['something behind it', `${JSON.stringify(good)}x`],
    ['lists in lists', '['.repeat(20_000)],
    ['a number that is none', `{"v":1e999}`],
  ];
  return [
    ...changed.map(([what, payload]) => genuine(forge, `payload: ${what}`, {}, JSON.stringify(payload))),
    ...raw.map(([what, payload]) => genuine(forge, `payload: ${what}`, {}, payload)),
  ];
}
