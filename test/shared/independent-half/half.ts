import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/**
 * Another half, app and gateway in one, written from docs/protocol.md and the test vectors alone. It shares no line with
 * ours: no library, no schema, no constant.
 */
export type Direction = 'event' | 'command';

export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface Facts {
  readonly secret: string;
  readonly previous?: string;
  readonly account: string;
  /** Milliseconds. */
  readonly now: () => number;
  /** 16 random bytes. */
  readonly nonce: () => Uint8Array;
}

type Json = Record<string, unknown>;
type Happening = Json & { readonly id: string; readonly type: string };

const APP_ID = 'd0b4f9a2-5c1e-4e7b-8a36-2f6e7c9b1d54';
const JSON_TYPE = /^application\/json(; charset=utf-8)?$/;
const HEADER = ['alg', 'kid', 'typ'];
const CLAIMS = ['aud', 'bh', 'exp', 'htm', 'htu', 'iat', 'iss', 'jti'];

/** No, with its status and code. */
class No extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}
const unauthorized = () => new No(401, 'unauthorized');

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest();

export function keyOf(secret: string, direction: Direction, account: string): { key: Buffer; kid: string } {
  const salt = sha256('rocketchat-openclaw/v1');
  const input = Buffer.from(secret.slice('rcoc_'.length), 'base64url');
  const key = Buffer.from(hkdfSync('sha256', input, salt, `${direction}|${account}`, 32));
  return {
    key,
    kid: sha256(Buffer.concat([Buffer.from('kid|'), key]))
      .toString('base64url')
      .slice(0, 12),
  };
}

function routeOf(direction: Direction, account: string) {
  const [app, gateway] = [`rocketchat:${APP_ID}`, `openclaw:${account}`];
  return direction === 'event'
    ? { typ: 'rc-event+jwt', iss: app, aud: gateway, htu: `/rocketchat/${account}/events` }
    : { typ: 'oc-command+jwt', iss: gateway, aud: app, htu: `/api/apps/public/${APP_ID}/commands` };
}

/** Canonical base64url, and JSON as `JSON.stringify` writes it, with exactly these members. */
function readPart(part: string, members: readonly string[]): Json {
  const bytes = Buffer.from(part, 'base64url');
  const text = bytes.toString('utf8');
  const json = jsonOf(text, unauthorized);
  if (bytes.toString('base64url') !== part || JSON.stringify(json) !== text) throw unauthorized();
  if (Object.keys(json).toSorted().join() !== members.join()) throw unauthorized();
  return json;
}

function jsonOf(text: string, no = () => new No(400, 'bad-request')): Json {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw no();
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw no();
  return json as Json;
}

export function openHalf({ secret, previous, account, now, nonce }: Facts) {
  const stored = new Set<string>();
  const ledger = new Map<string, Answer>();
  const attempts = new Map<string, number>();

  /** One attempt: a token of its own for the same payload. */
  function sign(direction: Direction, content: object): Request {
    const { key, kid } = keyOf(secret, direction, account);
    const { typ, ...route } = routeOf(direction, account);
    const payload = JSON.stringify(content);
    const iat = Math.floor(now() / 1_000);
    const jti = Buffer.from(nonce()).toString('base64url');
    const { iss, aud, htu } = route;
    const claims = { iss, aud, iat, exp: iat + 60, jti, htm: 'POST', htu, bh: sha256(payload).toString('base64url') };
    const [head, middle] = [{ alg: 'HS256', typ, kid }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const signature = createHmac('sha256', key).update(`${head}.${middle}`).digest('base64url');
    const headers = { authorization: `Bearer ${head}.${middle}.${signature}`, 'content-type': 'application/json' };
    return { path: htu, headers, body: JSON.stringify({ payload }) };
  }

  /** Steps 1 to 9 of the page. @throws No */
  function verify(direction: Direction, { headers, body }: Request): { payload: string; isRepeat: boolean } {
    const token = headers['authorization']?.replace(/^Bearer /, '') ?? '';
    const [head = '', middle = '', signature = '', ...more] = token.split('.');
    if (token.length > 2_048 || more.length > 0 || signature.length !== 43) throw unauthorized();
    const { alg, typ, kid } = readPart(head, HEADER);
    const { typ: expected, ...route } = routeOf(direction, account);
    const secrets = previous === undefined ? [secret] : [secret, previous];
    const known = secrets.map((each) => keyOf(each, direction, account)).find((each) => each.kid === kid);
    if (!known || alg !== 'HS256' || typ !== expected) throw unauthorized();
    const right = createHmac('sha256', known.key).update(`${head}.${middle}`).digest('base64url');
    if (!timingSafeEqual(Buffer.from(right), Buffer.from(signature))) throw unauthorized();
    const claims = readPart(middle, CLAIMS);
    const { iat, exp, jti, htm, bh } = claims as { iat: number; exp: number; jti: string; htm: string; bh: string };
    const isOurs = Object.entries(route).every(([name, value]) => claims[name] === value) && htm === 'POST';
    if (!isOurs || !/^[\w-]{22}$/.test(jti) || !(exp > iat) || exp - iat > 60) throw unauthorized();
    if (iat * 1_000 > now() + 30_000 || exp * 1_000 < now() - 30_000) throw unauthorized();
    if (!JSON_TYPE.test(headers['content-type'] ?? '')) throw new No(415, 'unsupported-media-type');
    if (Buffer.byteLength(body) > 102_400) throw new No(413, 'too-large');
    const { payload, ...others } = jsonOf(body);
    if (typeof payload !== 'string' || Object.keys(others).length > 0) throw new No(400, 'bad-request');
    if (sha256(payload).toString('base64url') !== bh) throw unauthorized();
    for (const [old, until] of attempts) if (until < now()) attempts.delete(old);
    const isRepeat = attempts.has(jti);
    attempts.set(jti, now() + 120_000);
    return { payload, isRepeat };
  }

  function answering(act: () => Answer): Answer {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof No)) throw error;
      const { status, code } = error;
      return say(status, { error: code }, status === 429 ? { 'retry-after': '1' } : {});
    }
  }

  const say = (status: number, body: object, headers: Record<string, string> = {}): Answer => ({
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

  /** As the gateway: verifies a delivery, stores its events, answers for each. */
  function takeDelivery(request: Request, onEvent: (event: Happening) => void): Answer {
    return answering(() => {
      const { events } = jsonOf(verify('event', request).payload) as unknown as { events: Happening[] };
      const results = events.map((event) => {
        const outcome = stored.has(event.id) ? 'duplicate' : 'accepted';
        stored.add(event.id);
        if (outcome === 'accepted') onEvent(event);
        return { id: event.id, outcome };
      });
      return say(202, { results }, { 'x-openclaw-delivery-accepted': 'durable' });
    });
  }

  /** As the app: verifies a command and carries it out once for each key. */
  function takeCommand(request: Request, carryOut: (command: Json) => object): Answer {
    return answering(() => {
      const { payload, isRepeat } = verify('command', request);
      const command = jsonOf(payload);
      const known = ledger.get(String(command['key']));
      if (known) return known;
      if (isRepeat) throw new No(429, 'too-many');
      const answer = say(200, carryOut(command));
      if (jsonOf(answer.body)['ok']) ledger.set(String(command['key']), answer);
      return answer;
    });
  }

  return { sign, takeDelivery, takeCommand };
}

/** As the app: what becomes of a delivery that was answered so. */
export function outcomeOf({ status, headers, body }: Answer): 'delivered' | 'later' | 'pause' | 'never' {
  const isDurable = headers['x-openclaw-delivery-accepted'] === 'durable';
  if (status === 202) return isDurable && Array.isArray(jsonOf(body)['results']) ? 'delivered' : 'pause';
  if (status === 400 || status === 413) return body.includes('"error":') ? 'never' : 'pause';
  return status === 408 || status === 429 || status >= 500 ? 'later' : 'pause';
}
