import { beforeEach, describe, expect, test } from 'vitest';
import { type Admitted, laneOf } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { type Inbox, type InboxOptions, openInbox } from '../../../gateway-endpoint/src/admit/inbox.ts';
import type { Amending } from '../../../gateway-endpoint/src/admit/take-in.ts';
import { URGENCY } from '../../../gateway-endpoint/src/admit/urgency.ts';
import type { Store } from '../../../gateway-endpoint/src/store/store.ts';
import { aMessage, anEdit } from '../event.ts';
import { BOT } from '../fake-app.ts';
import { aStore, presentOf } from '../services.ts';

let store: Store;
let stop: AbortController;
let waits: string[];
let takenIn: string[];
let amended: Amending[];
let logged: string[];
beforeEach(() => {
  [store, stop, waits, takenIn, amended, logged] = [aStore(), new AbortController(), [], [], [], []];
});

/** It stores events, and handles none as long as it is not started. */
function open(more: Partial<InboxOptions> = {}): Inbox {
  let tokens = 0;
  return openInbox({
    ...{ accountId: 'default', store, presentNow: presentOf, turnLaneOf: laneOf, deliver: async () => undefined },
    urgencyOf: () => URGENCY.waits,
    interrupts: () => false,
    onWaits: ({ event }) => void waits.push(event.id),
    onTakenIn: (id) => void takenIn.push(id),
    onAmended: (each) => void amended.push(each),
    onDead: () => undefined,
    clock: () => Date.now(),
    token: () => `t${tokens++}`,
    pause: async () => undefined,
    log: { info: () => undefined, error: (line) => void logged.push(line) },
    abortSignal: stop.signal,
    ...more,
  });
}

const item = (id: string, threadId?: string): Admitted => ({
  event: aMessage({ id, at: 0, text: `text of ${id}`, ...(threadId && { threadId }) }),
  bot: BOT,
});
const edit = (id: string): Admitted => ({ event: anEdit({ id, at: 0, text: 'corrected' }), bot: BOT });
const rows = () =>
  store.db
    .prepare('SELECT id, status, lane FROM ingress ORDER BY seq')
    .all()
    .map(({ id, status, lane }) => `${id} ${status} in ${lane}`);

describe('an admission answers for each event', () => {
  test('in the order of the delivery, whether it is new', async () => {
    const inbox = open();
    await inbox.admit([item('M2')]);
    expect(await inbox.admit([item('M1'), item('M2'), item('M3')])).toEqual(['accepted', 'duplicate', 'accepted']);
    expect(await inbox.admit([])).toEqual([]);
  });

  test('and only when all of them are on disk', async () => {
    const disk = Promise.withResolvers<void>();
    const admitted = open({ store: { ...store, synced: () => disk.promise } }).admit([item('M1')]);
    await expect.poll(rows).toEqual(['message.sent:M1 pending in Room1']);
    const later = new Promise((resolve) => setImmediate(resolve, 'not yet'));
    expect(await Promise.race([admitted, later])).toBe('not yet');
    disk.resolve();
    expect(await admitted).toEqual(['accepted']);
  });

  test('and fails as a whole where the disk refuses, and takes the same delivery later', async () => {
    const inbox = open({ most: { events: 2, bytes: 1_000_000 } });
    store.db.exec("CREATE TRIGGER refused BEFORE INSERT ON ingress BEGIN SELECT RAISE(ABORT, 'disk'); END");
    await expect(inbox.admit([item('M1'), item('M2')])).rejects.toThrow('disk');
    store.db.exec('DROP TRIGGER refused');
    expect(await inbox.admit([item('M1'), item('M2')])).toEqual(['accepted', 'accepted']);
    await expect(inbox.admit([item('M3')])).rejects.toMatchObject({ code: 'queue-full' });
  });
});

describe('a correction of a message that waits', () => {
  test('is done with it, and is recognised when it comes again', async () => {
    const inbox = open();
    await inbox.admit([item('M1', 'Root1')]);
    const change = { event: anEdit({ id: 'M1', at: 0, text: 'corrected', threadId: 'Root1' }), bot: BOT };
    expect(await inbox.admit([change])).toEqual(['accepted']);
    expect([takenIn, inbox.held().events]).toEqual([[change.event.id], 1]);
    expect(rows()).toEqual(['message.sent:M1 pending in Room1:Root1', `${change.event.id} completed in Room1:Root1`]);
    expect([await inbox.admit([change]), takenIn.length]).toEqual([['duplicate'], 1]);
  });

  test('reaches those who show the message, once it has changed, and in time', async () => {
    const inbox = open();
    await inbox.admit([item('M1')]);
    await inbox.admit([edit('M1')]);
    expect(amended).toMatchObject([
      { before: item('M1'), after: { event: { message: { text: 'corrected' } } }, isInTime: true },
    ]);
  });

  test('is stored only after the message of the same delivery: if that fails, both come again', async () => {
    const inbox = open();
    store.db.exec("CREATE TRIGGER refused BEFORE INSERT ON ingress BEGIN SELECT RAISE(ABORT, 'disk'); END");
    await expect(inbox.admit([item('M1'), edit('M1')])).rejects.toThrow('disk');
    store.db.exec('DROP TRIGGER refused');
    expect([rows(), takenIn]).toEqual([[], []]);
    expect(await inbox.admit([item('M1'), edit('M1')])).toEqual(['accepted', 'accepted']);
    expect(takenIn).toEqual([edit('M1').event.id]);
  });
});

describe('a new event waits', () => {
  test('behind another one of its lane, and a repeat of it does not', async () => {
    const inbox = open();
    await inbox.admit([item('M1'), item('M2')]);
    await inbox.admit([item('M2'), item('M3'), item('M4', 'Root1')]);
    expect(waits).toEqual(['message.sent:M2', 'message.sent:M3']);
  });

  test('also where nothing is before it, as long as something is on its way in its lane', async () => {
    const inbox = open();
    const way = Promise.withResolvers<void>();
    inbox.hold('Room1', () => way.promise);
    await inbox.admit([item('M1'), item('M2', 'Root1')]);
    expect(waits).toEqual(['message.sent:M1']);
    way.resolve();
  });
});

describe('a lane that is held', () => {
  const fails = async (inbox: Inbox) => {
    inbox.hold('Room1', () => Promise.reject(new Error('no turn')));
    await new Promise(setImmediate);
  };

  test('goes on after an error, which is in the log', async () => {
    await fails(open());
    expect(logged).toEqual(['what waits in Room1 goes on: Error: no turn']);
  });

  test('ends with its account, which is no error', async () => {
    const inbox = open();
    stop.abort();
    await fails(inbox);
    expect(logged).toEqual([]);
  });
});

test('an event of a form that this version does not know interrupts nothing, and holds up no other', async () => {
  const handled: string[] = [];
  const way = Promise.withResolvers<void>();
  const inbox = open({
    urgencyOf: () => URGENCY.now,
    interrupts: ({ event }) => event.id === 'message.sent:stop',
    deliver: async ({ event }) => void handled.push(event.id),
  });
  await inbox.admit([item('odd'), item('stop')]);
  store.db.exec(
    `UPDATE ingress SET payload = json_set(payload, '$.item', json('{}')), urgency = 2 WHERE id LIKE '%odd'`,
  );
  inbox.hold('Room1', () => way.promise);
  inbox.start();
  await expect.poll(() => handled).toEqual(['message.sent:stop']);
  way.resolve();
  await inbox.stop();
});
