import { expect, test } from 'vitest';
import type { AppClient } from '../../../gateway-endpoint/src/app-client/client.ts';
import { openRoomNames } from '../../../gateway-endpoint/src/gate/room-names.ts';

/** A workspace in which so many rooms may be named now. */
function aWorkspace(named: Record<string, string>) {
  const asked: string[] = [];
  const warnings: string[] = [];
  const client = {
    async call({ query }: { query: string }) {
      asked.push(query);
      const id = named[query];
      return { rooms: id ? [{ id, type: 'channel', name: query }] : [] };
    },
  } as unknown as AppClient;
  let ids = 0;
  const names = openRoomNames({
    client,
    newId: () => String(ids++),
    log: { warn: (line) => void warnings.push(line) },
  });
  return { names, asked, warnings, named };
}

test('[S14] a public channel that the bot is not in gets its rule with the first call there, by whatever name it is shown', async () => {
  const { names, named, warnings } = aWorkspace({ ops: 'OPS' });
  const keys = ['#plaza', 'ops'];
  await names.follow(keys, { id: 'OPS', name: 'ops' }, true);
  expect([names.idOf('#plaza'), names.idOf('ops')]).toEqual([undefined, 'OPS']);
  expect(warnings).toHaveLength(1);
  // A reaction there does not open the channel to us.
  await names.follow(keys, { id: 'PLAZA', name: 'The Plaza' }, false);
  expect(names.idOf('#plaza')).toBeUndefined();
  named['plaza'] = 'PLAZA';
  await names.follow(keys, { id: 'PLAZA', name: 'The Plaza' }, true);
  expect(names.idOf('#plaza')).toBe('PLAZA');
});

test('a name that no room has costs one question for each room, not for each message', async () => {
  const { names, asked } = aWorkspace({ ops: 'OPS' });
  const keys = ['mistyped', 'ops'];
  for (let round = 0; round < 5; round++) {
    for (const id of ['OPS', 'A', 'B']) await names.follow(keys, { id, name: id.toLowerCase() }, true);
  }
  expect(asked).toHaveLength(3 * keys.length);
});

test('a name that no longer means the same room is asked anew in every room', async () => {
  const { names, named } = aWorkspace({ ops: 'OPS' });
  await names.follow(['ops'], { id: 'OPS', name: 'ops' }, true);
  named['ops'] = 'OTHER';
  await names.follow(['ops'], { id: 'OPS', name: 'old ops' }, true);
  expect(names.idOf('ops')).toBe('OTHER');
});

test('rooms that are named by their ids, or not at all, cost no question', async () => {
  const { names, asked } = aWorkspace({});
  await names.follow([], { id: 'OPS', name: 'ops' }, true);
  await names.follow(['GENERAL', 'AbCdEfGhIjKlMnOpQ', '*'], { id: 'OPS', name: 'ops' }, true);
  expect(asked).toEqual([]);
});

test('each name is looked up by itself and exactly, without its sign', async () => {
  const commands: object[] = [];
  const client = {
    async call(command: object) {
      commands.push(command);
      return { rooms: [] };
    },
  } as unknown as AppClient;
  const log = { warn: () => undefined };
  await openRoomNames({ client, newId: () => '7', log }).follow(['#ops', 'c#'], { id: 'A', name: 'a' }, false);
  const asked = { v: 1, command: 'findRooms', key: 'rooms.7', limit: 1, exact: true };
  expect(commands).toEqual([
    { ...asked, query: 'ops' },
    { ...asked, query: 'c#' },
  ]);
});

test('a name without a room is said once, and again when it has lost its room', async () => {
  const { names, warnings, named } = aWorkspace({ ops: 'OPS' });
  const visit = (id: string) => names.follow(['ops', 'typo'], { id, name: id }, true);
  await visit('A');
  await visit('B');
  expect(warnings).toEqual(['rooms["typo"] names no room that the bot can see, so it has no effect']);
  named['ops'] = '';
  await visit('C');
  expect(warnings.slice(1)).toEqual(['rooms["ops"] names no room that the bot can see, so it has no effect']);
});

test('names are asked for once while the configuration and the rooms stay as they are', async () => {
  const { names, asked } = aWorkspace({ ops: 'OPS', team: 'TEAM' });
  const ops = { id: 'OPS', name: 'ops' };
  for (let round = 0; round < 3; round++) await names.follow(['ops'], ops, true);
  await names.follow(['ops'], { id: 'A', name: 'a' }, true);
  expect(asked).toEqual(['ops']);
  await names.follow(['ops', 'team'], ops, true);
  await names.follow(['team'], ops, true);
  expect(asked).toEqual(['ops', 'ops', 'team', 'team']);
});

test('a room that has taken the name of another is looked at once', async () => {
  const { names, asked } = aWorkspace({ ops: 'OPS' });
  await names.follow(['ops'], { id: 'OPS', name: 'ops' }, true);
  for (let round = 0; round < 3; round++) await names.follow(['ops'], { id: 'A', name: 'ops' }, true);
  expect(asked).toEqual(['ops', 'ops']);
  // Seen by somebody who does not call the bot, it is not settled.
  for (let round = 0; round < 2; round++) await names.follow(['ops'], { id: 'B', name: 'ops' }, false);
  expect(asked).toHaveLength(4);
});

test('when a name has found its room, the others are asked about anew', async () => {
  const { names, asked, named } = aWorkspace({ ops: 'OPS' });
  const visit = (id: string) => names.follow(['ops'], { id, name: id === 'OPS' ? 'ops' : 'Shown otherwise' }, true);
  named['ops'] = '';
  await visit('A');
  await visit('A');
  expect(asked).toHaveLength(1);
  named['ops'] = 'A';
  await visit('B');
  expect([names.idOf('ops'), asked.length]).toEqual(['A', 2]);
  await visit('A');
  await visit('A');
  expect(asked).toHaveLength(3);
});
