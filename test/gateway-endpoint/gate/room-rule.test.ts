import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import { isName, isOpen, listsRooms, mustBeListed, ruleOf } from '../../../gateway-endpoint/src/gate/room-rule.ts';
import { configOf } from '../services.ts';

const policyOf = (section: object) => resolveAccount(configOf(section), 'default').policy;

describe('the rule of a room', () => {
  const rooms = {
    '*': { allow: true, users: ['All1'], systemPrompt: 'be brief', requireMention: false },
    Room1: { users: [42], systemPrompt: 'be kind' },
    '#ops': { allow: false },
  };
  const rule = (roomId: string, named: Record<string, string> = {}) =>
    ruleOf(roomId, policyOf({ rooms }), (name) => named[name]);

  test('is its own entry, and what that leaves out is as for all rooms', () => {
    expect(rule('Room1')).toMatchObject({ allow: true, users: ['42'], systemPrompt: 'be kind', requireMention: false });
    expect(rule('Room2')).toMatchObject({ allow: true, users: ['All1'], systemPrompt: 'be brief' });
  });

  test('is found by the name that the room has now, and by its id first', () => {
    expect(rule('Room3', { '#ops': 'Room3' })).toMatchObject({ allow: false, users: ['All1'] });
    expect(rule('Room1', { '#ops': 'Room1' })).toMatchObject({ allow: true, systemPrompt: 'be kind' });
    expect(rule('Room4', { '#ops': 'Room3', '*': 'Room4', Room1: 'Room4' })).toMatchObject({ allow: true });
  });

  test('says nothing where nothing is configured', () => {
    const bare = ruleOf('Room1', policyOf({}), () => undefined);
    expect(bare).toMatchObject({ allow: undefined, users: undefined, tools: undefined, systemPrompt: undefined });
  });
});

test.each<[object, boolean, boolean]>([
  [{}, false, false],
  [{ rooms: { Room1: { requireMention: true } } }, false, false],
  [{ rooms: { Room1: { allow: false } } }, false, false],
  [{ rooms: { Room1: {}, Room2: { allow: true } } }, true, true],
  [{ groupPolicy: 'open', rooms: { Room2: { allow: true } } }, true, false],
])('under %j rooms are listed: %s, and only these are open: %s', (section, lists, must) => {
  const policy = policyOf(section);
  expect([listsRooms(policy), mustBeListed(policy)]).toEqual([lists, must]);
});

test('a room is open that is listed, or where none is, and never one that is closed by name', () => {
  const [none, some] = [policyOf({}), policyOf({ rooms: { Room2: { allow: true } } })];
  const openUnder = (policy: typeof none) => [true, undefined, false].map((allow) => isOpen({ allow }, policy));
  expect(openUnder(none)).toEqual([true, true, false]);
  expect(openUnder(some)).toEqual([true, false, false]);
});

test.each([
  ['general', true],
  ['#GENERAL', true],
  ['GENERAL', false],
  ['*', false],
  ['AbCdEfGhIjKlMnOp1', false],
  ['AbCdEfGhIjKlMnOp', true],
  ['AbCdEfGhIjKlMnOp12', true],
  ['AbCdEfGhIjKlMn-p1', true],
])('the key %j is a name: %s', (key, expected) => {
  expect(isName(key)).toBe(expected);
});
