import type { Actor } from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import type { Admitted } from '../../../gateway-endpoint/src/admit/admitted.ts';
import type { Claim } from '../../../gateway-endpoint/src/admit/inbox.ts';
import { queueSettingsOf } from '../../../gateway-endpoint/src/host/queue-mode.ts';
import { joinedTo, joinNext } from '../../../gateway-endpoint/src/turn/join-next.ts';
import type { Services } from '../../../gateway-endpoint/src/turn/services.ts';
import type { Turn } from '../../../gateway-endpoint/src/turn/turn.ts';
import { aMessage, WEBHOOK } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { noNames, presentOf, threadsWith } from '../services.ts';
import { aTurn } from './a-turn.ts';

type Sent = ReturnType<typeof aMessage>;

const open = { dmPolicy: 'open', allowFrom: ['*'], groupPolicy: 'open' };

/** A message that joins those behind it. */
async function joining({
  section = open as object,
  actor = {} as Partial<Actor>,
  behind = [aMessage({ id: 'M2' })] as (Admitted['event'] | Admitted)[],
  quiet = [1_000],
  verdict = {} as Partial<Turn['verdict']>,
  claim = {} as Partial<Claim>,
} = {}) {
  const joined: string[][] = [];
  const pauses: number[] = [];
  const { turn } = await aTurn({
    section,
    told: { actor },
    verdict,
    claim: {
      quietMs: () => quiet.shift() ?? 1_000,
      behind: (most) => behind.slice(0, most).map((each) => ('event' in each ? each : { event: each, bot: BOT })),
      join: (others) => joined.push(others.map(({ event }) => event.id)) > 0,
      ...claim,
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

describe('the messages that are joined', () => {
  const [second, third, fourth] = ['M2', 'M3', 'M4'].map((id) => aMessage({ id })) as [Sent, Sent, Sent];
  const { room, actor, at } = second;

  test.each<[string, Admitted['event'] | Admitted]>([
    ['is of another person, also of one with the same name', aMessage({ id: 'no', actor: { id: 'Alice2' } })],
    ['stands in a thread', aMessage({ id: 'no', threadId: 'Root1' })],
    ['is a command', aMessage({ id: 'no', text: '@openclaw !status' })],
    ['does not call the bot', aMessage({ id: 'no', mentioned: false })],
    ['was deleted', { event: aMessage({ id: 'no' }), bot: BOT, takenBack: true }],
    ['is no message', { type: 'room.joined', id: 'no', at, room, actor }],
  ])('end before the first one that %s', async (_which, other) => {
    const { begin, joined } = await joining({ behind: [second, other, third] });
    await expect(begin()).rejects.toThrow('was changed');
    expect(joined).toEqual([[second.id]]);
    const alone = await joining({ behind: [other, third] });
    await alone.begin();
    expect(alone.joined).toEqual([]);
  });

  test('have the same rights as the first one: policy may have changed while they waited', async () => {
    const section = { ...open, commandAllowFrom: ['Alice1'] };
    for (const [reading, expected] of [
      ['words', []],
      ['operator', [[second.id]]],
    ] as const) {
      const { begin, joined } = await joining({ section, verdict: { reading } });
      await begin().catch(() => undefined);
      expect(joined).toEqual(expected);
    }
  });

  test('are as many as `cap` with the first one, and with those that it has joined before', async () => {
    const behind = [second, third, fourth];
    for (const [before, expected] of [
      [[], [second.id, third.id]],
      [[aMessage({ id: 'M0' })], [second.id]],
    ] as const) {
      const { begin, joined } = await joining({ behind, claim: { joined: [...before] } });
      await expect(begin({ cap: 3 })).rejects.toThrow('was changed');
      expect(joined).toEqual([expected]);
    }
  });

  test('are none where they have gone elsewhere meanwhile, or where nothing can be joined', async () => {
    for (const join of [() => false, undefined]) {
      const { begin } = await joining({ claim: { join } as Partial<Claim> });
      await expect(begin()).resolves.toBeUndefined();
    }
  });

  test('are answered with it, as far as they are messages', () => {
    expect(joinedTo({})).toEqual([]);
    expect(joinedTo({ joined: [second, { type: 'room.joined', id: 'other', at, room, actor }, third] })).toEqual([
      second,
      third,
    ]);
  });
});

describe('before it joins others, a message waits until nobody has written for a while', () => {
  test.each([
    [[500], []],
    [[0, 500], [500]],
    [
      [100, 300, 500],
      [400, 200],
    ],
  ])('after %j ms of quiet it waits for %j', async (quiet, expected) => {
    const { begin, pauses, joined } = await joining({ quiet: [...quiet] });
    await expect(begin({ debounceMs: 500 })).rejects.toThrow('was changed');
    expect([pauses, joined]).toEqual([expected, [['message.sent:M2']]]);
  });

  test('where nobody knows how quiet it is, it does not wait', async () => {
    const { begin, pauses } = await joining({ claim: { quietMs: undefined } as unknown as Partial<Claim> });
    await expect(begin({ debounceMs: 500 })).rejects.toThrow('was changed');
    expect(pauses).toEqual([]);
  });

  test('that ends with the account: nothing is joined then', async () => {
    const stopped = AbortSignal.abort(new Error('the account stops'));
    const { begin, joined } = await joining({ quiet: [0], claim: { abortSignal: stopped } });
    await expect(begin({ debounceMs: 500 })).rejects.toThrow('the account stops');
    expect(joined).toEqual([]);
  });
});
