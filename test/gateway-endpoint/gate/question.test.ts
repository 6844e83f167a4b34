import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import {
  isListed,
  type Person,
  peopleOf,
  questionAbout,
  whyUnheard,
} from '../../../gateway-endpoint/src/gate/question.ts';
import { ruleOf } from '../../../gateway-endpoint/src/gate/room-rule.ts';
import { configOf, resolve } from '../services.ts';

const ALICE = { id: 'Alice1', username: 'alice' };

function person(
  section: object,
  { kind = 'channel', actor = ALICE }: Partial<Pick<Person, 'kind' | 'actor'>> = {},
): Person {
  const cfg = configOf(section);
  const account = resolveAccount(cfg, 'default');
  return { actor, kind, roomId: 'Room1', rule: ruleOf('Room1', account.policy, () => undefined), account, cfg };
}

describe('who may react, click and use commands', () => {
  test.each<[string, Person, string | undefined]>([
    ['a person of the room', person({ groupAllowFrom: ['Alice1'] }), undefined],
    ['somebody else', person({ groupAllowFrom: ['Bob1'] }), 'sender-not-allowed'],
    ['a name in the list of the room', person({ groupAllowFrom: ['@Alice'] }), 'name-not-accepted'],
    ['a person of the room, in another one', person({ rooms: { Room2: { allow: true } } }), 'room-not-allowed'],
    ['a stranger, who gets no code for it', person({}, { kind: 'direct' }), 'pairing-required'],
    ['a person who may write directly', person({ allowFrom: ['Alice1'] }, { kind: 'direct' }), undefined],
    [
      'a name in the list of direct messages',
      person({ dmPolicy: 'allowlist', allowFrom: ['@alice'] }, { kind: 'direct' }),
      'name-not-accepted',
    ],
    [
      'a name in the list of rooms, directly',
      person({ dmPolicy: 'allowlist', allowFrom: ['Bob1'], groupAllowFrom: ['@alice'] }, { kind: 'direct' }),
      'sender-not-allowed',
    ],
    [
      'another person than the one named, where names count',
      person(
        { groupAllowFrom: ['@alice'], dangerouslyAllowNameMatching: true },
        { actor: { id: 'B', username: 'bob' } },
      ),
      'sender-not-allowed',
    ],
  ])('%s', async (_, who, expected) => {
    expect(await whyUnheard(who, 'reaction', resolve)).toBe(expected);
  });
});

describe('somebody is on a list', () => {
  test.each<[string, string[], object, boolean]>([
    ['by their id', ['Alice1'], {}, true],
    ['among others', ['Bob1', 'user:Alice1'], {}, true],
    ['not, where others are', ['Bob1'], {}, false],
    ['not, where it is empty', [], {}, false],
    ['not by their name', ['@alice'], {}, false],
    ['by their name where names count', ['@alice'], { dangerouslyAllowNameMatching: true }, true],
    ['whatever the lists for rooms and direct messages say', ['Alice1'], { dmPolicy: 'disabled', allowFrom: [] }, true],
    [
      'not, although they may talk',
      ['Bob1'],
      { dmPolicy: 'open', allowFrom: ['*'], groupAllowFrom: ['Alice1'] },
      false,
    ],
    ['also in a room that is closed', ['Alice1'], { rooms: { Room1: { allow: false } } }, true],
  ])('%s', async (_, list, section, expected) => {
    expect(await isListed(list, person(section), resolve)).toBe(expected);
  });
});

describe('the people of a room', () => {
  test.each<[string, object, string[]]>([
    ['those listed for it', { groupAllowFrom: ['A'], allowFrom: ['B'], rooms: { Room1: { users: ['C'] } } }, ['C']],
    ['nobody, where its list is empty', { groupAllowFrom: ['A'], rooms: { Room1: { users: [] } } }, []],
    ['those of all rooms', { groupAllowFrom: ['A'], allowFrom: ['B'] }, ['A']],
    ['those who may write directly, and not everybody', { dmPolicy: 'open', allowFrom: ['*', 'B'] }, ['B']],
  ])('are %s', (_, section, expected) => {
    const { rule, account } = person(section);
    expect(peopleOf(rule, account.policy)).toEqual(expected);
  });
});

test('[S18] an integration has no name that a list could hold', () => {
  const { subject } = questionAbout(person({}, { actor: { id: 'integration:Hook1', username: '' } }));
  expect(subject).toEqual({ stableId: expect.stringContaining('integration:Hook1') });
  expect(questionAbout(person({})).subject).toMatchObject({ aliases: { username: 'alice' } });
});

test('OpenClaw’s groups of people are asked where there are some', () => {
  const who = person({});
  const accessGroups = { staff: { type: 'message.senders', members: { rocketchat: ['Alice1'] } } } as never;
  expect(questionAbout(who)).not.toHaveProperty('accessGroups');
  expect(questionAbout({ ...who, cfg: { ...who.cfg, accessGroups } })).toMatchObject({ accessGroups });
});
