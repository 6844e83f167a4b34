// Long: a gateway of its own, which is killed and starts again.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { waitingEvents } from '../app/stored-records.ts';
import { BOT } from '../flow/connected-workspace.ts';
import { tryAt } from '../on-the-way.ts';
import { startOwnGateway } from './own-gateway.ts';

const WAIT = { timeout: 120_000, interval: 100 };
const LONG = 400_000;

test(
  '[F4] a gateway that is killed asks what waited in its last wording, or not at all',
  () =>
    tryAt('in the gateway, whose process was killed', ['edited', 'deleted'], async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'last-wording-'));
      const own = await startOwnGateway({ folder }, 1);
      try {
        const { model, workspace, rooms } = own;
        const [room = ''] = rooms;
        const asked = (words: string) => model.requests.filter(({ text }) => text.includes(words)).length;
        const bob = workspace.client('bob');
        const say = (words: string) => bob.say(room, `@${BOT} ${words}`);
        model.script(({ text }) =>
          text.includes('take your time')
            ? { text: 'one two '.repeat(200), pieces: 400, pauseMs: 500 }
            : `answer to ${text}`,
        );
        await say('take your time');
        await vi.waitFor(() => expect(asked('take your time')).toBe(1), WAIT);
        const corrected = await say('delete server A');
        const deleted = await say('delete all');
        await vi.waitFor(() => expect(waitingEvents(workspace)).toEqual([]), WAIT);
        await own.gateway().kill();
        model.script(({ text }) => `answer to ${text}`);
        await bob.edit(corrected._id, `@${BOT} delete server B`);
        await bob.delete(deleted._id);
        await own.start();
        await vi.waitFor(() => expect(asked('delete server B')).toBe(1), WAIT);
        await say('and then?');
        await vi.waitFor(() => expect(asked('and then?')).toBe(1), WAIT);
        expect([asked('delete server A'), asked('delete all')]).toEqual([0, 0]);
      } finally {
        await own.stop();
        await rm(folder, { recursive: true, force: true });
      }
    }),
  LONG,
);
