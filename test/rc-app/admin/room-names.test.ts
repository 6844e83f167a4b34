import { expect, test } from 'vitest';
import { logLines } from '../../../rc-app/src/admin/log.ts';
import { failedLines } from '../../../rc-app/src/admin/outbox.ts';
import type { Noted } from '../../../rc-app/src/memory/delivery-rows.ts';
import { wordsIn } from '../../../rc-app/src/texts/words.ts';
import { joined } from '../outbox/a-process.ts';
import { aUser } from '../server-objects.ts';

/** Anybody who may create a channel names it, and the API takes any text. */
const EVIL = 'ops\n• 2026-01-01 all is well\u202e\u001b[2J';
const READER = { by: aUser(), words: wordsIn('en') };
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A server with one room, a public channel if nothing else is said, and with these rows whatever is asked for. */
function serverWith(rows: readonly object[], room: object = { id: 'ROOM', type: 'c', displayName: EVIL }) {
  const read = {
    getRoomReader: () => ({ getById: async () => room }),
    getUserReader: () => ({ getUserRoomIds: async () => ['ELSEWHERE'] }),
    getPersistenceReader: () => ({ readByAssociation: async () => rows, readByAssociations: async () => [] }),
  };
  return { read, persistence: {} } as never;
}

test('the name of a room adds no line to the log of deliveries', async () => {
  const noted: Noted = { way: 'out', id: 'a', at: 1, kind: 'message.sent', roomId: 'ROOM', outcome: 'accepted', ms: 1 };
  const [line, ...others] = await logLines([noted], READER, serverWith([]));
  expect(others).toEqual([]);
  expect(line).toContain('all is well');
  expect(line).not.toMatch(UNSEEN);
});

test('the name of a room, and the reason, add no line to what was given up', async () => {
  const event = joined('a', { roomId: 'ROOM' });
  const server = serverWith([{ event, why: `refused: ${EVIL}` }]);
  const [line, ...others] = await failedLines(READER, server, 2, 5);
  expect(others).toEqual([]);
  expect(line).toContain('all is well');
  expect(line).not.toMatch(UNSEEN);
});

test('an admin does not read the name of a private room that they are not in', async () => {
  const known = joined('a', { roomId: 'ROOM' });
  const event = { ...known, room: { ...known.room, type: 'private', name: 'lay-offs' } };
  const room = { id: 'ROOM', type: 'p', displayName: 'lay-offs', slugifiedName: 'lay-offs' };
  const server = serverWith([{ event, why: 'the body is too large' }], room);
  const noted: Noted = { way: 'out', id: 'a', at: 1, kind: 'message.sent', roomId: 'ROOM', outcome: 'accepted', ms: 1 };
  const lines = [...(await failedLines(READER, server, 2, 5)), ...(await logLines([noted], READER, server))];
  expect(lines).toHaveLength(2);
  for (const line of lines) {
    expect(line).toContain('in room `ROOM`');
    expect(line).not.toContain('lay-offs');
  }
});
