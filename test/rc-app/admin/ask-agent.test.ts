import { SlashCommandContext } from '@rocket.chat/apps-engine/definition/slashcommands/SlashCommandContext.js';
import type { Event } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askAgent } from '../../../rc-app/src/admin/ask-agent.ts';
import { agentCommands, help } from '../../../rc-app/src/admin/help.ts';
import { closedTimes } from '../../../rc-app/src/memory/closed-times.ts';
import type { Pushed } from '../../../rc-app/src/outbox/pushed.ts';
import { wordsIn } from '../../../rc-app/src/texts/words.ts';
import type { Telling } from '../../../rc-app/src/workspace/workspace.ts';
import { anOutbox } from '../an-outbox.ts';
import { persisting } from '../persisting.ts';
import { aRoom, aUser, BOT } from '../server-objects.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** An app whose bot is in no room, and whose outbox does with each event what we say. */
function anApp(put: (event: Event) => Promise<Pushed>, { paused = false } = {}) {
  const kept = <T>(value: T) => ({ get: async () => value, refresh: async () => value, forget: () => {} });
  const memory = {
    bot: kept(BOT),
    connection: kept({}),
    egress: kept({ paused, scope: 'addressed', rooms: [] }),
    memberships: kept(new Set()),
    closed: kept(closedTimes([])),
    gatewayHello: { ...kept(undefined), save: async () => {} },
  };
  const log = { debug: () => {}, warn: () => {} };
  const { persistence, reader } = persisting();
  const read = { getPersistenceReader: () => reader };
  return { app: { memory, outbox: anOutbox(put) }, read, persistence, log } as unknown as Telling;
}

const WORDS = wordsIn('en');
const bob = aUser();
const admin = aUser({ roles: ['user', 'admin'] });
const ask = (telling: Telling, by = bob, room = aRoom()) =>
  askAgent('openclaw', new SlashCommandContext(by, room, ['stop']), telling, WORDS);

const answering = (outcome: 'accepted' | 'duplicate' | 'refused', reason?: string) =>
  anApp(async ({ id }) => ({
    delivered: true,
    answer: {
      results: [
        { id: 'another', outcome: 'refused' },
        { id, outcome, ...(reason && { reason }) },
      ],
    },
  }));
const failing = (retry: 'later' | 'never' | 'pause') =>
  anApp(async () => ({ delivered: false, retry, why: 'http://gateway.test answered 401: paste a fresh code' }));

describe('the person hears why at once', () => {
  test.each<[string, Telling, string | undefined]>([
    ['nothing, when the gateway has it', answering('accepted'), undefined],
    ['nothing, when it already had', answering('duplicate'), undefined],
    [
      'a refusal with its reason',
      answering('refused', 'unknown account'),
      'OpenClaw refused this command: unknown account.',
    ],
    ['a refusal without one', answering('refused'), 'OpenClaw refused this command.'],
    ['that the app is paused', anApp(async () => Promise.reject(), { paused: true }), 'paused the app'],
    ['to try again, where that may help', failing('later'), 'Try again in a minute'],
    ['to ask an admin, where it does not', failing('pause'), "can't reach OpenClaw. Ask an admin to run"],
    ['the same of what nobody foresaw', anApp(async () => Promise.reject(new Error('oops'))), 'Ask an admin'],
  ])('%s', async (_, telling, expected) => {
    const told = await ask(telling);
    if (expected === undefined) expect(told).toBeUndefined();
    else expect(told).toContain(expected);
  });

  test('addresses and keys only to admins', async () => {
    expect(await ask(failing('pause'))).not.toContain('gateway.test');
    expect(await ask(failing('pause'), admin)).toBe(
      "I can't reach OpenClaw: http://gateway.test answered 401: paste a fresh code",
    );
  });

  test('in a private room without the bot, that it must be invited', async () => {
    expect(await ask(answering('accepted'), bob, aRoom({ type: 'p' }))).toContain('Invite me');
  });
});

test('a gateway that never answers does not keep the person waiting past the time-out of the engine', async () => {
  const told = ask(anApp(() => new Promise<Pushed>(() => {})));
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await told).toContain('does not answer');
});

const hello = (commandPrefixes: string[]) => ({
  pluginVersion: '1',
  accountId: 'default',
  activation: { commandPrefixes, oncharPrefixes: [], mentionAll: false, answersEveryMessageIn: [] },
  now: 1,
});

test.each([
  [undefined, []],
  [hello([]), []],
  [hello(['!Usage', '!!think', '!status', '!']), ['usage', 'think']],
])('the agent’s commands are known by their names, some of them always', (said, more) => {
  expect(agentCommands(said)).toEqual(['status', 'model', 'stop', 'new', 'help', ...more]);
});

test('help names each command once', () => {
  const text = help(hello(['!usage', '!new', '!help']), WORDS);
  for (const name of ['status', 'new', 'usage', 'model']) expect(text.split(`/openclaw ${name}\``)).toHaveLength(2);
});
