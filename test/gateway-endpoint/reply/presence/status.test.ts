import type { Command } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AppCallError } from '../../../../gateway-endpoint/src/app-client/client.ts';
import { resolveAccount } from '../../../../gateway-endpoint/src/config/account.ts';
import { openReactions } from '../../../../gateway-endpoint/src/reply/presence/reactions.ts';
import { statusOf } from '../../../../gateway-endpoint/src/reply/presence/status.ts';
import { aClient, configOf } from '../../services.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A message that is mentioned or not, in a room or directly, and what the bot puts on it. */
function aMessage({ section = {}, messages = {}, isDirect = false, wasMentioned = true, refused = false } = {}) {
  const shown = new Set<string>();
  const warnings: string[] = [];
  const client = aClient((command: Command) => {
    if (refused)
      throw new AppCallError({ code: 'not-a-member', happened: 'no', retryable: false, message: 'invite me' });
    if (command.command === 'react') shown.add(command.emoji);
    if (command.command === 'unreact') shown.delete(command.emoji);
    return {};
  });
  const cfg = { ...configOf(section), messages };
  const reactions = openReactions(client, () => 'id', { warn: (text) => void warnings.push(text) });
  const message = { roomId: 'Room1', messageId: 'M1' };
  const about = { message, account: resolveAccount(cfg), agentId: 'main', isDirect, wasMentioned, cfg };
  return { shown, warnings, turn: () => statusOf(about, reactions) };
}

const settle = () => vi.advanceTimersByTimeAsync(10_000);

test.each([
  ['a mention, by default', {}, ':eyes:'],
  ['a message that is no mention', { wasMentioned: false }, undefined],
  ['a direct message', { isDirect: true }, undefined],
  ['a direct message where the scope is direct', { isDirect: true, section: { ackReactionScope: 'direct' } }, ':eyes:'],
  ['everything where the scope is all', { wasMentioned: false, messages: { ackReactionScope: 'all' } }, ':eyes:'],
  ['nothing where the scope is off', { section: { ackReactionScope: 'off' } }, undefined],
  ['nothing where there is no emoji', { section: { ackReaction: '' } }, undefined],
  ['with the channel’s emoji', { section: { ackReaction: '🦞' }, messages: { ackReaction: '👍' } }, ':lobster:'],
  ['with OpenClaw’s emoji', { messages: { ackReaction: '👍' } }, ':thumbsup:'],
] as const)('the reaction on %s', async (_what, given, emoji) => {
  const { shown, turn } = aMessage(given);
  turn().seen();
  await settle();
  expect([...shown]).toEqual(emoji ? [emoji] : []);
});

test('the sign of waiting that an earlier process has left is taken away', async () => {
  const { shown, turn } = aMessage();
  turn().waits();
  await settle();
  expect([...shown]).toEqual([':hourglass_flowing_sand:']);
  const later = turn();
  later.seen();
  later.waitedBefore();
  await settle();
  expect([...shown]).toEqual([':eyes:']);
});

describe('when the turn is over', () => {
  test.each([
    ['the reaction stays', {}, false, [':eyes:']],
    ['it is taken away where that is wanted', { removeAckAfterReply: true }, false, []],
    ['a failure takes its place', {}, true, [':x:']],
    ['and stays', { removeAckAfterReply: true }, true, [':x:']],
  ] as const)('%s', async (_what, messages, hasFailed, left) => {
    const { shown, turn } = aMessage({ messages });
    const status = turn();
    status.seen();
    await settle();
    status.over(hasFailed);
    await settle();
    expect([...shown]).toEqual(left);
  });
});

test.each([{}, { removeAckAfterReply: true }, { statusReactions: { enabled: true } }])(
  '[F15] [F17] nothing stays where the agent said nothing (%j)',
  async (messages) => {
    const { shown, turn } = aMessage({ messages });
    const status = turn();
    status.seen();
    await settle();
    expect(shown.size).toBeGreaterThan(0);
    status.keptSilent();
    await settle();
    expect([...shown]).toEqual([]);
  },
);

describe('a reaction that cannot be put', () => {
  test('because the bot is no member, is said once per room', async () => {
    const { warnings, turn } = aMessage({ refused: true });
    for (let turns = 0; turns < 3; turns++) {
      const status = turn();
      status.seen();
      status.over(turns === 1);
      await settle();
    }
    expect(warnings).toEqual(['reaction in Room1: AppCallError: invite me']);
  });

  test('because nobody knows its name here, is said once', async () => {
    const { shown, warnings, turn } = aMessage({ section: { ackReaction: '🪿🪿' } });
    for (let turns = 0; turns < 2; turns++) turn().seen();
    await settle();
    expect([...shown]).toEqual([]);
    expect(warnings).toEqual(['no reaction 🪿🪿: write it as Rocket.Chat calls it, such as :eyes:']);
  });
});
