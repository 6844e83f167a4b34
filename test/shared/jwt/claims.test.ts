import { LIMITS } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { type Claims, claimsFault, skewOf } from '../../../shared/src/jwt/claims.ts';
import { ROUTE } from './pair.ts';

const IAT = 1_000_000;
const claims = (change: Partial<Claims> = {}): Claims => ({
  iss: ROUTE.issuer,
  aud: ROUTE.audience,
  iat: IAT,
  exp: IAT + LIMITS.tokenLifeSeconds,
  jti: 'A'.repeat(22),
  htm: 'POST',
  htu: ROUTE.path,
  bh: 'A'.repeat(43),
  ...change,
});

describe('the life of a token', () => {
  test.each([
    [1, undefined],
    [60, undefined],
    [61, 'lives 61 s, at most 60 s'],
    [0, 'expires before it is issued'],
    [-1, 'expires before it is issued'],
  ])('of %d seconds: %s', (seconds, fault) => {
    expect(claimsFault(claims({ exp: IAT + seconds }), ROUTE)).toBe(fault);
  });
});

describe('the clocks may differ by half a minute, to the millisecond', () => {
  const skew = LIMITS.clockSkewSeconds * 1_000;
  const ends = (IAT + LIMITS.tokenLifeSeconds) * 1_000;
  test.each([
    ['the sender is as far ahead as it may be', IAT * 1_000 - skew, undefined],
    ['the sender is a millisecond further ahead', IAT * 1_000 - skew - 1, skew + 1],
    ['the token is as old as it may be', ends + skew, undefined],
    ['the token is a millisecond older', ends + skew + 1, IAT * 1_000 - (ends + skew + 1)],
  ])('%s', (_what, now, expected) => {
    expect(skewOf(claims(), now)).toBe(expected);
  });
});
