import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { expect, test } from 'vitest';
import { asItStands } from '../../../rc-app/src/push/as-it-stands.ts';
import type { Commanded } from '../../../rc-app/src/workspace/workspace.ts';
import { said } from '../outbox/a-process.ts';

const app = {} as unknown as Commanded;
const reading = (getById: () => Promise<unknown>) => ({ getMessageReader: () => ({ getById }) }) as unknown as IRead;
const at = new Date(1);

test.each<[string, () => Promise<unknown>, string]>([
  ['is not there any more', async () => undefined, 'gone'],
  ['has left its trace (Message_ShowDeletedStatus)', async () => ({ id: 'm', type: 'rm', editedAt: at }), 'gone'],
  ['is as it was', async () => ({ id: 'm', text: 'hi' }), 'same'],
  ['cannot be read', () => Promise.reject(new Error('no database')), 'same'],
])('[F23] a message that %s', async (_name, getById, is) => {
  expect(await asItStands(said('m'), app, reading(getById), new Promise(() => {}))).toEqual({ is });
});

test('[F23] a server that does not answer keeps nothing waiting', async () => {
  const never = reading(() => new Promise(() => {}));
  expect(await asItStands(said('m'), app, never, Promise.resolve())).toEqual({ is: 'same' });
});
