import { expect, test } from 'vitest';
import { laneIn } from '../../../gateway-endpoint/src/admit/admitted.ts';
import { openQueue } from '../../../gateway-endpoint/src/admit/queue.ts';
import { openLogbook } from '../../../gateway-endpoint/src/logbook/logbook.ts';
import { readEntries } from '../../../gateway-endpoint/src/logbook/read-entries.ts';
import type { Entry } from '../../../gateway-endpoint/src/logbook/write.ts';
import { aStore } from '../services.ts';

/** A store with a queue and a logbook; `now` is the time of both. */
function anAccount() {
  const store = aStore();
  const at = { now: 1_000 };
  const clock = () => at.now;
  let tokens = 0;
  const name = { channelId: 'rocketchat', accountId: 'default', queueName: 'q' };
  const queue = openQueue<object>({ store, ...name, clock, token: () => `t${tokens++}` });
  const log = { warn: (line: string) => expect.fail(line) };
  const logbook = openLogbook({ store, clock, every: () => () => undefined, log });
  logbook.stop();
  const receive = (id: string, room = 'Room1', thread?: string) =>
    queue.enqueue(id, { words: 'the launch code' }, { receivedAt: at.now, laneKey: laneIn(room, thread) });
  const complete = async (id: string) => {
    const claim = await queue.claim(id);
    if (claim) await queue.complete(claim);
  };
  const read = (limit = 50, id?: string) => readEntries(store.db, { limit, id });
  return { store, at, queue, logbook, receive, complete, read };
}

const turn = (id: string): Entry => ({ way: 'in', id, kind: 'message.sent', roomId: 'Room1', outcome: 'turn' });
const post = (id: string): Entry => ({ way: 'out', id, kind: 'post', roomId: 'Room1', outcome: 'done', ms: 7 });

test('events and commands stand in their order, the latest last, each with its room and duration', async () => {
  const { at, logbook, receive, complete, read } = anAccount();
  await receive('message.sent:a');
  await complete('message.sent:a');
  at.now = 1_500;
  logbook.note(post('k1'));
  at.now = 1_600;
  logbook.note(turn('message.sent:a'));
  expect(read()).toEqual([
    { at: 1_500, ...post('k1') },
    { at: 1_600, ...turn('message.sent:a'), ms: 600 },
  ]);
  expect(read(1)).toMatchObject([{ id: 'message.sent:a' }]);
});

test('an event without an outcome is shown as the queue has it, and none of its words', async () => {
  const { store, at, queue, receive, complete, read } = anAccount();
  const states = ['waits', 'tried', 'claimed', 'given-up', 'running', 'done'].map((id) => `message.sent:${id}`);
  for (const id of states) {
    at.now += 1;
    await receive(id, 'a:b%', id === 'message.sent:waits' ? 'Root1' : undefined);
  }
  const tried = await queue.claim('message.sent:tried');
  if (tried) await queue.release(tried, { lastError: 'Alice is away' });
  await queue.claim('message.sent:claimed');
  const dead = await queue.claim('message.sent:given-up');
  if (dead) await queue.fail(dead, { reason: 'retry-limit-exceeded', message: 'Alice is away' });
  await complete('message.sent:running');
  store.db.exec(`INSERT INTO begun (event_id, lane, agent_id, session_key, process_id, began_at)
    VALUES ('message.sent:running', 'l', 'main', 's', 'p', 1)`);
  await complete('message.sent:done');
  const shown = read().map(({ id, roomId, outcome, reason }) => [
    id.slice('message.sent:'.length),
    roomId,
    outcome,
    reason,
  ]);
  expect(shown.sort()).toEqual([
    ['claimed', 'a:b%', 'in progress', undefined],
    ['done', 'a:b%', 'done', undefined],
    ['given-up', 'a:b%', 'given up', 'retry-limit-exceeded'],
    ['running', 'a:b%', 'in progress', undefined],
    ['tried', 'a:b%', 'waits', 'attempts that failed: 1'],
    ['waits', 'a:b%', 'waits', undefined],
  ]);
  expect(JSON.stringify(read())).not.toMatch(/Alice|launch/);
});

test('an event that was given up and waits again has both lines', async () => {
  const { store, logbook, receive, read } = anAccount();
  await receive('message.sent:a');
  logbook.note({ ...turn('message.sent:a'), outcome: 'given up', reason: 'dead-letter' });
  store.db.exec("UPDATE ingress SET status = 'failed'");
  expect(read().map(({ outcome }) => outcome)).toEqual(['given up']);
  store.db.exec("UPDATE ingress SET status = 'pending'");
  expect(
    read()
      .map(({ outcome }) => outcome)
      .sort(),
  ).toEqual(['given up', 'waits']);
});

test('an event that a change was taken into, and one that was given up, have the room of their lane', async () => {
  const { queue, logbook, receive, read } = anAccount();
  queue.record('message.updated:a:1', laneIn('Room2', 'Root1'));
  await receive('message.sent:b', 'Room3');
  for (const id of ['message.updated:a:1', 'message.sent:b']) {
    logbook.note({ way: 'in', id, kind: 'message.sent', outcome: 'no turn', reason: 'taken-in' });
  }
  const noted = read().filter(({ outcome }) => outcome === 'no turn');
  expect(Object.fromEntries(noted.map(({ id, roomId }) => [id, roomId]))).toEqual({
    'message.updated:a:1': 'Room2',
    'message.sent:b': 'Room3',
  });
});

test('by its id an event is found among all that the queue knows, with the commands that answer it', async () => {
  const { logbook, receive, complete, read } = anAccount();
  await receive('message.sent:old');
  await complete('message.sent:old');
  for (let n = 0; n < 250; n++) {
    await receive(`message.sent:${n}`);
    await complete(`message.sent:${n}`);
  }
  logbook.note({ ...post('k1'), eventId: 'message.sent:old' });
  logbook.note({ ...post('k2'), eventId: 'message.sent:7' });
  expect(read(400).map(({ id }) => id)).not.toContain('message.sent:old');
  expect(read(50, 'message.sent:old').map(({ id, eventId }) => [id, eventId])).toEqual([
    ['k1', 'message.sent:old'],
    ['message.sent:old', undefined],
  ]);
  expect(read(50, 'k')).toEqual([]);
});
