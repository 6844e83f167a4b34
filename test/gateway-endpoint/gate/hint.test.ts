import { describe, expect, test } from 'vitest';
import { openTellPerson, type Tell } from '../../../gateway-endpoint/src/app-client/tell-person.ts';
import { writingOf } from '../../../gateway-endpoint/src/config/writing.ts';
import { HINT_EVERY_MS, MOST_HINTED, openHints } from '../../../gateway-endpoint/src/gate/hint.ts';
import type { Silence } from '../../../gateway-endpoint/src/gate/verdict.ts';
import { HINTS } from '../../../gateway-endpoint/src/texts/en/people.ts';
import { aClient } from '../services.ts';

function aHint(tell?: (what: Tell) => Promise<void>) {
  const at = { now: 5 * HINT_EVERY_MS };
  const told: string[] = [];
  const warned: string[] = [];
  const hint = openHints({
    tell:
      tell ?? (async ({ place, keyOf }) => void told.push(`${place.userId} ${place.roomId} ${JSON.stringify(keyOf)}`)),
    clock: () => at.now,
    log: { warn: (line) => void warned.push(line) },
  });
  const say = (
    eventId: string,
    { userId = 'Alice1', roomId = 'Room1', reason = 'sender-not-allowed' as Silence, isOwed = false } = {},
  ) => hint({ eventId, place: { userId, roomId }, text: 'because', reason, isOwed });
  return { at, told, warned, say };
}

describe('a person is hinted at most once an hour in a room', () => {
  test('[F25] for each reason', () => {
    const { at, told, say } = aHint();
    say('e1');
    at.now += HINT_EVERY_MS - 1;
    say('e2');
    at.now += 1;
    say('other', { reason: 'command-not-authorized' });
    say('e3');
    expect(told.map((line) => /"event":"(\w+)"/.exec(line)?.[1])).toEqual(['e1', 'other', 'e3']);
  });

  test('[F25] but each time where an answer is owed', () => {
    const { told, say } = aHint();
    say('e1');
    say('e2', { isOwed: true });
    say('e3', { isOwed: true });
    say('e4');
    expect(told).toHaveLength(3);
  });

  test('in another room, or as another person, anew', () => {
    const { told, say } = aHint();
    say('e1');
    say('e2', { roomId: 'Room2' });
    say('e3', { userId: 'Bob1' });
    expect(told).toHaveLength(3);
  });

  test('and those told longest ago are forgotten first', () => {
    const { told, say } = aHint();
    for (let index = 0; index <= MOST_HINTED; index++) say('e', { userId: `User${index}` });
    told.length = 0;
    say('again', { userId: `User${MOST_HINTED}` });
    say('again', { userId: 'User1' });
    say('again', { userId: 'User0' });
    expect(told).toEqual([expect.stringContaining('User0')]);
  });
});

test('a person who gets a hint again is not the first to be forgotten', () => {
  const { told, say } = aHint();
  for (let index = 0; index < MOST_HINTED; index++) say('e', { userId: `User${index}` });
  say('owed', { userId: 'User0', isOwed: true });
  say('e', { userId: 'another' });
  told.length = 0;
  say('again', { userId: 'User0' });
  say('again', { userId: 'User1' });
  expect(told).toEqual([expect.stringContaining('User1')]);
});

test('a hint that fails is one line of the log, and nobody waits for it', async () => {
  const failed = Promise.withResolvers<void>();
  const { warned, say } = aHint(() => failed.promise);
  say('e1');
  failed.reject(new Error('the app is away'));
  await failed.promise.catch(() => undefined);
  await Promise.resolve();
  expect(warned).toEqual(['event e1: its author did not get the reason: Error: the app is away']);
});

test('the key is that of the event, so that a repeat of it is no second hint; and it does not wait for long', async () => {
  const asked: object[] = [];
  const timeouts: number[] = [];
  const client = aClient((command, options) => void asked.push({ ...(command as object), signal: options?.signal }));
  const signal = new AbortController().signal;
  const tell = openTellPerson(client, writingOf({}), (ms) => {
    timeouts.push(ms);
    return signal;
  });
  for (const _restart of [1, 2]) {
    openHints({ tell, clock: () => 0, log: { warn: () => undefined } })({
      eventId: 'e1',
      place: { userId: 'Alice1', roomId: 'Room1', threadId: 'Root1' },
      text: 'because',
      reason: 'not-mentioned',
      isOwed: false,
    });
  }
  await Promise.resolve();
  const key = expect.stringMatching(/^e\.[\w-]{43}\.hint\.0$/);
  const told = {
    v: 1,
    command: 'notify',
    roomId: 'Room1',
    userId: 'Alice1',
    threadId: 'Root1',
    text: 'because',
    signal,
  };
  expect(asked).toEqual([
    { ...told, key },
    { ...told, key },
  ]);
  expect(new Set(asked.map((command) => (command as { key: string }).key)).size).toBe(1);
  expect(timeouts).toEqual([10_000, 10_000]);
});

test.each(Object.entries(HINTS))('the hint for %s is short, and in nobody’s jargon', (_reason, sentence) => {
  const text = sentence({ userId: 'Alice1', commands: '`!status`', hasCode: true });
  expect(text.length).toBeLessThan(160);
  expect(text).not.toMatch(/dmPolicy|groupPolicy|allowlist|pairing|egress|config/i);
});
