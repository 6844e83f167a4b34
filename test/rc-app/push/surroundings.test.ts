import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { expect, test } from 'vitest';
import type { Surroundings } from '../../../rc-app/src/outbox/entry.ts';
import { openHeardLately } from '../../../rc-app/src/outbox/heard-lately.ts';
import { surroundings } from '../../../rc-app/src/push/surroundings.ts';
import type { Commanded } from '../../../rc-app/src/workspace/workspace.ts';
import { EVENTS } from '../../shared/contract/samples.ts';
import { edited, said, settled } from '../outbox/a-process.ts';

const NOW = 1_000_000;
interface Message {
  readonly id: string;
  readonly at: number;
  readonly by?: string;
  readonly editedAt?: number;
}

const OLD = { id: 'old', at: NOW - 60_000 };

/** @param heard the messages that the app has heard of, so that a test may add one to them */
function asking(messages: readonly Message[], heard: readonly string[], event = said('m', { at: NOW })) {
  const raw = messages.map(({ id, at, by = 'alice', editedAt }) => ({
    id,
    sender: { _id: by },
    createdAt: new Date(at),
    ...(editedAt && { editedAt: new Date(editedAt).toISOString() }),
  }));
  const read = { getRoomReader: () => ({ getMessages: async () => raw }) } as unknown as IRead;
  const heardLately = openHeardLately(() => {});
  for (const id of heard) heardLately.note(id);
  const bot = { get: async () => ({ id: 'bot', username: 'bot' }) };
  const app = { memory: { bot }, heardLately } as unknown as Commanded;
  return { heardLately, answer: surroundings(event, app, read) };
}

/** `waits` where there is no answer before the app has heard more. */
const around = (...asked: Parameters<typeof asking>): Promise<Surroundings | 'waits'> =>
  Promise.race([asking(...asked).answer, settled().then(() => 'waits' as const)]);

const own = { id: 'm', at: NOW };

test.each<[string, Message[], Surroundings | 'waits']>([
  ['nothing came for a minute', [own, OLD], 'quiet'],
  ['only the bot has written', [own, { id: 'x', at: NOW - 5, by: 'bot', editedAt: NOW - 1 }, OLD], 'quiet'],
  ['a later message is there already', [{ id: 'x', at: NOW + 5 }, own, OLD], 'quiet'],
  ['an unknown message is older than two seconds', [own, { id: 'x', at: NOW - 2_000 }, OLD], 'quiet'],
  ['the app has heard the message before it', [own, { id: 'heard', at: NOW - 5 }, OLD], 'heard'],
  ['the app has not heard the message before it', [own, { id: 'x', at: NOW - 5 }, OLD], 'waits'],
  ['the app has not heard one of the same millisecond', [own, { id: 'x', at: NOW }, OLD], 'waits'],
  ['an older message was edited', [own, { ...OLD, editedAt: NOW - 3 }], 'unclear'],
  ['the room has no other message', [own], 'unclear'],
])('where %s', async (_name, messages, expected) => {
  expect(await around(messages, ['heard'])).toBe(expected);
});

test('it is heard when the hook of the message before it comes a moment later', async () => {
  const { heardLately, answer } = asking([own, { id: 'x', at: NOW - 5 }, { id: 'y', at: NOW - 9 }, OLD], ['y']);
  await settled();
  heardLately.note('x');
  expect(await answer).toBe('heard');
});

test('in a crowd there may be more that the app has not heard', async () => {
  const crowd = (ms: number) => Array.from({ length: 9 }, (_, n) => ({ id: 'heard', at: NOW - 1 - n * ms }));
  expect(await around([own, ...crowd(10)], ['heard'])).toBe('unclear');
  expect(await around([own, ...crowd(40)], ['heard'])).toBe('heard');
  const later = Array.from({ length: 10 }, (_, n) => ({ id: 'heard', at: NOW + 10 - n }));
  expect(await around(later, ['heard'])).toBe('unclear');
});

test('an edit is not in its own way', async () => {
  const messages = [{ ...OLD, id: 'm', editedAt: NOW }, OLD];
  expect(await around(messages, [], edited('m', { at: NOW }) as never)).toBe('quiet');
});

test('a server that fails, and an event of no room', async () => {
  const app = { memory: { bot: { get: () => Promise.reject(new Error('no')) } } } as unknown as Commanded;
  expect(await surroundings(said('m'), app, {} as IRead)).toBe('unclear');
  const gap = EVENTS.find(({ type }) => type === 'app.hello');
  expect(gap && (await surroundings(gap, app, {} as IRead))).toBe('unclear');
});
