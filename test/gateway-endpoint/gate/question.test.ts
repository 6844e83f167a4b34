import { describe, expect, test } from 'vitest';
import { resolveAccount } from '../../../gateway-endpoint/src/config/account.ts';
import {
  isListed,
  type Person,
  peopleOf,
  questionAbout,
  type ResolveIngress,
  whyUnheard,
} from '../../../gateway-endpoint/src/gate/question.ts';
import { ruleOf } from '../../../gateway-endpoint/src/gate/room-rule.ts';
import { type aMessage, WEBHOOK } from '../event.ts';
import { configOf, resolve } from '../services.ts';
import { verdictOn } from './ask.ts';

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
    ['a name among the ids of others', person({ groupAllowFrom: ['Bob1', '@alice'] }), 'name-not-accepted'],
    [
      'a name in the list of a room that is closed',
      person({ groupAllowFrom: ['@alice'], rooms: { Room1: { allow: false } } }),
      'room-not-allowed',
    ],
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

describe('OpenClaw’s policy learns of a message', () => {
  const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };
  const direct = { id: 'Dm1', type: 'direct', name: '' } as const;

  async function askedAbout(section: object, told: Parameters<typeof aMessage>[0], further: object = {}) {
    const asked: Parameters<ResolveIngress>[0][] = [];
    const noting: ResolveIngress = (params) => {
      asked.push(params);
      return resolve(params);
    };
    await verdictOn(section, told, further, noting);
    return asked.find(({ event }) => event?.kind === 'message');
  }

  test('where it was written, in which session, and whether it mentions anybody', async () => {
    expect(await askedAbout({ ...open, implicitMentions: { replyToBot: false } }, { threadId: 'T1' })).toMatchObject({
      conversation: { kind: 'channel', id: 'Room1' },
      policy: {
        activation: { requireMention: true, allowTextCommands: true, implicitMentions: { replyToBot: false } },
      },
      contextBinding: {
        agentId: 'main',
        sessionKey: expect.stringContaining('agent:main:'),
        messageId: 'M1',
        nativeChannelId: 'Room1',
        inboundEventKind: 'user_request',
      },
      event: { kind: 'message', authMode: 'inbound', mayPair: false },
      mentionFacts: { canDetectMention: true, wasMentioned: true, hasAnyMention: true, implicitMentionKinds: [] },
    });
  });

  test.each<[string, object, Parameters<typeof aMessage>[0], object, boolean]>([
    ['in a room', open, {}, {}, true],
    ['in a room where the agent hears all', { ...open, requireMention: false }, {}, {}, false],
    ['in a direct room', open, { room: direct }, {}, false],
    ['as a command', open, { text: '!status' }, {}, false],
    ['as words that are a command only where something runs', open, { text: 'stop' }, {}, true],
    ['as the same words, while something runs', open, { text: 'stop' }, { isRunning: true }, false],
  ])('whether it needs a mention: %s', async (_, section, told, further, requireMention) => {
    expect(await askedAbout(section, told, further)).toMatchObject({ policy: { activation: { requireMention } } });
  });

  test.each<[string, Parameters<typeof aMessage>[0], boolean]>([
    ['a person alone with the bot', { room: direct }, true],
    ['a bot alone with the bot', { room: direct, actor: WEBHOOK }, false],
    ['a person in a room', {}, false],
  ])('whether its author may get a pairing code: %s', async (_, told, mayPair) => {
    expect(await askedAbout({ ...open, allowBots: true }, told)).toMatchObject({ event: { mayPair } });
  });

  test('how it addresses the bot without a mention', async () => {
    const text = 'so? [ ](https://chat.example/channel/general?msg=P1)';
    const posts = { P1: 'T1', T1: undefined };
    expect(await askedAbout(open, { text, threadId: 'T1', mentioned: false }, { posts })).toMatchObject({
      mentionFacts: {
        wasMentioned: false,
        hasAnyMention: false,
        implicitMentionKinds: ['bot_thread_participant', 'reply_to_bot', 'quoted_bot'],
      },
    });
  });
});

test('OpenClaw’s policy learns of a person all that decides', () => {
  const section = { groupAllowFrom: ['Alice1'], allowFrom: ['Bob1'], rooms: { Room1: { allow: true } } };
  expect(questionAbout(person(section))).toMatchObject({
    channelId: 'rocketchat',
    accountId: 'default',
    subject: { stableId: 'Alice1', aliases: { username: 'alice' } },
    conversation: { kind: 'channel', id: 'Room1' },
    policy: {
      dmPolicy: 'pairing',
      groupPolicy: 'allowlist',
      groupAllowFromFallbackToAllowFrom: false,
      minIdentifierAuthentication: 'asserted',
    },
    allowFrom: ['Bob1'],
    groupAllowFrom: ['Alice1'],
    route: { id: 'room', matchId: 'Room1', allowed: true, blockReason: 'room_not_allowed' },
    useDefaultPairingStore: true,
  });
  expect(questionAbout(person(section)).route).not.toHaveProperty('senderPolicy');
  expect(questionAbout(person(section, { kind: 'direct' }))).not.toHaveProperty('route');
  const members = questionAbout(person({ rooms: { Room1: { allow: true } } })).route;
  expect(members).toMatchObject({ senderPolicy: 'replace', senderAllowFrom: ['*'] });
  expect(questionAbout(person({ rooms: { Room2: { allow: true } } })).route).toMatchObject({ allowed: false });
});

test.each([
  [{ groupPolicy: 'open' }, 'open'],
  [{ groupPolicy: 'open', rooms: { Room1: { users: ['Bob1'] } } }, 'allowlist'],
  [{ groupPolicy: 'disabled', rooms: { Room1: { users: ['Bob1'] } } }, 'disabled'],
])('under %j the room is %s', (section, groupPolicy) => {
  expect(questionAbout(person(section)).policy).toMatchObject({ groupPolicy });
});

test('a list is asked of alone: no room and no pairing counts', async () => {
  const asked: Parameters<ResolveIngress>[0][] = [];
  const noting: ResolveIngress = (params) => {
    asked.push(params);
    return resolve(params);
  };
  await isListed(['Bob1'], person({ groupAllowFrom: ['Alice1'] }), noting);
  await whyUnheard(person({}), 'system', noting);
  expect(asked).toMatchObject([
    {
      conversation: { kind: 'direct', id: 'Room1' },
      policy: { dmPolicy: 'allowlist' },
      allowFrom: ['Bob1'],
      groupAllowFrom: [],
      route: [],
      useDefaultPairingStore: false,
      event: { kind: 'native-command', authMode: 'inbound', mayPair: false },
    },
    { useDefaultPairingStore: true, event: { kind: 'system', authMode: 'inbound', mayPair: false } },
  ]);
});
