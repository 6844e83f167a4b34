// Long: a model that takes its time is what it is about.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Say } from '../../testbed/gateway/model.ts';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, roomsWithBot } from '../flow/connected-workspace.ts';
import { part } from '../flow/part.ts';
import { byLength } from '../how-long.ts';
import { report } from '../promises.ts';

const QUICK_ROOMS = 4;
const QUICK_EACH = byLength({ long: 5, short: 2 });
const WHERE = 'slow model';
const PATIENCE = { timeout: byLength({ long: 600_000, short: 120_000 }), interval: 50 };

/** People read this instead of an answer, once. */
const SENTENCE = /^[A-Z][\w ,’']+ \(ref [0-9a-f]{6}\)\. Please [\w ]+\.$/;

interface Slow {
  readonly how: string;
  readonly says: readonly Say[];
  /** Is there an answer in the end? */
  readonly isAnswered: boolean;
}

/** None of them has an answer before the others have been asked theirs. */
const until = `released-${randomUUID()}`;
const A_WHOLE_ANSWER = 'The whole answer.';
const MODE_IS_SET = '⚙️ Queue mode set to followup.';
const forEver = (say: Say) => Array.from({ length: 50 }, () => say);

/** OpenClaw runs eight turns at a time (`agents.defaults.maxConcurrent`): more that hang would hold up all rooms. */
const SLOW: readonly Slow[] = [
  { how: 'silent for a while', says: [{ text: A_WHOLE_ANSWER, until, pieces: 1 }], isAnswered: true },
  {
    how: 'broken off in the middle, and whole the second time',
    says: [
      { text: 'The whole', until, breaks: true },
      { text: A_WHOLE_ANSWER, until },
    ],
    isAnswered: true,
  },
  ...byLength<readonly Slow[]>({
    short: [],
    long: [
      { how: 'silent for 50 s', says: [{ text: A_WHOLE_ANSWER, until, pieces: 1, pauseMs: 50_000 }], isAnswered: true },
      {
        how: 'a letter every 3 s',
        says: [{ text: A_WHOLE_ANSWER, until, pieces: 17, pauseMs: 3_000 }],
        isAnswered: true,
      },
      { how: 'silent for ever', says: forEver({ text: 'never', pieces: 1, pauseMs: 3_600_000 }), isAnswered: false },
      { how: 'broken off each time', says: forEver({ text: 'I was', until, breaks: true }), isAnswered: false },
    ],
  }),
];

let workspace: Workspace;
let rooms: string[];

beforeAll(async () => {
  workspace = await connectWorkspace('deno', 'threads');
  rooms = await roomsWithBot(workspace, SLOW.length + QUICK_ROOMS);
});
afterAll(async () => workspace?.stop());

const ask = (room: string, words: string) => workspace.client('bob').say(room, `@${BOT} ${words}`);
const postsIn = (room: string) =>
  [...workspace.store.messages.values()].filter(
    ({ rid, u, t, editedAt }) => rid === room && u.username === BOT && !t && !editedAt,
  );

const isBroken = (say: Say) => typeof say === 'object' && 'breaks' in say;

/** OpenClaw tries a broken answer again only if nothing has been put into its turn. Alice owns the gateway. */
async function eachInItsOwnTurn(room: string): Promise<void> {
  await workspace.client('bob').invite(room, 'alice');
  await workspace.client('alice').say(room, `@${BOT} /queue followup`);
  await vi.waitFor(() => expect(postsIn(room).map(({ msg }) => msg)).toEqual([MODE_IS_SET]), PATIENCE);
}

/** The words in a room, where one post may answer several questions: the answer to the slow question or a word about it, and the marks of those asked after it. */
const readIn = (room: string) =>
  postsIn(room)
    .flatMap(({ msg }) => (msg === MODE_IS_SET ? [] : msg.split('\n')))
    .flatMap((line) => {
      if (line === A_WHOLE_ANSWER) return ['answer'];
      return SENTENCE.test(line) ? ['sentence'] : (line.match(/then-\d/g) ?? [line]);
    });

test('while a model takes its time in some rooms, the others are answered, and each room in its order', async () => {
  const [slow, quick] = [rooms.slice(0, SLOW.length), rooms.slice(SLOW.length)];
  for (const [n, room] of slow.entries()) {
    if (SLOW[n]?.says.some(isBroken)) await eachInItsOwnTurn(room);
    await ask(room, await part(...(SLOW[n]?.says ?? [])));
    for (const then of ['then-1', 'then-2']) await ask(room, then);
  }
  let meanwhile = 0;
  await Promise.all(
    quick.map(async (room) => {
      for (let n = 0; n < QUICK_EACH; n++) {
        await ask(room, `quick ${n}`);
        await vi.waitFor(() => expect(postsIn(room).length).toBeGreaterThan(n), PATIENCE);
      }
    }),
  );
  if (slow.every((room) => readIn(room).length === 0)) meanwhile = quick.flatMap(postsIn).length;
  const [first = ''] = quick;
  await ask(first, until);

  const expected = SLOW.map(({ isAnswered }) => [isAnswered ? 'answer' : 'sentence', 'then-1', 'then-2']);
  await vi
    .waitFor(() => expect(slow.map((room) => readIn(room).length)).toEqual(expected.map(() => 3)), PATIENCE)
    .catch(() => undefined);
  const read = slow.map(readIn);
  const pushes = workspace.outgoing.filter(({ url }) => url.endsWith('/events'));
  const slowest = Math.max(...pushes.map(({ startedAt, endedAt = Number.POSITIVE_INFINITY }) => endedAt - startedAt));
  const acknowledged = pushes.filter(({ status }) => status === 202).length;
  const inOrder = SLOW.filter((_, n) => `${read[n]}` === `${expected[n]}`).length;
  const asked = QUICK_ROOMS * QUICK_EACH;
  report({ where: WHERE, what: 'answers in other rooms meanwhile', tried: asked, held: meanwhile });
  report({ where: WHERE, what: 'slow rooms answered, or told once, in order', tried: SLOW.length, held: inOrder });
  report({
    where: WHERE,
    what: 'deliveries acknowledged',
    tried: pushes.length,
    held: acknowledged,
    note: `the slowest in ${slowest} ms`,
  });
  expect(Object.fromEntries(SLOW.map(({ how }, n) => [how, read[n]]))).toEqual(
    Object.fromEntries(SLOW.map(({ how }, n) => [how, expected[n]])),
  );
  expect(meanwhile).toBe(asked);
  expect(acknowledged).toBe(pushes.length);
}, 900_000);
