import * as z from 'zod/mini';
import { LIMITS } from '../contract/limits.ts';
import type { Route } from '../contract/route.ts';

const Seconds = z.int().check(z.nonnegative());

/** Exactly these three members: no `crit`, `jku`, `jwk`, `x5*`, `b64`, `zip` or `cty` is ever looked at. */
export const Header = z.strictObject({
  alg: z.literal('HS256'),
  typ: z.enum(['rc-event+jwt', 'oc-command+jwt']),
  kid: z.string().check(z.regex(/^[A-Za-z0-9_-]{12}$/)),
});
export type Header = z.infer<typeof Header>;

export const Claims = z.strictObject({
  iss: z.string(),
  /** One string: a list of audiences would let a token for another account in. */
  aud: z.string(),
  iat: Seconds,
  exp: Seconds,
  /** 128 random bits, new for each attempt. */
  jti: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/)),
  htm: z.literal('POST'),
  /** The contract path, without what a proxy adds. */
  htu: z.string(),
  /** base64url(SHA-256(payload)). */
  bh: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)),
});
export type Claims = z.infer<typeof Claims>;

/** The fault of these claims on this route, in words for our own log; undefined when there is none. */
export function claimsFault(claims: Claims, route: Route): string | undefined {
  if (claims.iss !== route.issuer) return `issuer is ${JSON.stringify(claims.iss)}, expected ${route.issuer}`;
  if (claims.aud !== route.audience) return `audience is ${JSON.stringify(claims.aud)}, expected ${route.audience}`;
  if (claims.htu !== route.path) return `signed for path ${JSON.stringify(claims.htu)}, expected ${route.path}`;
  if (claims.exp - claims.iat > LIMITS.tokenLifeSeconds) return `lives ${claims.exp - claims.iat} s, at most 60 s`;
  if (claims.exp <= claims.iat) return 'expires before it is issued';
  return undefined;
}

/**
 * How far the sender's clock is ahead of ours, in milliseconds, where that is further than it may be. If it is behind,
 * somebody may have sent an old delivery again.
 *
 * @param now milliseconds
 */
export function skewOf({ iat, exp }: Claims, now: number): number | undefined {
  const tolerance = LIMITS.clockSkewSeconds * 1_000;
  const isInTime = iat * 1_000 <= now + tolerance && exp * 1_000 >= now - tolerance;
  return isInTime ? undefined : iat * 1_000 - now;
}
