import type { CommandOf } from '@rocketchat-openclaw/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openTyping } from '../../../gateway-endpoint/src/reply/typing.ts';
import { aClient } from '../services.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** Clients drop an indicator after this long. */
const FORGOTTEN_MS = 15_000;

function aWorkspace({ fails = false } = {}) {
  const said: { on: boolean; at: number }[] = [];
  const places: (string | undefined)[] = [];
  let keys = 0;
  const client = aClient(({ on, threadId }: CommandOf<'typing'>) => {
    said.push({ on, at: Date.now() });
    places.push(threadId);
    if (fails) throw new Error('no answer');
    return {};
  });
  return { said, places, typingIn: openTyping(client, () => `k${keys++}`) };
}

test('is kept alive for a turn of ten minutes, at twelve commands a minute at most', async () => {
  const { said, typingIn } = aWorkspace();
  const typing = typingIn({ roomId: 'Room1' });
  for (let seconds = 0; seconds < 600; seconds += 3) {
    await typing.start();
    await vi.advanceTimersByTimeAsync(3_000);
  }
  await typing.stop();
  const gaps = said.slice(1).map(({ at }, index) => at - (said[index]?.at ?? 0));
  expect(Math.max(...gaps)).toBeLessThan(FORGOTTEN_MS / 2);
  expect(said.length).toBeLessThanOrEqual(122);
  expect(said.filter(({ on }) => !on)).toEqual([{ on: false, at: 600_000 }]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said.at(-1)?.at).toBe(600_000);
});

test('ends with the last of the turns in a room', async () => {
  const { said, typingIn } = aWorkspace();
  const [one, two] = [typingIn({ roomId: 'Room1' }), typingIn({ roomId: 'Room1', threadId: 'T1' })];
  await one.start();
  await two.start();
  await one.stop();
  await one.stop();
  expect(said.map(({ on }) => on)).toEqual([true, true]);
  await two.stop();
  expect(said.map(({ on }) => on)).toEqual([true, true, false]);
});

test('costs no more where a hundred messages wait in a room, and as much again in a thread', async () => {
  const { said, places, typingIn } = aWorkspace();
  const inRoom = Array.from({ length: 100 }, (_, n) => typingIn({ roomId: 'Room1', answers: `message.sent:M${n}` }));
  const inThread = Array.from({ length: 100 }, () => typingIn({ roomId: 'Room1', threadId: 'T1' }));
  for (const each of [...inRoom, ...inThread]) await each.start();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(places).toEqual([undefined, 'T1', undefined, 'T1', undefined, 'T1']);
  // The first one ends, and the indicator stays for the others.
  for (const each of [...inRoom.slice(0, 99), ...inThread]) await each.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(places.slice(6)).toEqual([undefined, undefined]);
  await inRoom[99]?.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said.slice(6)).toEqual([
    { on: true, at: 15_000 },
    { on: true, at: 20_000 },
    { on: false, at: 20_000 },
  ]);
});

test('of a workspace that is away is tried on, and its end is tried once', async () => {
  const { said, typingIn } = aWorkspace({ fails: true });
  const typing = typingIn({ roomId: 'Room1' });
  await expect(typing.start()).rejects.toThrow('no answer');
  await vi.advanceTimersByTimeAsync(10_000);
  await expect(typing.stop()).rejects.toThrow('no answer');
  expect(said.map(({ on }) => on)).toEqual([true, true, true, false]);
});
