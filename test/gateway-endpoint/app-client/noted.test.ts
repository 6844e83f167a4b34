import { expect, test } from 'vitest';
import { AppCallError, type CallFailure } from '../../../gateway-endpoint/src/app-client/client.ts';
import { unreachable } from '../../../gateway-endpoint/src/app-client/failure.ts';
import { noted } from '../../../gateway-endpoint/src/app-client/noted.ts';
import { aClient, aLogbook } from '../services.ts';

const POST = { v: 1, command: 'post', key: 'e.x.answer-0.0', roomId: 'Room1', text: 'the launch code' } as const;
const FETCH = { v: 1, command: 'fetch', key: 'f', waitMs: 1 } as const;
const TYPING = { v: 1, command: 'typing', key: 't', roomId: 'Room1', on: true } as const;

const refused = (facts: Partial<CallFailure>) =>
  new AppCallError({ code: 'may-not-write', happened: 'no', retryable: false, message: 'not in #secret', ...facts });

function aNotedClient() {
  const lines: string[] = [];
  const { logbook, entries, counts } = aLogbook();
  let now = 0;
  let error: unknown;
  const own = aClient(() => {
    now += 12.4;
    if (error !== undefined) throw error;
    return {};
  });
  const log = { debug: (line: string) => void lines.push(line) };
  const client = noted(own, { logbook, stopwatch: () => now, log });
  const fails = (why: unknown) => {
    error = why;
  };
  return { client, fails, lines, entries, counts };
}

test('a command stands in the logbook and in the log under its key, without its text', async () => {
  const { client, lines, entries, counts } = aNotedClient();
  await client.call(POST, { answers: 'message.sent:M1' });
  const of = { way: 'out', id: 'e.x.answer-0.0', kind: 'post', roomId: 'Room1', eventId: 'message.sent:M1' };
  expect(entries).toEqual([{ ...of, outcome: 'done', reason: undefined, ms: 12 }]);
  expect(lines).toEqual(['command e.x.answer-0.0: post is done, 12 ms']);
  expect(counts).toEqual({ answered: 0, sent: 1, failed: 0 });
});

test.each<[string, unknown, string]>([
  ['the app refuses it', refused({ reason: 'paused' }), 'may-not-write: paused'],
  ['the app gives no reason', refused({}), 'may-not-write'],
  [
    'nobody answers',
    unreachable('http://chat', Object.assign(new Error('no'), { code: 'ECONNREFUSED' })),
    'unreachable: ECONNREFUSED',
  ],
  ['the account is stopped', new DOMException('aborted', 'AbortError'), 'stopped'],
])('a failure has its code: %s', async (_when, error, reason) => {
  const { client, fails, lines, entries, counts } = aNotedClient();
  fails(error);
  await expect(client.call(POST)).rejects.toBe(error);
  expect(entries).toMatchObject([{ outcome: 'failed', reason }]);
  expect(lines).toEqual([`command e.x.answer-0.0: post failed: ${reason}, 12 ms`]);
  expect(counts).toEqual({ answered: 0, sent: 1, failed: 1 });
});

test('a typing indicator and a fetch are not noted, because they would push out the rest', async () => {
  const { client, lines, entries, counts } = aNotedClient();
  await client.call(TYPING);
  await client.call(FETCH);
  expect([entries, lines]).toEqual([[], []]);
  expect(counts.sent).toBe(1);
});
