import type { IMessage } from '@rocket.chat/apps-engine/definition/messages/IMessage';
import type { Event } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { closedTimes } from '../../../rc-app/src/memory/closed-times.ts';
import { noteWatermark, readWatermarks } from '../../../rc-app/src/memory/watermarks.ts';
import { catchUp } from '../../../rc-app/src/sweep/catch-up.ts';
import type { Telling } from '../../../rc-app/src/workspace/workspace.ts';
import { anOutbox } from '../an-outbox.ts';
import { persisting } from '../persisting.ts';
import { aMessage, aRoom, aUser, BOT, DIRECT, MENTION } from '../server-objects.ts';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;

/** A workspace in which this was said, and an app that has heard nothing of it. */
function aWorkspace(messages: IMessage[], { rooms = ['GENERAL'], broken = '' } = {}) {
  const { persistence, reader } = persisting();
  const put: Event[] = [];
  let calls = 0;
  const read = {
    getPersistenceReader: () => reader,
    getMessageReader: () => ({ getById: async (id: string) => messages.find((message) => message.id === id) }),
    getRoomReader: () => ({
      async getMessages(roomId: string, { skip = 0, limit = 100 }) {
        calls++;
        if (roomId === broken) throw new Error('no such room');
        return messages
          .filter(({ room }) => room.id === roomId)
          .sort((a, b) => Number(b.createdAt) - Number(a.createdAt))
          .slice(skip, skip + limit)
          .map((message) => ({ ...message, sender: { _id: message.sender.id, username: 'x', name: 'x' } }));
      },
    }),
  };
  const kept = <T>(value: T) => ({ get: async () => value, refresh: async () => value, forget: () => {} });
  const memory = {
    bot: kept(BOT),
    connection: kept({}),
    egress: kept({ paused: false, scope: 'addressed', rooms: [] }),
    memberships: kept(new Set(rooms)),
    closed: kept(closedTimes([])),
    threads: kept(new Set()),
    gatewayHello: kept(undefined),
  };
  const outbox = anOutbox(async (event) => {
    put.push(event);
    return { delivered: true, answer: { results: [] } };
  });
  const heardLately = { note: () => {}, heard: async () => {} };
  const log = { debug: () => {} };
  const telling = { app: { memory, outbox, heardLately }, read, http: {}, persistence, log } as unknown as Telling;
  return {
    persistence,
    heldLines: outbox.heldLines,
    calls: () => calls,
    async read(since: number) {
      await catchUp(since, await readWatermarks(telling.read), telling);
      return put.map(({ type, id }) => (type === 'gap' ? type : id));
    },
    put,
  };
}

const at = (minutes: number) => new Date(NOW + minutes * MINUTE);
const said = (id: string, minutes: number, change: Parameters<typeof aMessage>[0] = {}) =>
  aMessage({ id, createdAt: at(minutes), mentions: [MENTION], ...change });

test('messages since then leave, the oldest first, and earlier ones do not', async () => {
  const workspace = aWorkspace([said('c', 3), said('a', 1), said('b', 2), said('old', -1)]);
  expect(await workspace.read(NOW)).toEqual(['message.sent:a', 'message.sent:b', 'message.sent:c']);
  expect(workspace.calls()).toBe(1);
});

test('direct messages and threads are read, what is said to others and by the bot itself stays', async () => {
  const workspace = aWorkspace(
    [
      said('direct', 1, { room: DIRECT, mentions: [] }),
      said('reply', 2, { threadId: 'root' }),
      said('to-carol', 3, { mentions: [] }),
      said('own', 4, { sender: aUser({ id: BOT.id }) }),
    ],
    { rooms: ['GENERAL', DIRECT.id] },
  );
  expect((await workspace.read(NOW)).sort()).toEqual(['message.sent:direct', 'message.sent:reply']);
});

test('an edit since then leaves too', async () => {
  const workspace = aWorkspace([said('m', -5, { editedAt: at(1), editor: aUser() })]);
  expect(await workspace.read(NOW)).toEqual([`message.updated:m:${NOW + MINUTE}`]);
});

test('messages from before a change of the rules are not read: everywhere, or in one room', async () => {
  const elsewhere = aRoom({ id: 'ELSEWHERE' });
  const messages = [said('a', 1), said('b', 3), said('c', 1, { room: elsewhere }), said('d', 3, { room: elsewhere })];
  const one = aWorkspace(messages, { rooms: ['GENERAL', 'ELSEWHERE'] });
  await noteWatermark(NOW + 2 * MINUTE, one.persistence, 'GENERAL');
  expect((await one.read(NOW)).sort()).toEqual(['message.sent:b', 'message.sent:c', 'message.sent:d']);
  const all = aWorkspace(messages, { rooms: ['GENERAL', 'ELSEWHERE'] });
  await noteWatermark(NOW + 1 * MINUTE, all.persistence, 'GENERAL');
  await noteWatermark(NOW + 2 * MINUTE, all.persistence);
  expect((await all.read(NOW)).sort()).toEqual(['message.sent:b', 'message.sent:d']);
});

test('of a busy room the last thousand messages are read, and a gap stands for the rest', async () => {
  const messages = Array.from({ length: 1_250 }, (_, n) => said(`m${n}`, n));
  const workspace = aWorkspace(messages);
  const ids = await workspace.read(NOW);
  expect(ids).toHaveLength(1_001);
  expect(ids.slice(0, 2)).toEqual(['message.sent:m250', 'message.sent:m251']);
  const gap = workspace.put.at(-1);
  expect(gap).toMatchObject({ type: 'gap', what: 'messages', since: NOW, until: NOW + 250 * MINUTE });
  expect(gap).not.toHaveProperty('count');
});

test('a room that cannot be read keeps no other from being read, and is named', async () => {
  const workspace = aWorkspace([said('a', 1)], { rooms: ['BROKEN', 'GENERAL'], broken: 'BROKEN' });
  expect(await workspace.read(NOW)).toEqual(['message.sent:a']);
  expect(workspace.heldLines.take()).toMatchObject([{ level: 'warn', text: expect.stringContaining('BROKEN') }]);
});
