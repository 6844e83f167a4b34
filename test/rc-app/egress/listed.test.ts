import { expect, test } from 'vitest';
import { isListed } from '../../../rc-app/src/settings/egress-settings.ts';
import { aRoom } from '../server-objects.ts';

const room = (change: Parameters<typeof aRoom>[0]) => aRoom({ id: 'R', type: 'p', ...change });

test.each([
  ['by its name', room({ slugifiedName: 'ops', displayName: 'ops' }), true],
  ['by its id', room({ id: 'OPSID', slugifiedName: 'x', displayName: 'x' }), true],
  ['by the name that people see', room({ slugifiedName: 'r-d', displayName: 'R & D' }), true],
  [
    'a discussion that somebody has called so',
    room({ slugifiedName: 'xYz12', displayName: 'ops', parentRoom: room({}) }),
    false,
  ],
  ['… with a blank in it', room({ slugifiedName: 'xYz12', displayName: 'R & D', parentRoom: room({}) }), false],
  ['a room that wanted a name which was taken', room({ slugifiedName: 'ops-1', displayName: 'Ops' }), false],
])('[S23] *Only in these rooms* means the room that has the name: %s', (_, which, expected) => {
  expect(isListed(which, ['#ops', 'R & D', 'OPSID'])).toBe(expected);
});
