// Long: the agent tries to write into each kind of closed room, one call after the other.
import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { MessageRecord, Workspace } from '../../testbed/workspace/workspace.ts';
import { makeRooms, NEVER, type RoomKinds } from '../app/closed-rooms.ts';
import { answerTo, BOT, connectWorkspace, postsByBot } from './connected-workspace.ts';
import { openclaw } from './openclaw.ts';
import { askedOf, part } from './part.ts';

const PATIENCE = { timeout: 60_000, interval: 100 };
let workspace: Workspace;
let rooms: RoomKinds;

beforeAll(async () => {
  workspace = await connectWorkspace('deno', 'tool');
  rooms = await makeRooms(workspace);
  const alice = workspace.client('alice');
  await alice.createRoom('quiet', { members: ['bob', BOT] });
  await alice.command('#quiet', '/openclaw here off');
}, 60_000);

afterAll(async () => workspace?.stop());

/** Previews, too: none may stand where the bot may not write. */
const byBot = () => postsByBot(workspace);
const roomCalled = (name: string) => [...workspace.store.rooms.values()].find((room) => room.name === name)?._id ?? '';
const setting = (values: Record<string, unknown>) => workspace.app(APP_ID).setSettings(values);

/** Every room that takes nothing, and the words in which that is said. */
const closed = (): readonly [kind: string, roomId: string, told: RegExp][] => [
  ...Object.entries(NEVER).map(
    ([kind, reason]) => [kind, rooms[kind]?.roomId ?? '', SAID[reason]] as [string, string, RegExp],
  ),
  ['switched off', roomCalled('quiet'), /switched off in this room: an owner .* can change that/],
];
const SAID: Record<string, RegExp> = {
  livechat: /a visitor of a website/,
  encrypted: /end-to-end encrypted/,
  'foreign-direct': /a conversation of other people/,
  'not-a-member': /invite @\S+ into this room/,
};

describe('[S2] the agent, asked by anybody', { timeout: 400_000 }, () => {
  test('posts in none of the rooms that are closed to it, and learns why', async () => {
    const targets = closed();
    const calls = targets.flatMap(([, id]) => [
      { action: 'send', target: `channel:${id}`, message: 'what I should not say' },
      { action: 'poll', target: `channel:${id}`, pollQuestion: 'What I should not ask', pollOption: ['a', 'b'] },
    ]);
    const words = await part(...calls.map((args) => ({ calls: [{ tool: 'message', arguments: args }] })), 'done');
    const asked = await workspace.client('bob').say('#general', `@${BOT} ${words}`);
    const results = await vi.waitFor(
      async () => {
        const found = (await askedOf(words)).at(-1)?.toolResults ?? [];
        if (found.length < calls.length) throw new Error(`${found.length} of ${calls.length} calls so far`);
        return found;
      },
      { timeout: 300_000, interval: 500 },
    );
    await answerTo(workspace, asked);
    const ids = targets.map(([, id]) => id);
    // Its posts in the room that is switched off are older than that.
    expect(byBot().filter(({ rid, ts }) => ids.includes(rid) && ts >= asked.ts)).toEqual([]);
    // A preview shows what the agent is about to do, and goes.
    await vi.waitFor(() => expect(JSON.stringify(byBot())).not.toContain('What I should not ask'), PATIENCE);
    for (const [index, [kind, , told]] of targets.entries()) {
      for (const result of results.slice(2 * index, 2 * index + 2)) {
        expect(result, kind).toContain('Rocket.Chat does not let you write there: ');
        expect(result, kind).toMatch(told);
        // One sentence, without codes.
        expect(result, kind).not.toMatch(/may-not-write|\|/);
      }
    }
  });

  test('writes into none from the command line either', async () => {
    const [, roomId, told] = closed().find(([kind]) => kind === 'private room without the bot') ?? ['', '', /x/];
    const on = ['--channel', 'rocketchat', '--account', 'tool', '--target', `channel:${roomId}`, '--json'];
    const { code, stdout, stderr } = await openclaw('message', 'send', ...on, '--message', 'from the shell');
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(told);
    expect(JSON.stringify(byBot())).not.toContain('from the shell');
  });
});

describe('[S2] a room that is closed while the agent thinks', { timeout: 200_000 }, () => {
  /** Bob asks; `close` is done while the model is silent. */
  async function asksAndIsClosed(room: string, answer: string, close: () => Promise<unknown>): Promise<MessageRecord> {
    const words = await part({ text: answer, pieces: 1, pauseMs: 5_000 });
    const asked = await workspace.client('bob').say(room, `@${BOT} ${words}`);
    await vi.waitFor(async () => expect(await askedOf(words)).not.toEqual([]), PATIENCE);
    await close();
    return asked;
  }
  const alice = () => workspace.client('alice');

  test.each([
    [
      'switched off',
      () => alice().command('#den', '/openclaw here off'),
      () => alice().command('#den', '/openclaw here on'),
    ],
    ['off the list', () => setting({ rooms: 'general' }), () => setting({ rooms: '' })],
    ['paused', () => setting({ paused: true }), () => setting({ paused: false })],
  ])('still gets the answer to an earlier question, and nothing else: %s', async (how, close, open) => {
    if (!roomCalled('den')) await alice().createRoom('den', { isPrivate: true, members: ['bob', BOT] });
    const answer = `the answer when it is ${how}`;
    const asked = await asksAndIsClosed('#den', answer, close);
    await vi.waitFor(() => expect(byBot().map(({ msg }) => msg)).toContain(answer), PATIENCE);
    expect(byBot().find(({ msg }) => msg === answer)?.rid).toBe(asked.rid);
    await open();
  });

  test('gets no answer when the bot was taken out; the person who asked hears of it directly, and nobody hears the answer', async () => {
    await alice().createRoom('loft', { isPrivate: true, members: ['bob', BOT] });
    const asked = await asksAndIsClosed('#loft', 'what was said in the loft', () => alice().kick('#loft', BOT));
    const told = "I can't answer you in the room loft: I am no longer a member of it.";
    await vi.waitFor(() => expect(byBot().map(({ msg }) => msg)).toContain(told), PATIENCE);
    const direct = await workspace.client('bob').directRoomWith(BOT);
    expect(byBot().filter(({ msg }) => msg === told)).toMatchObject([{ rid: direct._id }]);
    expect(byBot().filter(({ rid }) => rid === asked.rid)).toEqual([]);
    expect(byBot().map(({ msg }) => msg)).not.toContain('what was said in the loft');
  });
});
