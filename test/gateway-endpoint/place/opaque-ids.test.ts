import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laneIn } from '../../../gateway-endpoint/src/admit/admitted.ts';
import {
  idOfPeer,
  idOfThread,
  peerIn,
  senderIn,
  threadIn,
  userIdIn,
} from '../../../gateway-endpoint/src/config/account-names.ts';
import { listedUserId } from '../../../gateway-endpoint/src/config/identity.ts';
import { handleOf } from '../../../gateway-endpoint/src/place/name-of.ts';
import { readTarget, writeTarget } from '../../../gateway-endpoint/src/place/target.ts';

const ACCOUNTS = ['default', 'work'];
const OPAQUE = [
  'Jörg Müller',
  'jörg müller',
  'İ',
  'ſ',
  'K',
  'é',
  'e\u0301',
  '田 中',
  '😀',
  'a b',
  'a%20b',
  '#x',
  '@x',
  '100%',
];
const TRICKS = [
  'user:Alice1',
  'rocketchat:Alice1',
  'rocketchat:user:Alice1',
  'USER:Alice1',
  'default/Alice1',
  '~800fc',
  '~fc',
];
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;
const anyId = fc.oneof(
  fc.constantFrom(...OPAQUE, ...TRICKS),
  fc
    .string({
      unit: fc.constantFrom('a', 'A', ' ', 'ü', 'Ü', '~', '8', '0', 'f', 'c', ':', '/', '%', '😀'),
      minLength: 1,
      maxLength: 8,
    })
    .filter((id) => id.trim() === id && id !== ''),
);
const anyPlace = fc.record({ account: fc.constantFrom(...ACCOUNTS), id: anyId });

describe('[F11] ids of any kind', () => {
  // Each case is a comparison: `expect` would take most of the time, and fast-check names the case.
  test('become names of visible ASCII that no other id and no other account has', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (one, other) => {
        const names = [one, other].flatMap(({ account, id }) =>
          [peerIn, senderIn, threadIn].map((name) => name(account, id)),
        );
        if (!names.every((name) => VISIBLE_ASCII.test(name))) return false;
        const isFolded = VISIBLE_ASCII.test(one.id) && one.id.toLowerCase() === other.id.toLowerCase();
        fc.pre(!(one.account === other.account && (one.id === other.id || isFolded)));
        return (
          peerIn(one.account, one.id).toLowerCase() !== peerIn(other.account, other.id).toLowerCase() &&
          senderIn(one.account, one.id) !== senderIn(other.account, other.id) &&
          (one.account !== other.account || threadIn(one.account, one.id) !== threadIn(other.account, other.id))
        );
      }),
      { numRuns: 20_000, seed: 11 },
    );
  });

  test.each([...OPAQUE, ...TRICKS])('%j comes back from each of them', (id) => {
    for (const account of ACCOUNTS) {
      expect(idOfPeer(account, peerIn(account, id))).toBe(id);
      expect(userIdIn(account, senderIn(account, id))).toBe(id);
      // As OpenClaw compares a sender with lists of people: nobody is somebody else.
      expect(listedUserId(account, senderIn(account, id))).toBe(id);
    }
    expect(idOfThread(threadIn('work', id).toLowerCase())).toBe(id);
    for (const target of [{ userId: id }, { roomId: id }]) {
      expect(writeTarget(target)).toMatch(/^(user|channel):[\x21-\x7e]+$/);
      expect(readTarget(writeTarget(target))).toEqual(target);
    }
  });

  test.each([
    ['user:J%C3%B6rg%20M%C3%BCller', { userId: 'Jörg Müller' }],
    ['user:100%', undefined],
    ['user:a%0Ab', undefined],
    ['user:%20', undefined],
    ['user:%ff', undefined],
    ['user:jörg', undefined],
  ])('the target %s', (text, expected) => {
    expect(readTarget(text)).toEqual(expected);
  });

  test('a room with a colon and a thread of another room wait apart', () => {
    expect(laneIn('a:b', undefined)).not.toBe(laneIn('a', 'b'));
    expect(laneIn('a:b', 'c')).not.toBe(laneIn('a', 'b:c'));
    expect([laneIn('Room1', undefined), laneIn('Room1', 'T1')]).toEqual(['Room1', 'Room1:T1']);
  });

  test('[S19] in a prompt two such people stay two', () => {
    const shown = ['a b', 'a  b', 'a_b'].map((id) => handleOf({ id, username: 'a b', name: '' }));
    expect(shown).toEqual(['@a_b, user a%20b', '@a_b, user a%20%20b', '@a_b, user a_b']);
  });
});
