import { compactVerify } from 'jose';
import type { Route } from '../contract/route.ts';
import { Refusal } from '../errors.ts';
import { skewInWords, spanInWords } from '../skew.ts';
import { Claims, claimsFault, skewOf } from './claims.ts';
import type { Compact } from './compact.ts';
import type { Key, KeyRing } from './keys.ts';
import { readPlainJson } from './plain-json.ts';
import { bodyHash } from './sign.ts';

/**
 * Verifies sender and route of a request: key id → signature → claims. The body is not read yet.
 *
 * @param now milliseconds
 * @throws Refusal `unauthorized`, with the reason for our own log
 */
export async function verify(compact: Compact, route: Route, keys: KeyRing, now: number): Promise<Claims> {
  const key = pickKey(compact, route, keys);
  const claims = await readClaims(compact.token, key);
  const fault = claimsFault(claims, route);
  if (fault) throw new Refusal('unauthorized', fault);
  const skewMs = skewOf(claims, now);
  if (skewMs !== undefined) throw new Refusal('unauthorized', timeFault(skewMs), { skewMs });
  return claims;
}

function timeFault(skewMs: number): string {
  if (skewMs > 0) return `the sender's clock is ${skewInWords(skewMs)} ours`;
  return `it was signed ${spanInWords(skewMs)} ago: the sender's clock is behind ours, or an old delivery is repeated`;
}

/** @throws Refusal `unauthorized` when the payload is not the one that was signed */
export async function verifyBody(claims: Claims, payload: string): Promise<void> {
  if (!equalInConstantTime(await bodyHash(payload), claims.bh)) {
    throw new Refusal('unauthorized', 'the body is not the one that was signed');
  }
}

/** By key id, never by trying all keys: an unknown id costs no cryptography and reveals nothing. */
function pickKey({ header }: Compact, route: Route, keys: KeyRing): Key {
  const key = [keys.current, keys.previous].find((candidate) => candidate?.kid === header.kid);
  if (!key) throw new Refusal('unauthorized', `unknown key id ${header.kid}, ours is ${keys.current.kid}`);
  if (key.direction !== route.direction || header.typ !== route.typ) {
    throw new Refusal('unauthorized', 'a token for the other direction');
  }
  return key;
}

async function readClaims(token: string, key: Key): Promise<Claims> {
  try {
    const { payload } = await compactVerify(token, key.handle, { algorithms: [key.alg] });
    return Claims.parse(readPlainJson(payload));
  } catch (cause) {
    throw new Refusal('unauthorized', 'the signature or the claims do not hold', { cause });
  }
}

function equalInConstantTime(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let i = 0; i < left.length; i++) difference |= left.charCodeAt(i) ^ right.charCodeAt(i);
  return difference === 0;
}
