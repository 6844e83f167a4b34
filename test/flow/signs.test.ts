import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Say } from '../../testbed/gateway/model.ts';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { answerTo, BOT, connectWorkspace, roomsWithBot } from './connected-workspace.ts';
import { openLiveConfig } from './live-config.ts';
import { part } from './part.ts';
import { comesToStand, watch } from './watched.ts';

const ACCOUNT = 'streaming';
/** Answers of the model that OpenClaw does not retry. */
const REFUSED: readonly Say[] = Array.from({ length: 20 }, () => ({ status: 400 }));

let workspace: Workspace;
let config: Awaited<ReturnType<typeof openLiveConfig>>;
let rooms: string[];

beforeAll(async () => {
  workspace = await connectWorkspace('deno', ACCOUNT);
  config = await openLiveConfig();
  rooms = await roomsWithBot(workspace, 8);
});
afterAll(async () => {
  await config?.restore();
  await workspace?.stop();
});

const set = (keys: object) => config.change(({ accounts }) => Object.assign(accounts[ACCOUNT] ?? {}, keys));

/** Bob asks; what he sees in the room, and what the bot puts on his message. */
async function ask(roomId: string, words: string) {
  const watched = watch(workspace, roomId);
  const reactions: string[] = [];
  const end = workspace.stream.subscribe((event) => {
    if (event.type === 'reaction' && event.room === roomId) reactions.push(`${event.on ? '+' : '-'}${event.reaction}`);
  });
  const { _id } = await workspace.client('bob').say(roomId, words);
  const standing = () => Object.keys(workspace.store.messages.get(_id)?.reactions ?? {});
  return { watched, reactions, standing, stop: () => [end(), watched.end()] };
}

describe('a mention', () => {
  test('gets a reaction that stays beside the answer', async () => {
    const { watched, standing, stop } = await ask(rooms[0] ?? '', `@${BOT} ${await part('done')}`);
    await comesToStand(watched, ['done']);
    await vi.waitFor(() => expect(standing()).toEqual([':eyes:']), { timeout: 30_000 });
    stop();
  });

  test('gets the emoji of the account', async () => {
    await set({ ackReaction: '🦞' });
    const { watched, standing, stop } = await ask(rooms[1] ?? '', `@${BOT} ${await part('done')}`);
    await comesToStand(watched, ['done']);
    await vi.waitFor(() => expect(standing()).toEqual([':lobster:']), { timeout: 30_000 });
    await set({ ackReaction: undefined });
    stop();
  });

  test('of which the agent made nothing gets another one, and a sentence', async () => {
    const { watched, reactions, standing, stop } = await ask(rooms[2] ?? '', `@${BOT} ${await part(...REFUSED)}`);
    await vi.waitFor(() => expect([standing(), watched.standing().length]).toEqual([[':x:'], 1]), { timeout: 50_000 });
    expect(reactions).toEqual(['+:eyes:', '+:x:', '-:eyes:']);
    await vi.waitFor(() => expect(watched.typing.at(-1)).toBe(false), { timeout: 30_000 });
    stop();
  });
});

test('a direct message gets none, unless that is wanted', async () => {
  const hello = await workspace.client('bob').say(`@${BOT}`, 'hello');
  await answerTo(workspace, hello);
  const { rid } = hello;
  const first = await ask(rid, await part('one'));
  await comesToStand(first.watched, ['one']);
  expect(first.standing()).toEqual([]);
  await set({ ackReactionScope: 'all' });
  const second = await ask(rid, await part('two'));
  await comesToStand(second.watched, ['two']);
  await vi.waitFor(() => expect(second.standing()).toEqual([':eyes:']), { timeout: 30_000 });
  await set({ ackReactionScope: undefined });
  for (const { stop } of [first, second]) stop();
});

describe('typing', () => {
  test('ends after the answer, also where two turns run in one room', async () => {
    const roomId = rooms[3] ?? '';
    const slow = { text: 'a slow answer', pieces: 10, pauseMs: 150 };
    const { _id: threadId } = await workspace.client('bob').say(roomId, 'a thread');
    const { watched, stop } = await ask(roomId, `@${BOT} ${await part(slow)}`);
    await workspace.client('bob').say(roomId, `@${BOT} ${await part(slow)}`, { threadId });
    await comesToStand(watched, ['a slow answer', 'a slow answer']);
    expect(watched.typing.filter((on) => !on)).toHaveLength(1);
    stop();
  });

  test('is not shown where that is not wanted', async () => {
    await set({ typing: false });
    const { watched, stop } = await ask(rooms[4] ?? '', `@${BOT} ${await part('quietly')}`);
    await vi.waitFor(() => expect(watched.standing()).toEqual(['quietly']), { timeout: 30_000 });
    expect(watched.typing).toEqual([]);
    await set({ typing: undefined });
    stop();
  });
});

test('a reaction that is refused costs no answer, and is said once', async () => {
  const channel = await workspace.client('alice').createRoom('elsewhere', { isPrivate: true, members: ['bob'] });
  await workspace.client('alice').invite(channel._id, BOT);
  const before = config.log().split('no reaction 𓀀').length;
  await set({ ackReaction: '𓀀' });
  for (const words of ['first', 'second']) {
    const { watched, stop } = await ask(channel._id, `@${BOT} ${await part(words)}`);
    await comesToStand(watched, [words]);
    stop();
  }
  expect(config.log().split('no reaction 𓀀').length).toBe(before + 1);
  await set({ ackReaction: undefined });
});
