import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILE_TOKEN } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { openOffers } from '../../../gateway-endpoint/src/files/offers.ts';

const FILE = { path: join(tmpdir(), 'x'), name: 'x.pdf', type: 'application/pdf', size: 4, sha256: '' };

function someOffers() {
  const time = { now: 0 };
  const offers = openOffers({ accountId: 'default', clock: () => time.now, random: randomBytes });
  return { offers, time };
}
const tokenOf = ({ path }: { path: string }) => path.replace('/rocketchat/default/files/', '');

test('each offer has a path of its own, which the app takes for one of this account', () => {
  const { offers } = someOffers();
  const tokens = [offers.offer(FILE), offers.offer(FILE)].map(tokenOf);
  expect(tokens[0]).not.toBe(tokens[1]);
  // 192 bits.
  for (const token of tokens) expect([FILE_TOKEN.test(token), token.length]).toEqual([true, 32]);
});

test('a token is good for one complete pull', () => {
  const { offers } = someOffers();
  const token = tokenOf(offers.offer(FILE));
  expect(offers.take(token)?.file).toBe(FILE);
  const pull = offers.take(token);
  pull?.complete();
  expect(offers.take(token)).toBeUndefined();
  // Nor does the end of a pull cut off itself.
  expect(pull?.signal.aborted).toBe(false);
});

test('a second pull ends the first, which then completes nothing', () => {
  const { offers } = someOffers();
  const token = tokenOf(offers.offer(FILE));
  const first = offers.take(token);
  const second = offers.take(token);
  expect([first?.signal.aborted, second?.signal.aborted]).toEqual([true, false]);
  first?.complete();
  expect(offers.take(token)).toBeDefined();
});

test('a closed offer cuts off the app that is pulling, and is nobody’s then', () => {
  const { offers } = someOffers();
  const offer = offers.offer(FILE);
  expect(offer.wasAskedFor()).toBe(false);
  const pull = offers.take(tokenOf(offer));
  expect(offer.wasAskedFor()).toBe(true);
  offer.close();
  expect(pull?.signal.aborted).toBe(true);
  expect(offers.take(tokenOf(offer))).toBeUndefined();
});

test('an offer that nobody closes ends after a minute', () => {
  const { offers, time } = someOffers();
  const token = tokenOf(offers.offer(FILE));
  time.now = 59_999;
  expect(offers.take(token)).toBeDefined();
  time.now = 60_000;
  expect(offers.take(token)).toBeUndefined();
});

test('64 may be open, and one that has ended makes room', () => {
  const { offers, time } = someOffers();
  for (let n = 0; n < 64; n++) offers.offer(FILE);
  const failure = { code: 'too-many', happened: 'no', retryable: true };
  expect(() => offers.offer(FILE)).toThrow(expect.objectContaining(failure));
  time.now = 60_000;
  expect(() => offers.offer(FILE)).not.toThrow();
});

test('a door that closes ends all, and says of new ones that they may be tried later', () => {
  const { offers } = someOffers();
  const token = tokenOf(offers.offer(FILE));
  const pull = offers.take(token);
  offers.shut();
  expect([pull?.signal.aborted, offers.take(token)]).toEqual([true, undefined]);
  const failure = { code: 'not-ready', happened: 'no', retryable: true };
  expect(() => offers.offer(FILE)).toThrow(expect.objectContaining(failure));
});

test.each(['', 'x', '../../etc/passwd', 'x'.repeat(32), 'x'.repeat(10_000), 'ä'.repeat(20)])(
  '%j is no token',
  (token) => {
    const { offers } = someOffers();
    offers.offer(FILE);
    expect(offers.take(token)).toBeUndefined();
  },
);
