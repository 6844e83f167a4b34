import type { Command } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { writtenFirst } from '../../../gateway-endpoint/src/app-client/written-first.ts';
import { aClient } from '../services.ts';

function aDisk() {
  const happened: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const client = aClient((command: Command) => void happened.push(command.command));
  const call = (command: string) =>
    writtenFirst(client, () => promise).call({ v: 1, command, key: 'k' } as unknown as Command);
  return { happened, call, resolve, reject };
}

test('a post is sent when all before it is on disk', async () => {
  const { happened, call, resolve } = aDisk();
  const sent = call('post');
  await new Promise(setImmediate);
  expect(happened).toEqual([]);
  resolve();
  await sent;
  expect(happened).toEqual(['post']);
});

test.each(['typing', 'react', 'unreact', 'hello'])('%s does not wait for the disk', async (command) => {
  const { happened, call } = aDisk();
  await call(command);
  expect(happened).toEqual([command]);
});

test('a post is not sent where the disk fails', async () => {
  const { happened, call, reject } = aDisk();
  reject(new Error('EIO'));
  await expect(call('post')).rejects.toThrow('EIO');
  expect(happened).toEqual([]);
});
