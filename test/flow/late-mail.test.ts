import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { runCli } from '../../testbed/gateway/cli.ts';
import { isolate } from '../../testbed/gateway/isolation.ts';
import { aMessage } from '../gateway-endpoint/event.ts';
import { BOT } from '../gateway-endpoint/fake-app.ts';
import { outcomesOf } from './outcomes-in-log.ts';
import { openPolicy, type PolicyApp, textsIn } from './policy-app.ts';
import type { Asked } from './window.ts';

/** Events that come too late or cannot be handled at all, at the real gateway. */
const { folder, windowUrl } = inject('gateway');
const MINUTE = 60_000;
let app: PolicyApp;

beforeAll(async () => {
  app = await openPolicy('late');
});
afterAll(() => app?.stop());

const room = { id: 'LateRoom', name: 'late' };
const direct = { id: 'LateDirect', type: 'direct', name: '' } as const;
const ago = (minutes: number) => Date.now() - minutes * MINUTE;
const postsIn = (roomId: string) => textsIn(roomId, app);
const asked = async (prefix: string) =>
  ((await (await fetch(`${windowUrl}/received`)).json()) as Asked[]).filter(({ messageId }) =>
    messageId.startsWith(prefix),
  );

test('forty old questions get no answers, and each room one honest line', async () => {
  const events = [
    ...Array.from({ length: 37 }, (_, n) => aMessage({ id: `old${n}`, at: ago(90 - n), room })),
    ...Array.from({ length: 3 }, (_, n) =>
      aMessage({ id: `old-direct${n}`, at: ago(11), room: direct, text: `direct ${n}` }),
    ),
  ];
  await app.accept(events);
  const outcomes = await outcomesOf(
    events.map(({ id }) => id),
    folder,
  );
  expect(new Set(outcomes.values())).toEqual(new Set(['too-late']));
  const line = (count: number) =>
    new RegExp(`^I was away and did not answer ${count} messages .*\\. Ask again if you still need an answer\\.$`);
  await vi.waitFor(() => expect([...postsIn(room.id), ...postsIn(direct.id)]).toHaveLength(2), { timeout: 30_000 });
  expect(postsIn(room.id)).toEqual([expect.stringMatching(line(37))]);
  expect(postsIn(direct.id)).toEqual([expect.stringMatching(line(3))]);
  expect(await asked('old')).toEqual([]);
});

test('the agent knows of them when it is asked again', async () => {
  const question = aMessage({ id: 'anew-direct', room: direct, text: 'and now?' });
  await app.accept([question]);
  expect((await outcomesOf([question.id], folder)).get(question.id)).toBe('turn');
  const [turn] = await vi.waitFor(
    async () => {
      const found = await asked('anew-direct');
      expect(found).toHaveLength(1);
      return found;
    },
    { timeout: 30_000 },
  );
  expect(turn?.systemEvents.join('\n')).toMatch(
    /@alice wrote in your direct conversation, too late for an answer: "direct 0"/,
  );
  await vi.waitFor(() => expect(postsIn(direct.id)).toHaveLength(2), { timeout: 30_000 });
});

test('the CLI lists an event that cannot be handled, and it is handled when it is tried again', async () => {
  const event = aMessage({ id: 'poisoned', at: ago(1), room: { id: 'PoisonRoom', name: 'poison' } });
  // As another version of ours may have left it on disk, while the gateway runs.
  const stored = JSON.stringify({ version: 1, item: { event, bot: BOT } });
  using queue = new DatabaseSync(path.join(folder, 'state/plugins/rocketchat/account-late.sqlite'));
  queue.exec('PRAGMA busy_timeout = 5000');
  queue
    .prepare(
      "INSERT INTO ingress (id, status, lane, payload, received_at, updated_at) VALUES (?, 'pending', 'PoisonRoom', ?, 1, 1)",
    )
    .run(event.id, stored.replace('"version":1', '"version":0'));
  expect((await outcomesOf([event.id], folder)).get(event.id)).toBe('dead-letter');

  const cli = async (...args: string[]) => runCli(await isolate(folder), ['rocketchat', ...args]);
  const listed = await cli('failed');
  expect(listed.stdout, listed.stderr).toMatch(
    /message\.sent:poisoned {2}account late, #poison \(PoisonRoom\), 2\d{3}-/,
  );
  queue.prepare('UPDATE ingress SET payload = ? WHERE id = ?').run(stored, event.id);
  const retried = await cli('retry', event.id);
  expect(retried.stdout, retried.stderr).toMatch(/1 event will be tried again/);
  await vi.waitFor(() => expect(postsIn('PoisonRoom')).toHaveLength(1), { timeout: 100_000 });
  expect(await asked('poisoned')).toHaveLength(1);
  expect(queue.prepare('SELECT status FROM ingress WHERE id = ?').get(event.id)).toEqual({ status: 'completed' });
}, 300_000);
