import { randomUUID } from 'node:crypto';
import { APP_ID } from '@rocketchat-openclaw/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox, Workspace } from '../../testbed/workspace/workspace.ts';
import { answerTo, BOT, connectWorkspace } from './connected-workspace.ts';
import { askedOf, part } from './part.ts';

describe.each(['deno', 'node'] satisfies Sandbox[])(
  'the agent’s history has no messages of a closed time (%s sandbox)',
  (sandbox) => {
    let workspace: Workspace;

    beforeAll(async () => {
      workspace = await connectWorkspace(sandbox);
    });

    afterAll(async () => workspace?.stop());

    const app = () => workspace.app(APP_ID);
    const here = (room: string, on: 'on' | 'off') =>
      workspace.client('alice').command(`#${room}`, `/openclaw here ${on}`);

    test.each<[string, (room: string) => Promise<void>, (room: string) => Promise<void>]>([
      ['[S23] a room is switched off, and on again', (room) => here(room, 'off'), (room) => here(room, 'on')],
      [
        '[S23] an admin pauses the app',
        () => app().setSettings({ paused: true }),
        () => app().setSettings({ paused: false }),
      ],
      ['[S20] an admin disables the app', () => app().disable(), () => app().enable()],
    ])('%s: the next question brings the messages before it, and none from it', async (_, close, open) => {
      const [bob, room] = [workspace.client('bob'), `closed-${randomUUID().slice(0, 8)}`];
      await workspace.client('alice').createRoom(room, { isPrivate: true, members: ['bob', BOT] });
      await bob.say(`#${room}`, 'the open words');
      await close(room);
      await bob.say(`#${room}`, 'the hushed words');
      await bob.say(`#${room}`, `@${BOT} the hushed question`);
      await open(room);
      const words = await part('That is all I know.');
      await answerTo(workspace, await bob.say(`#${room}`, `@${BOT} ${words}`));
      const asked = JSON.stringify(await askedOf(words));
      expect(asked).toContain('the open words');
      expect(asked).not.toContain('hushed');
    });
  },
);
