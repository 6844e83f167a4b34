import { METHODS, request } from 'node:http';
import { APP_ID } from '@rocketchat-openclaw/shared';

/** A request of somebody who knows nothing but the address and the id of the app, which is public. */
export interface Anonymous {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

const BODIES: readonly Pick<Anonymous, 'what' | 'headers' | 'body'>[] = [
  { what: 'nothing', headers: {}, body: '' },
  { what: '__proto__ in JSON', headers: JSON_TYPE, body: '{"__proto__":1}' },
  { what: '__proto__ deep in JSON', headers: JSON_TYPE, body: '{"payload":{"a":[{"__proto__":{"x":1}}]}}' },
  { what: 'constructor in JSON', headers: JSON_TYPE, body: '{"constructor":{"prototype":{"x":1}}}' },
  { what: 'toString in JSON', headers: JSON_TYPE, body: '{"toString":1,"valueOf":1,"hasOwnProperty":1}' },
  { what: 'lists in lists', headers: JSON_TYPE, body: `${'['.repeat(3_000)}${']'.repeat(3_000)}` },
  { what: 'objects in objects', headers: JSON_TYPE, body: `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}` },
  { what: '__proto__ in a form', headers: FORM_TYPE, body: '__proto__=1' },
  { what: '__proto__ deep in a form', headers: FORM_TYPE, body: 'a[__proto__][x]=1&__proto__[x]=1' },
  { what: 'constructor in a form', headers: FORM_TYPE, body: 'constructor[prototype][x]=1' },
  { what: 'a deep form', headers: FORM_TYPE, body: `a${'[b]'.repeat(500)}=1` },
  { what: 'many fields', headers: FORM_TYPE, body: Array.from({ length: 900 }, (_, n) => `f${n}=1`).join('&') },
  { what: 'no JSON', headers: JSON_TYPE, body: '{"payload":' },
  { what: 'as much as is taken', headers: JSON_TYPE, body: JSON.stringify({ payload: 'x'.repeat(100_000) }) },
  { what: 'more than is taken', headers: JSON_TYPE, body: JSON.stringify({ payload: 'x'.repeat(200_000) }) },
  { what: 'a token that is none', headers: { ...JSON_TYPE, authorization: 'Bearer x.y.z' }, body: '{"payload":"{}"}' },
];

const QUERIES = [
  '',
  '?__proto__=1',
  '?__proto__[x]=1',
  '?constructor[prototype][x]=1',
  '?a[__proto__]=1',
  '?toString=1',
];

const PATHS = [
  `/api/apps/public/${APP_ID}/commands`,
  `/api/apps/public/${APP_ID}/`,
  `/api/apps/private/${APP_ID}/commands`,
  `/api/apps/private/${APP_ID}/aaaaaaaaaaaaaaaaa/commands`,
  `/api/apps/private/${APP_ID}/__proto__/commands`,
  `/api/apps/private/${APP_ID}/undefined/commands`,
  `/api/apps/private/${APP_ID}/null/commands`,
  `/api/apps/private/${APP_ID}/%2e%2e/commands`,
  `/api/apps/private/${APP_ID}/%00/commands`,
  '/api/apps/public/__proto__/commands',
  '/api/apps/private/constructor/constructor/commands',
];

/** Tunnels and other protocols: they are no requests for a path. */
const NO_REQUEST = ['CONNECT'];
const ALL_METHODS = METHODS.filter((method) => !NO_REQUEST.includes(method));

/** Every body and every query to every path, with all methods in turn. */
export function anonymousRequests(count: number): Anonymous[] {
  return Array.from({ length: count }, (_, n) => {
    const { what, headers, body } = BODIES[n % BODIES.length] ?? { what: '', headers: {}, body: '' };
    const path = `${PATHS[n % PATHS.length]}${QUERIES[Math.floor(n / 3) % QUERIES.length]}`;
    const method = n % 2 === 0 ? 'POST' : (ALL_METHODS[n % ALL_METHODS.length] ?? 'GET');
    return { what: `${method} ${path}: ${what}`, method, path, headers, body: method === 'HEAD' ? '' : body };
  });
}

/** → the status; undefined where the server hung up, as it does when a body is too long. */
export function knockAt(url: string, { method, path, headers, body }: Anonymous): Promise<number | undefined> {
  return new Promise((resolve) => {
    const asking = request(new URL(url).origin, { method, path, headers, agent: false }, (response) => {
      response.on('error', () => undefined).on('close', () => resolve(response.statusCode));
      response.resume();
    });
    asking.on('error', () => resolve(undefined));
    asking.end(body);
  });
}
