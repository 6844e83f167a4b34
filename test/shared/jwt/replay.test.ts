import { LIMITS, openReplayWindow, readCompact, verify } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { aToken, eventKeys, NOW, ROUTE } from './pair.ts';

async function anAttempt(n: number) {
  const nonce = new Uint8Array(16).fill(n);
  return verify(readCompact(`Bearer ${await aToken({ now: NOW, nonce })}`), ROUTE, await eventKeys(), NOW);
}

test('an attempt counts once while its token could still be accepted', async () => {
  const window = openReplayWindow();
  const first = await anAttempt(1);
  expect(window.admit(first, NOW)).toBe(true);
  expect(window.admit(first, NOW)).toBe(false);
  expect(window.admit(await anAttempt(2), NOW)).toBe(true);
  expect(window.admit(first, NOW + LIMITS.replayWindowSeconds * 1_000 - 1)).toBe(false);
});

test('a full window refuses instead of forgetting, and takes in again as time passes', async () => {
  const window = openReplayWindow(2);
  window.admit(await anAttempt(1), NOW);
  window.admit(await anAttempt(2), NOW);
  const third = await anAttempt(3);
  expect(() => window.admit(third, NOW)).toThrow(expect.objectContaining({ code: 'not-ready' }));
  expect(window.admit(third, NOW + LIMITS.replayWindowSeconds * 1_000)).toBe(true);
});
