import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findUserByName, type Workspace } from '../../testbed/workspace/workspace.ts';
import { BOT, connectWorkspace, postsByBot, roomsWithBot } from './connected-workspace.ts';
import { part } from './part.ts';

const WAIT = { timeout: 40_000, interval: 50 };

describe('the gateway speaks', () => {
  let workspace: Workspace;
  let rooms: string[];

  beforeAll(async () => {
    workspace = await connectWorkspace('deno', 'threads');
    rooms = await roomsWithBot(workspace, 1);
    for (const [username, language] of [
      ['bob', 'de'],
      ['carol', 'ja'],
    ] as const) {
      const user = findUserByName(workspace.store, username);
      if (user) user.settings = { preferences: { language } };
    }
    workspace.settings.Language = 'pt-BR';
    // The app says hello when a setting changes, and the hello has the language of the workspace.
    await workspace.app(APP_ID).setSettings({ rooms: '' });
  });

  afterAll(async () => workspace?.stop());

  /** What the bot has written in a room, the latest last. */
  const saidIn = (rid: string) => postsByBot(workspace).flatMap((post) => (post.rid === rid ? [post.msg] : []));

  test.each([
    ['bob', /^Befehle: `!status`.*geht an den Agenten\.$/],
    ['carol', /^Commands: `!status`.*goes to the agent\.$/],
  ])('with %s in their own language, or else in English', async (username, says) => {
    const { _id } = await workspace.client(username).directRoomWith(BOT);
    await workspace.client(username).say(_id, '!help');
    await vi.waitFor(() => expect(saidIn(_id).at(-1)).toMatch(says), WAIT);
  });

  test('of a failure in a room in the language of the workspace', async () => {
    const [room = ''] = rooms;
    const words = await part(...Array.from({ length: 10 }, () => ({ status: 400 })));
    await workspace.client('bob').say(room, `@${BOT} ${words}`);
    await vi.waitFor(
      () => expect(saidIn(room).at(-1)).toMatch(/ \(ref [0-9a-f]{6}\)\. Tente de novo, por favor\.$/),
      WAIT,
    );
  });

  test('of a failure in a direct message in the language of its author', async () => {
    const { _id } = await workspace.client('bob').directRoomWith(BOT);
    await workspace.client('bob').say(_id, await part(...Array.from({ length: 10 }, () => ({ status: 400 }))));
    await vi.waitFor(
      () => expect(saidIn(_id).at(-1)).toMatch(/ \(ref [0-9a-f]{6}\)\. Bitte versuch es noch einmal\.$/),
      WAIT,
    );
  });
});
