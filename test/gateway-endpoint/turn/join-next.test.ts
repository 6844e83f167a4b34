import type { Actor } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { queueSettingsOf } from '../../../gateway-endpoint/src/host/queue-mode.ts';
import { joinNext } from '../../../gateway-endpoint/src/turn/join-next.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import { aMessage, WEBHOOK } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { noNames, presentOf, threadsWith } from '../services.ts';
import { aTurn } from './a-turn.ts';

const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

/** A message that joins those behind it. */
async function joining({
  section = open as object,
  actor = {} as Partial<Actor>,
  behind = [aMessage({ id: 'M2' })],
  quiet = [1_000],
} = {}) {
  const joined: string[][] = [];
  const pauses: number[] = [];
  const { turn } = await aTurn({
    section,
    told: { actor },
    claim: {
      quietMs: () => quiet.shift() ?? 1_000,
      behind: (most) => behind.slice(0, most).map((event) => ({ event, bot: BOT })),
      join: (others) => joined.push(others.map(({ event }) => event.id)) > 0,
    },
  });
  const runtime = {
    ...turn.runtime,
    channel: { ...turn.runtime.channel, commands: { shouldHandleTextCommands: () => false } },
  };
  const services = {
    presentNow: () => presentOf(section),
    runtime,
    roomNames: noNames,
    threads: threadsWith(),
    pause: async (ms: number) => void pauses.push(ms),
  } as unknown as Services;
  const begin = (by = {}) => joinNext(turn, turn.claim, services, { ...queueSettingsOf({}, undefined), ...by });
  return { begin, joined, pauses };
}

describe('a message that has waited', () => {
  test('is joined with the next one of its author', async () => {
    const { begin, joined } = await joining();
    await expect(begin()).rejects.toThrow('was changed');
    expect(joined).toEqual([['message.sent:M2']]);
  });

  test('waits for no pause in a room that never pauses, once as many wait as can be joined', async () => {
    const behind = ['M2', 'M3', 'M4'].map((id) => aMessage({ id }));
    const { begin, joined, pauses } = await joining({ behind, quiet: Array(1_000).fill(0) });
    await expect(begin({ debounceMs: 500, cap: 4 })).rejects.toThrow('was changed');
    expect([joined, pauses]).toEqual([[behind.map(({ id }) => id)], []]);
  });

  test('waits no longer than the debounce where the clock was set back', async () => {
    const { begin, pauses } = await joining({ behind: [], quiet: [-3_600_000] });
    await begin();
    expect(Math.max(...pauses)).toBeLessThanOrEqual(500);
  });

  test.each([
    ['is not joined with that of another person behind the same bridge', 'irc-eve', []],
    ['is joined with that of the same person behind a bridge', 'irc-dan', [['message.sent:M2']]],
  ])('%s', async (_what, name, expected) => {
    const bridged = { ...WEBHOOK, via: { kind: 'alias', username: 'relay' } } as const;
    const { begin, joined } = await joining({
      section: { ...open, allowBots: true },
      actor: { ...bridged, name: 'irc-dan' },
      behind: [aMessage({ id: 'M2', actor: { ...bridged, name } })],
    });
    await begin().catch(() => undefined);
    expect(joined).toEqual(expected);
  });

  test('is not joined with one that is answered in another thread, and so in another session', async () => {
    const { begin, joined } = await joining({ section: { ...open, replyToMode: 'all' } });
    await begin();
    expect(joined).toEqual([]);
  });
});
