import { createHash, createHmac, randomBytes } from 'node:crypto';
import { deriveKey, type Key, LIMITS, type Route } from '@rocketchat-openclaw/shared';

/** A door that is attacked, and what its genuine peer knows. */
export interface Target {
  readonly url: string;
  readonly route: Route;
  readonly secret: string;
  readonly accountId: string;
  /** A genuine payload whose effect would be noticed: new each time. */
  payload(): string;
}

/** One request as it goes over the wire. */
export interface Knock {
  readonly what: string;
  readonly method?: string;
  /** Instead of the target's own, as it is written, nothing resolved. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The parts of a token. A part that is left out is as the genuine peer would have it. */
export interface Parts {
  readonly payload?: string;
  /** An object is written as JSON, `undefined` members left out; a string or bytes as they are. */
  readonly header?: unknown;
  readonly claims?: unknown;
  readonly key?: string | Uint8Array;
  readonly hash?: 'sha256' | 'sha384' | 'sha512';
}

export interface Forge {
  readonly target: Target;
  readonly key: Key;
  /** The genuine header and claims, with changes; `undefined` takes a member away. */
  header(change?: object): object;
  claims(payload: string, change?: object): object;
  token(parts?: Parts): string;
  /** A request with this token and the body that it was made for. */
  bearing(what: string, token: string, payload?: string): Knock;
  /** Must be in no log: the secret, the key, and the end of the claims and of the signature of every token made. */
  secrets(): string[];
  /** The same with everything but the token in order, and the token signed with the genuine key. */
  altered(what: string, parts: Pick<Parts, 'header' | 'claims'>): Knock;
}

/** As long as a signature. */
const TELLING = 43;

/** Makes tokens by hand, without the code under attack: jose would refuse to write most of these. */
export async function openForge(target: Target): Promise<Forge> {
  const { route } = target;
  const key = await deriveKey(target.secret, route.direction, target.accountId);
  const made = new Set<string>();
  const header = (change: object = {}) => ({ alg: 'HS256', typ: route.typ, kid: key.kid, ...change });

  function claims(payload: string, change: object = {}): object {
    const iat = Math.floor(Date.now() / 1_000);
    return {
      iss: route.issuer,
      aud: route.audience,
      iat,
      exp: iat + LIMITS.tokenLifeSeconds,
      jti: randomBytes(16).toString('base64url'),
      htm: 'POST',
      htu: route.path,
      bh: hashOf(payload),
      ...change,
    };
  }

  function token({ payload = '', hash = 'sha256', ...parts }: Parts = {}): string {
    const first = segment(parts.header ?? header());
    const second = segment('claims' in parts ? parts.claims : claims(payload));
    const mac = createHmac(hash, parts.key ?? key.bytes).update(`${first}.${second}`);
    return `${first}.${second}.${mac.digest('base64url')}`;
  }

  /** Whatever is sent as one, in order or not. */
  function note(text: string): string {
    for (const part of text.split('.').slice(1)) if (part.length >= TELLING) made.add(part.slice(-TELLING));
    return text;
  }

  function secrets(): string[] {
    const bytes = Buffer.from(key.bytes);
    const keys = (['hex', 'base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding));
    return [target.secret, target.secret.slice('rcoc_'.length), ...keys, ...made];
  }

  function bearing(what: string, text: string, payload = target.payload()): Knock {
    return { what, headers: { ...JSON_TYPE, authorization: `Bearer ${note(text)}` }, body: envelope(payload) };
  }

  return {
    target,
    key,
    header,
    claims,
    token: (parts) => note(token(parts)),
    bearing,
    secrets,
    altered(what, parts) {
      const payload = target.payload();
      return bearing(what, token({ claims: claims(payload), ...parts, payload }), payload);
    },
  };
}

export const JSON_TYPE = { 'content-type': 'application/json' } as const;

export const envelope = (payload: string): string => JSON.stringify({ payload });

export const hashOf = (payload: string): string => createHash('sha256').update(payload).digest('base64url');

export function segment(value: unknown): string {
  const bytes = typeof value === 'string' || value instanceof Uint8Array ? value : JSON.stringify(value);
  return Buffer.from(bytes as string | Uint8Array).toString('base64url');
}
