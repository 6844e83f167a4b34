import {
  commandRoute,
  deriveKey,
  deriveKeyRing,
  eventRoute,
  readCompact,
  sign,
  verify,
  verifyBody,
} from '@rocketchat-openclaw/shared';
import { SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, ATTEMPT, aToken, eventKeys, NOW, OTHER_SECRET, PAYLOAD, ROUTE, SECRET } from './pair.ts';

const unauthorized = expect.objectContaining({ code: 'unauthorized' });
const open = async (token: string, now = NOW, keys = eventKeys()) =>
  verify(readCompact(`Bearer ${token}`), ROUTE, await keys, now);

test('a token that was just signed is accepted, and its body', async () => {
  const claims = await open(await aToken());
  expect(claims).toMatchObject({ iss: ROUTE.issuer, aud: ROUTE.audience, htu: ROUTE.path });
  await expect(verifyBody(claims, PAYLOAD)).resolves.toBeUndefined();
});

test.each([
  ['one letter changed', PAYLOAD.replace('ö', 'o')],
  ['a space added', `${PAYLOAD} `],
  ['nothing', ''],
])('a body with %s is refused', async (_, payload) => {
  const claims = await open(await aToken());
  await expect(verifyBody(claims, payload)).rejects.toEqual(unauthorized);
});

describe('time', () => {
  const second = 1_000;
  test.each([
    [0, true],
    [59 * second, true],
    [89 * second, true],
    [91 * second, false],
    [-29 * second, true],
    [-31 * second, false],
    [3_600 * second, false],
    [-3_600 * second, false],
  ])('%d ms after it was signed: accepted is %s', async (later, accepted) => {
    const opened = open(await aToken(), NOW + later);
    await (accepted ? expect(opened).resolves.toBeDefined() : expect(opened).rejects.toEqual(unauthorized));
  });

  test('the log says how far the clocks are apart', async () => {
    await expect(open(await aToken(), NOW - 420 * second)).rejects.toMatchObject({
      detail: "the sender's clock is 7 minutes ahead of ours",
      skewMs: 420 * second,
    });
    await expect(open(await aToken(), NOW + 7_200 * second)).rejects.toMatchObject({
      detail: expect.stringMatching(/^it was signed 2 hours ago: /),
      skewMs: -7_200 * second,
    });
  });

  test('a life of more than a minute is refused, however well it is signed', async () => {
    const { current } = await eventKeys();
    const claims = await open(await aToken());
    const token = await new SignJWT({ ...claims, exp: claims.iat + 61 })
      .setProtectedHeader({ alg: 'HS256', typ: ROUTE.typ, kid: current.kid })
      .sign(current.bytes);
    await expect(open(token)).rejects.toEqual(unauthorized);
  });
});

describe('keys', () => {
  test.each([
    ['of another secret', () => eventKeys(OTHER_SECRET)],
    ['of another account', () => eventKeys(SECRET, 'other')],
    ['of the other direction', () => deriveKeyRing({ current: SECRET }, 'command', ACCOUNT)],
  ])('a key %s opens nothing', async (_, keys) => {
    await expect(open(await aToken(), NOW, keys())).rejects.toEqual(unauthorized);
  });

  test('during a rotation both sides accept what either signed', async () => {
    const rotated = deriveKeyRing({ current: OTHER_SECRET, previous: SECRET }, 'event', ACCOUNT);
    await expect(open(await aToken(), NOW, rotated)).resolves.toBeDefined();
  });

  test('a command key cannot sign an event', async () => {
    const key = await deriveKey(SECRET, 'command', ACCOUNT);
    await expect(sign(PAYLOAD, ROUTE, key, ATTEMPT)).rejects.toThrow(TypeError);
  });

  test.each([15, 17])('a nonce of %d bytes signs nothing', async (length) => {
    const { current } = await eventKeys();
    const nonce = new Uint8Array(length);
    await expect(sign(PAYLOAD, ROUTE, current, { ...ATTEMPT, nonce })).rejects.toThrow('16 bytes');
  });

  test('a key of the other direction opens nothing, even with its id and a token of the right type', async () => {
    const { current } = await eventKeys();
    const reflected = { current: { ...current, direction: 'command' as const } };
    await expect(open(await aToken(), NOW, Promise.resolve(reflected))).rejects.toMatchObject({
      detail: 'a token for the other direction',
    });
  });

  test('the key itself refuses the other direction, even with equal bytes', async () => {
    const { current } = await eventKeys();
    const reflected = { ...current, direction: 'command' as const };
    const token = await sign(PAYLOAD, commandRoute(ACCOUNT), reflected, ATTEMPT);
    await expect(open(token)).rejects.toEqual(unauthorized);
  });
});

test('[L8] the type of a token names its direction, whatever key signed it', async () => {
  const { current } = await eventKeys();
  const claims = await open(await aToken());
  const signedAs = (typ: string) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ, kid: current.kid }).sign(current.bytes);
  await expect(open(await signedAs(ROUTE.typ))).resolves.toEqual(claims);
  await expect(open(await signedAs('oc-command+jwt'))).rejects.toMatchObject({
    code: 'unauthorized',
    detail: 'a token for the other direction',
  });
});

describe('claims', () => {
  const routes = [
    ['account', eventRoute('other')],
    ['issuer', { ...ROUTE, issuer: 'rocketchat:another-app' }],
    ['audience', { ...ROUTE, audience: 'openclaw:other' }],
    ['path', { ...ROUTE, path: `/prefix${ROUTE.path}` }],
  ] as const;
  test.each(routes)('another %s is refused', async (_, route) => {
    const token = await sign(PAYLOAD, route, (await eventKeys()).current, ATTEMPT);
    await expect(open(token)).rejects.toEqual(unauthorized);
  });

  test.each([
    ['a list of audiences', { aud: [ROUTE.audience, 'openclaw:other'] }],
    ['a GET', { htm: 'GET' }],
    ['a short nonce', { jti: 'abc' }],
    ['a time in words', { iat: 'now' }],
    ['an additional claim', { admin: true }],
  ])('%s is refused', async (_, change) => {
    const { current } = await eventKeys();
    const token = await new SignJWT({ ...(await open(await aToken())), ...change } as never)
      .setProtectedHeader({ alg: 'HS256', typ: ROUTE.typ, kid: current.kid })
      .sign(current.bytes);
    await expect(open(token)).rejects.toEqual(unauthorized);
  });
});
