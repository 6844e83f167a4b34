import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  idOfPeer,
  idOfThread,
  peerIn,
  senderIn,
  threadIn,
  userIdIn,
} from '../../../gateway-endpoint/src/config/account-names.ts';

const ACCOUNTS = ['default', 'work', 'w-rk', 'w_rk', 'channel', 'direct', 'user', 'main'];
const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
const anyId = fc.oneof(
  fc.array(visible, { minLength: 1, maxLength: 128 }).map((signs) => signs.join('')),
  // An attacker would try these first.
  fc.constantFrom('GENERAL', 'general', 'work/~g~e~n~e~r~a~l', 'default/general', 'GENERAL:thread:x', '~47', '~g', '*'),
);
const anyPlace = fc.record({ account: fc.constantFrom(...ACCOUNTS), id: anyId });

// Of tens of thousands of cases each is a comparison: `expect` would take most of the time, and fast-check names the case.
describe('[S6] names of rooms and people', () => {
  test.each([
    ['default', 'GENERAL', 'GENERAL'],
    ['default', 'user.name_1-2', 'user.name_1-2'],
    ['work', 'GENERAL', 'work/~g~e~n~e~r~a~l'],
    ['work', 'general', 'work/general'],
    ['work', 'a/b:c~d', 'work/a~2fb~3ac~7ed'],
    ['default', 'work/general', 'default/work~2fgeneral'],
    ['default', 'direct:x', 'default/direct~3ax'],
  ])('%s has %s as %s', (account, id, peer) => {
    expect(peerIn(account, id)).toBe(peer);
    expect(idOfPeer(account, peer)).toBe(id);
  });

  test('no two places have one name, in lower case either; but for ids of the default account that differ in case', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, (one, other) => {
        const isSame = one.account === other.account && one.id === other.id;
        const areFolded = one.account === 'default' && one.id.toLowerCase() === other.id.toLowerCase();
        fc.pre(!isSame && !(areFolded && one.account === other.account));
        return (
          peerIn(one.account, one.id).toLowerCase() !== peerIn(other.account, other.id).toLowerCase() &&
          senderIn(one.account, one.id) !== senderIn(other.account, other.id)
        );
      }),
      { numRuns: 20_000, seed: 6 },
    );
  });

  test('a name leads back to its id in its own account, and to nothing in another', () => {
    fc.assert(
      fc.property(anyPlace, fc.constantFrom(...ACCOUNTS), ({ account, id }, other) => {
        const expected = account === other ? id : undefined;
        return (
          idOfPeer(other, peerIn(account, id)) === expected &&
          userIdIn(other, senderIn(account, id)) === expected &&
          (account === 'default' || idOfThread(threadIn(account, id).toLowerCase()) === id)
        );
      }),
      { numRuns: 20_000, seed: 7 },
    );
  });

  test('nothing that names a room, a thread or the person of a direct one has a colon, which parts of a session key stand between', () => {
    fc.assert(
      fc.property(anyPlace, ({ account, id }) => [peerIn, threadIn].every((name) => !name(account, id).includes(':'))),
      { numRuns: 10_000, seed: 8 },
    );
  });
});
