import type { IRead } from '@rocket.chat/apps-engine/definition/accessors/IRead';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mayWrite } from '../../../rc-app/src/egress/may-write.ts';
import { type ClosedTime, closedTimes } from '../../../rc-app/src/memory/closed-times.ts';
import { noteAsked } from '../../../rc-app/src/memory/left-lately.ts';
import type { Memory } from '../../../rc-app/src/memory/memory.ts';
import { noteVisit, wasCalledLately } from '../../../rc-app/src/memory/visits.ts';
import { persisting } from '../persisting.ts';
import { aMessage, aRoom, BOT, MENTION } from '../server-objects.ts';

const HOUR = 60 * 60_000;
const NOW = Date.UTC(2026, 10, 28, 12);

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** #general, which its owner has switched off so long ago, with a question that was asked before that. */
async function aRoomThatWasShut(ago: number, askedBefore: number, editedBefore?: number, others: ClosedTime[] = []) {
  const { persistence, reader } = persisting();
  const room = aRoom();
  const shutAt = NOW - ago;
  const message = aMessage({ mentions: [MENTION], id: 'M1', room, createdAt: new Date(shutAt - askedBefore) });
  if (editedBefore !== undefined) message.editedAt = new Date(shutAt - editedBefore);
  const closed = closedTimes([...others, { id: '1', by: 'switched-off', roomId: room.id, from: shutAt }]);
  await noteAsked({ eventId: 'command.invoked:U:T', roomId: room.id, at: shutAt - askedBefore }, persistence);
  const kept = <T>(value: T) => ({ get: async () => value, refresh: async () => value, forget: () => undefined });
  const memory = {
    egress: kept({ paused: false, scope: 'addressed', rooms: [] }),
    memberships: kept(new Set([room.id])),
    closed: kept(closed),
    threads: kept(new Set()),
    gatewayHello: kept(undefined),
  } as unknown as Memory;
  const read = {
    getPersistenceReader: () => reader,
    getMessageReader: () => ({ getById: async (id: string) => (id === 'M1' ? message : undefined) }),
  } as unknown as IRead;
  return (answers: string) => mayWrite(room, answers, BOT, memory, read);
}

describe('[S2] the answer to what was said before a room was shut', () => {
  test.each([
    ['a minute ago', 60_000, 60_000, undefined],
    ['an hour ago', HOUR + 1, 60_000, 'switched-off'],
    ['a minute ago, asked a day before', 60_000, 24 * HOUR, 'switched-off'],
    ['a minute ago, asked after it', 60_000, -1, 'switched-off'],
  ])('shut %s', async (_, ago, before, expected) => {
    const why = await aRoomThatWasShut(ago, before);
    for (const answers of ['message.sent:M1', 'message.updated:M1:123', 'command.invoked:U:T']) {
      expect(await why(answers), answers).toBe(expected);
    }
    expect(await why('message.sent:M2')).toBe('switched-off');
  });
});

test.each([
  ['before it was shut', 1, undefined],
  ['since', -1, 'switched-off'],
])('[S2] a question that was edited %s', async (_, editedBefore, expected) => {
  const why = await aRoomThatWasShut(60_000, 60_000, editedBefore);
  expect(await why('message.sent:M1')).toBe(expected);
});

test('[S2] a question from a pause that is over does not count as one from before the room was shut', async () => {
  const pause: ClosedTime = { id: '2', by: 'paused', from: NOW - 3 * 60_000, until: NOW - 30_000 };
  const why = await aRoomThatWasShut(60_000, 60_000, undefined, [pause]);
  for (const answers of ['message.sent:M1', 'command.invoked:U:T']) expect(await why(answers)).toBe('switched-off');
});

test('[S14] a public channel is visited for a day after the last call, noted once an hour', async () => {
  const { persistence, reader, all } = persisting();
  const read = { getPersistenceReader: () => reader } as unknown as IRead;
  for (const at of [NOW, NOW + 1, NOW + HOUR]) await noteVisit('C', at, read, persistence);
  expect(all()).toHaveLength(1);
  const was = (at: number) => wasCalledLately('C', at, read);
  expect([await was(NOW + 25 * HOUR - 1), await was(NOW + 25 * HOUR)]).toEqual([true, false]);
  expect(await wasCalledLately('D', NOW, read)).toBe(false);
});
