import {
  COMMAND_TYPES,
  Command,
  CommandAnswer,
  type CommandType,
  Event,
  EventBatch,
  GatewayHello,
  LIMITS,
  REFUSALS,
  readConnectionCode,
  readJson,
  resultSchema,
  writeConnectionCode,
} from '@rocketchat-openclaw/shared';
import { describe, expect, test } from 'vitest';
import { SECRET } from '../jwt/pair.ts';
import { fieldsWithoutSample } from './fields-without-sample.ts';
import { COMMANDS, EVENTS, RARE_EVENTS } from './samples.ts';

const WRITING = [
  'delete',
  'notify',
  'openDirect',
  'openView',
  'post',
  'react',
  'typing',
  'unreact',
  'update',
  'upload',
];

test('each field of events and commands has a sample', () => {
  expect(fieldsWithoutSample(Event, [...EVENTS, ...RARE_EVENTS])).toEqual([]);
  expect(fieldsWithoutSample(Command, COMMANDS)).toEqual([]);
  expect(fieldsWithoutSample(Event, [])).toContain('message.sent.message');
});

describe('events', () => {
  test.each([...EVENTS, ...RARE_EVENTS].map((event) => [event.type, event] as const))(
    '%s is read as it was written',
    (_, event) => {
      expect(Event.parse(JSON.parse(JSON.stringify(event)))).toEqual(event);
    },
  );

  test.each(EVENTS.map((event) => [event.type, event] as const))('%s with an unknown field is refused', (_, event) => {
    expect(Event.safeParse({ ...event, email: 'bob@example.com' }).success).toBe(false);
  });

  test('a batch holds 1 to 50', () => {
    const batch = (n: number) => ({ v: 1, bot: { id: 'B', username: 'b' }, events: Array(n).fill(EVENTS[0]) });
    expect(
      [0, 1, LIMITS.eventsPerBatch, LIMITS.eventsPerBatch + 1].map((n) => EventBatch.safeParse(batch(n)).success),
    ).toEqual([false, true, true, false]);
  });

  test.each([
    ['another version', { v: 2 }],
    ['no bot', { bot: undefined }],
    ['no events', { events: undefined }],
  ])('%s is refused', (_, change) => {
    expect(
      EventBatch.safeParse({ v: 1, bot: { id: 'B', username: 'b' }, events: [EVENTS[0]], ...change }).success,
    ).toBe(false);
  });
});

describe('commands', () => {
  test('every command type has a sample here and a result', () => {
    expect(COMMANDS.map((command) => command.command).sort()).toEqual([...COMMAND_TYPES].sort());
    for (const type of COMMAND_TYPES) expect(resultSchema(type as CommandType)).toBeDefined();
  });

  test.each(COMMANDS.map((command) => [command.command, command] as const))(
    '%s is read as it was written',
    (_, command) => {
      expect(Command.parse(JSON.parse(JSON.stringify(command)))).toEqual(command);
    },
  );

  test('[S2] a command that writes may name the event that it answers, and no other command may', () => {
    const answering = COMMANDS.map((command) => ({ ...command, answers: 'message.sent:M1' }));
    const taken = answering.filter((command) => Command.safeParse(command).success).map(({ command }) => command);
    expect([...new Set(taken)].sort()).toEqual(WRITING);
  });

  test('[S2] a refusal may name its reason, in a word', () => {
    const refused = (reason: string) => ({ ok: false, error: { code: 'may-not-write', message: 'no', reason } });
    expect(CommandAnswer.parse(refused('switched-off'))).toEqual(refused('switched-off'));
    for (const reason of ['', 'Off', 'a b', 'x\n', 'x'.repeat(65)]) {
      expect(CommandAnswer.safeParse(refused(reason)).success, reason).toBe(false);
    }
  });

  test('the answer to a full delivery with a hello fits into the body of the command that brings it', () => {
    const results = Array.from({ length: LIMITS.eventsPerBatch }, (_, n) => ({
      id: `message.updated:${n}`.padEnd(LIMITS.eventIdChars, 'x'),
      outcome: 'refused',
      reason: 'not-an-event',
    }));
    const activation = {
      commandPrefixes: Array.from({ length: LIMITS.prefixes }, (_, n) =>
        `!command-${n}`.padEnd(LIMITS.prefixChars, 'x'),
      ),
      oncharPrefixes: ['>'],
      mentionAll: true,
      answersEveryMessageIn: Array.from({ length: LIMITS.listItems }, (_, n) => `#a-room-with-a-rather-long-name-${n}`),
    };
    const hello = { pluginVersion: '1', accountId: 'a', activation, now: 1 };
    const answered = { id: 'd', status: 202, headers: {}, answer: { results, hello } };
    const command = Command.parse({ v: 1, key: 'k', command: 'fetch', waitMs: 0, answered });
    expect(JSON.stringify({ payload: JSON.stringify(command) }).length).toBeLessThan(LIMITS.bodyBytes);
  });

  test.each([
    ['longer than the server lets it', { waitMs: LIMITS.fetchWaitMs + 1 }],
    ['for a time that is over', { waitMs: -1 }],
    ['with headers that nobody reads', { answered: { id: 'd', status: 202, headers: { 'set-cookie': 'a' } } }],
  ])('a fetch that waits %s is refused', (_, change) => {
    expect(Command.safeParse({ v: 1, key: 'k', command: 'fetch', waitMs: 1, ...change }).success).toBe(false);
  });

  test.each([
    ['no key', { key: undefined }],
    ['a key with a space', { key: 'a b' }],
    ['a long key', { key: 'k'.repeat(LIMITS.keyChars + 1) }],
    ['an unknown command', { command: 'shutdown' }],
    ['an unknown field', { alias: 'admin' }],
    ['a long text', { text: 'x'.repeat(LIMITS.textChars + 1) }],
  ])('%s is refused', (_, change) => {
    expect(Command.safeParse({ v: 1, key: 'k', command: 'post', roomId: 'R', text: 't', ...change }).success).toBe(
      false,
    );
  });
});

describe('the gateway’s hello', () => {
  const activation = {
    commandPrefixes: ['!status'],
    oncharPrefixes: ['>'],
    mentionAll: false,
    answersEveryMessageIn: ['ops', '*'],
  };
  const accepts = (change: object) =>
    GatewayHello.safeParse({
      pluginVersion: '1',
      accountId: 'default',
      activation: { ...activation, ...change },
      now: 1,
    }).success;

  test.each<[string, object, boolean]>([
    ['all of it', {}, true],
    ['as many commands as fit', { commandPrefixes: Array(LIMITS.prefixes).fill('!status') }, true],
    ['one more', { commandPrefixes: Array(LIMITS.prefixes + 1).fill('!status') }, false],
    ['a long command', { commandPrefixes: ['!'.repeat(LIMITS.prefixChars + 1)] }, false],
    ['an empty prefix, which every message would have', { oncharPrefixes: [''] }, false],
    ['nothing about @all', { mentionAll: undefined }, false],
    ['an unknown field', { keywords: [] }, false],
  ])('%s: %#', (_, change, expected) => {
    expect(accepts(change)).toBe(expected);
  });
});

describe('a payload that cannot be read', () => {
  test.each(['', '{', 'null', '[]', '{"v":1}', '"text"'])('%j is a bad request that names no value', (text) => {
    expect(() => readJson(EventBatch, text, 'an event batch')).toThrow(
      expect.objectContaining({ code: 'bad-request', detail: expect.stringMatching(/^not an event batch: /) }),
    );
  });
});

describe('connection code', () => {
  const connection = { gatewayUrl: 'https://openclaw.example.com/prefix', accountId: 'default', secret: SECRET };
  const code = writeConnectionCode(connection);

  test('holds address, account and secret in one line without spaces', () => {
    expect(code).toMatch(/^rcconnect_[\w-]+$/);
    expect(readConnectionCode(code)).toEqual(connection);
  });

  test.each([
    ['empty', ''],
    ['something else', 'hello'],
    ['cut short', code.slice(0, -5)],
    ['altered', `${code.slice(0, 20)}x${code.slice(21)}`],
    ['only its prefix', 'rcconnect_'],
  ])('%s: an error that says what to do and does not repeat it', (_, broken) => {
    const read = () => readConnectionCode(broken);
    expect(read).toThrow(
      expect.objectContaining({ code: 'bad-connection-code', detail: expect.stringContaining('copy it once more') }),
    );
    if (broken) expect(read).not.toThrow(broken);
  });
});

test('each refusal has a status of the contract and a retry rule', () => {
  const statuses = new Set(Object.values(REFUSALS).map((refusal) => refusal.status));
  expect([...statuses].sort()).toEqual([200, 400, 401, 404, 405, 408, 413, 415, 429, 500, 503]);
});
