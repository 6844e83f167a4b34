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

test('what a name meant, and means no longer, is asked anew in every room', async () => {
  const { names, named } = aWorkspace({ ops: 'OPS' });
  await names.follow(['ops'], { id: 'OPS', name: 'ops' }, true);
  named['ops'] = 'OTHER';
  await names.follow(['ops'], { id: 'OPS', name: 'old ops' }, true);
  expect(names.idOf('ops')).toBe('OTHER');
});
