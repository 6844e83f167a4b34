import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Say } from '../../testbed/gateway/model.ts';
import type { Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, roomsWithBot } from './connected-workspace.ts';
import { openLiveConfig } from './live-config.ts';
import { part } from './part.ts';
import { comesToStand, watch } from './watched.ts';

const ACCOUNT = 'streaming';
const OURS = /^I couldn't come up with an answer \(ref [0-9a-f]{6}\)\. Please try again\.$/;
const INVISIBLE = [
  ['a zero-width space', '\u200b'],
  ['joiners and marks', '\u2060\u200d\u200b\ufeff\u00ad'],
  ['blanks that do not break', '\u00a0\u3164'],
  ['tag characters', '\u{e0041}\u{e0042}'],
  ['empty lines of them', '\u200b\n\n\u200b\n'],
] as const;

let workspace: Workspace;
let config: Awaited<ReturnType<typeof openLiveConfig>>;
let rooms: string[];

beforeAll(async () => {
  workspace = await connectWorkspace('deno', ACCOUNT);
  await workspace.app(APP_ID).setSettings({ egress_scope: 'rooms' });
  config = await openLiveConfig();
  rooms = await roomsWithBot(workspace, INVISIBLE.length + 1);
});
afterAll(async () => {
  await config?.restore();
  await workspace?.stop();
});

const set = (keys: object) => config.change(({ accounts }) => Object.assign(accounts[ACCOUNT] ?? {}, keys));

async function ask(roomId: string, words: string) {
  const watched = watch(workspace, roomId);
  const { _id } = await workspace.client('bob').say(roomId, words);
  return { watched, standing: () => Object.keys(workspace.store.messages.get(_id)?.reactions ?? {}) };
}

/** OpenClaw may ask the model again. */
const always = (say: Say) => part(...Array.from({ length: 10 }, () => say));

describe('[F15] an answer of invisible characters to a question', () => {
  test.each(INVISIBLE)('%s: our sentence, and our sign', async (_what, text) => {
    const { watched, standing } = await ask(rooms.pop() ?? '', `@${BOT} ${await always(text)}`);
    await vi.waitFor(() => expect(watched.standing()).toEqual([expect.stringMatching(OURS)]), { timeout: 50_000 });
    await vi.waitFor(() => expect(standing()).toEqual([':x:']), { timeout: 30_000 });
    watched.end();
  });

  test('in a direct message: our sentence', async () => {
    const { rid } = await workspace.client('bob').say(`@${BOT}`, 'hello');
    const { watched } = await ask(rid, await always('\u200b'));
    await vi.waitFor(() => expect(watched.standing().at(-1)).toMatch(OURS), { timeout: 50_000 });
    watched.end();
  });
});

describe('[F17] where the agent hears every message of a room', () => {
  beforeAll(() => set({ requireMention: false, ackReactionScope: 'all' }));

  test.each([
    ['NO_REPLY', 'NO_REPLY'],
    ['no_reply', 'no_reply'],
    ['[F15] invisible characters', '\u200b\u2060'],
  ])('%s is silence: no line, no sign, no warning', async (_what, text) => {
    const roomId = rooms[0] ?? '';
    const before = config.log().length;
    const { watched, standing } = await ask(roomId, await always(text));
    // The next message of the room is answered after anything that this one might have left.
    await ask(roomId, `@${BOT} ${await part('next')}`);
    await comesToStand(watched, ['next']);
    await vi.waitFor(() => expect(standing()).toEqual([]), { timeout: 30_000 });
    expect(config.log().slice(before)).not.toMatch(/\bref [0-9a-f]{6}\b/);
    watched.end();
  });

  test('a mention is answered all the same', async () => {
    const { watched } = await ask(rooms[0] ?? '', `@${BOT} ${await part('NO_REPLY')}`);
    await vi.waitFor(() => expect(watched.standing()).toHaveLength(1), { timeout: 50_000 });
    watched.end();
  });
});
