import { LIMITS, readCompact } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { aToken } from './pair.ts';

const b64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const unauthorized = expect.objectContaining({ code: 'unauthorized' });
const [header = '', claims = '', signature = ''] = (await aToken()).split('.');
const good = { alg: 'HS256', typ: 'rc-event+jwt', kid: 'AAAAAAAAAAAA' };

test('a good token is read', () => {
  expect(readCompact(`Bearer ${header}.${claims}.${signature}`).header).toMatchObject({
    alg: 'HS256',
    typ: 'rc-event+jwt',
  });
});

describe('shape', () => {
  test.each([
    ['no header at all', undefined],
    ['an empty one', ''],
    ['no scheme', `${header}.${claims}.${signature}`],
    ['another scheme', `Basic ${header}.${claims}.${signature}`],
    ['a scheme in lower case', `bearer ${header}.${claims}.${signature}`],
    ['two segments', `Bearer ${header}.${claims}`],
    ['four segments', `Bearer ${header}.${claims}.${signature}.${signature}`],
    ['an empty signature', `Bearer ${header}.${claims}.`],
    ['padding', `Bearer ${header}=.${claims}.${signature}`],
    ['a space inside', `Bearer ${header}.${claims}. ${signature}`],
    ['base64 instead of base64url', `Bearer ${header}.${claims}.${'+'.repeat(43)}`],
    ['unused bits set', `Bearer ${header}.${claims}.${signature.slice(0, -1)}${signature.endsWith('B') ? 'C' : 'B'}`],
    ['a signature of 512 bits', `Bearer ${header}.${claims}.${'A'.repeat(86)}`],
    ['more than is allowed', `Bearer ${header}.${'A'.repeat(LIMITS.tokenChars)}.${signature}`],
  ])('%s is refused', (_, authorization) => {
    expect(() => readCompact(authorization)).toThrow(unauthorized);
  });
});

describe('header', () => {
  test.each([
    ['alg none', { ...good, alg: 'none' }],
    ['alg HS512', { ...good, alg: 'HS512' }],
    ['alg RS256', { ...good, alg: 'RS256' }],
    ['typ JWT', { ...good, typ: 'JWT' }],
    ['no typ', { alg: 'HS256', kid: good.kid }],
    ['no kid', { alg: 'HS256', typ: good.typ }],
    ['a kid that is a path', { ...good, kid: '../../secret' }],
    ['kid __proto__', { ...good, kid: '__proto__' }],
    ['crit', { ...good, crit: ['exp'] }],
    ['jku', { ...good, jku: 'http://127.0.0.1/keys' }],
    ['jwk', { ...good, jwk: {} }],
    ['x5c', { ...good, x5c: [] }],
    ['b64', { ...good, b64: false }],
    ['zip', { ...good, zip: 'DEF' }],
    ['cty', { ...good, cty: 'JWT' }],
    ['a list', [good]],
    ['a string', 'header'],
    ['null', null],
  ])('%s is refused', (_, value) => {
    expect(() => readCompact(`Bearer ${b64(value)}.${claims}.${signature}`)).toThrow(unauthorized);
  });

  test.each([
    ['a name that stands there twice', `{"alg":"none","alg":"HS256","typ":"${good.typ}","kid":"${good.kid}"}`],
    ['a name in escapes', `{"\\u0061lg":"HS256","typ":"${good.typ}","kid":"${good.kid}"}`],
    ['space', `{"alg": "HS256","typ":"${good.typ}","kid":"${good.kid}"}`],
    ['a byte order mark', `\ufeff${JSON.stringify(good)}`],
  ])('text that we would not write is refused: %s', (_, text) => {
    const segment = Buffer.from(text).toString('base64url');
    expect(() => readCompact(`Bearer ${segment}.${claims}.${signature}`)).toThrow(unauthorized);
  });

  test('bytes that are no UTF-8 are refused', () => {
    const broken = Buffer.from([0xff, 0xfe, 0xfd]).toString('base64url');
    expect(() => readCompact(`Bearer ${broken}.${claims}.${signature}`)).toThrow(unauthorized);
  });
});
