// Long: a gateway with a second channel starts, and the agent works for as long as people write.
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { MessageRecord } from '../../testbed/workspace/workspace.ts';
import { BOT, saidByBot } from '../flow/connected-workspace.ts';
import { type SideBySide, startSideBySide } from './sides.ts';

const PEOPLE = ['bob', 'carol', 'dan', 'eve', 'fay'];
/** Nobody waits for longer until the agent reads them, or until they have a sign. */
const GOAL_MS = 2_000;
/** The agent works for so many steps, of a second each. */
const STEPS = 30;
const WAIT = { timeout: 90_000, interval: 10 };

let both: SideBySide;
beforeAll(async () => {
  both = await startSideBySide();
  const { users } = both.workspace.store;
  const [bob] = [...users.values()].filter(({ username }) => username === 'bob');
  for (const username of ['dan', 'eve', 'fay', 'gus']) {
    if (bob) users.set(`${username}Id`, { ...bob, _id: `${username}Id`, username, name: username, password: username });
  }
}, 240_000);
afterAll(() => both?.stop());

async function openRoom(name: string): Promise<string> {
  const gus = both.workspace.client('gus');
  const { _id } = await gus.createRoom(name, { isPrivate: true });
  for (const username of [BOT, 'alice', ...PEOPLE]) await gus.invite(_id, username);
  return _id;
}

const say = (who: string, room: string, words: string) => both.workspace.client(who).say(room, `@${BOT} ${words}`);
const saidIn = (room: string) => saidByBot(both.workspace).flatMap(({ rid, msg }) => (rid === room ? [msg] : []));
const wordsOf = (who: string) => `question-${who}-end`;

/** Milliseconds until each of them is seen. */
async function until(seen: (who: string) => boolean): Promise<Map<string, number>> {
  const started = performance.now();
  const after = new Map<string, number>();
  await vi.waitFor(() => {
    for (const who of PEOPLE) if (!after.has(who) && seen(who)) after.set(who, performance.now() - started);
    if (after.size < PEOPLE.length) throw new Error(`only ${[...after.keys()]} of ${PEOPLE}`);
  }, WAIT);
  return after;
}

const shown = (after: Map<string, number>) => [...after].map(([who, ms]) => `${who} ${Math.round(ms)} ms`).join(', ');

test('five people who write while the agent works are heard by it, in the mode steer', {
  timeout: 180_000,
}, async () => {
  const room = await openRoom('five-steer');
  let steps = 0;
  both.model.script(({ texts }) => {
    const named = texts.filter((text) => /question-\w+-end/.test(text));
    if (named.length > 0) return named.join('\n');
    return steps++ < STEPS ? { calls: [{ tool: 'exec', arguments: { command: 'sleep 1' } }] } : 'the work is done';
  });
  await say('gus', room, 'work on it');
  await vi.waitFor(() => expect(steps).toBeGreaterThan(1), WAIT);
  const heard = until((who) => both.model.requests.some(({ texts }) => texts.join('\n').includes(wordsOf(who))));
  await Promise.all(PEOPLE.map((who) => say(who, room, wordsOf(who))));
  const after = await heard;
  console.log(`steer: ${steps} steps; the agent heard ${shown(after)}; goal ${GOAL_MS} ms`);
  await until((who) => saidIn(room).join('\n').includes(wordsOf(who)));
  for (const who of PEOPLE) expect(saidIn(room).filter((text) => text.includes(wordsOf(who)))).toHaveLength(1);
});

test('five people have a sign that they wait, and are answered in their order, in the mode followup', {
  timeout: 180_000,
}, async () => {
  const room = await openRoom('five-followup');
  const gate = Promise.withResolvers<void>();
  both.model.script(({ text, texts }) =>
    text.includes('hold on') ? gate.promise.then(() => 'the work is done') : texts.join('\n'),
  );
  await say('alice', room, '/queue followup');
  await vi.waitFor(() => expect(saidIn(room).join()).toContain('set to followup'), WAIT);
  await say('gus', room, 'hold on');
  await vi.waitFor(() => expect(both.model.requests.at(-1)?.text).toContain('hold on'), WAIT);
  const messages = new Map<string, MessageRecord>();
  const reactionsTo = (who: string) =>
    Object.keys(both.workspace.store.messages.get(messages.get(who)?._id ?? '')?.reactions ?? {});
  const signs = until((who) => reactionsTo(who).length > 0);
  for (const who of PEOPLE) messages.set(who, await say(who, room, wordsOf(who)));
  const after = await signs;
  console.log(`followup: a sign for ${shown(after)} after the first has written; goal ${GOAL_MS} ms`);
  gate.resolve();
  await until((who) => saidIn(room).join('\n').includes(wordsOf(who)));
  const order = saidIn(room)
    .join('\n')
    .match(/question-\w+-end/g);
  expect(order).toEqual(PEOPLE.map(wordsOf));
});
