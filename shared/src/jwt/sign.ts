import { SignJWT } from 'jose';
import { LIMITS } from '../contract/limits.ts';
import type { Route } from '../contract/route.ts';
import { toBase64url } from './base64url.ts';
import type { Claims } from './claims.ts';
import { type Key, sha256 } from './keys.ts';

/** Time and chance of one attempt. */
export interface Attempt {
  /** Milliseconds. */
  readonly now: number;
  /** 16 random bytes: the attempt's `jti`. */
  readonly nonce: Uint8Array;
}

/**
 * Signs one attempt to deliver `payload` over `route`. Each attempt is signed anew: a token lives 60 s and counts once.
 *
 * @returns the compact JWS for `authorization: Bearer …`
 */
export async function sign(payload: string, route: Route, key: Key, attempt: Attempt): Promise<string> {
  if (key.direction !== route.direction)
    throw new TypeError(`a key for ${key.direction} cannot sign ${route.direction}`);
  if (attempt.nonce.length !== 16) throw new TypeError('a nonce has 16 bytes');
  const iat = Math.floor(attempt.now / 1_000);
  const claims: Claims = {
    iss: route.issuer,
    aud: route.audience,
    iat,
    exp: iat + LIMITS.tokenLifeSeconds,
    jti: toBase64url(attempt.nonce),
    htm: 'POST',
    htu: route.path,
    bh: await bodyHash(payload),
  };
  return new SignJWT(claims).setProtectedHeader({ alg: key.alg, typ: route.typ, kid: key.kid }).sign(key.handle);
}

export async function bodyHash(payload: string): Promise<string> {
  return toBase64url(await sha256(payload));
}
