import { expect, test } from 'vitest';
import { isAsSent, sentTwice } from '../../../gateway-endpoint/src/receive/as-sent.ts';
import { otherSpellings } from '../../attack/other-spellings.ts';

const PATH = '/rocketchat/default';

test('[S16] the door and its files are where they are', () => {
  expect(isAsSent(`${PATH}/events`, PATH)).toBe(true);
  expect(isAsSent(`${PATH}/files/${'A'.repeat(32)}`, PATH)).toBe(true);
});

test.each(otherSpellings(PATH, '/events'))('[S16] %s is nowhere', (url) => {
  expect(isAsSent(url, PATH)).toBe(false);
});

test.each(otherSpellings(PATH, `/files/${'A'.repeat(32)}`))('[S16] %s is no file', (url) => {
  expect(isAsSent(url, PATH)).toBe(false);
});

test('[S16] a header that counts and comes twice is found, however it is written', () => {
  const rawHeaders = ['Host', 'a', 'Authorization', 'x', 'AUTHORIZATION', 'x', 'accept', '1', 'accept', '2'];
  expect(sentTwice({ rawHeaders })).toEqual(['authorization']);
  expect(sentTwice({ rawHeaders: ['host', 'a', 'x', 'host', 'HOST', 'a'] })).toEqual(['host']);
});

test('[S16] a header without a counterpart, or of no interest, is not found', () => {
  expect(sentTwice({ rawHeaders: ['host', 'a', 'accept', '1', 'accept', '2', 'content-type', 'x'] })).toEqual([]);
  expect(sentTwice({ rawHeaders: [] })).toEqual([]);
});

test.each([undefined, '', PATH, `${PATH}/files/`, `${PATH}/files/${'A'.repeat(32)}!`, `/x${PATH}/events`])(
  '[S16] %j is not the door',
  (url) => {
    expect(isAsSent(url, PATH)).toBe(false);
  },
);
