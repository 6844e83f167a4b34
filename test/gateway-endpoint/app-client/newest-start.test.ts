import { expect, test } from 'vitest';
import type { AppClient } from '../../../gateway-endpoint/src/app-client/client.ts';
import { ofNewestStart } from '../../../gateway-endpoint/src/app-client/newest-start.ts';

test('a call that outlives the start of its account uses the client of the next start, and of no other account', async () => {
  const asked: string[] = [];
  const client = (name: string) => ({ call: async () => void asked.push(name) }) as unknown as AppClient;
  const hello = { v: 1, command: 'findRooms', key: 'k', query: '' } as unknown as Parameters<AppClient['call']>[0];
  const first = ofNewestStart('one', client('first of one'));
  const other = ofNewestStart('two', client('first of two'));
  await first.call(hello);
  const second = ofNewestStart('one', client('second of one'));
  for (const each of [first, second, other]) await each.call(hello);
  expect(asked).toEqual(['first of one', 'second of one', 'second of one', 'first of two']);
});
