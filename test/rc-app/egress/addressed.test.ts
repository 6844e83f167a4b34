import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import { describe, expect, test } from 'vitest';
import { addressed } from '../../../rc-app/src/egress/addressed.ts';
import { aMessage, aRoom, aUser, BOT, DIRECT, MENTION } from '../server-objects.ts';

const foreign = aRoom({ id: 'DM2', type: 'd', userIds: ['carol', 'bob'] });
const group = aRoom({ id: 'DM3', type: 'd', userIds: ['carol', 'bob', BOT.id] });
const toAll = { _id: 'all', username: 'all' };

const TABLE: [what: string, message: IMessage, leaves: boolean, why: string][] = [
  ['a direct message to the bot', aMessage({ room: DIRECT }), true, 'direct'],
  ['a mention in a channel', aMessage({ mentions: [MENTION] }), true, 'mention'],
  ['a mention in a private room', aMessage({ room: aRoom({ type: 'p' }), mentions: [MENTION] }), true, 'mention'],
  ['a mention among several people', aMessage({ room: group, mentions: [MENTION] }), true, 'mention'],
  ['a message among several people', aMessage({ room: group }), false, 'not-addressed'],
  ['a message in a channel', aMessage(), false, 'not-addressed'],
  ['@all', aMessage({ mentions: [toAll], text: '@all hello' }), false, 'not-addressed'],
  ['a mention of somebody else', aMessage({ mentions: [{ _id: 'U2', username: 'carol' }] }), false, 'not-addressed'],
  ['a direct message of other people', aMessage({ room: foreign }), false, 'not-addressed'],
  [
    'a mention in a direct message of other people',
    aMessage({ room: foreign, mentions: [MENTION] }),
    false,
    'not-addressed',
  ],
  [
    'a direct room that names no members',
    aMessage({ room: aRoom({ type: 'd' }), mentions: [MENTION] }),
    false,
    'not-addressed',
  ],
  ['livechat', aMessage({ room: aRoom({ type: 'l' }), mentions: [MENTION] }), false, 'livechat'],
  ['its own message in a direct room', aMessage({ room: DIRECT, sender: aUser({ id: BOT.id }) }), false, 'own-message'],
  ['its own mention of itself', aMessage({ sender: aUser({ id: BOT.id }), mentions: [MENTION] }), false, 'own-message'],
];

test.each(TABLE)('%s', (_, message, leaves, why) => {
  expect(addressed(message, BOT)).toEqual({ leaves, why });
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
  ])('%j: %s', (text, leaves) => {
    expect(addressed(aMessage({ text, mentions: null }), BOT).leaves).toBe(leaves);
  });

  test('structured mentions win over the text: a renamed bot is followed, a quoted name is not', () => {
    expect(
      addressed(aMessage({ text: '@newname hi', mentions: [{ _id: BOT.id, username: 'newname' }] }), BOT).leaves,
    ).toBe(true);
    expect(addressed(aMessage({ text: '`@openclaw.bot`', mentions: [] }), BOT).leaves).toBe(false);
  });
});
