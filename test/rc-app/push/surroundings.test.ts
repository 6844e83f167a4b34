import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { expect, test } from 'vitest';
import type { Surroundings } from '../../../rc-app/src/outbox/entry.ts';
import { surroundings } from '../../../rc-app/src/push/surroundings.ts';
import type { Commanded } from '../../../rc-app/src/workspace/workspace.ts';
import { EVENTS } from '../../shared/contract/samples.ts';
import { edited, said } from '../outbox/world.ts';

const NOW = 1_000_000;
interface Message {
  readonly id: string;
  readonly at: number;
  readonly by?: string;
  readonly editedAt?: number;
}

const OLD = { id: 'old', at: NOW - 60_000 };

function around(messages: readonly Message[], heard: readonly string[], event = said('m', { at: NOW })) {
  const raw = messages.map(({ id, at, by = 'alice', editedAt }) => ({
    id,
    sender: { _id: by },
    createdAt: new Date(at),
    ...(editedAt && { editedAt: new Date(editedAt).toISOString() }),
  }));
  const read = { getRoomReader: () => ({ getMessages: async () => raw }) } as unknown as IRead;
  const app = {
    memory: { bot: { get: async () => ({ id: 'bot', username: 'bot' }) } },
    heardLately: { has: (id: string) => heard.includes(id) },
  } as unknown as Commanded;
  return surroundings(event, app, read);
}

const own = { id: 'm', at: NOW };

test.each<[string, Message[], Surroundings]>([
  ['nothing came for a minute', [own, OLD], 'quiet'],
  ['only the bot has written', [own, { id: 'x', at: NOW - 5, by: 'bot', editedAt: NOW - 1 }, OLD], 'quiet'],
  ['a later message is there already', [{ id: 'x', at: NOW + 5 }, own, OLD], 'quiet'],
  ['an unknown message is older than two seconds', [own, { id: 'x', at: NOW - 2_000 }, OLD], 'quiet'],
  ['the app has heard the message before it', [own, { id: 'heard', at: NOW - 5 }, OLD], 'heard'],
  ['the app has not heard the message before it', [own, { id: 'x', at: NOW - 5 }, OLD], 'unclear'],
  ['the app has not heard one of the same millisecond', [own, { id: 'x', at: NOW }, OLD], 'unclear'],
  ['an older message was edited', [own, { ...OLD, editedAt: NOW - 3 }], 'unclear'],
  ['the room has no other message', [own], 'unclear'],
])('where %s', async (_name, messages, expected) => {
  expect(await around(messages, ['heard'])).toBe(expected);
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
