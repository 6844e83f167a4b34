import { expect, test } from 'vitest';
import { logLines } from '../../../rc-app/src/admin/log.ts';
import { failedLines } from '../../../rc-app/src/admin/outbox.ts';
import type { Noted } from '../../../rc-app/src/memory/delivery-rows.ts';
import { joined } from '../outbox/world.ts';
import { aUser } from '../server-objects.ts';

/** Anybody who may create a channel names it, and the API takes any text. */
const EVIL = 'ops\n• 2026-01-01 all is well\u202e\u001b[2J';
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A server with one public channel, and with these rows whatever is asked for. */
function serverWith(rows: readonly object[]) {
  const room = { id: 'ROOM', type: 'c', displayName: EVIL };
  const read = {
    getRoomReader: () => ({ getById: async () => room }),
    getPersistenceReader: () => ({ readByAssociation: async () => rows, readByAssociations: async () => [] }),
  };
  return { read, persistence: {} } as never;
}

test('the name of a room adds no line to the log of deliveries', async () => {
  const noted: Noted = { way: 'out', id: 'a', at: 1, kind: 'message.sent', roomId: 'ROOM', outcome: 'accepted', ms: 1 };
  const [line, ...others] = await logLines([noted], aUser(), serverWith([]));
  expect(others).toEqual([]);
  expect(line).toContain('all is well');
  expect(line).not.toMatch(UNSEEN);
});

test('the name of a room, and the reason, add no line to what was given up', async () => {
  const known = joined('a');
  const event = { ...known, room: { ...known.room, name: EVIL } };
  const [line, ...others] = await failedLines(serverWith([{ event, why: `refused: ${EVIL}` }]), 2, 5);
  expect(others).toEqual([]);
  expect(line).toContain('all is well');
  expect(line).not.toMatch(UNSEEN);
});
