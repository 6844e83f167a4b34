import type { AppHello } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { openHome } from '../../../gateway-endpoint/src/account/home.ts';
import { BOT } from '../fake-app.ts';

const egress = { paused: false, scope: 'addressed' as const, rooms: [] };
const from = (siteUrl: string): AppHello => ({
  appVersion: '1',
  bot: BOT,
  siteUrl,
  egress,
  messageMaxChars: 5_000,
  now: 1,
});
const MINUTE = 60_000;

function aHome() {
  const at = { now: 0, isReached: true };
  return {
    at,
    home: openHome(
      'work',
      () => at.isReached,
      () => at.now,
    ),
  };
}

describe('an app elsewhere with the code of the account', () => {
  test('reads whose account that is, and the status names its workspace as long as it says hello', () => {
    const { at, home } = aHome();
    home.answered(from('https://one'));
    expect(home.isStranger(from('https://two'))).toBe(true);
    expect(home.faultFor(from('https://two'))?.why).toMatch(/^account work belongs to the workspace https:\/\/one,/);
    expect(home.stranger()).toBe('https://two');
    at.now += 15 * MINUTE;
    expect(home.stranger()).toBeUndefined();
  });

  test.each([
    ['before ours has answered', undefined, 'https://two', true],
    ['that is ours', 'https://one', 'https://one', true],
    ['that does not know its address', 'https://one', '', true],
    ['while our commands do not arrive', 'https://one', 'https://two', false],
  ])('is none %s', (_name, ours, theirs, isReached) => {
    const { at, home } = aHome();
    at.isReached = isReached;
    if (ours) home.answered(from(ours));
    expect(home.isStranger(from(theirs))).toBe(false);
    expect([home.faultFor(from(theirs)), home.stranger()]).toEqual([undefined, undefined]);
  });

  test('is ours when the address of our workspace has changed', () => {
    const { home } = aHome();
    home.answered(from('https://one'));
    home.isStranger(from('https://two'));
    home.answered(from('https://two'));
    expect(home.stranger()).toBeUndefined();
  });
});
