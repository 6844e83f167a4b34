import type { IRoom } from '@rocket.chat/apps-engine/definition/rooms/IRoom';
import { describe, expect, test } from 'vitest';
import { aRoom, aUser, BOT, DIRECT } from '../server-objects.ts';
import { aRoomWith, ROOM, refusalIn } from './a-room.ts';

describe('rooms by name', () => {
  const called = (id: string, slugifiedName: string) => aRoom({ id, slugifiedName, displayName: slugifiedName });
  const rooms = [called('1', 'dev'), called('2', 'dev-ops'), called('3', 'web-dev'), called('4', 'sales'), DIRECT];
  const joined = ['1', '2', '3', '4', DIRECT.id];
  const found = async (query: string, more: object = {}, wanted: object = {}) => {
    const answer = await aRoomWith({ rooms, joined, ...wanted }).asked({
      command: 'findRooms',
      query,
      limit: 10,
      ...more,
    });
    if (!answer.ok) throw new Error(refusalIn(answer));
    return (answer.result as { rooms: { id: string }[] }).rooms.map(({ id }) => id);
  };

  test.each<[string, object, string[]]>([
    ['dev', {}, ['1', '2', '3']],
    ['#dev', {}, ['1', '2', '3']],
    [' DEV-O ', {}, ['2']],
    ['4', {}, ['4']],
    ['', {}, ['1', '2', '4', '3']],
    ['dev', { limit: 1 }, ['1']],
    ['dev', { limit: 2 }, ['1', '2']],
    ['dev', { exact: true }, ['1']],
    ['4', { exact: true }, []],
    ['nothing', {}, []],
  ])('%j with %j: %j', async (query, more, ids) => {
    expect((await found(query, more)).toSorted()).toEqual(ids.toSorted());
  });

  test('the one with this name comes first, then those that begin with it, then the others', async () => {
    expect(await found('dev')).toEqual(['1', '2', '3']);
    expect(await found('ops')).toEqual(['2']);
  });

  test('a room that is closed is not found', async () => {
    expect(await found('dev', {}, { joined: ['2'] })).toEqual(['2']);
    expect(await found('dev', {}, { paused: true })).toEqual([]);
  });
});

describe('people by name', () => {
  const one = (query: string, wanted: object = {}) =>
    aRoomWith(wanted).asked({ command: 'findUsers', query, limit: 1 });

  test.each(['bob', '@bob', ' bob ', aUser().id])('%j is found, without what may not leave', async (query) => {
    const answer = await one(query);
    expect(answer).toMatchObject({ ok: true, result: { users: [{ id: aUser().id, username: 'bob' }] } });
    expect(JSON.stringify(answer)).not.toMatch(/example\.com|secret/);
  });

  test.each([
    ['nobody', {}],
    ['@', {}],
    ['', {}],
    ['bob', { paused: true }],
  ])('%j with %j is nobody', async (query, wanted) => {
    expect(await one(query, wanted)).toEqual({ ok: true, result: { users: [] } });
  });
});

describe('names that would call somebody', () => {
  const team = { ...aRoom({ id: 'T', slugifiedName: 'team' }), isTeamMain: true } as IRoom;
  const names = ['bob', 'team', 'general', 'nobody'];

  test('are those of people and teams', async () => {
    const room = aRoomWith({ rooms: [ROOM, team] });
    expect(await room.asked({ command: 'namesTaken', names })).toEqual({
      ok: true,
      result: { taken: ['bob', 'team'] },
    });
  });

  test('are all of them while nothing may leave', async () => {
    expect(await aRoomWith({ paused: true }).asked({ command: 'namesTaken', names })).toEqual({
      ok: true,
      result: { taken: names },
    });
  });
});

describe('the members of a room', () => {
  const ids = async (wanted: Parameters<typeof aRoomWith>[0], limit = 10, banned?: string) => {
    const room = aRoomWith(wanted);
    if (banned) await room.ban('R', banned);
    const answer = await room.asked({ command: 'members', roomId: 'R', limit });
    return answer.ok ? (answer.result as { users: { id: string }[] }).users.map(({ id }) => id) : refusalIn(answer);
  };
  const BOB = aUser().id;

  test('are listed, up to the limit, without those who are banned or gone', async () => {
    const gone = { ...ROOM, userIds: ['gone', BOT.id, BOB] } as IRoom;
    expect(await ids({ rooms: [gone] })).toEqual([BOT.id, BOB]);
    expect(await ids({ rooms: [{ ...ROOM, userIds: [BOT.id, BOB] } as IRoom] }, 1)).toEqual([BOT.id]);
    expect(await ids({}, 10, BOB)).toEqual([BOT.id]);
  });

  test('are asked of the server where the room does not name them', async () => {
    const { userIds: _none, ...room } = ROOM;
    expect(await ids({ rooms: [room as IRoom] })).toEqual([BOB, BOT.id]);
    expect(await ids({ rooms: [room as IRoom] }, 1)).toEqual([BOB]);
  });
});
