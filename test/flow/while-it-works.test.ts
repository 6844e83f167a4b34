// Long: each mode holds a turn up until other messages have come.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, roomsWithBot, saidByBot } from './connected-workspace.ts';
import { askedOf, part } from './part.ts';

const WAIT = { timeout: 15_000, interval: 30 };

let workspace: Workspace;
let rooms: string[];

beforeAll(async () => {
  workspace = await connectWorkspace('deno', 'words');
  rooms = await roomsWithBot(workspace, 11);
  for (const room of rooms) {
    for (const name of ['alice', 'carol']) await workspace.client('bob').invite(room, name);
  }
});
afterAll(() => workspace?.stop());

const say = (room: string, words: string, who = 'bob') => workspace.client(who).say(room, `@${BOT} ${words}`);
const saidIn = (room: string) => saidByBot(workspace).flatMap(({ rid, msg }) => (rid === room ? [msg] : []));
const signsOn = ({ _id }: MessageRecord) => Object.keys(workspace.store.messages.get(_id)?.reactions ?? {});

/** Alice, who owns the gateway, sets the mode of a room. @param how each way to give a command */
async function inMode(room: string, mode: string, how: 'mention' | 'prefix' | 'slash command'): Promise<void> {
  const alice = workspace.client('alice');
  if (how === 'mention') await alice.say(room, `@${BOT} /queue ${mode}`);
  else if (how === 'prefix') await alice.say(room, `!queue ${mode}`);
  else await alice.command(room, `/openclaw queue ${mode}`);
  // A slash command is answered to its author alone.
  const whispered = () => workspace.store.ephemerals.flatMap(({ rid, text }) => (rid === room ? [text] : []));
  const answers = () => (how === 'slash command' ? whispered() : saidIn(room));
  await vi.waitFor(() => expect(answers()).toEqual([`⚙️ Queue mode set to ${mode}.`]), WAIT);
}

/** A turn that goes on until it is let go. */
async function busy(room: string) {
  const until = `let-go-${randomUUID()}`;
  const words = await part({ text: 'one is done', until });
  await say(room, words);
  await vi.waitFor(async () => expect(await askedOf(words)).toHaveLength(1), WAIT);
  return { words, letGo: () => say(rooms[8] ?? '', until) };
}

/** What the model was asked about these words, in the order of its requests. */
async function requests(...words: string[]): Promise<string[]> {
  const { windowUrl } = inject('gateway');
  const all = (await (await fetch(`${windowUrl}/received`)).json()) as { text: string; texts: string[] }[];
  const named = (text: string) => words.flatMap((each, n) => (text.includes(each) ? [n + 1] : [])).join('+');
  return all.flatMap(({ texts }) => texts.map(named).filter(Boolean).join(', ') || []);
}

describe('a message that comes while the agent works', () => {
  test('reaches the running turn, also one of another person, and is answered with it', async () => {
    const room = rooms[0] ?? '';
    const { words, letGo } = await busy(room);
    const [two, three] = [await part('two'), await part('two and three are done')];
    const asked = await say(room, two);
    await say(room, three, 'carol');
    await vi.waitFor(() => expect(signsOn(asked)).toContain(':eyes:'), WAIT);
    await letGo();
    await vi.waitFor(() => expect(saidIn(room).at(-1)).toMatch(/three are done$/), WAIT);
    const found = await requests(words, two, three);
    expect(found[0]).toBe('1');
    // Carol's message has a turn of its own if the running turn is not hers to steer.
    expect(found.slice(1).join(', ')).toMatch(/^2, 3$|^2, 2, 3$|^2, 3, 3$/);
  });

  test('is answered, and so is the one before it, where the model fails once in between', async () => {
    const room = rooms[5] ?? '';
    const { letGo } = await busy(room);
    const two = await part({ status: 503 }, 'two is done');
    const asked = await say(room, two);
    await vi.waitFor(() => expect(signsOn(asked)).toContain(':eyes:'), WAIT);
    await letGo();
    await vi.waitFor(() => expect(saidIn(room).at(-1)).toMatch(/two is done$/), WAIT);
    expect(
      saidIn(room)
        .join('\n')
        .match(/\w+ is done/g),
    ).toEqual(['one is done', 'two is done']);
  });

  test('has a turn of its own afterwards where the mode is followup, in its order, and shows that it waits', async () => {
    const room = rooms[1] ?? '';
    await inMode(room, 'followup', 'prefix');
    const { words, letGo } = await busy(room);
    const [two, three] = [await part('two is done'), await part('three is done')];
    const waiting = [await say(room, two), await say(room, three, 'carol')];
    await vi.waitFor(() => expect(waiting.flatMap(signsOn)).toEqual(Array(2).fill(':hourglass_flowing_sand:')), WAIT);
    await workspace.client('alice').say(room, '!status');
    await vi.waitFor(
      () => expect(saidIn(room).at(-1)).toMatch(/At work: a question of @\W*bob\. 2 messages wait\.$/),
      WAIT,
    );
    expect(await requests(two, three)).toEqual([]);
    await letGo();
    await vi.waitFor(
      () => expect(saidIn(room).slice(-3)).toEqual(['one is done', 'two is done', 'three is done']),
      WAIT,
    );
    expect(await requests(words, two, three)).toEqual(['1', '2', '3']);
    await vi.waitFor(() => expect(waiting.map(signsOn)).toEqual([[':eyes:'], [':eyes:']]), WAIT);
  });

  test('is joined with others of its author where the mode is collect, and with nobody else’s', async () => {
    const room = rooms[2] ?? '';
    await inMode(room, 'collect', 'mention');
    const { words, letGo } = await busy(room);
    const [two, three, four] = [await part('two and three are done'), await part('three'), await part('four is done')];
    await say(room, two);
    const last = await say(room, three);
    const other = await say(room, four, 'carol');
    await vi.waitFor(() => expect([last, other].flatMap(signsOn)).toHaveLength(2), WAIT);
    await letGo();
    const answers = ['one is done', 'two and three are done', 'four is done'];
    await vi.waitFor(() => expect(saidIn(room).slice(-3)).toEqual(answers), WAIT);
    expect(await requests(words, two, three, four)).toEqual(['1', '2+3', '4']);
    await vi.waitFor(() => expect([last, other].map(signsOn)).not.toContainEqual([':hourglass_flowing_sand:']), WAIT);
  });

  test('ends the running turn where the mode is interrupt', async () => {
    const room = rooms[3] ?? '';
    await inMode(room, 'interrupt', 'slash command');
    const { letGo } = await busy(room);
    await say(room, await part('two is done'));
    await vi.waitFor(() => expect(saidIn(room).at(-1)).toBe('two is done'), WAIT);
    await letGo();
    expect(saidIn(room)).not.toContain('one is done');
  });

  test('ends a turn that has itself ended one, and no such turn posts an error or keeps a sign', async () => {
    const room = rooms[10] ?? '';
    await inMode(room, 'interrupt', 'prefix');
    const until = `let-go-${randomUUID()}`;
    const ended: MessageRecord[] = [];
    for (const who of ['bob', 'carol', 'carol', 'bob']) {
      const words = await part({ text: 'an ended turn has answered', until });
      ended.push(await say(room, words, who));
      await vi.waitFor(async () => expect(await askedOf(words)).toHaveLength(1), WAIT);
    }
    await say(room, await part('the last is done'));
    await vi.waitFor(() => expect(saidIn(room).at(-1)).toBe('the last is done'), WAIT);
    await vi.waitFor(() => expect(ended.flatMap(signsOn)).toEqual([]), WAIT);
    expect(saidIn(room).slice(1)).toEqual(['the last is done']);
    await say(rooms[8] ?? '', until);
  });

  test('is answered in its last wording, or not at all, while the running turn has not taken it in', async () => {
    const room = rooms[4] ?? '';
    const { letGo } = await busy(room);
    const [first, last, gone] = [await part('first'), await part('last'), await part('gone')];
    const corrected = await say(room, first);
    const deleted = await say(room, gone, 'carol');
    await vi.waitFor(() => expect(signsOn(corrected)).toContain(':eyes:'), WAIT);
    await workspace.client('bob').edit(corrected._id, `@${BOT} ${last}`);
    await workspace.client('carol').delete(deleted._id);
    await vi.waitFor(() => expect(signsOn(corrected)).toContain(':hourglass_flowing_sand:'), WAIT);
    await letGo();
    await vi.waitFor(() => expect(saidIn(room).at(-1)).toBe('last'), WAIT);
    expect(await requests(first, gone)).toEqual([]);
  });
});

describe('a command that begins a new session while the agent works', () => {
  const STARTED = '✅ New session started.';
  const whispered = (room: string) =>
    workspace.store.ephemerals.flatMap(({ rid, text }) => (rid === room ? [text] : []));

  test.each([
    ['another person', 6, 'carol'],
    ['its author', 9, 'bob'],
  ])('waits for the answer to %s, and counts as waiting', async (_whose, n, who) => {
    const room = rooms[n] ?? '';
    const { letGo } = await busy(room);
    await workspace.client(who).say(room, '!new');
    await workspace.client('alice').say(room, '!status');
    await vi.waitFor(() => expect(saidIn(room).at(-1)).toMatch(/One message waits\.$/), WAIT);
    expect(saidIn(room)).not.toContain(STARTED);
    await letGo();
    await vi.waitFor(() => expect(saidIn(room).slice(1)).toEqual(['one is done', STARTED]), WAIT);
  });

  test('says so as a slash command', async () => {
    const room = rooms[7] ?? '';
    const { letGo } = await busy(room);
    await workspace.client('carol').command(room, '/openclaw new');
    const waits = expect.stringMatching(/^I am still working on a question of @\W*bob\. The new session begins after/);
    await vi.waitFor(() => expect(whispered(room)).toEqual([waits]), WAIT);
    await letGo();
    await vi.waitFor(() => expect(whispered(room)).toEqual([waits, STARTED]), WAIT);
    expect(saidIn(room)).toEqual(['one is done']);
  });
});
