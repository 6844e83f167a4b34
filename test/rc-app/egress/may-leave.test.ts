import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import type { GatewayHello } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { heardClick } from '../../../rc-app/src/capture/click.ts';
import { heardForm } from '../../../rc-app/src/capture/form.ts';
import type { Heard } from '../../../rc-app/src/capture/heard.ts';
import { heardMembership } from '../../../rc-app/src/capture/membership.ts';
import { heardDeletion, heardEdit, heardMessage } from '../../../rc-app/src/capture/message-events.ts';
import { heardReaction } from '../../../rc-app/src/capture/reaction.ts';
import { mayLeave } from '../../../rc-app/src/egress/may-leave.ts';
import { type ClosedTime, closedTimes } from '../../../rc-app/src/memory/closed-times.ts';
import type { Memory } from '../../../rc-app/src/memory/memory.ts';
import type { EgressSettings } from '../../../rc-app/src/settings/egress-settings.ts';
import { aMessage, aRoom, aUser, BOT, DIRECT, MENTION } from '../server-objects.ts';

interface Situation {
  readonly settings?: Partial<EgressSettings>;
  readonly memberOf?: string[];
  readonly switchedOff?: string[];
  readonly threads?: string[];
  readonly activation?: Partial<GatewayHello['activation']>;
}

/** Memory as it would be, and which parts of it were asked: what is not asked can cost nothing. */
function remembering({ settings = {}, memberOf = [], switchedOff = [], threads = [], activation }: Situation) {
  const asked: string[] = [];
  const kept = <T>(what: string, value: T) => {
    const get = async () => {
      asked.push(what);
      return value;
    };
    return { get, refresh: get, forget: () => {} };
  };
  const memory = {
    egress: kept('settings', { paused: false, scope: 'addressed', rooms: [], ...settings }),
    memberships: kept('memberships', new Set(memberOf)),
    closed: kept('closed times', closedTimes(switchedOff.map(offInRoom))),
    threads: kept('threads', new Set(threads)),
    gatewayHello: kept('activation', activation && { activation: { ...NO_ACTIVATION, ...activation } }),
  } as unknown as Memory;
  return { memory, asked };
}

const offInRoom = (roomId: string): ClosedTime => ({ id: roomId, by: 'switched-off', roomId, from: 0 });
const NO_ACTIVATION = { commandPrefixes: [], oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] };
const NO_SERVER = {} as IRead;
const decide = async (heard: Heard, situation: Situation = {}) => {
  const { memory } = remembering(situation);
  const { leaves, why } = await mayLeave(heard, BOT, memory, NO_SERVER);
  return `${leaves ? 'leaves' : 'stays'}: ${why}`;
};

const bot = aUser({ id: BOT.id, username: BOT.username });
const privately = aRoom({ id: 'OPS', type: 'p', slugifiedName: 'ops', displayName: 'Operations & more' });
const group = aRoom({ id: 'DM3', type: 'd', userIds: ['carol', 'bob', BOT.id] });
const foreign = aRoom({ id: 'DM2', type: 'd', userIds: ['carol', 'bob'] });
const livechat = aRoom({ type: 'l' });
const sealed = Object.assign(aRoom({ id: 'OPS', type: 'p' }), { _unmappedProperties_: { encrypted: true } });
const toAll = { _id: 'all', username: 'all' };
const said = (change: Parameters<typeof aMessage>[0] = {}) => heardMessage(aMessage(change));
const reacted = (message = aMessage(), user = aUser()) =>
  heardReaction({ reaction: ':x:', isReacted: true, message, user });
const click = (message = aMessage({ sender: bot })) =>
  heardClick({ user: aUser(), message, actionId: 'yes', triggerId: 'T' }, new Uint8Array()) as Heard;
const sent = (room = aRoom()) => heardForm({ user: aUser(), view: { id: 'v' } as never, triggerId: 'T' }, room);
const rooms = { settings: { scope: 'rooms' as const } };

describe('clicks and forms', () => {
  const inOps = (room = privately) => click(aMessage({ sender: bot, room }));
  test.each<[string, Heard, Situation, string]>([
    ['a button of the bot’s', click(), {}, 'leaves: click'],
    ['… in a private room of the bot’s', inOps(), { memberOf: ['OPS'] }, 'leaves: click'],
    ['… in a private room that it has left', inOps(), {}, 'stays: not-a-member'],
    ['… in a room that is switched off', click(), { switchedOff: ['GENERAL'] }, 'stays: switched-off'],
    ['… in a room that is not listed', click(), { settings: { rooms: ['ops'] } }, 'stays: room-not-listed'],
    ['… while the app is paused', click(), { settings: { paused: true } }, 'stays: paused'],
    ['… in livechat', inOps(livechat), {}, 'stays: livechat'],
    ['… in an encrypted room', inOps(sealed), { memberOf: ['OPS'] }, 'stays: encrypted'],
    ['… in a conversation of others', inOps(foreign), {}, 'stays: foreign-direct'],
    ['something in a message of somebody else’s', click(aMessage()), { memberOf: ['GENERAL'] }, 'stays: not-addressed'],
    ['… where every message leaves', click(aMessage()), { ...rooms, memberOf: ['GENERAL'] }, 'stays: not-addressed'],
    ['a form', sent(), {}, 'leaves: form'],
    ['… while the app is paused', sent(), { settings: { paused: true } }, 'stays: paused'],
    ['… of a private room that the bot has left', sent(privately), {}, 'stays: not-a-member'],
  ])('%s %s', async (_, heard, situation, expected) => {
    expect(await decide(heard, situation)).toBe(expected);
  });
});

describe('scope “addressed”', () => {
  test.each<[string, Heard, Situation, string]>([
    ['a direct message to the bot', said({ room: DIRECT }), {}, 'leaves: direct'],
    ['a mention in a channel', said({ mentions: [MENTION] }), {}, 'leaves: mention'],
    ['a mention among several people', said({ room: group, mentions: [MENTION] }), {}, 'leaves: mention'],
    ['a message among several people', said({ room: group }), {}, 'stays: not-addressed'],
    ['a message in a channel', said(), {}, 'stays: not-addressed'],
    ['a message in a channel of the bot’s', said(), { memberOf: ['GENERAL'] }, 'stays: not-addressed'],
    ['@all', said({ mentions: [toAll] }), {}, 'stays: not-addressed'],
    ['a mention of somebody else', said({ mentions: [{ _id: 'U2', username: 'carol' }] }), {}, 'stays: not-addressed'],
    ['a mention in a private room', said({ room: privately, mentions: [MENTION] }), {}, 'stays: not-a-member'],
    ['… where the bot is', said({ room: privately, mentions: [MENTION] }), { memberOf: ['OPS'] }, 'leaves: mention'],
    ['a reply in a thread of the bot’s', said({ threadId: 'T1' }), { threads: ['T1'] }, 'leaves: thread'],
    ['a reply in another thread', said({ threadId: 'T2' }), { threads: ['T1'] }, 'stays: not-addressed'],
    ['an edit in a direct room', heardEdit(aMessage({ room: DIRECT })), {}, 'leaves: direct'],
    ['an edit that mentions the bot', heardEdit(aMessage({ mentions: [MENTION] })), {}, 'leaves: mention'],
    ['an edit that does not', heardEdit(aMessage()), {}, 'stays: not-addressed'],
    ['the deletion of a mention', heardDeletion(aMessage({ mentions: [MENTION] }), aUser()), {}, 'leaves: mention'],
    ['another deletion', heardDeletion(aMessage(), aUser()), {}, 'stays: not-addressed'],
    [
      '[F27] the deletion of the bot’s message, by somebody else',
      heardDeletion(aMessage({ sender: bot }), aUser()),
      { memberOf: ['GENERAL'] },
      'leaves: own-deleted',
    ],
    [
      '[F27] … in a channel that it is not in',
      heardDeletion(aMessage({ sender: bot }), aUser()),
      {},
      'stays: not-a-member',
    ],
    [
      '[F27] … in a private room that it has left',
      heardDeletion(aMessage({ room: privately, sender: bot }), aUser()),
      {},
      'stays: not-a-member',
    ],
    ['… by the bot', heardDeletion(aMessage({ sender: bot }), bot), { memberOf: ['GENERAL'] }, 'stays: own-message'],
    ['a reaction to the bot’s message', reacted(aMessage({ sender: bot })), {}, 'leaves: reaction'],
    ['a reaction to somebody else’s', reacted(), {}, 'stays: not-addressed'],
    [
      'a reaction to a message that mentions the bot',
      reacted(aMessage({ mentions: [MENTION] })),
      {},
      'stays: not-addressed',
    ],
    [
      'the bot invited to a private room',
      heardMembership('room.joined', privately, aUser(), 0),
      { memberOf: ['OPS'] },
      'leaves: membership',
    ],
    ['the bot removed from it', heardMembership('room.left', privately, aUser(), 0), {}, 'leaves: membership'],
  ])('%s %#', async (_, heard, situation, expected) => {
    expect(await decide(heard, situation)).toBe(expected);
  });
});

describe('scope “rooms”', () => {
  test.each<[string, Heard, Situation, string]>([
    ['a message in a room of the bot’s', said(), { ...rooms, memberOf: ['GENERAL'] }, 'leaves: room'],
    ['a message in another channel', said(), rooms, 'stays: not-a-member'],
    ['a mention in another channel', said({ mentions: [MENTION] }), rooms, 'leaves: mention'],
    [
      'a message in a private room of the bot’s',
      said({ room: privately }),
      { ...rooms, memberOf: ['OPS'] },
      'leaves: room',
    ],
    ['a message in another private room', said({ room: privately }), rooms, 'stays: not-a-member'],
    ['a message among several people', said({ room: group }), rooms, 'leaves: room'],
    ['a reaction in a room of the bot’s', reacted(), { ...rooms, memberOf: ['GENERAL'] }, 'leaves: room'],
  ])('%s', async (_, heard, situation, expected) => {
    expect(await decide(heard, situation)).toBe(expected);
  });
});

describe.each(['addressed', 'rooms'] as const)('under scope “%s” there are things that nothing opens', (scope) => {
  const settings = { scope };
  const everywhere = { settings, memberOf: ['GENERAL', 'DM2', 'OPS'], threads: ['T1'] };
  test.each<[string, Heard, Situation, string]>([
    ['a direct message of other people', said({ room: foreign }), everywhere, 'stays: foreign-direct'],
    ['a mention in one', said({ room: foreign, mentions: [MENTION] }), everywhere, 'stays: foreign-direct'],
    [
      'a direct room that names nobody',
      said({ room: aRoom({ type: 'd' }), mentions: [MENTION] }),
      everywhere,
      'stays: foreign-direct',
    ],
    ['livechat', said({ room: livechat, mentions: [MENTION] }), everywhere, 'stays: livechat'],
    [
      'a plain message in an encrypted room',
      said({ room: sealed, mentions: [MENTION] }),
      everywhere,
      'stays: encrypted',
    ],
    [
      'the bot invited to an encrypted room',
      heardMembership('room.joined', sealed, aUser(), 0),
      everywhere,
      'leaves: membership',
    ],
    ['the bot’s own message', said({ room: DIRECT, sender: bot }), everywhere, 'stays: own-message'],
    ['the bot’s own edit', heardEdit(aMessage({ room: DIRECT, sender: bot })), everywhere, 'stays: own-message'],
    ['the bot’s own reaction', reacted(aMessage({ sender: bot }), bot), everywhere, 'stays: own-message'],
    [
      'anything while paused',
      said({ room: DIRECT }),
      { ...everywhere, settings: { scope, paused: true } },
      'stays: paused',
    ],
    [
      'a mention in a room switched off',
      said({ mentions: [MENTION] }),
      { ...everywhere, switchedOff: ['GENERAL'] },
      'stays: switched-off',
    ],
    [
      'a direct message, switched off',
      said({ room: DIRECT }),
      { ...everywhere, switchedOff: ['DM1'] },
      'stays: switched-off',
    ],
    [
      'a mention in a room that is not listed',
      said({ mentions: [MENTION] }),
      { ...everywhere, settings: { scope, rooms: ['#ops'] } },
      'stays: room-not-listed',
    ],
    [
      'a direct message, only rooms listed',
      said({ room: DIRECT }),
      { ...everywhere, settings: { scope, rooms: ['#general'] } },
      'stays: room-not-listed',
    ],
    [
      'a direct message, “direct” listed',
      said({ room: DIRECT }),
      { ...everywhere, settings: { scope, rooms: ['direct'] } },
      'leaves: direct',
    ],
    [
      'a mention in a room listed by name',
      said({ mentions: [MENTION] }),
      { ...everywhere, settings: { scope, rooms: ['#General'] } },
      'leaves: mention',
    ],
    [
      '… by the name people see',
      said({ room: privately, mentions: [MENTION] }),
      { ...everywhere, settings: { scope, rooms: ['operations & more'] } },
      'leaves: mention',
    ],
    [
      '… by its id',
      said({ mentions: [MENTION] }),
      { ...everywhere, settings: { scope, rooms: ['GENERAL'] } },
      'leaves: mention',
    ],
  ])('%s', async (_, heard, situation, expected) => {
    expect(await decide(heard, situation)).toBe(expected);
  });
});

test('a message for somebody else asks only the settings, and a thread reply also the threads', async () => {
  const { memory, asked } = remembering({});
  await mayLeave(said(), BOT, memory, NO_SERVER);
  expect(new Set(asked)).toEqual(new Set(['settings']));
  await mayLeave(said({ threadId: 'T9' }), BOT, memory, NO_SERVER);
  expect(new Set(asked)).toEqual(new Set(['settings', 'threads']));
});

describe('messages that start a turn without a mention, as the gateway said', () => {
  const activation = { commandPrefixes: ['!status', '!model'], oncharPrefixes: ['>', '>>ai'], mentionAll: true };
  const here = { activation, memberOf: ['GENERAL', 'OPS', 'DM2'] };
  const only = (change: Situation['activation']) => ({ ...here, activation: change ?? {} });
  const command = (change: Parameters<typeof aMessage>[0] = {}) => said({ text: '!status', ...change });
  const all = said({ text: '@all hello', mentions: [toAll] });

  test.each<[string, Heard, Situation, string]>([
    ['a command', command(), here, 'leaves: command'],
    ['… with more behind it', command({ text: '  !model gpt\n5 ' }), here, 'leaves: command'],
    ['… on a line of its own', command({ text: '!model\ngpt' }), here, 'leaves: command'],
    ['… in upper case', command({ text: '!STATUS' }), here, 'leaves: command'],
    ['… in the middle', command({ text: 'say !status' }), here, 'stays: not-addressed'],
    ['… that only begins like one', command({ text: '!statuses' }), here, 'stays: not-addressed'],
    ['… that the gateway does not know', command({ text: '!deploy' }), here, 'stays: not-addressed'],
    ['a character that calls', said({ text: '> what is new?' }), here, 'leaves: onchar'],
    ['… in the middle', said({ text: 'a > b' }), here, 'stays: not-addressed'],
    ['@all', all, here, 'leaves: mention-all'],
    ['@here', said({ text: '@here', mentions: [{ _id: 'here', username: 'here' }] }), here, 'leaves: mention-all'],
    ['@all in code', said({ text: '`@all`', mentions: [toAll] }), here, 'stays: not-addressed'],
    ['@all, which the gateway does not take', all, only({ mentionAll: false }), 'stays: not-addressed'],
    ['a command, the gateway has none', command(), only({}), 'stays: not-addressed'],
    ['a command, no gateway has said hello', command(), { memberOf: ['GENERAL'] }, 'stays: not-addressed'],
    [
      'a mention before a command',
      said({ text: '@openclaw.bot !status', mentions: [MENTION] }),
      here,
      'leaves: mention',
    ],
    ['a command in a thread of the bot’s', command({ threadId: 'T1' }), { ...here, threads: ['T1'] }, 'leaves: thread'],
    ['an edit into a command', heardEdit(aMessage({ text: '!status' })), here, 'leaves: command'],
    ['a command where the bot is not', command(), { activation }, 'stays: not-a-member'],
    ['a character where the bot is not', said({ text: '> hi' }), { activation }, 'stays: not-a-member'],
    ['@all where the bot is not', all, { activation }, 'stays: not-a-member'],
    ['a command in a private room of the bot’s', command({ room: privately }), here, 'leaves: command'],
    ['a command among several people', command({ room: group }), { activation }, 'leaves: command'],
    ['a command with scope rooms', command(), { ...here, ...rooms }, 'leaves: command'],
    ['a command between other people', command({ room: foreign }), here, 'stays: foreign-direct'],
    ['a command in livechat', command({ room: livechat }), here, 'stays: livechat'],
    ['a command in an encrypted room', command({ room: sealed }), here, 'stays: encrypted'],
    ['a command while paused', command(), { ...here, settings: { paused: true } }, 'stays: paused'],
    ['a command, switched off', command(), { ...here, switchedOff: ['GENERAL'] }, 'stays: switched-off'],
    ['a command, not listed', command(), { ...here, settings: { rooms: ['ops'] } }, 'stays: room-not-listed'],
  ])('%s', async (_, heard, situation, expected) => {
    expect(await decide(heard, situation)).toBe(expected);
  });

  test.each<[string, string, boolean]>([
    ['words', 'hello', false],
    ['other letters', 'привет', false],
    ['a number', '42 is it', false],
    ['a name', '@carol hi', false],
    ['nothing', ' ', false],
    ['a sign', '!', true],
    ['an emoji', '🎉', true],
  ])('the app asks for them only where a message may begin with a prefix: %s', async (_, text, expected) => {
    const { memory, asked } = remembering(here);
    await mayLeave(said({ text }), BOT, memory, NO_SERVER);
    expect(asked.includes('activation')).toBe(expected);
  });
});

describe('on a server that names no mentions, the text decides on whole words', () => {
  test.each([
    ['@openclaw.bot hello', true],
    ['hello @openclaw.bot', true],
    ['hello @openclaw.bot.', true],
    ['hello (@openclaw.bot), are you there?', true],
    ['@OpenClaw.Bot hello', true],
    ['@openclaw.botty hello', false],
    ['@openclaw.bot.test hello', false],
    ['@openclaw-bot hello', false],
    ['@openclawxbot hello', false],
    ['mail@openclaw.bot', false],
    ['openclaw.bot', false],
    ['', false],
  ])('%j: %s', async (text, leaves) => {
    expect(await decide(said({ text, mentions: null }))).toBe(leaves ? 'leaves: mention' : 'stays: not-addressed');
  });

  test('structured mentions win over the text: a renamed bot is followed, a quoted name is not', async () => {
    expect(await decide(said({ text: '@newname hi', mentions: [{ _id: BOT.id, username: 'newname' }] }))).toBe(
      'leaves: mention',
    );
    expect(await decide(said({ text: '`@openclaw.bot`', mentions: [] }))).toBe('stays: not-addressed');
    expect(await decide(said({ text: '`@openclaw.bot`', mentions: [MENTION] }))).toBe('stays: not-addressed');
  });
});

describe('[F6] a quotation of the bot’s own message', () => {
  const read = {
    getMessageReader: () => ({
      getById: async (id: string) => ({ OWN: aMessage({ id, sender: bot }), BOBS: aMessage({ id }) })[id],
    }),
  } as unknown as IRead;
  const quoting = (...ids: string[]) => {
    const attachments = ids.map((id) => ({
      timestampLink: `https://chat.example/channel/general?msg=${id}`,
      text: 'x',
    }));
    return heardMessage(aMessage({ text: 'why?', attachments: attachments as never }));
  };
  test.each<[string, Heard, Situation, string]>([
    ['addresses it', quoting('OWN'), { memberOf: ['GENERAL'] }, 'leaves: quotation'],
    ['addresses it beside others', quoting('BOBS', 'OWN'), { memberOf: ['GENERAL'] }, 'leaves: quotation'],
    ['does not where the bot is not', quoting('OWN'), {}, 'stays: not-addressed'],
    ['is not one of somebody else’s', quoting('BOBS'), { memberOf: ['GENERAL'] }, 'stays: not-addressed'],
    ['nor of what is gone', quoting('GONE'), { memberOf: ['GENERAL'] }, 'stays: not-addressed'],
  ])('%s', async (_, heard, situation, expected) => {
    const { memory } = remembering(situation);
    const { leaves, why } = await mayLeave(heard, BOT, { ...memory, bot: { get: async () => BOT } } as never, read);
    expect(`${leaves ? 'leaves' : 'stays'}: ${why}`).toBe(expected);
  });

  test('a command behind a quotation is one', async () => {
    const text = '[ ](https://chat.example/channel/general?msg=BOBS) !status';
    const situation = { memberOf: ['GENERAL'], activation: { commandPrefixes: ['!status'] } };
    expect(await decide(said({ text }), situation)).toBe('leaves: command');
  });
});
