import type { Actor, Room } from '@rocketchat-openclaw/shared';
import { expect, test } from 'vitest';
import { type Named, readWanted } from '../../../../gateway-endpoint/src/place/target.ts';
import { findTargetVia } from '../../../../gateway-endpoint/src/plugin/directory/find-target.ts';
import { answeringClient } from '../../answering-client.ts';

const person = (id: string, username: string): Actor => ({ id, username, name: username, type: 'user', roles: [] });
const room = (id: string, name: string): Room => ({ id, name, type: 'channel' });

const PEOPLE = [person('U1', 'bob'), person('U2', 'sales'), person('Shared1', 'shared')];
/** Two are shown by the same name; their unique ones are `team-a` and `team-b`. */
const UNIQUE: Record<string, Room> = {
  general: room('GENERAL', 'general'),
  sales: room('R1', 'sales'),
  'team-a': room('R2', 'Team'),
  'team-b': room('R3', 'Team'),
  help: room('R4', 'Help desk'),
  both: room('Shared1', 'both'),
};
const ROOMS = Object.values(UNIQUE);

function find(text: string) {
  const said: string[] = [];
  const { client } = answeringClient({
    findRooms({ query, limit, exact }) {
      const named = UNIQUE[query] ?? (exact ? undefined : ROOMS.find(({ id }) => id === query));
      const alike = exact ? [] : ROOMS.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
      return { rooms: [...new Set([...(named ? [named] : []), ...alike])].slice(0, limit) };
    },
    findUsers: ({ query }) => ({ users: PEOPLE.filter(({ id, username }) => username === query || id === query) }),
    members: () => ({ users: PEOPLE }),
  });
  const lookup = findTargetVia(
    () => ({ client, newId: () => 'n' }),
    (sentence) => said.push(sentence),
  );
  return { found: lookup(readWanted(text) as Named, {}, undefined), said };
}

test.each([
  ['#general', { roomId: 'GENERAL' }, '#general'],
  ['#General', { roomId: 'GENERAL' }, '#general'],
  ['#Help desk', { roomId: 'R4' }, '#Help desk'],
  ['#team-a', { roomId: 'R2' }, '#Team'],
  ['@bob', { userId: 'U1' }, '@bob'],
  ['general', { roomId: 'GENERAL' }, '#general'],
  ['bob', { userId: 'U1' }, '@bob'],
] as const)('%s is found', async (text, target, display) => {
  await expect(find(text).found).resolves.toEqual({ target, display });
});

test('a bare id is a person’s before it is a room’s, and what it was taken for is said', async () => {
  const { found, said } = find('Shared1');
  await expect(found).resolves.toMatchObject({ target: { userId: 'Shared1' } });
  expect(said).toEqual([
    'the target "Shared1" is taken for user:Shared1: @shared (the person with this id; write channel:Shared1 for a room)',
  ]);
  await expect(find('R4').found).resolves.toMatchObject({ target: { roomId: 'R4' } });
});

test.each([
  ['#Team', '#Team can mean #Team (channel:R2) or #Team (channel:R3). Use the id of the one you mean.'],
  ['sales', 'sales can mean #sales (channel:R1) or @sales (user:U2). Use the id of the one you mean.'],
  ['#genral', 'Did you mean #general (channel:GENERAL)?'],
  ['@bop', 'Did you mean @bob (user:U1)?'],
  ['#u1', 'There is no room "u1" that the bot can see, and nothing with a similar name.'],
  ['@U1', 'There is no person "U1" that the bot can see'],
  [
    'bop',
    'There is no room or person "bop" that the bot can see. Did you mean #both (channel:Shared1) or @bob (user:U1)?',
  ],
  ['r4', 'There is no room or person "r4" that the bot can see, and nothing with a similar name.'],
])('%s is an error that says what else there is', async (text, message) => {
  await expect(find(text).found).rejects.toThrow(message);
});
